"""All reference data together: the published series, lists, episodes, stories and campaigns."""

import datetime

import pytest
from django.apps import apps

from talkoot.data import read_json
from talkoot.events.models import Series, Session
from talkoot.home.reference import load_everything, load_reference
from talkoot.outreach.models import Campaign, PodcastEpisode, Story
from talkoot.practices.models import CuratedList
from talkoot.programmes.models import Programme, PublishedList, Theme
from talkoot.search.actions import analyse_tokens
from talkoot.search.analysis import deep_analysis
from talkoot.search.queries.words import cached_tokens
from tests.tables import contents

pytestmark = pytest.mark.django_db


def test_thirteen_workshop_series_by_theme():
    load_reference()

    counts = {
        theme.code: theme.series_set.filter(kind="workshop_series").count()
        for theme in Theme.objects.filter(use="workshop")
    }
    assert list(counts.values()) == [3, 2, 2, 3, 1, 1, 1]


def test_published_cases_keep_their_organisation():
    load_reference()

    sparring = Series.objects.filter(programme__slug="kunteko", kind="sparring")
    assert sparring.count() == 7
    assert all(series.organisation for series in sparring)
    jarvenpaa = sparring.get(organisation__name="Järvenpään kaupunki")
    assert (jarvenpaa.published_participants, jarvenpaa.sessions.count()) == (81, 4)
    for kind, count in (("training", 4), ("challenge_workshop", 4), ("webinar", 2)):
        assert Series.objects.filter(programme__slug="kunteko", kind=kind).count() == count


def test_webinars_are_held_and_have_titles_but_no_times():
    load_reference()

    webinars = Session.objects.filter(series__kind="webinar")
    assert sorted(
        webinars.filter(series__title=title).count()
        for title in ("SoteDialogit muutoksessa", "Perheystävälliset kuntatyöpaikat")
    ) == [6, 7]
    assert set(webinars.values_list("state", "starts_at", "mode")) == {("held", None, "remote")}


def test_ecosystem_school_has_four_sessions_with_times():
    load_reference()

    sessions = Session.objects.filter(series__title="Ekosysteemeillä ilmiöt haltuun!")
    hours = [(session.ends_at - session.starts_at).total_seconds() / 3600 for session in sessions]
    assert hours == [3, 3.5, 3.5, 3.5]
    assert sessions[0].starts_at == datetime.datetime.fromisoformat("2023-10-09T09:00+03:00")
    assert sessions[3].starts_at == datetime.datetime.fromisoformat("2024-01-10T12:30+02:00")


def test_kaiku_cohorts_have_their_seats():
    load_reference()

    kaiku = Series.objects.filter(programme__slug="kaiku-uudistuvaan-tyohon")
    assert sum(seats or 0 for seats in kaiku.values_list("seats", flat=True)) == 2 * 20 + 4 * 20
    assert not Session.objects.filter(series__in=kaiku).exclude(state="planned").exists()


