"""Where the pictures go, and in which widths and themes they are taken."""

from pathlib import Path
from typing import Literal

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {1280: 900, 390: 844}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
