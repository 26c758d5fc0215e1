from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "talkoot.credentials"
