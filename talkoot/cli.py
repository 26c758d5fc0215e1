"""The `talkoot` command line: our own commands, and Django's under the same name."""

import os
import sys


def main() -> None:
    """Run one command. Without arguments it lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("TALKOOT_DEMO", "1")
    _let_links_follow_the_port()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["talkoot", *(sys.argv[1:] or ["help"])])
    except ImproperlyConfigured as error:
        sys.exit(f"talkoot: {error}")


def _let_links_follow_the_port() -> None:
    """`demo --port 8001` serves this machine alone: links in its mail point to that port."""
    if sys.argv[1:2] in (["demo"], ["serve"]) and "--port" in sys.argv[2:-1]:
        port = sys.argv[sys.argv.index("--port") + 1]
        os.environ.setdefault("TALKOOT_BASE_URL", f"http://127.0.0.1:{port}")


if __name__ == "__main__":
    main()
