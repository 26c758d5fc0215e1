"""Pictures, files and links of a practice."""

import pytest

from talkoot.practices.models import Attachment, Image, Practice
from tests.factories.files import make_file, make_picture
from tests.factories.practices import make_practice
from tests.factories.publishing import make_image, make_opinion

State = Practice.State
WORDS = {"alt": "Pöydän ympärillä", "credit": "Testikunta", "has_consent": "on"}


@pytest.fixture
def draft(applicant):
    return make_practice(state=State.DRAFT, author=applicant)


def test_picture_is_drawn_anew_and_shown_with_its_words(page, draft):
    here = f"/my/practices/{draft.slug}/media/"
    page.sign_in(draft.author).get("practice-media", draft.slug)
    page.post("practice-media", {**WORDS, "picture": make_picture()}, draft.slug, redirects_to=here)
    image = Image.objects.get()
    content = image.file.content.read()
    assert content.startswith(b"\x89PNG") and image.file.publicity == "public"
    source = page.get("practice-media", draft.slug).page.source
    assert "Pöydän ympärillä" in source and "Testikunta" in source
    answer = page.django.get(f"/practices/{draft.slug}/pictures/{image.pk}/")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    page.post("remove-image", {}, draft.slug, image.pk, redirects_to=here)
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", ["has_consent", "alt", "credit"])
def test_picture_without_consent_alternative_or_source_is_refused(page, draft, name):
    data = {**WORDS, "picture": make_picture(), name: ""}
    assert len(page.sign_in(draft.author).post("practice-media", data, draft.slug).errors) == 1
    assert not Image.objects.exists()


def test_disguised_and_broken_pictures_are_refused_in_a_sentence(page, draft):
    page.sign_in(draft.author)
    disguised = make_picture()
    disguised.file.seek(0)
    disguised.file.write(b"<html><script>alert(1)</script>")
    disguised.file.seek(0)
    assert page.post("practice-media", {**WORDS, "picture": disguised}, draft.slug).errors
    broken = make_picture(is_broken=True)
    page.post("practice-media", {**WORDS, "picture": broken}, draft.slug, status=400)
    strip = make_picture(width=2000, height=2)
    page.post("practice-media", {**WORDS, "picture": strip}, draft.slug, status=400)
    assert not Image.objects.exists()


def test_link_must_be_https_and_is_one_or_the_other(page, draft):
    page.sign_in(draft.author)
    for url in ("http://esimerkki.fi/", "javascript:alert(1)", "https://me:x@esimerkki.fi/", ""):
        data = {"title": "Ohje", "url": url}
        assert len(page.post("practice-media", data, draft.slug).errors) == 1
    data = {"title": "Ohje", "url": "https://esimerkki.fi/ohje"}
    page.post("practice-media", data, draft.slug, redirects_to=f"/my/practices/{draft.slug}/media/")
    row = Attachment.objects.get()
    page.post("remove-attachment", {}, draft.slug, row.pk, redirects_to="/my/practices/"
              f"{draft.slug}/media/")  # fmt: skip


def test_what_is_public_is_changed_by_the_office(page, applicant, office_user, outsider):
    practice = make_practice(author=applicant)
    data = {"title": "Ohje", "url": "https://esimerkki.fi/ohje"}
    page.sign_in(applicant).post("practice-media", data, practice.slug, status=409)
    page.sign_in(outsider).get("practice-media", practice.slug, status=404)
    page.sign_in(office_user).post(
        "practice-media", data, practice.slug, redirects_to=f"/my/practices/{practice.slug}/media/"
    )


def test_page_shows_pictures_files_and_opinions_in_no_more_queries(page, applicant):
    practice = make_practice(author=applicant, video_url="https://video.example/x")
    plain = len(page.get("practice", practice.slug).text)
    make_image(practice)
    make_image(practice, alt="Toinen kuva")
    Attachment.objects.create(practice=practice, title="Ohje", file=make_file())
    make_opinion(practice, may_show_name=False)
    make_opinion(practice, expert_name="Niina Nimetty", may_show_name=True, is_validating=False)
    answer = page.get("practice", practice.slug, queries=5)
    assert len(answer.text) > plain
    assert "Toinen kuva" in answer.page.source and "video.example" in answer.text
    assert "Tiina Tutkija" not in answer.text and "Niina Nimetty" in answer.text
    assert "työelämän tutkija" in answer.text and "Ohje" in answer.text


def test_draft_pictures_and_files_are_not_public(page, applicant):
    practice = make_practice(state=State.DRAFT, author=applicant)
    image = make_image(practice)
    row = Attachment.objects.create(practice=practice, title="Ohje", file=make_file())
    page.get("practice-image", practice.slug, image.pk, status=404)
    page.get("practice-file", practice.slug, row.pk, status=404)
