"""The office publishes and returns what experts have written."""

import pytest

from tests.factories.profiles import make_competence, make_expert_reply, make_profile_change

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_listed(page, office_user, programme, count):
    names = []
    for _ in range(count):
        names.append(make_profile_change().expert.name)
        names.append(make_expert_reply().expert.name)

    answer = page.sign_in(office_user).get("office-profiles", queries=6)

    assert all(name in answer.text for name in names)


def test_empty_list_says_so(page, office_user):
    page.sign_in(office_user).get("office-profiles")


def test_changes_are_shown_word_by_word_and_published(page, office_user, expert):
    change = make_profile_change(expert, title="Muutoksen työyhteisökehittäjä")
    competence = make_competence(name_fi="Dialogi")
    change.content |= {"competences": [competence.pk], "languages": "fi"}
    change.save()

    desk = page.sign_in(office_user)
    answer = desk.get("office-profile-change", change.pk)
    assert "Muutoksen" in answer.text and "Dialogi" in answer.text
    desk.post("office-profile-change", {}, change.pk, redirects_to="office-profiles")

    expert.refresh_from_db()
    assert expert.title_fi == "Muutoksen työyhteisökehittäjä"
    desk.get("office-profile-change", change.pk)
    desk.post("office-profile-change", {}, change.pk, status=409)


def test_a_return_needs_words(page, office_user, expert):
    change = make_profile_change(expert)
    desk = page.sign_in(office_user)

    desk.post("office-profile-change", {"return": "1"}, change.pk, status=422)
    data = {"return": "1", "note": "Kerro kokemuksesta."}
    desk.post("office-profile-change", data, change.pk, redirects_to="office-profiles")
    change.refresh_from_db()
    assert (change.state, change.handled_by) == ("returned", office_user)


@pytest.mark.parametrize(("data", "state"), [({}, "published"), ({"return": "1"}, "returned")])
def test_reply_is_published_or_returned(page, office_user, expert, data, state):
    reply = make_expert_reply(expert)
    desk = page.sign_in(office_user)
    desk.get("office-expert-reply", reply.pk)

    desk.post(
        "office-expert-reply", {**data, "note": "Muuta."}, reply.pk, redirects_to="office-profiles"
    )

    reply.refresh_from_db()
    assert reply.state == state


def test_another_office_sees_none(page, other_officer, expert):
    change, reply = make_profile_change(expert), make_expert_reply(expert)
    desk = page.sign_in(other_officer)

    assert expert.name not in desk.get("office-profiles").text
    desk.get("office-profile-change", change.pk, status=404)
    desk.get("office-expert-reply", reply.pk, status=404)
