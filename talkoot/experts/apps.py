from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "talkoot.experts"
