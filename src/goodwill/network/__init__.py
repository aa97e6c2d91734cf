"""Parties among parties: ladders, decision-making units, ties. Plain values in, values out."""
