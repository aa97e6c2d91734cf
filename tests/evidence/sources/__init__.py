"""Every way a table of rows comes in."""
