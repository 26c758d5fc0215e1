"""Which organisations could adopt a practice: those of the register that have its service.

The register does not tell services one by one, so a service area is read as kinds of organisations
by law and by day. Social and health services belong to wellbeing services counties from 1.1.2023
(Act 616/2021), before that to municipalities and their joint authorities. Without a rule of its
own an area belongs to municipalities. The origin's own kind is always eligible: what one of a kind
has done, others of the kind can do.
"""

import datetime

from talkoot.people.models import OrganisationKind as Kind

COUNTIES_BEGAN = datetime.date(2023, 1, 1)
LOCAL = frozenset({Kind.MUNICIPALITY, Kind.JOINT_AUTHORITY})
EVERYWHERE = frozenset({Kind.MUNICIPALITY, Kind.JOINT_AUTHORITY, Kind.WELLBEING_COUNTY})
# {service area: [(from the day on, kinds)]}, the newest last.
KINDS: dict[str, list[tuple[datetime.date, frozenset[Kind]]]] = {
    "opetus-ja-kasvatus": [(datetime.date.min, LOCAL | {Kind.EDUCATION})],
    "sosiaali-ja-terveysala": [
        (datetime.date.min, LOCAL),
        (COUNTIES_BEGAN, frozenset({Kind.WELLBEING_COUNTY})),
    ],
    "johto-hr-ja-hallinto": [(datetime.date.min, LOCAL), (COUNTIES_BEGAN, EVERYWHERE)],
    "ruoka-ja-siivouspalvelut": [(datetime.date.min, LOCAL), (COUNTIES_BEGAN, EVERYWHERE)],
}
# Keys of the wellbeing services counties in the order of their codes, 01 to 21.
COUNTIES = (
    "ita-uudenmaan keski-uudenmaan lansi-uudenmaan vantaan-ja-keravan varsinais-suomen satakunnan "
    "kanta-hameen pirkanmaan paijat-hameen kymenlaakson etela-karjalan etela-savon pohjois-savon "
    "pohjois-karjalan keski-suomen etela-pohjanmaan pohjanmaan keski-pohjanmaan pohjois-pohjanmaan "
    "kainuun lapin"
).split()
COUNTY_CODES = {
    f"{name}-hyvinvointialue": f"{number:02}" for number, name in enumerate(COUNTIES, 1)
}
# Codes of the regions in which they lie, in the same order; the first four share Uusimaa.
COUNTY_REGIONS = dict(
    zip(
        COUNTIES,
        ["01"] * 4 + ["02"] + [f"{number:02}" for number in range(4, 20) if number != 3],
        strict=True,
    )
)
USUAL = [(datetime.date.min, frozenset({Kind.MUNICIPALITY}))]


def region_of_county(key: str) -> str:
    """The region of a wellbeing services county by its key; "" for another organisation."""
    return COUNTY_REGIONS.get(key.removesuffix("-hyvinvointialue"), "")


def eligible_kinds(sector: str, origin_kind: str, day: datetime.date) -> frozenset[str]:
    """Kinds of organisations that have the service area on the day."""
    kinds = next(found for since, found in reversed(KINDS.get(sector, USUAL)) if since <= day)
    return frozenset({*map(str, kinds), origin_kind})
