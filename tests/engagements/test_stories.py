"""The case story: begun from the records, accepted by the applicant, public while allowed."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements.actions import stories as actions
from talkoot.engagements.actions.reports import approve_report
from talkoot.engagements.actions.stuck import add_output, set_story_consent, tick_output
from talkoot.engagements.forms.stories import told_how
from talkoot.engagements.models import CaseStory
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries.brought import case_row, told_cases
from talkoot.engagements.queries.stories import begun_story, told_stories
from talkoot.engagements.rules.stories import names_in
from talkoot.surveys.models import Item, Response, Round
from tests.engagements.steps import hold
from tests.factories.delivery import make_story
from tests.factories.engagements import make_engagement
from tests.factories.people import make_municipality, make_organisation

TEXTS = {
    "title": "Työvuorot sovitaan yhdessä",
    "goal": "Rauhallisemmat vuorot.",
    "participants": "",
    "method": "Kaksi tapaamista.",
    "result": "Pelisäännöt ovat käytössä.",
    "follow_up": "Jatkuu vuonna 2027.",
}


@pytest.fixture
def delivered(engagement, expert_user, office_user, applicant):
    """Two sessions' worth held and reported in one day, with an output that is done."""
    report = hold(engagement, -2, 10, is_last=True)
    approve_report(report, by=office_user)
    output = add_output(
        engagement, kind="rules", text="Vuorosopu", responsible="Esihenkilö", due_on=None,
        by=applicant,
    )  # fmt: skip
    tick_output(output, is_done=True, by=applicant)
    return engagement


def effect_answer(engagement, mode="identified"):
    """The organisation tells by name that the work went on, and something in its own words."""
    survey = engagement.followup_round
    Round.objects.filter(pk=survey.pk).update(mode=mode, state="closed", closes_on="2026-10-01",
                                              opens_on="2026-09-01")  # fmt: skip
    items = survey.questionnaire.items
    items.all().delete()
    common = {"questionnaire": survey.questionnaire, "is_required": False}
    Item.objects.create(**common, order=1, code="continuity", kind="effect", text_fi="Jatkuiko?")
    Item.objects.create(**common, order=2, code="open", kind="text", text_fi="Kerro.")
    Response.objects.create(
        round=survey,
        organisation=engagement.application.organisation,
        answers={"continuity": "5", "open": "Matti auttoi."},
        submitted_on=timezone.localdate(),
    )


def fresh(engagement, user):
    return get_engagement(user, engagement.application.ref)


def test_a_story_is_begun_from_the_records_and_the_organisations_answers(
    delivered, applicant, office_user
):
    set_story_consent(delivered, consent="named", by=applicant)
    effect_answer(delivered)
    begun = begun_story(fresh(delivered, office_user))
    assert begun["goal"] == delivered.application.goals
    assert "12" in begun["participants"]
    assert "Sovittiin pelisäännöt." in begun["method"] and "Kaikki mukana." in begun["result"]
    assert "Vuorosopu" in begun["follow_up"]
    assert "Jatkuiko? " in begun["follow_up"]
    # What was answered in own words may name somebody: it comes by the reading desk only.
    assert "Matti" not in str(begun)
    # Answers that were promised to be shown in summaries alone are not told one by one.
    Round.objects.update(mode="confidential")
    assert "Jatkuiko?" not in begun_story(fresh(delivered, office_user))["follow_up"]


def test_a_nameless_story_begins_without_anybodys_own_words(delivered, applicant, office_user):
    set_story_consent(delivered, consent="nameless", by=applicant)
    begun = str(begun_story(fresh(delivered, office_user)))
    assert "Sovittiin" not in begun and "Vuorosopu" not in begun
    assert delivered.application.title not in begun


def test_a_story_is_public_only_when_the_applicant_has_accepted_the_text(
    delivered, applicant, office_user
):
    programme = delivered.application.call.offering.programme
    story = actions.save_story(delivered, version=0, by=office_user, **TEXTS)
    with pytest.raises(NotAllowed):
        actions.offer_story(story, by=office_user)
    set_story_consent(delivered, consent="named", by=applicant)
    actions.offer_story(story, by=office_user)
    assert Message.objects.get(kind="story-to-read").user == applicant
    assert not told_stories(programme).exists()
    actions.return_story(story, note="Ei vuosilukua.", by=applicant)
    assert "Ei vuosilukua." in Message.objects.get(kind="story-answered").body
    story.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.save_story(delivered, version=0, by=office_user, **TEXTS)
    changed = TEXTS | {"follow_up": "Jatkuu."}
    story = actions.save_story(delivered, version=story.version, by=office_user, **changed)
    actions.offer_story(story, by=office_user)
    with pytest.raises(NotAllowed):
        actions.accept_story(story, version=story.version - 1, by=applicant)
    actions.accept_story(story, version=story.version, by=applicant)
    assert told_stories(programme).get().follow_up == "Jatkuu."
    # Nobody can take a name out of the log, so it tells which parts changed and not their words.
    logged = LogEntry.objects.filter(key__startswith="engagements.case_story.")
    words = str(list(logged.values_list("before", "after")))
    assert "follow_up" in words and "Jatkuu" not in words and "vuosilukua" not in words


