"""Writing a practice: drafting, saving, sending."""

import re
import time

import pytest

from talkoot.practices.models import Attachment, Practice
from talkoot.practices.queries.versions import open_change
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.people import make_membership, make_user
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector, make_theme
from tests.factories.publishing import make_image, make_opinion

State = Practice.State
WRITTEN = ("gist", "need", "what_was_done", "results", "unit_name", "contact_role", "keywords")


@pytest.fixture
def draft(applicant):
    return make_practice(state=State.DRAFT, author=applicant, sector=None)


def sent(**fields):
    values = {
        "title": "Työvuorot yhdessä",
        "gist": "Vuorot suunnitellaan yhdessä.",
        "need": "Vaihtuvuus oli suurta.",
        "what_was_done": "Sovittiin.",
        "sector": make_sector().pk,
        "may_publish": "on",
        "status": "in_use",
    }
    return {**values, **fields}


def test_draft_of_an_engagement_opens_filled(page, applicant, office_user, expert_user):
    engagement = make_engagement(state="delivered")
    make_day_report(engagement.series.sessions.get(), expert=engagement.expert)
    ref = engagement.application.ref
    page.sign_in(expert_user).post("draft-practice", {}, ref, status=404)
    page.sign_in(office_user).post(
        "draft-practice", {}, ref, redirects_to=re.compile("^/office/practices/")
    )
    answer = page.sign_in(applicant).post(
        "draft-practice", {}, ref, redirects_to=re.compile("^/my/practices/")
    )
    assert "Sovittiin työvuorojen pelisäännöt." in answer.follow().page.source
    page.get("draft-practice", ref, status=405)


def test_undelivered_engagement_is_refused_with_the_rules_sentence(page, applicant):
    ref = make_engagement().application.ref
    page.sign_in(applicant).post("draft-practice", {}, ref, status=409)


def test_incomplete_text_is_saved(page, draft):
    page.sign_in(draft.author).get("my-practice", draft.slug, queries=11)
    theme = make_theme("practice")
    page.post(
        "my-practice",
        sent(gist="", sector="", may_publish="", themes=[theme.pk]),
        draft.slug,
        redirects_to=f"/my/practices/{draft.slug}/",
    )
    draft.refresh_from_db()
    assert (draft.title, draft.gist, draft.sector) == ("Työvuorot yhdessä", "", None)
    assert list(draft.themes.all()) == [theme]


def test_at_most_six_answers_are_marked_as_needed(page, draft):
    source = page.sign_in(draft.author).get("my-practice", draft.slug).page
    asked = {
        "".join(label.itertext())
        for label in source.all("label", "legend")
        if "govuk-radios__label" not in (label.get("class") or "")
        and "govuk-checkboxes__label" not in (label.get("class") or "")
    }
    needed = {label for label in asked if "(" not in label}
    # Five answers and the permission; status and type are chosen already.
    assert len(needed) == 5 + 2, needed


def test_sending_names_what_is_missing_and_keeps_the_text(page, draft):
    answer = page.sign_in(draft.author).post(
        "submit-practice", sent(sector="", may_publish="", need=""), draft.slug
    )
    assert len(answer.errors) == 3
    assert "Vuorot suunnitellaan yhdessä." in answer.page.source
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_sent_practice_waits_and_no_longer_changes(page, draft):
    here = f"/my/practices/{draft.slug}/"
    page.sign_in(draft.author)
    page.post("submit-practice", sent(), draft.slug, redirects_to=here)
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    assert not page.get("my-practice", draft.slug).page.all("textarea")
    page.post("submit-practice", sent(), draft.slug, status=409)
    page.post("my-practice", sent(title="Toinen"), draft.slug, status=409)


def test_returned_practice_shows_the_offices_note(page, applicant):
    practice = make_practice(
        state=State.RETURNED, author=applicant, editor_note="Kerro tuloksista."
    )
    assert "Kerro tuloksista." in page.sign_in(applicant).get("my-practice", practice.slug).text


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "x" * 10_000},
        {"title": ""},
        {"sector": "outo"},
        {"began_year": "2999"},
        {"began_year": "x"},
    ],
)
def test_what_cannot_be_saved_is_named(page, draft, fields):
    answer = page.sign_in(draft.author).post("my-practice", sent(**fields), draft.slug)
    assert len(answer.errors) == 1


