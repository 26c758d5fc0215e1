"""The learning space's pages."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from talkoot.events.models import Material, Post, Recording, Submission
from talkoot.files.models import StoredFile
from tests.factories.events import make_session
from tests.factories.learning import (
    make_discussion,
    make_facilitator,
    make_learning_team,
    make_material,
    make_recording,
    make_space,
    make_submission,
    make_task,
    take_part,
)
from tests.factories.people import make_organisation


@pytest.fixture
def series(programme):
    return make_space(programme=programme)


@pytest.fixture
def person(series, outsider):
    return take_part(series, outsider)


@pytest.mark.parametrize("count", [1, 3])
def test_overview_has_a_fixed_number_of_queries(page, series, person, outsider, count):
    for number in range(count):
        make_task(series, due=number + 1)
        make_material(series)
        make_session(series, state="held")
        make_discussion(series, outsider)
    answer = page.sign_in(outsider).get("learning", series.slug, queries=13)
    assert "Seuraava tehtäväsi on ”Välitehtävä”" in answer.text


def test_what_belongs_to_a_session_of_one_organisation_is_its_own(page, series, person, outsider):
    other = make_session(series, state="held", title="Muiden", organisation=make_organisation())
    material = make_material(series, title="Muiden aineisto", session=other)
    recording = make_recording(other, is_public=False)
    page.sign_in(outsider)
    assert "Muiden" not in page.get("learning", series.slug).text
    for route, row in (("material", material), ("recording", recording)):
        page.get(route, row.pk, status=404)
    person.organisation = other.organisation
    person.save()
    assert "Muiden" not in page.get("learning", series.slug).text
    for route, row in (("material", material), ("recording", recording)):
        page.get(route, row.pk, status=404)
    assert other.title not in page.get("recordings").text
    person.organisation_confirmed_at = timezone.now()
    person.save()
    assert "Muiden aineisto" in page.get("learning", series.slug).text
    for route, row in (("material", material), ("recording", recording)):
        page.get(route, row.pk)
    assert other.title in page.get("recordings").text


def test_draft_saves_itself_and_tells_the_time(page, series, person, outsider):
    task = make_task(series)
    where = reverse("task", args=[series.slug, task.pk])
    page.sign_in(outsider)
    answer = page.django.post(
        where, {"text": "Kesken", "seal": "0"}, headers={"X-Autosave": "1"}
    ).json()
    assert answer["seal"] == "1"
    assert "Luonnos tallennettu" in answer["text"]
    assert Submission.objects.get().text == "Kesken"


def test_what_was_typed_waits_over_an_ended_session(page, series, person, outsider):
    task = make_task(series)
    where = reverse("task", args=[series.slug, task.pk])
    page.django.post(where, {"text": "Ei saa kadota", "seal": "0"})
    page.django.force_login(outsider)
    assert "Ei saa kadota" in page.get(where).text


def test_handing_in_asks_for_an_answer(page, series, person, outsider):
    task = make_task(series)
    where = reverse("task", args=[series.slug, task.pk])
    page.sign_in(outsider)
    page.post(where, {"text": "", "seal": "0", "hand_in": "1"}, status=409)
    page.post(where, {"text": "Valmis", "seal": "0", "hand_in": "1"}, redirects_to=where)
    assert "Palautettu" in page.get(where).text


def test_disguised_file_is_refused(page, series, person, outsider):
    task = make_task(series)
    page.sign_in(outsider)
    file = SimpleUploadedFile("kuva.png", b"MZ not a picture")
    where = reverse("task", args=[series.slug, task.pk])
    page.post(where, {"text": "x", "seal": "0", "file": file}, status=422)
    assert not StoredFile.objects.exists()


def test_facilitator_goes_from_answer_to_answer(page, series, expert_user):
    make_facilitator(series, expert_user)
    task = make_task(series)
    first, second = (make_submission(task, take_part(series)) for _number in range(2))
    where = reverse("submission", args=[series.slug, first.pk])
    following = reverse("submission", args=[series.slug, second.pk])
    person = first.registration.participant.user
    assert where not in page.sign_in(person).get("learning", series.slug).links.values()
    links = page.sign_in(expert_user).get("learning", series.slug).links.values()
    assert {where, following} <= set(links)
    page.post(where, {"comment": "Hyvä.", "accept": "1"}, redirects_to=following)
    listed = reverse("submissions", args=[series.slug, task.pk])
    page.post(following, {"comment": "Lisää.", "return": "1"}, redirects_to=listed)
    states = Submission.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "returned"]


def test_facilitator_adds_a_material_with_a_file(page, series, expert_user):
    make_facilitator(series, expert_user)
    file = SimpleUploadedFile("tyokirja.pdf", b"%PDF-1.7\n%%EOF\n")
    where = reverse("learning", args=[series.slug])
    page.sign_in(expert_user)
    sent = {"title": "Työkirja", "upload": file}
    page.post("new-material", sent, series.slug, redirects_to=where)
    row = Material.objects.get()
    assert row.file is not None
    content = page.get("material-file", row.pk).response
    assert b"".join(content.streaming_content).startswith(b"%PDF")


def test_hidden_text_is_gone_for_others(page, series, person, outsider, expert_user):
    make_facilitator(series, expert_user)
    post = make_discussion(series, expert_user, body="Sopimatonta")
    args = [series.slug, post.discussion_id]
    page.sign_in(expert_user)
    where = reverse("discussion", args=args)
    page.post(
        "hide-post", {"reason": "Syy"}, *args, post.pk, redirects_to=f"{where}#post-{post.pk}"
    )
    assert "Sopimatonta" in page.get(where).text
    assert "Sopimatonta" not in page.sign_in(outsider).get(where).text


@pytest.mark.parametrize("count", [1, 3])
def test_thread_costs_the_same_at_any_length(page, series, person, outsider, count):
    post = make_discussion(series, outsider)
    for _number in range(count):
        top = Post.objects.create(discussion=post.discussion, author=outsider, body="Näin.")
        Post.objects.create(discussion=post.discussion, author=outsider, body="Jaa", reply_to=top)
    answer = page.sign_in(outsider).get("discussion", series.slug, post.discussion_id, queries=10)
    assert answer.text.count("Jaa") == count


def test_long_thread_has_pages_and_writing_leads_to_the_message(page, series, person, outsider):
    post = make_discussion(series, outsider)
    for number in range(2, 22):
        last = Post.objects.create(
            discussion=post.discussion, author=outsider, body=f"Viesti nro {number}."
        )
    page.sign_in(outsider)
    args = [series.slug, post.discussion_id]
    where = reverse("discussion", args=args)
    first = page.get(where)
    assert "Viesti nro 20." in first.text
    assert "Viesti nro 21." not in first.text
    second = page.get(where, data={"page": "2"})
    assert "Viesti nro 21." in second.text
    assert f"?page=2&amp;reply={last.pk}#write".encode() in second.content
    sent = {"body": "Vastaus", "reply": last.pk}
    page.post(where, sent, redirects_to=f"{where}?page=2#post-{last.pk + 1}")


def test_markup_of_a_message_is_harmless(page, series, person, outsider):
    post = make_discussion(series, outsider, body="<script>alert(1)</script> **vahva**")
    answer = page.sign_in(outsider).get("discussion", series.slug, post.discussion_id)
    assert "<script>alert" not in answer.content.decode()
    assert "<strong>vahva</strong>" in answer.content.decode()


def test_the_office_sees_how_often_a_recording_was_opened(page, office_user, outsider, english):
    row = make_recording()
    for _time in range(3):
        assert "Opened" not in page.get("recording", row.pk).text
    page.sign_in(outsider)
    assert "Opened" not in page.get("recording", row.pk).text
    page.sign_in(office_user)
    assert "Opened 4 times" in page.get("recording", row.pk).text


def test_recording_is_found_by_an_inflected_word(page, db):
    make_recording(transcript="Varhaiskasvatuksen henkilöstö kertoi kokeiluistaan.")
    assert "Webinaari" in page.get("recordings", data={"q": "kokeilu henkilöstön"}).text
    assert "Webinaari" not in page.get("recordings", data={"q": "rakettitiede"}).text


def test_a_part_of_a_video_is_served(page, db):
    stored = StoredFile.objects.create(
        name="puhe.mp4",
        content=ContentFile(bytes(range(100)), "puhe.mp4"),
        media_type="video/mp4",
        size=100,
        sha256="0" * 64,
    )
    row = make_recording(file=stored)
    where = reverse("recording-file", args=[row.pk, "video"])
    for asked, first, last in (("10-19", 10, 19), ("90-", 90, 99), ("-5", 95, 99)):
        answer = page.django.get(where, headers={"Range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert answer["Content-Range"] == f"bytes {first}-{last}/100"
        assert b"".join(answer.streaming_content) == bytes(range(first, last + 1))
    whole = page.django.get(where, headers={"Range": "bytes=500-600"})
    assert whole.status_code == 200
    assert len(b"".join(whole.streaming_content)) == 100
    assert Recording.objects.get().views == 0


def test_member_of_a_team_adds_a_material_for_it(page, outsider):
    series = make_space()
    own, other = take_part(series, outsider), take_part(series)
    here = f"/learning/{series.slug}/"
    page.sign_in(outsider)
    page.get("new-material", series.slug, status=409)
    make_learning_team(series, own)
    assert f"{here}materials/new/" in page.get("learning", series.slug, queries=12).links.values()
    link = {"title": "Tiimin kokous", "url": "https://kokous.example/tiimi", "is_public": "on"}
    page.post("new-material", link, series.slug, redirects_to=here)
    row = series.materials.get()
    assert (row.team_id, row.is_public) == (series.registrations.get(pk=own.pk).team_id, False)
    page.post(
        "edit-material", {**link, "title": "Viikkokokous"}, series.slug, row.pk, redirects_to=here
    )
    kept = page.get("edit-material", series.slug, row.pk)
    removing = f"{here}materials/{row.pk}/remove/"
    assert removing in [form.get("action") for form in kept.page.root.iter("form")]
    page.sign_in(other.participant.user)
    page.get("material", row.pk, status=404)
    page.get("edit-material", series.slug, row.pk, status=404)
    page.sign_in(outsider).post("remove-material", {}, series.slug, row.pk, redirects_to=here)
    assert not series.materials.exists()


def test_facilitator_gives_a_material_to_one_team(page, office_user):
    series = make_space()
    team = make_learning_team(series, take_part(series))
    page.sign_in(office_user)
    both = {"title": "Ohje", "body": "Lue.", "team": team.pk, "is_public": "on"}
    assert len(page.post("new-material", both, series.slug, status=422).errors) == 1
    del both["is_public"]
    page.post("new-material", both, series.slug, redirects_to=f"/learning/{series.slug}/")
    assert "Kehittäjät" in page.get("learning", series.slug).text
