from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "talkoot.reports"

    def ready(self) -> None:
        from talkoot.reports import onward  # noqa: F401  it registers
