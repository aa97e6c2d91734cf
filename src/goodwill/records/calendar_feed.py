from django.db import models


class CalendarFeed(models.Model):
    """The secret address at which a calendar program reads a person's tasks; only the hash of its token is kept."""

    person = models.OneToOneField("records.User", models.CASCADE, related_name="calendar_feed")
    hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"of {self.person}"
