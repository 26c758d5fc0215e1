"""Who is tied to an applicant is not chosen; how the choice was made is kept."""

import pytest
from django.utils import timezone

from talkoot.calls.actions import submit_application
from talkoot.calls.actions.choices import keep_choice
from talkoot.calls.models import ExpertChoice
from talkoot.calls.queries import choosable_experts
from talkoot.calls.rules.expert_ties import (
    DECLARED,
    MEMBERSHIP,
    SUPPLIER,
    tie_sentence,
    tied_experts,
)
from talkoot.core.refusals import NotAllowed
from tests.factories.calls import make_application
from tests.factories.experts import make_expert, make_supplier
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.profiles import make_tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(expert):
    return make_application(expert=expert)


def tie(kind, expert, organisation):
    if kind == DECLARED:
        make_tie(expert, organisation)
    elif kind == MEMBERSHIP:
        make_membership(expert.user, organisation)
    else:
        expert.supplier = make_supplier(organisation=organisation)
        expert.save(update_fields=["supplier"])


@pytest.mark.parametrize("kind", [DECLARED, MEMBERSHIP, SUPPLIER])
@pytest.mark.parametrize("is_near", [False, True])
def test_each_tie_bars_in_the_form_and_at_sending(draft, expert, kind, is_near):
    organisation = draft.organisation
    if is_near:  # The applicant's owner.
        organisation.parent = make_organisation()
        organisation.save(update_fields=["parent"])
    assert not tie_sentence(draft)
    tie(kind, expert, organisation.parent or organisation)

    assert expert not in choosable_experts(draft, on=timezone.localdate())
    assert [row.tie for row in tied_experts(draft)] == [kind]
    assert expert.name in tie_sentence(draft)
    with pytest.raises(NotAllowed, match=expert.name):
        submit_application(draft, by=draft.applicant)


def test_a_tie_to_a_sibling_or_an_ended_one_bars_nothing(draft, expert):
    parent = make_organisation()
    draft.organisation.parent = parent
    draft.organisation.save(update_fields=["parent"])
    make_tie(expert, make_organisation(parent=parent))
    make_tie(expert, draft.organisation, ended_at=timezone.now())

    assert not tie_sentence(draft)


def test_a_tie_to_a_joint_applicant_bars(draft, expert):
    draft.call.allows_joint = True
    draft.joint_applicants.create(organisation=make_organisation())
    assert not tie_sentence(draft)
    make_tie(expert, draft.joint_applicants.get().organisation)
    assert tie_sentence(draft)


def test_an_expert_who_has_ended_is_not_offered(draft, expert):
    expert.ended_on = timezone.localdate()
    expert.save(update_fields=["ended_on"])
    assert expert not in choosable_experts(draft, on=timezone.localdate())


def test_the_choice_is_kept_with_its_place_and_reason(draft, expert):
    for _ in range(4):
        make_expert()
    make_expert(user=make_user(), is_available=False)
    draft.expert_reason = "Tuntee koulut."
    draft.save(update_fields=["expert_reason"])

    submit_application(draft, by=draft.applicant)

    choice = ExpertChoice.objects.get()
    assert (choice.expert, choice.reason, choice.seed) == (expert, "Tuntee koulut.", draft.ref)
    assert 1 <= choice.position <= choice.shown_count == 5


def test_without_an_expert_no_choice_is_kept():
    keep_choice(make_application(expert=None, state="submitted"))
    assert not ExpertChoice.objects.exists()