def test_a_report_tells_the_case_in_the_words_that_were_accepted(delivered):
    make_story(delivered, state="published", result="Hyväksytty.", follow_up="Jatkuu.")
    offering = delivered.application.call.offering
    assert case_row(told_cases(offering, timezone.localdate()).get(), 12)[-2:] == [
        "Hyväksytty.",
        "Jatkuu.",
    ]


def test_narrowing_the_consent_takes_the_story_away_at_once(delivered, applicant):
    story = make_story(delivered, state="published")
    programme = delivered.application.call.offering.programme
    set_story_consent(delivered, consent="nameless", by=applicant)
    assert not told_stories(programme).exists()
    story.refresh_from_db()
    assert story.state == "draft"


def test_the_applicant_is_told_in_what_form_the_text_is_accepted_now(page, delivered, applicant):
    # It was accepted without names once, and is offered again after the consent was widened.
    story = make_story(delivered, state="offered", consent="nameless")
    ref = delivered.application.ref
    assert told_how("named") in page.sign_in(applicant).get("read-story", ref).text
    answer = {"answer": "publish", "version": story.version}
    page.post("read-story", answer, ref, redirects_to=f"/engagements/{ref}/story/read/")
    story.refresh_from_db()
    assert story.consent == "named"


def test_the_order_of_nameless_stories_does_not_follow_their_places(delivered):
    programme = delivered.application.call.offering.programme
    other = make_engagement(state="delivered")
    organisation = other.application.organisation
    organisation.municipality = make_municipality(name="Aavasaksa")
    organisation.save()
    delivered.application.organisation = make_organisation(
        "Toinen kunta", municipality=make_municipality(name="Ylöjärvi")
    )
    delivered.application.save()
    days = {delivered: 1, other: 2}
    for engagement, days_ago in days.items():
        on = timezone.localdate() - datetime.timedelta(days=days_ago)
        make_story(engagement, state="published", consent="nameless", published_on=on)
    assert [row.engagement for row in told_stories(programme)] == [delivered, other]


def test_a_text_with_names_is_not_sent_as_nameless(delivered, applicant, office_user):
    set_story_consent(delivered, consent="nameless", by=applicant)
    named = TEXTS | {"result": f"{delivered.application.organisation.name}: valmis."}
    story = actions.save_story(delivered, version=0, by=office_user, **named)
    with pytest.raises(NotAllowed, match=delivered.application.organisation.name):
        actions.offer_story(story, by=office_user)
    # A short name is looked for where a word begins, with whatever ending.
    delivered.application.organisation.municipality = make_municipality(name="Ii")
    for text, found in (("Tiimi pääsi liikkeelle.", []), ("Tiimi toimii Iissä.", ["Ii"])):
        assert names_in(delivered, CaseStory(**TEXTS | {"result": text})) == found


def test_the_office_writes_and_the_applicant_accepts_on_their_pages(
    page, delivered, applicant, office_user
):
    ref = delivered.application.ref
    case = f"/engagements/{ref}/"
    page.sign_in(office_user).get("write-story", ref)
    form = TEXTS | {"version": 0}
    # Without consent the text is kept and the sentence tells what to do.
    assert page.post("write-story", {**form, "send": "1"}, ref).errors
    assert page.post("write-story", form, ref).errors  # Somebody saved in between: it was we.
    set_story_consent(delivered, consent="named", by=applicant)
    page.post("write-story", form | {"version": 1, "send": "1"}, ref, redirects_to=case)
    assert page.post("write-story", form | {"version": 2}, ref).errors
    page.get("write-story", ref)
    page.sign_in(applicant)
    assert f"{case}story/read/" in page.get("engagement", ref).links.values()
    page.get("read-story", ref)
    assert page.post("read-story", {"answer": "change", "version": 2}, ref).errors
    answer = {"answer": "publish", "version": 2}
    page.post("read-story", answer, ref, redirects_to=f"{case}story/read/")
    story = delivered.__class__.objects.get(pk=delivered.pk).case_story
    programme = delivered.application.call.offering.programme
    page.sign_out()
    assert TEXTS["title"] in page.get("programme-publications", programme.slug).text
    assert TEXTS["result"] in page.get("case-story", story.pk).text
    assert f"/cases/{story.pk}/" in page.get("/sitemap-pages.xml").content.decode()
    page.sign_in(office_user)
    page.post("write-story", {"take": "back"}, ref, redirects_to=f"{case}story/text/")
    page.get("case-story", story.pk, status=404)