def test_fourth_theme_is_too_much(page, draft):
    themes = [make_theme("practice").pk for _number in range(4)]
    answer = page.sign_in(draft.author).post("my-practice", sent(themes=themes), draft.slug)
    assert len(answer.errors) == 1


def test_others_do_not_reach_the_form(page, draft, outsider, office_user):
    for user in (outsider, office_user):
        page.sign_in(user).get("my-practice", draft.slug, status=404)
        page.post("submit-practice", sent(), draft.slug, status=404)


def test_form_saves_itself_and_tells_the_time(page, draft):
    page.sign_in(draft.author)
    answer = page.django.post(
        f"/my/practices/{draft.slug}/", sent(title="Uusi nimi", video_url="http://x.fi"),
        headers={"X-Autosave": "1"},
    )  # fmt: skip
    assert answer.status_code == 200 and set(answer.json()) == {"text", "seal"}
    draft.refresh_from_db()
    assert draft.title == "Uusi nimi" and draft.video_url == ""  # What has a fault is told.


def test_second_window_sees_both_texts_and_loses_none(page, draft):
    source = page.sign_in(draft.author).get("my-practice", draft.slug).page.source
    seal = re.search(r'name="seal" value="([^"]+)"', source).group(1)
    sector = make_sector().pk
    page.post("my-practice", sent(title="Yksi", sector=sector), draft.slug,
              redirects_to=f"/my/practices/{draft.slug}/")  # fmt: skip
    answer = page.post("my-practice", sent(title="Kaksi", seal=seal, sector=sector), draft.slug)
    assert answer.errors and "Yksi" in answer.text and "Kaksi" in answer.page.source
    kept = sent(title="Kaksi", seal=seal, theirs="title", sector=sector)
    page.post("my-practice", kept, draft.slug, redirects_to=f"/my/practices/{draft.slug}/")
    draft.refresh_from_db()
    assert draft.title == "Yksi"


def test_ended_session_keeps_what_was_typed(page, draft):
    here = f"/my/practices/{draft.slug}/"
    page.post("my-practice", sent(title="Ei katoa"), draft.slug,
              redirects_to=re.compile("/accounts/login/"))  # fmt: skip
    session = page.django.session
    assert "Ei+katoa" in session["kept"]["posted"] and session["kept"]["path"] == here
    page.sign_in(draft.author)
    kept = page.django.session
    kept["kept"] = session["kept"]
    kept.save()
    assert 'value="Ei katoa"' in page.get("my-practice", draft.slug).page.source


def test_script_never_survives_in_what_is_read(page, applicant):
    bad = (
        "<script>alert(1)</script>\n\n- yksi\n- kaksi\n\n[x](javascript:alert(2)) ![y](http://z/q)"
    )
    practice = make_practice(author=applicant, what_was_done=bad)
    source = page.get("practice", practice.slug).page.source
    assert "<script>alert" not in source and 'href="javascript' not in source
    assert "<li>yksi</li>" in source and 'src="http://z' not in source


def test_change_of_a_public_practice_is_sent_to_the_office(page, applicant, office_user):
    practice = make_practice(author=applicant)
    here = f"/my/practices/{practice.slug}/"
    page.sign_in(applicant)
    page.post("submit-practice", sent(gist="Uusi tiivistys."), practice.slug, redirects_to=here)
    assert "Uusi tiivistys." not in page.get("practice", practice.slug).text
    assert "Uusi tiivistys." in page.get("my-practice", practice.slug).page.source
    page.get("practice-versions", practice.slug)
    page.sign_in(office_user)
    assert practice.title in page.get("office-practices").text
    assert "Uusi" in page.get("office-practice", practice.slug).text
    page.get("decline-change", practice.slug)
    page.post("take-change", {}, practice.slug, redirects_to=f"/office/practices/{practice.slug}/")
    assert "Uusi tiivistys." in page.get("practice", practice.slug).text
    page.post("take-change", {}, practice.slug, status=409)


def test_five_megabytes_of_text_are_refused_in_a_sentence(page, draft):
    page.sign_in(draft.author)
    page.post("my-practice", sent(what_was_done="x" * 5_000_000), draft.slug, status=413)
    answer = page.post("my-practice", sent(what_was_done="x" * 100_001), draft.slug)
    assert len(answer.errors) == 1  # The form comes back with all that was written.
    draft.refresh_from_db()
    assert draft.what_was_done == "Sovittiin yhteiset pelisäännöt."


