"""`talkoot draw_map FILE`: make the map of Finland anew, when the boundaries have changed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from talkoot.core.topology import draw
from talkoot.data import FOLDER


class Command(BaseCommand):
    help = "Write talkoot/data/finland_map.json of a TopoJSON file of municipalities and regions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        topology = json.loads(file.read_text(encoding="utf-8"))
        drawn = {"attribution": topology.get("attribution", ""), **draw(topology)}
        target = FOLDER / "finland_map.json"
        target.write_text(json.dumps(drawn, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        size = target.stat().st_size // 1000
        self.stdout.write(f"{len(drawn['municipalities'])} municipalities, {size} kB: {target}")
