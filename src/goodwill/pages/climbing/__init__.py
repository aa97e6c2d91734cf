"""Pages of the ladder: of one party, and of all."""
