"""Each model stands in docs/glossary.md with its Finnish and Swedish word."""

from django.apps import apps

from tests.guards.tree import ROOT

MODELS = [model.__name__ for model in apps.get_models() if model.__module__.startswith("talkoot.")]


def words() -> dict[str, list[str]]:
    """{code name: [Finnish, Swedish, English]} from the tables of the glossary."""
    found = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        names = [cell.strip("`") for cell in cells if cell.startswith("`")]
        if line.startswith("|") and names:
            for name in names:
                found[name] = [cell for cell in cells if not cell.startswith("`")]
    return found


def test_models_stand_in_the_glossary():
    known = words()
    missing = [model for model in MODELS if model not in known]
    assert not missing, f"Add rows to docs/glossary.md for {', '.join(missing)}."
    poor = [m for m in MODELS if len([c for c in known[m] if c and c != "–"]) < 2]
    assert not poor, f"These need their Finnish and Swedish words: {', '.join(poor)}."