def test_hints_are_a_page_and_a_piece_of_it(page, draft):
    long = "Työryhmä kokoontui ja " + "keskusteli pitkään asiasta ja sen taustoista ja " * 6
    Practice.objects.filter(pk=draft.pk).update(need=long)
    page.sign_in(draft.author).get("practice-hints", draft.slug)
    assert "20" in page.get("practice-hints", draft.slug, fragment=True).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"video_url": "http://video.example/x"}, "https://"),
        ({"partner_names": "Olematon kunta"}, "Olematon kunta"),
        ({"co_author_addresses": "tuntematon@esimerkki.fi"}, "tuntematon@esimerkki.fi"),
        ({"origin_address": "/practices/ei-ole/"}, ""),
    ],
)
def test_what_is_not_found_is_told_beside_its_field(page, draft, fields, words):
    answer = page.sign_in(draft.author).post("my-practice", sent(**fields), draft.slug)
    assert len(answer.errors) == 1 and words in answer.errors[0]


def test_partners_writers_and_origin_are_given_in_words(page, draft, outsider):
    partner = outsider.memberships.get().organisation
    colleague = make_user()
    make_membership(colleague, partner)  # Who is told in the same save.
    origin = make_practice("Alkuperä", organisation=partner)
    values = sent(
        partner_names=partner.name,
        co_author_addresses=colleague.email,
        origin_address=f"https://tori.example{origin.get_absolute_url()}",
        origin="peer",
    )
    page.sign_in(draft.author)
    page.post("my-practice", values, draft.slug, redirects_to=f"/my/practices/{draft.slug}/")
    draft.refresh_from_db()
    assert list(draft.partners.all()) == [partner] and draft.origin_practice == origin
    assert list(draft.co_authors.all()) == [colleague]
    text = page.get("practice", draft.slug).text
    assert partner.name in text and "Alkuperä" in text and colleague.email not in text


def test_one_partner_too_many_is_told_and_none_is_dropped(page, draft):
    names = "\n".join(f"Kunta {number}" for number in range(21))
    answer = page.sign_in(draft.author).post("my-practice", sent(partner_names=names), draft.slug)
    assert len(answer.errors) == 1 and "20" in answer.errors[0]
    assert "Kunta 20" in answer.page.source


def test_imported_long_text_is_edited_whole(page, applicant):
    long = "Tuotu kappale. " * 6000
    practice = make_practice(author=applicant, what_was_done=long.strip())
    page.sign_in(applicant)
    values = sent(what_was_done=long + "Loppu.", gist=practice.gist)
    page.post("my-practice", values, practice.slug, redirects_to=f"/my/practices/{practice.slug}/")
    assert open_change(practice).texts["what_was_done"].endswith("kappale. Loppu.")


def test_hostile_and_endless_texts_are_shown_at_once_and_safely(page, applicant):
    for text in ("[" * 20_000, "[" * 100_000, "<script>alert(1)</script>\n\n" * 3000):
        practice = make_practice(author=applicant, what_was_done=text)
        started = time.monotonic()
        assert "<script>alert" not in page.get("practice", practice.slug).page.source
        assert time.monotonic() - started < 5


def test_script_is_only_words_wherever_it_is_written(page, applicant, office_user):
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    practice = make_practice(
        bad, state=State.SUBMITTED, author=applicant, **dict.fromkeys(WRITTEN, bad)
    )
    make_image(practice, alt=bad, credit=bad)
    make_opinion(practice, text=bad, expert_title=bad)
    Attachment.objects.create(practice=practice, title=bad, url="https://esimerkki.fi")
    page.sign_in(office_user)
    names = ("practice", "office-practice", "office-practices", "edit-practice", "practice-media")
    for name in names:
        source = page.get(
            name, *([practice.slug] if name != "office-practices" else [])
        ).page.source
        assert "<script>alert" not in source and "<img src=x" not in source, name
    source = page.sign_in(applicant).get("my-practice", practice.slug).page.source
    assert "<script>alert" not in source and "<img src=x" not in source
