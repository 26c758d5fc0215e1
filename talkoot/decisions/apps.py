from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "talkoot.decisions"

    def ready(self) -> None:
        from talkoot.assessments.rules.barring import by_application
        from talkoot.core.access import bar
        from talkoot.decisions import figures  # noqa: F401  registers the app's figures
        from talkoot.decisions.rules.parties import letters_of_cases

        bar("decisions.decision", by_application("application"))
        bar("decisions.slateline", by_application("application"))
        bar("correspondence.letter", letters_of_cases)
