"""Forms of the expert's own profile."""

import pytest

from talkoot.experts.models import Availability, ExpertReply, ExpertTie, ProfileChange
from tests.factories.files import make_picture
from tests.factories.people import make_organisation
from tests.factories.profiles import (
    make_availability,
    make_competence,
    make_expert_reply,
    make_profile_change,
    make_tie,
)

pytestmark = pytest.mark.django_db
TEXTS = {
    "languages": ["fi", "en"],
    "title_fi": "Sparraaja",
    "title_sv": "",
    "title_en": "",
    "profile_fi": "Autan muutoksessa.",
    "profile_sv": "",
    "profile_en": "",
    "competence_words": "dialogi",
}


@pytest.fixture
def mine(page, expert_user):
    return page.sign_in(expert_user)


def test_texts_go_to_the_office(mine, expert):
    competence = make_competence()
    mine.get("edit-profile")

    mine.post("edit-profile", {**TEXTS, "competences": [competence.pk]}, redirects_to="my-profile")

    change = ProfileChange.objects.get()
    assert change.content["title_fi"] == "Sparraaja"
    assert change.content["competences"] == [competence.pk]
    expert.refresh_from_db()
    assert expert.title_fi == "Työyhteisökehittäjä"


def test_form_goes_on_from_what_was_returned(mine, expert):
    make_profile_change(expert, title="Palautettu", state="returned")
    assert 'value="Palautettu"' in mine.get("edit-profile").content.decode()


def test_seven_competences_are_too_many(mine):
    chosen = [make_competence().pk for _ in range(7)]
    mine.post("edit-profile", {**TEXTS, "competences": chosen}, status=422)


def test_practicalities_are_public_at_once(mine, expert):
    mine.get("edit-practicalities")
    data = {"region_codes": ["11", "19"], "photo": make_picture(), "photo_alt": "Elli taululla"}

    mine.post("edit-practicalities", data, redirects_to="my-profile")

    expert.refresh_from_db()
    assert expert.region_codes == ["11", "19"]
    assert not expert.is_available and not expert.is_remote
    assert expert.photo.media_type == "image/png"

    data = {"remove_photo": "on", "is_available": "on"}
    mine.post("edit-practicalities", data, redirects_to="my-profile")
    expert.refresh_from_db()
    assert expert.photo is None and expert.is_available


def test_picture_needs_words_and_a_sane_size(mine):
    mine.post("edit-practicalities", {"photo": make_picture()}, status=422)
    huge = make_picture(width=1, height=1)
    huge.file.seek(16)
    huge.file.write(b"\x00\x00\xff\xff\x00\x00\xff\xff")
    huge.seek(0)
    mine.post("edit-practicalities", {"photo": huge, "photo_alt": "Iso"}, status=422)


def test_periods_come_and_go(mine, expert):
    mine.get("add-availability")
    data = {"kind": "away", "starts_on": "2030-07-01", "ends_on": "2030-07-31", "note": "Loma"}
    mine.post("add-availability", data, redirects_to="my-profile")
    row = Availability.objects.get(expert=expert)

    mine.post("add-availability", {**data, "ends_on": "2030-06-01"}, status=422)
    mine.post("remove-availability", {}, row.pk, redirects_to="my-profile")
    assert not Availability.objects.exists()


def test_nobody_removes_anothers_period_or_tie(mine, page):
    mine.post("remove-availability", {}, make_availability(make_tie().expert).pk, status=404)
    mine.post("end-tie", {}, make_tie().pk, status=404)


def test_tie_is_declared_and_ended(mine, expert):
    organisation = make_organisation("Testilän kunta")
    mine.get("declare-tie")
    data = {"organisation": "Ei ole", "reason": "Olen valtuutettu."}
    mine.post("declare-tie", data, status=422)

    mine.post("declare-tie", {**data, "organisation": "Testilän kunta"}, redirects_to="my-profile")

    tie = ExpertTie.objects.get(expert=expert)
    assert tie.organisation == organisation
    mine.post("end-tie", {}, tie.pk, redirects_to="my-profile")
    tie.refresh_from_db()
    assert tie.ended_at


def test_reply_goes_to_the_office_in_the_pages_language(mine, expert):
    make_expert_reply(expert, state="returned", text="Ensimmäinen")
    assert "Ensimmäinen" in mine.get("reply-to-feedback").content.decode()

    mine.post("/sv/my/profile/reply/", {"text": "Tack."}, redirects_to="/sv/my/profile/")

    reply = ExpertReply.objects.get(state="submitted")
    assert (reply.text, reply.language) == ("Tack.", "sv")
