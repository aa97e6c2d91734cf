"""Pages of ties: those of one party, the programme's, the catalogue, and customer organisations."""
