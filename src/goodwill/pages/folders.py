"""The folders of pages: each keeps its own list of addresses, and says which right each of them needs."""

from goodwill.pages.climbing import urls as climbing
from goodwill.pages.deciding import urls as deciding
from goodwill.pages.exchanging import urls as exchanging
from goodwill.pages.focal_point import urls as focal_point
from goodwill.pages.managing import urls as managing
from goodwill.pages.needing import urls as needing
from goodwill.pages.planning import urls as planning
from goodwill.pages.portfolio import urls as portfolio
from goodwill.pages.selection import urls as selection
from goodwill.pages.tying import urls as tying

FOLDERS = (climbing, deciding, exchanging, focal_point, managing, needing, planning, portfolio, selection, tying)
