from django.core.management.commands import flush

from goodwill.programme.erasing import erasing


class Command(flush.Command):
    def handle(self, **options):
        with erasing():
            super().handle(**options)
