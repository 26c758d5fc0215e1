"""A disqualified person's view is empty, whatever the tie and whichever page they ask."""

from http import HTTPStatus
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from talkoot.assessments.actions import disqualifying
from talkoot.assessments.actions.funnel import close_phase, reopen_phase
from talkoot.assessments.models import Assignment, Disqualification
from talkoot.assessments.queries import assessable_applications, assessable_in, propose
from talkoot.assessments.queries.desk import desk_of, live_assignments, visible_to
from talkoot.assessments.queries.disqualified import grounds_in
from talkoot.assessments.queries.funnel import left_out_before
from talkoot.assessments.queries.results import latest_results
from talkoot.assessments.rules.grounds import barred_applications
from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application, Call
from talkoot.calls.queries import office_queue
from talkoot.core.access import is_barred, unbarred
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements.models import Engagement
from talkoot.home.queries import programmes_with_waiting
from talkoot.people.models import User
from tests.assessments.ties import ties
from tests.factories.assessments import (
    make_assessor,
    make_assignment,
    make_disqualification,
    make_phase,
    make_selection,
)
from tests.factories.calls import make_application, the_call
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.files import make_file
from tests.factories.people import make_membership, make_officer, make_organisation, make_user
from tests.factories.programmes import the_programme

Ground = Disqualification.Ground
SECRET = "Salattu kehittämistyö"
CITY = "Salaperäisen kaupunki"


def fresh(user: User) -> User:
    """As a new request sees the person."""
    return User.objects.get(pk=user.pk)


def another(call: Call) -> Application:
    """A sent application of an organisation of its own."""
    return make_application(call=call, state="submitted", organisation=make_organisation())


def secret_application(call, **fields) -> Application:
    body = make_organisation(CITY)
    return make_application(
        call=call, state="submitted", organisation=body, title=SECRET, need=f"{SECRET}: tarve.",
        attachment=make_file(), **fields,
    )  # fmt: skip


@pytest.mark.parametrize("tie", ties())
def test_each_tie_bars(call, officer, tie):
    """And nothing but the tie: the same officer sees the other application."""
    application, other = secret_application(call), make_application(call=call, state="submitted")
    assert not is_barred(officer, application)
    ties()[tie](officer, application)
    officer = fresh(officer)
    assert is_barred(officer, application)
    assert not is_barred(officer, other)
    assert application.pk not in list(office_queue(officer))
    assert list(office_queue(officer)) == [other.pk]


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_days_that_are_never_given_are_no_tie(call, officer, state):
    application = secret_application(call)
    ties()["earlier_days_under_way"](officer, application)
    Engagement.objects.update(state=state)
    assert not is_barred(fresh(officer), application)
    assert (application.pk, officer.pk) not in grounds_in(call, [officer])


def test_the_office_itself_is_no_tie(call, officer):
    """A city's office handles the applications of the city's own units."""
    office = call.offering.programme.office
    own = make_application(call=call, state="submitted", organisation=office)
    unit = make_application(
        call=call, state="submitted", organisation=make_organisation(parent=office)
    )
    assert not is_barred(officer, own)
    assert not is_barred(officer, unit)


def test_a_sibling_is_no_tie(call, officer):
    parent = make_organisation()
    application = make_application(
        call=call, state="submitted", organisation=make_organisation(parent=parent)
    )
    make_membership(officer, make_organisation(parent=parent))
    assert not is_barred(fresh(officer), application)


def office_pages(application: Application, phase) -> list[str]:
    """Every address of the office and the assessor that could tell of the application."""
    ref, slug = application.ref, application.call.slug
    of_case = ["office-application", "decide", "assess-application", "preview-decision"]
    of_phase = [
        "office-assignments", "propose-assignments", "office-results", "office-results-csv",
        "office-results-xlsx", "names-in-texts", "tell-outcomes", "office-phase", "phase-funnel",
    ]  # fmt: skip
    lists = [
        "office", "office-applications", "office-applications-csv", "engagements", "office-rounds",
        "office-outbox", "office-practices", "assessments", "office-assessments", "desk",
    ]  # fmt: skip
    pages = [reverse(name) for name in lists]
    pages += [reverse(name, args=[ref]) for name in of_case]
    pages += [reverse(name, args=[slug, phase.order]) for name in of_phase]
    pages += [reverse("office-assessment", args=[slug])]
    pages += [reverse("office-disqualifications", args=[slug])]
    for of_one in ("office-assignment", "select-application"):
        pages.append(reverse(of_one, args=[slug, phase.order, ref]))
    pages += [reverse("application-attachment", args=[ref])]
    pages += [reverse("engagement", args=[ref]), reverse("decision-letter", args=[ref])]
    queue = reverse("office-applications")
    pages += [f"{queue}?q={word}" for word in ("Salattu", "Salaperäisen", application.number)]
    pages += [f"{queue}?state=submitted&sort={sort}" for sort in ("newest", "organisation")]
    pages += [f"{reverse('office-applications-csv')}?q=Salattu"]
    for figure in ("applications-submitted", "decisions-made", "days-granted"):
        pages.append(reverse("figure", args=[figure]))
    pages += [reverse("assessment", args=[row.pk]) for row in application.assignments.all()]
    for row in application.assignments.all():
        pages.append(reverse("assessment-file", args=[row.pk, "attachment"]))
        pages.append(reverse("declare-disqualification", args=[row.pk]))
        view_as = reverse("view-as-assessor", args=[slug, phase.order])
        pages.append(
            f"{view_as}?assessor={row.assessor_id}&on={timezone.localtime():%Y-%m-%dT%H:%M}"
        )
    return pages


