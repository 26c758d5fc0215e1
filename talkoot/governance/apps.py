from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "talkoot.governance"

    def ready(self) -> None:
        from talkoot.governance import figures, onward  # noqa: F401  it registers
