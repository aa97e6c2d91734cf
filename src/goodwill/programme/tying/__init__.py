"""What binds customers to us: kinds of ties, the ties of each, customer organisations, and how far they reach."""
