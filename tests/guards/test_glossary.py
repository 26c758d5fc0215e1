"""Each model stands in docs/glossary.md with its Finnish and Swedish word."""

from django.apps import apps

from tests.guards.tree import ROOT

MODELS = {model.__name__ for model in apps.get_models() if model.__module__.startswith("talkoot.")}


def words() -> dict[str, tuple[str, str]]:
    """{code name: (Finnish, Swedish)} from the rows `| suomi | svenska | Code | meaning |`."""
    found = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
            found[cells[2]] = (cells[0], cells[1])
    return found


def test_models_stand_in_the_glossary():
    known = words()
    missing = sorted(MODELS - known.keys())
    assert not missing, f"Add rows to docs/glossary.md for {', '.join(missing)}."
    poor = sorted(model for model in MODELS if not all(known[model]))
    assert not poor, f"These need their Finnish and Swedish words: {', '.join(poor)}."
