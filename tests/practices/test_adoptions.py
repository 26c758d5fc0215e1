"""Stating, confirming, moving, asking later: which adoptions count and who is told."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.dates import add_months, local_date
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import opt_out
from talkoot.correspondence.models import Message
from talkoot.people.models import OrganisationSuccession
from talkoot.practices.actions import adoptions as actions
from talkoot.practices.jobs import ask_adopters, ask_benefits, suggest_established_ones
from talkoot.practices.models import Adoption, AdoptionMove, Practice
from talkoot.practices.queries.adoptions import drop_reasons
from talkoot.practices.queries.use import begun_after_programme, first_use
from talkoot.practices.rules import adoptions as rules
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.practices import make_adoption, make_practice

Stage = Adoption.Stage
LONG_AGO = datetime.date(2024, 3, 1)


@pytest.fixture
def today():
    return timezone.localdate()


def adopt(practice, user, **fields):
    organisation = user.memberships.get().organisation
    values = {"stage": Stage.IN_USE, "fidelity": "adapted", "adopted_on": LONG_AGO}
    return actions.adopt(practice, organisation=organisation, by=user, **{**values, **fields})


def moves_of(adoption):
    return list(adoption.moves.values_list("stage", "moved_on"))


def test_only_use_counts_as_adoption(practice):
    people = [make_contact() for _stage in Stage]
    for person, stage in zip(people, Stage, strict=True):
        adopt(practice, person, stage=stage)
    practice.refresh_from_db()
    assert practice.adoption_count == 2
    adopt(practice, people[0], stage=Stage.IN_USE)
    practice.refresh_from_db()
    assert (practice.adoption_count, practice.adoptions.count()) == (3, 5)


def test_only_confirmed_use_counts(practice):
    make_adoption(practice)
    make_adoption(practice, confirmed_at=None)
    make_adoption(practice, state="removed")
    actions.count_adoptions(practice)
    assert practice.adoption_count == 1
    assert Practice.objects.filter(rules.counting("adoptions__")).count() == 1


def test_statement_of_a_member_is_confirmed_at_once(practice, outsider):
    adoption = adopt(practice, outsider)
    assert adoption.confirmed_by == adoption.stated_by == outsider


def test_owner_is_thanked_of_a_new_adoption_once(applicant, outsider):
    practice = make_practice(author=applicant)
    adopt(practice, outsider)
    adopt(practice, outsider, stage=Stage.ESTABLISHED)
    message = Message.objects.get(user=applicant)
    assert message.kind == "practice-adopted"


def kinds_sent():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_owner_is_told_of_interest_and_thanked_of_the_first_use(applicant, outsider):
    practice = make_practice(author=applicant)
    adoption = adopt(practice, outsider, stage="interested")
    actions.move_adoption(adoption, stage="trying", by=outsider)
    assert kinds_sent() == ["practice-noticed"]
    for stage in ("in_use", "dropped", "trying", "in_use"):
        actions.move_adoption(adoption, stage=stage, by=outsider)
        assert kinds_sent() == ["practice-noticed", "practice-adopted"]


def test_giving_up_thanks_nobody_until_it_is_in_use(applicant, outsider):
    adoption = adopt(make_practice(author=applicant), outsider, stage="dropped")
    assert kinds_sent() == []
    actions.move_adoption(adoption, stage="in_use", by=outsider)
    assert kinds_sent() == ["practice-adopted"]


def test_contacts_are_thanked_when_the_author_has_left(applicant, outsider):
    organisation = applicant.memberships.get().organisation
    left = make_user()
    practice = make_practice(author=left, organisation=organisation)
    adopt(practice, outsider)
    assert Message.objects.get(kind="practice-adopted").user == applicant


def test_thanks_go_to_the_successor_of_the_owner(outsider):
    old, new = make_organisation(), make_organisation()
    OrganisationSuccession.objects.create(predecessor=old, successor=new, on=LONG_AGO)
    contact = make_contact(new)
    adopt(make_practice(organisation=old), outsider)
    assert Message.objects.get(kind="practice-adopted").user == contact


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("trying", [("trying", LONG_AGO)]),
        ("established", [("in_use", LONG_AGO), ("established", datetime.date(2025, 3, 1))]),
    ],
)
def test_first_moves_are_what_the_statement_tells(practice, outsider, stage, expected):
    assert moves_of(adopt(practice, outsider, stage=stage)) == expected


def test_each_move_is_kept(practice, outsider, today):
    adoption = adopt(practice, outsider, stage="trying")
    adopt(practice, outsider, stage="in_use")
    adopt(practice, outsider, stage="in_use")
    actions.move_adoption(adoption, stage="dropped", reason="no_time", note="Kiire.", by=outsider)
    assert moves_of(adoption) == [("trying", LONG_AGO), ("in_use", today), ("dropped", today)]
    reasons, notes = drop_reasons(practice)
    assert [count for _reason, count in reasons] == [1] and notes == ["Kiire."]
    assert LogEntry.objects.filter(key="practices.adoption.moved").count() == 1
    practice.refresh_from_db()
    assert practice.adoption_count == 0


def test_corrected_first_day_moves_the_history(practice, outsider):
    adoption = adopt(practice, outsider)
    adopt(practice, outsider, adopted_on=datetime.date(2023, 5, 2))
    assert moves_of(adoption) == [("in_use", datetime.date(2023, 5, 2))]


@pytest.mark.parametrize("stage", ["in_use", "established"])
def test_move_to_the_same_or_too_early_is_refused(practice, outsider, today, stage):
    adoption = adopt(practice, outsider, adopted_on=today)
    with pytest.raises(NotAllowed):
        actions.move_adoption(adoption, stage=stage, by=outsider)


def test_removed_adoption_is_not_counted_and_may_come_again(practice, outsider, office_user):
    adoption = adopt(practice, outsider)
    actions.remove_adoption(adoption, by=office_user)
    practice.refresh_from_db()
    assert practice.adoption_count == 0
    again = adopt(practice, outsider)
    assert (again.pk, again.state) == (adoption.pk, "visible") and again.confirmed_at


def test_own_organisations_practice_cannot_be_adopted(practice, applicant):
    with pytest.raises(NotAllowed):
        adopt(practice, applicant)


def test_partner_unit_and_whole_cannot_adopt_their_own(db):
    city, partner = make_organisation(), make_organisation()
    school = make_organisation(kind="municipal_unit", parent=city)
    library = make_organisation(kind="municipal_unit", parent=city)
    practice = make_practice(organisation=school)
    practice.partners.add(partner)
    for organisation in (city, school, library, partner):
        assert rules.is_own(practice, organisation.pk)
        with pytest.raises(NotAllowed):
            adopt(practice, make_contact(organisation))
    assert not rules.is_own(practice, make_organisation().pk)


def test_group_of_organisations_counts_as_one_independent_adopter(practice):
    city = make_organisation()
    company = make_organisation(kind="municipal_company", parent=city)
    first = adopt(practice, make_contact(city))
    second = adopt(practice, make_contact(company))
    third = adopt(practice, make_contact())
    rows = (first, second, third)
    assert [row.is_independent for row in rows] == [True, False, True]
    by = make_contact(city)
    actions.move_adoption(first, stage="dropped", reason="no_fit", by=by)
    assert [independent(row) for row in rows] == [True, True, True]
    actions.move_adoption(first, stage="in_use", by=by)
    assert [independent(row) for row in rows] == [False, True, True]


def independent(adoption):
    adoption.refresh_from_db()
    return adoption.is_independent


def test_ended_organisation_and_future_day_are_refused(practice, outsider, today):
    ended = make_contact(make_organisation(valid_to=LONG_AGO))
    tomorrow = today + datetime.timedelta(days=1)
    for user, fields in ((ended, {}), (outsider, {"adopted_on": tomorrow})):
        with pytest.raises(NotAllowed):
            adopt(practice, user, **fields)
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_unpublished_practice_cannot_be_adopted(state, outsider):
    with pytest.raises(NotAllowed):
        adopt(make_practice(state=state), outsider)


def test_unconfirmed_member_and_stranger_cannot_adopt(practice, outsider):
    organisation = outsider.memberships.get().organisation
    new = make_user()
    make_membership(new, organisation, confirmed_at=None)
    for user in (new, make_user()):
        with pytest.raises(NotAllowed) as refusal:
            actions.adopt(
                practice,
                organisation=organisation,
                stage="in_use",
                fidelity="as_is",
                adopted_on=LONG_AGO,
                by=user,
            )
        assert refusal.value.status == 403
    assert not Adoption.objects.exists()


def test_nobody_learns_from_whom_they_taught(practice):
    people = [make_contact() for _number in range(3)]
    first = adopt(practice, people[0])
    second = adopt(practice, people[1], learned_from=first)
    third = adopt(practice, people[2], learned_from=second)
    with pytest.raises(NotAllowed):
        adopt(practice, people[0], learned_from=third)
    with pytest.raises(NotAllowed):
        adopt(make_practice(), people[0], learned_from=third)


def test_origins_make_a_chain_and_never_a_loop(office_user):
    first, second, third = (make_practice() for _number in range(3))
    actions.credit_origin(second, first, by=office_user)
    actions.credit_origin(third, second, by=office_user)
    for origin in (third, first):
        with pytest.raises(NotAllowed):
            actions.credit_origin(first, origin, by=office_user)


def test_companies_of_one_municipality_are_not_independent_of_each_other(practice):
    whole = make_organisation()
    for name in ("Vesi Oy", "Energia Oy"):
        company = make_organisation(name, kind="municipal_company", parent=whole)
        adopt(practice, make_contact(company))
    marks = practice.adoptions.order_by("pk").values_list("is_independent", flat=True)
    assert list(marks) == [True, False]


def test_own_version_is_credited_and_begun_once(practice, outsider):
    adoption = adopt(practice, outsider)
    version = actions.write_own_version(adoption, by=outsider)
    assert (version.origin_practice, version.origin) == (practice, "peer")
    assert version.organisation == adoption.organisation and version.state == "draft"
    assert actions.write_own_version(adoption, by=outsider) == version
    colleague = make_user()
    make_membership(colleague, adoption.organisation)
    with pytest.raises(NotAllowed):
        actions.write_own_version(adoption, by=colleague)
    public = {"state": "published", "published_at": timezone.now(), "may_publish": True}
    Practice.objects.filter(pk=version.pk).update(**public)
    assert actions.write_own_version(adoption, by=outsider) == version
    assert actions.write_own_version(adoption, by=colleague) == version
    Practice.objects.filter(pk=version.pk).update(state="withdrawn")
    assert actions.write_own_version(adoption, by=outsider) != version


def test_own_version_of_a_merged_adopter_is_its_successors(practice):
    adoption = make_adoption(practice)
    contact = make_contact(new := make_organisation())
    OrganisationSuccession.objects.create(
        predecessor=adoption.organisation, successor=new, on=LONG_AGO
    )
    assert actions.write_own_version(adoption, by=contact).organisation == new


def test_benefit_is_asked_once_after_six_months(practice, outsider, today):
    adopt(practice, outsider, adopted_on=add_months(today, -7))
    adopt(practice, make_contact(), adopted_on=add_months(today, -5))
    assert (ask_benefits(), ask_benefits()) == (1, 0)
    message = Message.objects.get(kind="adoption-benefit")
    assert message.user == outsider and message.topic == "practices"


def test_established_is_suggested_once_after_twelve_months(practice, outsider, today):
    adoption = adopt(practice, outsider, adopted_on=add_months(today, -13))
    adopt(practice, make_contact(), stage="established")
    assert (suggest_established_ones(), suggest_established_ones()) == (1, 0)
    actions.move_adoption(adoption, stage="established", by=outsider)
    assert moves_of(adoption)[-1] == ("established", today)


def test_months_are_counted_from_the_use_that_goes_on(practice, outsider, today):
    old = add_months(today, -30)
    adoption = adopt(practice, outsider, stage="trying", adopted_on=old)
    for stage in ("in_use", "dropped", "in_use"):
        with pytest.raises(NotAllowed):
            actions.move_adoption(adoption, stage="established", by=outsider)
        actions.move_adoption(adoption, stage=stage, by=outsider)
    assert (ask_benefits(), suggest_established_ones()) == (0, 0)
    again = add_months(today, -13)
    adoption.moves.exclude(stage="trying").update(moved_on=again)
    assert (ask_benefits(), suggest_established_ones()) == (1, 1)
    body = Message.objects.get(kind="adoption-established").body
    assert local_date(again) in body and local_date(old) not in body
    actions.move_adoption(adoption, stage="established", by=outsider)


def test_use_put_right_the_same_day_has_not_broken(practice, outsider):
    adoption = adopt(practice, outsider)
    for stage in ("trying", "in_use", "established"):
        actions.move_adoption(adoption, stage=stage, by=outsider)


def test_use_is_asked_once_a_year_by_one_mail_until_it_has_ended(practice, outsider, today):
    two_years, soon = add_months(today, -25), add_months(today, -11)
    first = adopt(practice, outsider, stage="established", adopted_on=two_years)
    second = adopt(make_practice(), outsider, stage="established", adopted_on=two_years)
    fresh = adopt(make_practice(), outsider, adopted_on=add_months(today, -3))
    Adoption.objects.exclude(pk=fresh.pk).update(benefit=4)
    AdoptionMove.objects.filter(adoption=second, stage="established").update(moved_on=soon)
    assert (ask_adopters(), ask_adopters()) == (1, 0)
    body = Message.objects.get(kind="adoption-use").body
    assert first.practice.title in body and second.practice.title in body
    assert fresh.practice.title not in body
    then = timezone.now() - datetime.timedelta(days=380)
    Adoption.objects.update(use_asked_at=then)
    actions.move_adoption(second, stage="dropped", by=outsider, reason="no_need")
    Message.objects.all().delete()
    assert ask_adopters() == 1
    assert second.practice.title not in Message.objects.get(kind="adoption-use").body


def test_who_opted_out_is_not_asked(practice, outsider, today):
    adopt(practice, outsider, adopted_on=add_months(today, -7))
    ask_benefits()
    opt_out(Message.objects.get(kind="adoption-benefit"))
    adopt(make_practice(), outsider, adopted_on=add_months(today, -7))
    ask_benefits()
    assert Message.objects.filter(kind="adoption-benefit").count() == 1


def test_questions_wait_for_daytime(practice, outsider, today, settings):
    adopt(practice, outsider, adopted_on=add_months(today, -13))
    settings.QUIET_HOURS = (8, 8)  # Never open.
    assert (ask_benefits(), suggest_established_ones(), ask_adopters()) == (0, 0, 0)


def test_benefit_is_kept_and_can_change(practice, outsider):
    adoption = adopt(practice, outsider)
    actions.tell_benefit(adoption, benefit=4, replaced_old=True, by=outsider)
    adoption.refresh_from_db()
    assert (adoption.benefit, adoption.replaced_old) == (4, True)
    told = LogEntry.objects.get(key="practices.adoption.benefit_told")
    assert told.after == {"benefit": 4, "replaced_old": True}


def test_adoption_after_the_programme_is_told_by_dates(practice):
    ended_on = practice.programme.ends_on
    late = make_adoption(practice, adopted_on=ended_on + datetime.timedelta(days=1))
    early = make_adoption(practice, adopted_on=ended_on)
    tried = make_adoption(practice, stage="trying", adopted_on=ended_on)
    tried.moves.create(stage="in_use", moved_on=late.adopted_on)
    make_adoption(practice, stage="trying", adopted_on=late.adopted_on)
    rows = Adoption.objects.annotate(began_on=first_use())
    found = [row for row in rows if rules.is_after_programme(row.began_on, practice.programme)]
    assert set(found) == set(begun_after_programme(rows)) == {late, tried} and early not in found


@pytest.mark.parametrize(
    ("stage", "day", "is_right"),
    [
        ("in_use", 0, True),
        ("in_use", 1, False),
        ("established", -300, False),
        ("established", -366, True),
    ],
)
def test_stage_fits_its_day(stage, day, is_right, today):
    day = today + datetime.timedelta(days=day)
    assert (rules.stage_problem(stage, day, on=today) == "") == is_right
