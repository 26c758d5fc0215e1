"""Pre-checks: what a rule can say of a criterion before a person confirms or overrules it.

Sources: programme terms of expert sparring (the need concerns results, productivity and quality of
working life; the work is done together by management and staff) and the call for teams of the
Ecosystem School (three commitments; at least one state agency in the team).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application, Criterion
from talkoot.calls.rules.calls import in_force
from talkoot.calls.rules.check_gaps import ANSWER_PREFIX, MUNICIPAL, STATE_AGENCY
from talkoot.people.models import Organisation, OrganisationKind
from talkoot.people.queries import organisations_by_key
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE

# The question of the shipped form for teams that names the team's other organisations.
TEAM_CODE = "team_organisations"
MUNICIPAL_KINDS = frozenset(
    {
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.WELLBEING_COUNTY,
        OrganisationKind.JOINT_AUTHORITY,
        OrganisationKind.MUNICIPAL_COMPANY,
        OrganisationKind.MUNICIPAL_UNIT,
    }
)


@dataclass(frozen=True)
class Finding:
    """A pre-check's result on one criterion, with its reason.

    `needs_person`: no rule can tell. Until somebody has looked the finding is only supposed, and
    the square brackets of its reason keep a decision that quotes it from being signed.
    """

    is_met: bool
    reason: str
    needs_person: bool = False


def need_is_in_scope(application: Application) -> Finding:
    """Programme terms: the need concerns results, productivity or quality of working life."""
    themes = [str(theme) for theme in application.themes.all()]
    if themes and application.need:
        return Finding(True, _("Themes named: %(themes)s.") % {"themes": ", ".join(themes)})
    return Finding(False, _("No theme of the programme is named."))


def is_done_together(application: Application) -> Finding:
    """Programme terms: management and staff representatives carry the work out together."""
    roles = {group.role for group in application.participant_groups.all()}
    gaps = []
    if not EMPLOYER_SIDE & roles:
        gaps.append(_("nobody from management or supervisors takes part"))
    if not STAFF_SIDE & roles:
        gaps.append(_("nobody from the staff takes part"))
    if not application.sponsor_name:
        gaps.append(_("the management sponsor is not named"))
    if not application.staff_representative:
        gaps.append(_("the staff representative is not named"))
    if gaps:
        return Finding(False, _("Not met: %(gaps)s.") % {"gaps": "; ".join(gaps)})
    return Finding(
        True, _("Both sides take part, and the sponsor and the staff representative are named.")
    )


def has_state_agency(application: Application) -> Finding:
    """Call for teams: the lead, a joint applicant or another of the team is a state agency."""
    bodies = [application.organisation]
    bodies += [row.organisation for row in application.joint_applicants.all()]
    bodies += team_organisations(application)
    agencies = [str(row) for row in bodies if row.kind == OrganisationKind.STATE_AGENCY]
    if agencies:
        return Finding(True, _("State agencies: %(names)s.") % {"names": ", ".join(agencies)})
    return Finding(False, _("No organisation of the team is a state agency."))


def is_municipal(application: Application) -> Finding:
    """Programme terms: the applicant belongs to the municipal sector, as the register knows it."""
    organisation = application.organisation
    told = {"name": organisation, "kind": organisation.get_kind_display()}
    return Finding(
        organisation.kind in MUNICIPAL_KINDS,
        _("%(name)s stands in the register of organisations as: %(kind)s.") % told,
    )


def team_organisations(application: Application) -> list[Organisation]:
    """The other organisations of the team, as the form names them."""
    keys = application.answers.get(TEAM_CODE) or []
    known = getattr(application, "_team_organisations", None)
    if known is None:
        known = organisations_by_key(keys)
    return [known[key] for key in keys if key in known]


def load_team_organisations(applications: Iterable[Application]) -> None:
    """What team_organisations asks of each, in one query in all; none where nobody is named."""
    rows = list(applications)
    known = organisations_by_key({key for row in rows for key in row.answers.get(TEAM_CODE) or []})
    for row in rows:
        row._team_organisations = known  # type: ignore[attr-defined]


def answers_yes(application: Application, code: str) -> Finding:
    """The applicant has committed to what the item `code` asks."""
    answer = application.answers.get(code)
    if answer in (True, "yes"):
        return Finding(True, _("The applicant answers yes."))
    return Finding(False, _("The applicant does not answer yes."))


PRE_CHECKS: dict[str, Callable[[Application], Finding]] = {
    "need": need_is_in_scope,
    "cooperation": is_done_together,
    STATE_AGENCY: has_state_agency,
    MUNICIPAL: is_municipal,
}


def finding_on(application: Application, criterion: Criterion) -> Finding:
    """What the rule of the criterion says; without a rule, that a person must look."""
    name = criterion.check_name
    if name.startswith(ANSWER_PREFIX):
        return answers_yes(application, name.removeprefix(ANSWER_PREFIX))
    if name in PRE_CHECKS:
        return PRE_CHECKS[name](application)
    return Finding(
        True, f"[{_('read the application and tell what you found')}]", needs_person=True
    )


def pre_check(application: Application) -> list[tuple[Any, Finding]]:
    """Each criterion with the rule's finding; a person confirms or overrules it.

    Of what has been sent the criteria are those of the text under which it was sent.
    """
    call = application.call
    version = application.call_text_version if application.submitted_at else call.text_version
    return [
        (criterion, finding_on(application, criterion))
        for criterion in in_force(call.criteria.all(), version)
    ]
