from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "talkoot.networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        from talkoot.credentials.queries import register_networks
        from talkoot.networks import figures  # noqa: F401  registers the app's figures
        from talkoot.networks.queries import networks_after

        register_networks(networks_after)
