"""The desk as a Django app."""

from django.apps import AppConfig


class Desk(AppConfig):
    name = "makegood.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from makegood.desk.record import signing

        signing.listen()
