"""The process starts lean: heavy modules are imported where they are used."""

import os
import subprocess
import sys

from tests.guards.tree import ROOT

HEAVY = ["typst", "holidays", "pyvoikko", "kfst_rs", "polib", "snowballstemmer", "xlsxwriter"]
HEAVY += ["python_calamine", "icalendar", "numpy", "scipy", "polars", "pyreadstat"]
HEAVY += ["ninja", "pydantic", "rdflib", "PIL"]
PROGRAM = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "talkoot.config.settings"
import django
django.setup()
import talkoot.config.urls
print(" ".join(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_start_up_imports_nothing_heavy(tmp_path):
    environment = {**os.environ, "TALKOOT_DEMO": "1", "TALKOOT_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True, text=True, check=False, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [], "Import these inside the functions that use them."
