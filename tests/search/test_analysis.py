"""Tokens, terms of a token in deep and in web mode, and what a web process loads."""

import subprocess
import sys

import pytest

from talkoot.search import analysis
from talkoot.search.analysis import analyse, deep_analysis, tokens


def kinds(token: str) -> dict[str, str]:
    with deep_analysis():
        return dict(analyse(token).terms)


def test_tokens_lower_cut_and_drop_stop_words() -> None:
    text = "Työ\u00adpaja ja EU:n rahoitus: e\u0301cole, HR-päällikkö 2026, a 5"
    assert tokens(text) == ["työpaja", "eu", "rahoitus", "école", "hr-päällikkö", "2026", "5"]


def test_tokens_of_endless_word_are_cut() -> None:
    assert [len(token) for token in tokens("työ" * 4000)] == [analysis.LONGEST_TOKEN]


@pytest.mark.parametrize(
    ("token", "lemma"),
    [
        ("työpajoista", "työpaja"),
        ("kangasalla", "kangasala"),
        ("limingan", "liminka"),
        ("uudessakaupungissa", "uusikaupunki"),
        ("sairaanhoitajien", "sairaanhoitaja"),
        ("kehittämispäivien", "kehittämispäivä"),
        ("kehittämisen", "kehittäminen"),
        ("kunnan", "kunta"),
        ("etelä-savossa", "etelä-savo"),
    ],
)
def test_analyse_gives_base_form(token: str, lemma: str) -> None:
    assert kinds(token)[lemma] == "lemma"


def test_analyse_gives_every_reading() -> None:
    found = kinds("kuusi")
    assert found["kuusi"] == found["kuu"] == "lemma"


def test_analyse_splits_compounds() -> None:
    found = kinds("etätyöpäivinä")
    assert {term for term, kind in found.items() if kind == "compound"} == {"etätyö", "työpäivä"}
    assert {term for term, kind in found.items() if kind == "part"} == {"etä", "työ", "päivä"}


def test_analyse_reads_mis_part_as_its_noun_and_verb() -> None:
    found = kinds("kehittämispäivä")
    assert (found["kehittäminen"], found["kehittää"]) == ("part", "base")


def test_analyse_never_splits_a_proper_name() -> None:
    assert set(kinds("järvenpäässä").values()) == {"lemma", "stem"}


def test_analyse_splits_marked_base_form() -> None:
    found = kinds("hyvinvointialueella")
    assert found["hyvinvointialue"] == "lemma"
    assert found["hyvinvointi"] == "compound"
    assert not [term for term in found if "=" in term]


def test_analyse_reads_hyphenated_word_piece_by_piece() -> None:
    found = kinds("kunteko-ohjelman")
    assert (found["kunteko"], found["ohjelma"]) == ("compound", "compound")


def test_analyse_stems_foreign_word_in_each_language() -> None:
    assert kinds("kommunens")["kommun"] == "stem"
    assert kinds("learning")["learn"] == "stem"


def test_analyse_of_endless_compound_stays_small() -> None:
    assert len(kinds("työ" * 20)) < 10


def test_analyse_in_web_mode_gives_stems_that_are_not_final() -> None:
    found = analyse("työpajoista")
    assert found.terms == [
        ("työpajoista", "lemma"),
        ("työpaj", "stem"),
        ("työpajoist", "stem"),
    ]
    assert not found.is_final


@pytest.mark.parametrize(
    ("token", "form"),
    [
        ("limingassa", "liminka"),
        ("päiväkodeissa", "päiväkoti"),
        ("kokouksissa", "kokous"),
        ("kehittämisen", "kehittäminen"),
        ("kirjastojen", "kirjasto"),
    ],
)
def test_guesses_hold_the_base_form(token: str, form: str) -> None:
    assert form in analysis.guesses(token)


def test_guesses_of_short_words_are_none() -> None:
    assert analysis.guesses("työ") == []


def test_deep_analysis_ends_with_its_block() -> None:
    with deep_analysis():
        assert analysis.is_best()
    assert not analysis.is_best()


@pytest.mark.django_db
def test_web_process_never_loads_the_large_analyser() -> None:
    """A fresh process that indexes and searches as a page does."""
    program = """
import sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.apps import apps
from talkoot.search.actions import index_document
from talkoot.search.queries import find
from talkoot.search.queries.reasons import why
with connection.schema_editor() as editor:
    for model in apps.get_app_config("search").get_models():
        editor.create_model(model)
index_document("practice", 1, title="Työpajoista uutta")
result = find("practice", "työpajoissa")
assert result.ids == [1] and why(result, {1: ["Työpajoista"]})[1]
print(sorted(name for name in sys.modules if "voikko" in name or "kfst" in name))
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.strip() == "['talkoot.search.voikko']", run.stderr
