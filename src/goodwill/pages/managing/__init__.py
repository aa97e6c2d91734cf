"""Pages about managers of key accounts: profiles, load, assignments, hand-overs and job descriptions."""
