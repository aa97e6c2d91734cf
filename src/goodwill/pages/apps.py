from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "goodwill.pages"
    label = "pages"
