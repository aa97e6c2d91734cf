"""What cannot be done is told on the page that comes next."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError

from goodwill.pages.request import SignedIn
from goodwill.terms import UsageError


@contextmanager
def refusals_told(request: SignedIn) -> Iterator[None]:
    """Around an action and what is said of its success: where it is refused, the sentence that says why is shown."""
    try:
        yield
    except UsageError as error:
        messages.error(request, str(error))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
