"""Saved searches and their weekly mail; what the log of searches without results keeps."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import opt_in, opt_out
from talkoot.correspondence.models import Message
from talkoot.practices.actions import publish_practice, reindex_all
from talkoot.practices.actions.searches import (
    LOG_KEPT_DAYS,
    delete_search,
    handle_empty_search,
    log_empty_search,
    note_search,
    save_search,
    send_digests,
    switch_digest,
    trim_empty_searches,
)
from talkoot.practices.imports import import_practices
from talkoot.practices.jobs import send_search_digests
from talkoot.practices.listing import list_practices
from talkoot.practices.models import EmptySearch, Practice, SavedSearch
from talkoot.practices.rules.searches import MOST_SAVED, loggable
from talkoot.practices.wanted import Wanted
from talkoot.search.analysis import deep_analysis
from talkoot.search.jobs import analyse_pending_tokens
from talkoot.search.models import TokenTerms
from tests.factories.people import make_municipality, make_organisation, make_user
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector

WEEK = datetime.timedelta(days=7, minutes=1)


@pytest.fixture
def reader(db):
    return make_user("lukija@esimerkki.fi")


def publish(title, **fields):
    practice = make_practice(title, state=Practice.State.SUBMITTED, author=None, **fields)
    with deep_analysis():
        return publish_practice(practice, by=make_user())


def digests():
    return Message.objects.filter(kind="practice-digest")


def in_a_week(search: SavedSearch, weeks: int = 1) -> datetime.datetime:
    return search.seen_until + WEEK * weeks


def test_an_imported_practice_is_new_whatever_its_day(reader, programme, tmp_path):
    search = save_search("q=kouluruoka", name="Koulut", by=reader)
    path = tmp_path / "a.csv"
    path.write_text("external_id;title;published_on\n1;Tuotu kouluruoka;2019-05-14\n")
    import_practices(path, programme=programme, applies=True, publishes=True)
    assert send_digests(in_a_week(search)) == 1
    assert "Tuotu kouluruoka" in digests().get().body
    search.refresh_from_db()
    import_practices(path, programme=programme, applies=True, publishes=True)
    assert send_digests(in_a_week(search)) == 0


def test_new_practices_come_once_and_only_those_that_fit(reader):
    schools = make_sector("opetus")
    publish("Vanha kouluruoka", sector=schools)
    search = save_search("sector=opetus", name="Koulut", by=reader)
    publish("Uusi kouluruoka", sector=schools)
    publish("Uusi päiväkoti", sector=make_sector())
    assert send_digests(timezone.now()) == 0
    assert send_digests(in_a_week(search)) == 1
    [message] = digests()
    assert "Uusi kouluruoka" in message.body and "/opt-out/" in message.body
    assert "Vanha kouluruoka" not in message.body and "päiväkoti" not in message.body
    assert send_digests(in_a_week(search)) == 0
    assert send_digests(in_a_week(search, 2)) == 0
    assert digests().count() == 1


def test_words_are_searched_as_in_the_list(reader):
    search = save_search("q=ty%C3%B6vuoroja", name="Vuorot", by=reader)
    publish("Työvuorot yhdessä", gist="", need="", what_was_done="", results="")
    publish("Lounas", gist="", need="", what_was_done="", results="")
    assert send_digests(in_a_week(search)) == 1
    assert "Työvuorot yhdessä" in digests().get().body
    assert "Lounas" not in digests().get().body


def test_one_mail_for_all_the_searches_of_a_person_in_any_week(reader):
    sector = make_sector("opetus")
    first = save_search("sector=opetus", name="Koulut", by=reader)
    save_search("type=practice", name="Käytössä", by=reader)
    publish("Kouluruoka", sector=sector)
    later = in_a_week(first) + datetime.timedelta(minutes=5)
    assert send_digests(later) == 1
    third = save_search("type=lesson", name="Opit", by=reader)
    SavedSearch.objects.filter(pk=third.pk).update(seen_until=timezone.now() - WEEK)
    publish("Emme onnistuneet", kind="lesson")
    assert send_digests(later + datetime.timedelta(days=3)) == 0
    assert send_digests(later + datetime.timedelta(days=8)) == 1


def test_nothing_new_sends_nothing_and_silenced_searches_neither(reader):
    search = save_search("type=practice", name="Kaikki", by=reader)
    assert send_digests(in_a_week(search)) == 0
    switch_digest(search, sends_digest=False)
    publish("Uusi")
    assert send_digests(in_a_week(search, 3)) == 0
    switch_digest(search, sends_digest=True)
    search.refresh_from_db()
    assert send_digests(in_a_week(search)) == 0
    assert not digests().exists()


def test_who_takes_the_way_out_gets_no_more_until_back(reader):
    search = save_search("type=practice", name="Kaikki", by=reader)
    publish("Ensimmäinen")
    send_digests(in_a_week(search))
    message = digests().get()
    opt_out(message)
    publish("Toinen")
    search.refresh_from_db()
    assert send_digests(in_a_week(search)) == 0
    opt_in(message)
    search.refresh_from_db()
    day_after = search.seen_until + datetime.timedelta(days=1)
    Practice.objects.filter(title="Toinen").update(state_changed_at=day_after)
    assert send_digests(in_a_week(search)) == 1


def test_digest_waits_while_the_week_has_its_share_of_reminders(reader, settings):
    search = save_search("type=practice", name="Kaikki", by=reader)
    publish("Uusi")
    settings.REMINDERS_A_WEEK = 1
    make_reminder(reader)
    assert send_digests(in_a_week(search)) == 0
    Message.objects.filter(is_reminder=True).update(is_reminder=False)
    assert send_digests(in_a_week(search)) == 1


def make_reminder(user):
    Message.objects.create(
        key="muistutus", kind="test", user=user, address=user.email, subject="x", body="x",
        due_at=timezone.now(), is_reminder=True,
    )  # fmt: skip


def test_job_is_quiet_outside_office_hours(reader, settings):
    settings.QUIET_HOURS = (8, 8)  # Never open.
    search = save_search("type=practice", name="Kaikki", by=reader)
    publish("Uusi")
    SavedSearch.objects.filter(pk=search.pk).update(seen_until=timezone.now() - WEEK)
    assert send_search_digests() == 0


def test_saving_again_renames_and_the_number_is_limited(reader):
    first = save_search("q=a", name="Yksi", by=reader)
    assert save_search("q=a", name="Toinen nimi", sends_digest=False, by=reader) == first
    for number in range(MOST_SAVED - 1):
        save_search(f"q={number}", name="Haku", by=reader)
    with pytest.raises(NotAllowed):
        save_search("q=liikaa", name="Haku", by=reader)
    with pytest.raises(NotAllowed):
        save_search("", name="Kaikki", by=make_user())
    delete_search(first)
    save_search("q=liikaa", name="Haku", by=reader)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Etätyö   OHJE ", "etätyö ohje"),
        ("”kahvi”", "kahvi"),
        ("vuosi 2024", "vuosi 2024"),
        ("matti.meikalainen@kunta.fi", ""),
        ("matti (at) kunta.fi", ""),
        ("matti at kunta.fi", ""),
        ("131052-308T", ""),
        ("asiakas 131052A308t", ""),
        ("131052 - 308T", ""),
        ("131052Y308T", ""),
        ("040 123 4567", ""),
        ("+358401234567", ""),
        ("https://example.org/x", ""),
        ("12345", ""),
        ("1 2 3 4 5 a", ""),
        ("yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän", ""),
        ("a" * 101, ""),
        ("...", ""),
    ],
)
def test_log_keeps_words_and_never_what_points_to_a_person(db, typed, kept):
    assert loggable(typed) == kept
    log_empty_search(typed)
    assert [row.text for row in EmptySearch.objects.all()] == ([kept] if kept else [])


def test_log_has_nothing_of_the_searcher(db):
    names = {field.name for field in EmptySearch._meta.get_fields()}
    assert names == {"id", "text", "count", "last_on", "is_handled"}


def search(text: str, number: int = 1):
    wanted = Wanted(text=text, sort="relevance")
    listing = list_practices(wanted, number=number)
    note_search(wanted, listing)
    return listing


def test_words_that_nobody_has_read_are_learnt_whatever_the_others_found(db):
    town = make_organisation(municipality=make_municipality(name="Virrat"))
    publish("Kokeilu täällä", organisation=town)
    publish("Kokeilu muualla")
    assert search("kokeilu Virroille").counts.total == 2
    assert list(TokenTerms.objects.filter(is_final=False).values_list("token", flat=True)) == [
        "virroille"
    ]
    analyse_pending_tokens()
    listing = search("kokeilu Virroille")
    assert [row.title for row in listing.practices] == ["Kokeilu täällä", "Kokeilu muualla"]
    assert not listing.found.unknown


def test_a_word_that_resembles_something_is_read_before_it_is_logged(db, django_assert_num_queries):
    publish("Etätyön säännöt", gist="", need="", what_was_done="", results="")
    listing = search("etätöillä")
    assert listing.found.count and not listing.counts.total
    assert not EmptySearch.objects.exists()
    analyse_pending_tokens()
    known = search("etätöillä")
    assert known.counts.total == 1
    with django_assert_num_queries(0):
        note_search(known.wanted, known)


def test_log_counts_the_same_words_and_forgets_in_a_year(office_user):
    for typed in ("Etätyö", "etätyö ", "Kahvi"):
        log_empty_search(typed)
    assert EmptySearch.objects.get(text="etätyö").count == 2
    handle_empty_search(EmptySearch.objects.get(text="kahvi"), by=office_user)
    assert EmptySearch.objects.get(text="kahvi").is_handled
    old = timezone.localdate() - datetime.timedelta(days=LOG_KEPT_DAYS + 1)
    EmptySearch.objects.filter(text="kahvi").update(last_on=old)
    assert trim_empty_searches() == 1
    assert EmptySearch.objects.get().text == "etätyö"


def test_old_name_of_a_municipality_finds_the_successors_practices(db):
    kuopio = make_municipality(name="Kuopio")
    make_municipality(name="Nilsiä", merged_into=kuopio, valid_to=timezone.localdate())
    make_practice("Yhteinen lounas", organisation=make_organisation(municipality=kuopio))
    make_practice("Muualla")
    with deep_analysis():
        reindex_all()
    for text in ("Nilsiässä", "Nilsiän", "nilsiä"):
        listing = list_practices(Wanted(text=text, sort="relevance"))
        assert [row.title for row in listing.practices] == ["Yhteinen lounas"]
        assert listing.counts.total == 1
