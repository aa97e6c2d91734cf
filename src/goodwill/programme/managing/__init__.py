"""Managers of key accounts: what they bring, what accounts need of them, who should have which, and their job."""
