"""What an expert keeps alone, and what the office publishes first."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.experts.actions import profiles as actions
from talkoot.experts.models import ExpertReply, ProfileChange
from talkoot.experts.rules.profiles import is_free_on
from talkoot.files.models import StoredFile
from tests.factories.files import make_picture
from tests.factories.people import make_organisation
from tests.factories.profiles import make_availability, make_competence, make_profile_change
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.django_db


def change_title(expert, title="Muutoksen sparraaja"):
    content = {**actions.content_of(expert), "title_fi": title}
    return actions.propose_change(expert, content=content, by=expert.user)


def test_new_wording_waits_for_the_office(expert, office_user):
    competence = make_competence("dialogi")
    content = {**actions.content_of(expert), "competences": [competence.pk], "languages": "fi en"}

    change = actions.propose_change(expert, content=content, by=expert.user)
    expert.refresh_from_db()
    assert expert.languages == "fi sv"

    actions.publish_change(change, by=office_user)
    expert.refresh_from_db()
    assert (expert.languages, expert.competence_names) == ("fi en", [competence.name_fi])
    assert change.state == ProfileChange.State.PUBLISHED
    entry = LogEntry.objects.get(key="experts.expert.reworded")
    assert entry.after == {"fields": ["competences", "languages"]}
    assert Message.objects.filter(kind="profile-change-published", user=expert.user).exists()


def test_the_same_wording_is_not_sent(expert):
    expert.themes.add(make_theme())

    content = actions.content_of(expert)
    assert actions.propose_change(expert, content=content, by=expert.user) is None


def test_a_second_wording_replaces_the_waiting_one(expert):
    first = change_title(expert, "Yksi")
    second = change_title(expert, "Kaksi")

    assert first.pk == second.pk
    assert second.content["title_fi"] == "Kaksi"


def test_a_return_needs_words_and_leaves_the_profile(expert, office_user):
    change = change_title(expert)
    with pytest.raises(NotAllowed):
        actions.return_change(change, note=" ", by=office_user)

    actions.return_change(change, note="Kerro kokemuksesta.", by=office_user)

    expert.refresh_from_db()
    assert expert.title_fi == "Työyhteisökehittäjä"
    assert "Kerro kokemuksesta." in Message.objects.get(kind="profile-change-returned").body


def test_nobody_publishes_their_own_profile(expert, office_user):
    expert.user = office_user
    expert.save(update_fields=["user"])
    with pytest.raises(NotAllowed):
        actions.publish_change(make_profile_change(expert), by=office_user)


def test_what_was_not_scored_is_public_at_once(expert):
    values = {"region_codes": ["11"], "is_remote": False}

    actions.save_practicalities(expert, values=values, by=expert.user)
    actions.save_practicalities(expert, values=values, by=expert.user)

    expert.refresh_from_db()
    assert expert.works_in == "Pohjois-Savo"
    [entry] = LogEntry.objects.filter(key="experts.expert.updated")
    assert entry.after == {"fields": ["region_codes", "is_remote"]}


def test_picture_is_written_anew(expert, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            actions.set_photo(expert, make_picture(), by=expert.user)

    expert.refresh_from_db()
    with expert.photo.content.open("rb") as file:
        content = file.read()
    assert content.startswith(b"\x89PNG")
    assert b"secret place" not in content
    assert StoredFile.objects.count() == 1


def test_broken_picture_leaves_nothing(expert):
    with pytest.raises(NotAllowed):
        actions.set_photo(expert, make_picture(is_broken=True), by=expert.user)

    assert not StoredFile.objects.exists()


def test_expert_is_not_free_while_away(expert):
    today = timezone.localdate()
    make_availability(expert, starts_on=today, ends_on=today)

    assert not is_free_on(expert, today)
    assert is_free_on(expert, today + datetime.timedelta(days=1))


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-5, -1)])
def test_period_that_ends_too_early_is_refused(expert, first, last):
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        actions.add_availability(
            expert,
            kind="away",
            starts_on=today + datetime.timedelta(days=first),
            ends_on=today + datetime.timedelta(days=last),
            note="",
            by=expert.user,
        )


def test_tie_is_declared_once_and_ends(expert):
    organisation = make_organisation("Kuopion kaupunki")
    tie = actions.declare_tie(expert, organisation=organisation, reason="Työ", by=expert.user)
    with pytest.raises(NotAllowed):
        actions.declare_tie(expert, organisation=organisation, reason="Työ", by=expert.user)

    actions.end_tie(tie, by=expert.user)
    actions.declare_tie(expert, organisation=organisation, reason="Taas", by=expert.user)
    assert expert.ties.count() == 2


def test_published_reply_takes_the_place_of_the_earlier(expert, office_user):
    for text in ("Ensimmäinen", "Toinen"):
        reply = actions.reply_to_feedback(expert, text=text, language="fi", by=expert.user)
        actions.publish_reply(reply, by=office_user)

    states = dict(ExpertReply.objects.values_list("text", "state"))
    assert states == {"Ensimmäinen": "replaced", "Toinen": "published"}


def test_returned_reply_is_not_shown(expert, office_user):
    reply = actions.reply_to_feedback(expert, text="Asiakas X", language="fi", by=expert.user)
    actions.return_reply(reply, note="Älä nimeä asiakasta.", by=office_user)

    assert not expert.replies.filter(state="published").exists()
