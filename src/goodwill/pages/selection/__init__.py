"""Selection rounds: the list, one round with its matrix, one candidate, and the criteria."""
