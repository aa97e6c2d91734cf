"""Two hundred ways in which an order book can be broken, and what is said of each, written down beforehand."""
