from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "goodwill.pages"
    label = "pages"

    def ready(self) -> None:
        from goodwill.pages import remembering

        remembering.listen()
