from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "talkoot.outreach"

    def ready(self) -> None:
        from talkoot.events.event_pages import register_given
        from talkoot.outreach import figures  # noqa: F401  registers the app's figures
        from talkoot.outreach.queries import awards_at

        register_given(awards_at)
