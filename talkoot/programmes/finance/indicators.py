"""The common indicators of the European Social Fund, by the rules of each programme period.

They are those of Regulation (EU) 1304/2013, annex I (2014-2020), and (EU) 2021/1057, annex I
(2021-2027). The codes have not been compared with the text of the regulations: the page and the
files tell the office to confirm them (CODES_NOTE). Left out are the questions of special categories
(health, origin, minorities, homelessness), which participants answer in the funder's system alone,
and the results of 2014-2020, whose codes are not known here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.programmes.models import FundingProject

Indicators = tuple[tuple[str, "str | Promise"], ...]
ESF_2014: Indicators = (
    ("CO01", _("unemployed, long-term unemployed included")),
    ("CO02", _("long-term unemployed")),
    ("CO03", _("inactive")),
    ("CO04", _("inactive, not in education or training")),
    ("CO05", _("employed, self-employed included")),
    ("CO06", _("below 25 years")),
    ("CO07", _("above 54 years")),
    ("CO08", _("above 54 years, unemployed or inactive")),
    ("CO09", _("primary or lower secondary education (ISCED 1–2)")),
    ("CO10", _("upper secondary education (ISCED 3–4)")),
    ("CO11", _("tertiary education (ISCED 5–8)")),
    ("CO20", _("projects by social partners or organisations")),
    ("CO21", _("projects for women")),
    ("CO22", _("projects for public administrations or services")),
    ("CO23", _("micro, small and medium-sized enterprises supported")),
)
ESF_2021: Indicators = (
    ("EECO01", _("participants in all")),
    ("EECO02", _("unemployed, long-term unemployed included")),
    ("EECO03", _("long-term unemployed")),
    ("EECO04", _("inactive")),
    ("EECO05", _("employed, self-employed included")),
    ("EECO06", _("below 18 years")),
    ("EECO07", _("18–29 years")),
    ("EECO08", _("55 years and above")),
    ("EECO09", _("lower secondary education or less (ISCED 0–2)")),
    ("EECO10", _("upper secondary education (ISCED 3–4)")),
    ("EECO11", _("tertiary education (ISCED 5–8)")),
    ("EECO18", _("public administrations or public services supported")),
    ("EECO19", _("micro, small and medium-sized enterprises supported")),
    ("EECR01", _("searching for a job on leaving")),
    ("EECR02", _("in education or training on leaving")),
    ("EECR03", _("gained a qualification on leaving")),
    ("EECR04", _("employed on leaving")),
    ("EECR05", _("employed six months after leaving")),
    ("EECR06", _("better placed in the labour market six months after leaving")),
)
CODES_NOTE = _(
    "The codes have not been compared with the funder’s own list. Confirm them in the office "
    "before you report by them."
)
BY_FUND: dict[str, Indicators] = {
    FundingProject.Fund.ESF_2014: ESF_2014,
    FundingProject.Fund.ESF_2021: ESF_2021,
}
# Everybody falls in exactly one of these, so their sum is the number of participants.
LABOUR_STATUS: dict[str, tuple[str, ...]] = {
    FundingProject.Fund.ESF_2014: ("CO01", "CO03", "CO05"),
    FundingProject.Fund.ESF_2021: ("EECO02", "EECO04", "EECO05"),
}
ALL_TOGETHER = "EECO01"


def indicators_of(project: FundingProject) -> Indicators:
    """The indicators that the project's fund asks for; none of another funder's."""
    return BY_FUND.get(project.fund, ())
