"""Segments: filters that know their members, and who came and went, when and why."""
