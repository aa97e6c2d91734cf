"""The command line: one file a command. Exit codes: 0 fine, 1 stopped by findings, 2 wrong use, 70 our fault."""

from goodwill.cli.main import main

__all__ = ["main"]
