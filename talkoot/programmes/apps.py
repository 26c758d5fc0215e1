from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "talkoot.programmes"

    def ready(self) -> None:
        from talkoot.programmes import checks, finance_figures, staff_figures  # noqa: F401  they register
