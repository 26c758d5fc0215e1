"""What a wheel needs beside the committed files: styles and compiled translations."""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Compiles the catalogues; refuses to build a wheel without styles."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # A working copy: its Makefile builds both.
            return
        package = Path(self.root) / "talkoot"
        if not (package / "static" / "ui.css").exists():
            raise FileNotFoundError("The styles are not built: run “make front” first.")
        for catalogue in package.glob("locale/*/LC_MESSAGES/*.po"):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
