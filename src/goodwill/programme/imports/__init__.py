"""How orders, parties, people and affiliations come in, and leave again: of orders the jobs, of the rest all of it."""
