"""Pages about who decides at a party."""
