"""The map of a unit as lengths and places: cards in a tidy tree, and lines that keep clear of them.

It knows neither tables nor pages: seats and links come in as plain values, pixels go out.
"""

from goodwill.pages.deciding.drawing.picture import Picture, draw
from goodwill.pages.deciding.drawing.shapes import Between, Tile

__all__ = ["Between", "Picture", "Tile", "draw"]
