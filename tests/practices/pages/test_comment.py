"""Comments and the office's queue of them."""

import pytest

from talkoot.practices.models import Comment
from tests.factories.adoptions import make_comment, make_question
from tests.factories.practices import make_adoption


def test_comment_waits_is_let_through_and_shown_without_a_name(
    page, practice, outsider, office_user
):
    sent = {"text": "Tästä oli meillekin apua."}
    page.sign_in(outsider).post(
        "comment", sent, practice.slug, redirects_to=practice.get_absolute_url()
    )
    assert sent["text"] in page.get("practice", practice.slug).text
    page.sign_out()
    assert sent["text"] not in page.get("practice", practice.slug).text
    comment = Comment.objects.get()
    page.sign_in(office_user)
    assert sent["text"] in page.get("office-talk").text
    page.post("moderate-comment", {"answer": "show"}, comment.pk, redirects_to="office-talk")
    page.post("moderate-comment", {"answer": "show"}, comment.pk, status=409)
    page.sign_out()
    text = page.get("practice", practice.slug).text
    assert sent["text"] in text and outsider.memberships.get().organisation.name in text
    assert outsider.name not in text and outsider.email not in text


def test_hidden_comment_leaves_the_page(page, practice, office_user):
    comment = make_comment(practice, state="shown")
    page.sign_in(office_user).post(
        "moderate-comment", {"answer": "hide"}, comment.pk, redirects_to="office-talk"
    )
    assert comment.text not in page.get("practice", practice.slug).text


@pytest.mark.parametrize("text", ["", "x" * 1501])
def test_empty_and_long_comments_come_back(page, practice, outsider, text):
    assert len(page.sign_in(outsider).post("comment", {"text": text}, practice.slug).errors) == 1


def test_other_offices_do_not_moderate(page, practice, other_officer, outsider):
    comment = make_comment(practice)
    page.sign_in(other_officer).post("moderate-comment", {}, comment.pk, status=404)
    assert comment.text not in page.get("office-talk").text
    page.sign_in(outsider).get("office-talk", status=403)


@pytest.mark.parametrize("count", [1, 3])
def test_queue_costs_the_same_with_any_number(page, practice, office_user, count):
    for _number in range(count):
        make_comment(practice)
        make_comment(practice, state="shown")
        make_question(practice)
        make_question(practice, answer="Kyllä.")
        waiting = make_adoption(practice, confirmed_at=None)
    answer = page.sign_in(office_user).get("office-talk", queries=10)
    assert f"/adoptions/{waiting.pk}/confirm/" in answer.links.values()


def test_pages_open_in_each_language(page, practice, office_user):
    make_comment(practice)
    page.sign_in(office_user)
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/office/talk/")
        page.get(f"{prefix}/practices/{practice.slug}/comment/")


def test_newest_and_own_waiting_are_shown_and_the_rest_on_asking(page, practice, outsider):
    own = make_comment(practice, author=outsider, text="Omani odottaa.")
    first, *_rest, last = [
        make_comment(practice, text=f"Kommentti {number:02}.", state=Comment.State.SHOWN)
        for number in range(21)
    ]
    text = page.sign_in(outsider).get("practice", practice.slug).text
    assert own.text in text and last.text in text and first.text not in text
    assert first.text in page.get(f"{practice.get_absolute_url()}?talk=all").text
