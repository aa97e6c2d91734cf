"""Where a page of a long list begins."""

from django.core.exceptions import BadRequest

from goodwill.pages.request import SignedIn


def start_of(request: SignedIn) -> int:
    """Of a list whose pages are told apart by how many rows come before.

    Raises:
        BadRequest: for what no page of a list gives.
    """
    start = request.GET.get("from", "0")
    if not (start.isdecimal() and len(start) < 7):  # noqa: PLR2004 - so many rows nobody goes through
        raise BadRequest("The address of this page is damaged. Begin at the first page of the list.")
    return int(start)