def own_pages(application: Application) -> list[str]:
    """What a party sees as a party, not as somebody who handles the case."""
    ref = [application.ref]
    pages = [reverse(name, args=ref) for name in ("engagement", "decision-letter")]
    pages += [reverse("application-attachment", args=ref), reverse("engagements")]
    return [*pages, reverse("desk")]


def words_of(application: Application) -> list[str]:
    return [SECRET, application.ref, str(application.number), CITY]


def content_of(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content.decode(errors="replace").replace("\u00ad", "")


def is_repeated(word: str, address: str) -> bool:
    """A page repeats its own address and what was typed into a search; that is not a finding."""
    return word in unquote(address)


TIES = st.tuples(st.sampled_from(sorted(ties())), st.integers(0, 2), st.integers(0, 1))


class TestNothingIsSeen(TestCase):
    """Random people, ties and assignments; each disqualified person asks everything."""

    @settings(
        max_examples=12,
        suppress_health_check=[HealthCheck.too_slow],
        # A failing example is small enough to read; shrinking one would take minutes.
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    @given(
        tie=st.sampled_from(sorted(ties())),
        others=st.lists(st.sampled_from(sorted(ties())), max_size=2),
        is_assessor=st.booleans(),
        is_given=st.booleans(),
        is_decided=st.booleans(),
        asks_later=st.booleans(),
    )
    def test_every_page(self, tie, others, is_assessor, is_given, is_decided, asks_later):
        """In the first phase and in the one after it, which the application has gone on to."""
        programme = the_programme()
        call = the_call()
        phase = make_phase(call, is_blind=is_given, advance_by="person", closed_at=timezone.now())
        later = make_phase(call, sees_earlier=True, advance_by="person")
        person = make_officer(programme.office, may_sign=True)
        application = secret_application(call)
        open_one = another(call)
        for name in others:
            ties()[name](person, another(call))
        if is_assessor:
            make_assignment(
                phase, application=application, assessor=make_assessor(call, user=person),
                points=3 if is_given else None,
            )  # fmt: skip
            make_assignment(
                later, application=application, assessor=call.assessors.get(user=person)
            )
        make_assignment(phase, application=application, points=4)
        make_selection(phase, application, goes_on=not is_given)
        make_selection(later, application, goes_on=is_given)
        if is_decided:
            Application.objects.filter(pk=application.pk).update(state="approved")
            decision = make_decision(application, state="signed")
            make_message(letter=decision.letter, body=f"Asia {application.number}")
            make_engagement(application)
        make_message(subject=f"Saapui {application.number}", body=SECRET)
        ties()[tie](person, application)
        client = Client()
        client.force_login(fresh(person))
        words = words_of(Application.objects.get(pk=application.pk))
        for address in office_pages(application, later if asks_later else phase):
            is_own = address in own_pages(application)
            if tie in ("applicant", "named", "writer") and is_own:
                continue
            status, content = content_of(client, address)
            assert status in (200, 302, 404, 405, 409), (address, status)
            found = [word for word in words if word in content and not is_repeated(word, address)]
            if tie.startswith("earlier_days") and is_own:
                found = [word for word in found if word != CITY]  # Their own earlier engagement.
            assert not found, f"{tie}: {address} tells {found}"
        person = fresh(person)
        assert application.pk not in list(office_queue(person))
        assert not unbarred(Engagement.objects.filter(application=application), person).exists()
        assert not visible_to(person, Application.objects.filter(pk=application.pk)).exists()
        assert not live_assignments(person).filter(application=application).exists()
        assert application not in assessable_applications(person, call)
        for one in (phase, later):
            assert application not in assessable_in(person, one)
            assert application.pk not in propose(person, one).applications
            assert not left_out_before(person, later)
            assert application.pk not in latest_results(person, [application])
            for call_refused in (close_phase, reopen_phase):
                with self.assertRaises(NotAllowed):
                    call_refused(one, by=person)
        rows = [row for part in desk_of(person, timezone.now()) for row in part.rows]
        assert application.pk not in [row.assignment.application_id for row in rows]
        assert open_one.pk in list(office_queue(person))
        [counted] = programmes_with_waiting(person)
        waiting = Application.objects.filter(state="submitted", call=call)
        assert counted.waiting_applications == unbarred(waiting, person).count()
        assert counted.waiting_applications < waiting.count() or is_decided

    @settings(max_examples=25)
    @given(chosen=st.sets(TIES, max_size=5))
    def test_the_whole_call_and_one_person_agree(self, chosen):
        """queries.disqualified.grounds_in says the same as rules.grounds."""
        call = the_call()
        people = [make_officer(the_programme().office), make_user()]
        applications = [another(call) for _n in range(3)]
        for tie, index, who in chosen:
            ties()[tie](people[who], Application.objects.get(pk=applications[index].pk))
        found = grounds_in(call, people)
        for person in people:
            barred = barred_applications(fresh(person)).filter(call=call)
            by_rule = set(barred.values_list("pk", flat=True))
            assert by_rule == {pk for pk, user in found if user == person.pk}


def test_detecting_records_and_takes_away(call, office_user):
    application = secret_application(call)
    assessor = make_assessor(call)
    given_out = make_assignment(make_phase(call), application=application, assessor=assessor)
    make_membership(assessor.user, application.organisation)
    assert disqualifying.detect_disqualifications(call, by=office_user) == 1
    assert disqualifying.detect_disqualifications(call, by=office_user) == 0
    row = Disqualification.objects.get()
    assert (row.user, row.ground) == (assessor.user, Ground.MEMBERSHIP)
    given_out.refresh_from_db()
    assert given_out.state == Assignment.State.RECUSED
    assert LogEntry.objects.filter(key="assessments.disqualification.detected").exists()


def test_a_draft_is_nobodys_matter_yet(call, office_user, page):
    draft = make_application(call=call, title="Keskeneräinen")
    make_assessor(call, user=draft.applicant)
    assert disqualifying.detect_disqualifications(call, by=office_user) == 0
    make_disqualification(draft)
    answer = page.sign_in(office_user).get("office-disqualifications", call.slug)
    assert draft.organisation.name not in answer.text


def test_declaring_ends_the_view_at_once(call):
    given_out = make_assignment(make_phase(call))
    user = given_out.assessor.user
    disqualifying.declare_disqualification(given_out, explanation="Puoliso hakee.", by=user)
    assert is_barred(fresh(user), given_out.application)
    given_out.refresh_from_db()
    assert given_out.state == Assignment.State.RECUSED


def test_earlier_days_can_be_lifted_with_a_reason(call, office_user):
    application = secret_application(call)
    user = make_user()
    ties()["earlier_days"](user, application)
    make_assessor(call, user=user)
    disqualifying.detect_disqualifications(call, by=office_user)
    row = Disqualification.objects.get(application=application, user=user)
    with pytest.raises(NotAllowed):
        disqualifying.lift_disqualification(row, reason=" ", by=office_user)
    disqualifying.lift_disqualification(row, reason="Yksi päivä 2019.", by=office_user)
    assert not is_barred(fresh(user), application)
    assert disqualifying.detect_disqualifications(call, by=office_user) == 0
    assert not is_barred(fresh(user), application)


def test_a_membership_is_not_lifted_while_it_lasts(call, office_user):
    application = secret_application(call)
    user = make_user()
    membership = make_membership(user, application.organisation)
    make_assessor(call, user=user)
    disqualifying.detect_disqualifications(call, by=office_user)
    row = Disqualification.objects.get()
    with pytest.raises(NotAllowed):
        disqualifying.lift_disqualification(row, reason="Ei haittaa.", by=office_user)
    membership.delete()
    assert is_barred(fresh(user), application), "what is recorded counts until lifted"
    disqualifying.lift_disqualification(row, reason="Ei enää töissä siellä.", by=office_user)
    assert not is_barred(fresh(user), application)


def test_nobody_lifts_their_own(call, office_user):
    row = make_disqualification(secret_application(call), user=office_user)
    with pytest.raises(NotAllowed):
        disqualifying.lift_disqualification(row, reason="Luotan itseeni.", by=office_user)


def test_messages_of_the_case_cannot_be_revoked_by_the_disqualified(call, office_user, page):
    application = secret_application(call)
    message = make_message(state="queued", subject=f"Päätös {application.number}")
    Message.objects.filter(pk=message.pk).update(office=call.offering.programme.office)
    make_membership(office_user, application.organisation)
    page.sign_in(office_user)
    page.post("office-message-revoke", {}, message.pk, status=HTTPStatus.NOT_FOUND)


def test_office_records_a_colleagues_disqualification(call, office_user, officer, page):
    application = secret_application(call)
    page.sign_in(office_user)
    data = {"number": application.number, "user": str(officer.pk), "reason": "Sukulainen hakee."}
    wrong = page.post("record-disqualification", {**data, "number": "X"}, call.slug, status=422)
    assert len(wrong.errors) == 1
    page.post(
        "record-disqualification",
        data,
        call.slug,
        redirects_to=f"/office/calls/{call.slug}/assessment/disqualifications/",
    )
    row = Disqualification.objects.get()
    assert (row.user, row.ground, row.explanation) == (officer, "office", "Sukulainen hakee.")
    assert is_barred(fresh(officer), application)
    page.sign_in(officer).get("office-application", application.ref, status=HTTPStatus.NOT_FOUND)
    page.sign_in(office_user)
    disqualifying.lift_disqualification(row, reason="Ei ole lähisukulainen.", by=office_user)
    assert not is_barred(fresh(officer), application)
