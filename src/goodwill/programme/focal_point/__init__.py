"""The manager as the one focal point of an account: what it hears, who stands beside it, who may speak of what."""