def test_published_lists_are_complete(page):
    load_reference()

    assert list(PodcastEpisode.objects.values_list("number", flat=True)) == list(range(1, 25))
    assert list(Story.objects.values_list("number", flat=True)) == list(range(1, 31))
    assert [str(place) for place in Story.objects.get(number=16).municipalities.all()] == [
        "Liminka"
    ]
    lengths = CuratedList.objects.values_list("published_length", flat=True)
    assert list(lengths) == [12, 12, 12, 17, 18]
    kunteko = Programme.objects.get(slug="kunteko")
    named = {row.code: row.length or len(row.items) for row in PublishedList.objects.all()}
    assert named == {
        "development-networks": 11, "learning-networks": 9, "gala-2017": 4, "gala-2019": 7,
        "culture-examples": 19, "brain-work-cases": 3, "staff-driven-cases": 3,
        "self-direction-cases": 3, "training-contents": 4, "user-wishes": 5, "eligibility": 3,
        "target-groups": 4,
    }  # fmt: skip
    networks = kunteko.published_lists.get(code="learning-networks").items
    assert sum(item["group"] == "Kunteko" for item in networks) == 4
    registers = ("findings", "recommendations", "goals", "bodies")
    assert [getattr(kunteko, name).count() for name in registers] == [23, 9, 6, 6]
    assert kunteko.impact_chain.nodes.filter(level="long_term").count() == 10
    espoo = Programme.objects.get(slug="espoo-kehitysohjelmat").offerings
    assert [espoo.filter(period__order=order).count() for order in (1, 2)] == [5, 4]
    assert Programme.objects.get(slug="kaiku-uudistuvaan-tyohon").offerings.count() == 4
    assert len(read_json("development_path.json")) == 4
    bank = {item["code"] for item in read_json("question_bank.json")}
    assert {"direction", "start", "progress", "continuity", "success"} < bank
    assert sum(code.startswith("need-") for code in bank - {"need-open"}) == 9
    assert [len(frame["codes"]) for frame in read_json("code_frames.json")] == [10, 6]
    assert (
        "Hausjärvellä henkilöstölähtöistä kehittämistä"
        in page.get("programme-lists", "kunteko").text
    )


def test_campaigns_have_their_first_and_last_day():
    load_reference()

    days = {
        campaign.slug: (campaign.starts_on.isoformat(), campaign.ends_on.isoformat())
        for campaign in Campaign.objects.all()
    }
    assert days == {
        "tekoja-tiskiin": ("2018-06-01", "2018-12-31"),
        "tekoja-tiskiini": ("2019-08-01", "2019-10-31"),
        "viikon-muutoksentekijat": ("2020-02-10", "2020-03-29"),
        "hyva-kiertamaan": ("2020-05-18", "2020-09-30"),
    }


def test_nothing_of_it_is_demo_data_and_a_second_load_changes_nothing():
    load_reference()
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("talkoot.") and model._meta.managed and _is_simple(model)
    ]
    before = contents(*ours)

    load_everything()

    assert contents(*ours) == before
    assert not [row for rows in before.values() for row in rows if row.get("is_demo")]


def test_forms_of_places_that_no_stem_leads_to_are_read_before_a_search():
    load_reference()
    with deep_analysis():
        analyse_tokens(1000)
    readings = cached_tokens(["iissä", "lopelta", "uudestakaupungista", "uudellamaalla"])
    names = [{term for term, how in row.terms if how == "lemma"} for row in readings.values()]
    assert all(row.is_final for row in readings.values())
    assert set.union(*names) == {"ii", "loppi", "uusikaupunki", "uusimaa"}


def test_what_the_office_has_changed_since_stays():
    load_reference()
    Theme.objects.filter(code="prosessit", use="need").update(name_fi="Toimiston sana")
    Programme.objects.get(slug="kunteko").goals.all()[5].delete()

    load_reference()

    assert Theme.objects.filter(name_fi="Toimiston sana").exists()
    assert Programme.objects.get(slug="kunteko").goals.count() == 5


def _is_simple(model) -> bool:
    """Search tables have a composite key and no default order; they are not reference data."""
    return model._meta.app_label != "search"


def test_series_of_ended_programmes_have_pages(page):
    load_reference()

    loaded = Series.objects.exclude(source="")
    # What a source calls possible only is no series that was held.
    possible = loaded.filter(title__contains="mahdollinen")
    assert set(possible.values_list("state", flat=True)) == {"draft"}
    assert set(loaded.difference(possible).values_list("state", flat=True)) == {"ended"}
    assert not loaded.filter(slug=None).exists()
    school = loaded.get(title="Ekosysteemeillä ilmiöt haltuun!")
    answer = page.get("event", school.slug)
    assert "ohjelma ja hakukutsu" in answer.text
    abroad = loaded.get(country="Kroatia")
    assert "Kroatia" in page.get("event", abroad.slug).text
