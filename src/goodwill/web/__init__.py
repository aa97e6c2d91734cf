"""The front door: settings, addresses, server."""
