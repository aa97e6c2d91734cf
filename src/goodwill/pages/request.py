from django.http import HttpRequest

from goodwill.records.models import User


class SignedIn(HttpRequest):
    """A request behind the sign-in: the middleware lets no other through to a page."""

    user: User
