"""How the history tells of mails."""

LINES = {
    "private mail linked": "Put a mail on the timeline",
    "ignored mail": "Ignored a mail",
    "brought mail back": "Brought a mail back into the queue",
}
