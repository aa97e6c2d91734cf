from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.middleware import UserSessionsMiddleware
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

SEEN_EVERY = timedelta(minutes=5)


def seen_now_and_then(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note when a session was last seen, a few minutes apart: a page that only shows must not wait to write."""
    noting: Callable[[HttpRequest], HttpResponse] = UserSessionsMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        seen = UserSession.objects.filter(
            session_key=request.session.session_key or "",
            user_agent=request.headers.get("User-Agent", "")[:200],
            last_seen_at__gt=timezone.now() - SEEN_EVERY,
        )
        return get_response(request) if seen.exists() else noting(request)

    return middleware
