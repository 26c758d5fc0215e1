"""Every tie that disqualifies a person, made in the records."""

from django.utils import timezone

from talkoot.calls.models import Application, JointApplicant, Writer
from talkoot.calls.rules.criteria import TEAM_CODE
from talkoot.engagements.models import Engagement
from talkoot.experts.models import Expert
from talkoot.people.models import Organisation, OrganisationSuccession, Role, User
from talkoot.surveys.models import Item
from tests.factories.assessments import make_disqualification
from tests.factories.calls import make_application
from tests.factories.engagements import make_engagement
from tests.factories.experts import make_expert
from tests.factories.people import make_membership, make_organisation


def expert_of(user: User) -> Expert:
    return Expert.objects.filter(user=user).first() or make_expert(user=user)


def ties() -> dict:
    """{name: function(user, application)} that makes the tie in the records."""

    def earlier_days(user: User, application: Application) -> None:
        expert = expert_of(user)
        earlier = make_application(
            state="approved", organisation=application.organisation, expert=expert
        )
        make_engagement(earlier, state=Engagement.State.DELIVERED, expert=expert)

    def days_to(user: User, body: Organisation, **fields) -> Application:
        expert = expert_of(user)
        earlier = make_application(state="approved", organisation=body, expert=expert)
        make_engagement(earlier, expert=expert, **fields)
        return earlier

    def days_under_way(user: User, application: Application) -> None:
        days_to(user, application.organisation, state=Engagement.State.AGREED)

    def days_to_merged(user: User, application: Application) -> None:
        before = make_organisation()
        OrganisationSuccession.objects.create(
            predecessor=before, successor=application.organisation, on=timezone.localdate()
        )
        days_to(user, before, state=Engagement.State.DELIVERED)

    def days_to_part(user: User, application: Application) -> None:
        days_to(user, make_organisation(parent=application.organisation))

    def days_to_joint(user: User, application: Application) -> None:
        partner = make_organisation()
        earlier = days_to(user, make_organisation())
        for row in (application, earlier):
            JointApplicant.objects.create(
                application=row, organisation=partner, confirmed_at=timezone.now()
            )

    def parent(user: User, application: Application) -> None:
        above = make_organisation()
        type(above).objects.filter(pk=application.organisation_id).update(parent=above)
        make_membership(user, above)

    def part(user: User, application: Application) -> None:
        make_membership(user, make_organisation(parent=application.organisation))

    def successor(user: User, application: Application) -> None:
        after = make_organisation()
        OrganisationSuccession.objects.create(
            predecessor=application.organisation, successor=after, on=timezone.localdate()
        )
        make_membership(user, after)

    def joint(user: User, application: Application) -> None:
        body = make_organisation()
        JointApplicant.objects.create(application=application, organisation=body)
        make_membership(user, body, confirmed_at=None)

    def team(user: User, application: Application) -> None:
        """The form of a team names the organisation; it is no joint applicant."""
        body = make_organisation()
        asked = {"code": TEAM_CODE, "kind": Item.Kind.ORGANISATION, "order": 90}
        form = application.questionnaire
        if not form.items.filter(code=TEAM_CODE).exists():
            Item.objects.create(questionnaire=form, text_fi="Tiimi", **asked)
        application.answers = {**application.answers, TEAM_CODE: [body.key]}
        application.save(update_fields=["answers"])
        make_membership(user, body)

    def named(user: User, application: Application) -> None:
        application.expert = expert_of(user)
        application.save(update_fields=["expert"])

    def applicant(user: User, application: Application) -> None:
        application.applicant = user
        application.save(update_fields=["applicant"])

    return {
        "membership": lambda u, a: make_membership(u, a.organisation, Role.MEMBER),
        "parent": parent,
        "part": part,
        "successor": successor,
        "joint": joint,
        "team": team,
        "writer": lambda u, a: Writer.objects.create(application=a, user=u),
        "applicant": applicant,
        "named": named,
        "earlier_days": earlier_days,
        "earlier_days_under_way": days_under_way,
        "earlier_days_to_merged": days_to_merged,
        "earlier_days_to_part": days_to_part,
        "earlier_days_to_joint": days_to_joint,
        "declared": lambda u, a: make_disqualification(a, user=u),
    }
