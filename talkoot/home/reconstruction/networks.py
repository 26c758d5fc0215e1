"""Eleven development and nine learning networks, and the one that workshops gave birth to."""

import datetime

from talkoot.events.models import Participant, Session
from talkoot.home.reconstruction.pool import (
    MARK,
    Pool,
    days_between,
    held_session,
    mark_present,
    save,
)
from talkoot.networks.models import Network, NetworkMember
from talkoot.people.models import Organisation
from talkoot.programmes.models import OfferingKind

DAY = datetime.date
DEVELOPMENT = (
    "Digikokeilut",
    "Tulevaisuuden aikuissosiaalityö",
    "Osaamisen ennakointi",
    "Osallistavat menetelmät",
    "Työn rikastajat ja rakastajat",
    *(f"Kehittämisverkosto {number} ({MARK})" for number in range(6, 12)),
)
PARTNERS = (
    ("Turvallisuus hallintaan", "tyoturvallisuuskeskus"),
    ("Esimiestyö muutoksessa", "keva"),
    ("Sosiaali- ja terveydenhuoltoalan ergonomia-asiantuntijoiden verkosto", ""),
    ("Toimintakykyä työelämään", ""),
    ("Ikäjohtaminen", "tyoturvallisuuskeskus"),
)
OWN = (
    "Henkilöstölähtöinen tuloksellisuus",
    "TUJU - Tulevaisuuden työ julkisissa palveluissa",
    "Perheystävälliset kuntatyöpaikat - työn ja muun elämän yhteensovittaminen",
    "Tuloksellisuuden ja työelämän laadun kehittäminen Leanin avulla",
)
ORGANISATIONS, PERSONS_EACH = 8, 2
BRAIN_ORGANISATIONS, BRAIN_PERSONS = 20, 3


def make(pool: Pool) -> None:
    """Each network of the programme met twice; all of its organisations were there."""
    kinds = Network.Kind
    named = [(kinds.DEVELOPMENT, name, "") for name in DEVELOPMENT]
    named += [(kinds.PARTNER, name, partner) for name, partner in PARTNERS]
    named += [(kinds.OWN, name, "") for name in OWN]
    starts = days_between(DAY(2015, 9, 1), DAY(2017, 9, 5), len(named))
    bodies = pool.organisations(105, 182)
    for at, ((kind, name, partner), start) in enumerate(zip(named, starts, strict=True)):
        first = at * ORGANISATIONS
        mine = [bodies[(first + step) % len(bodies)] for step in range(ORGANISATIONS)]
        end = DAY(2017, 12, 31) if kind == kinds.DEVELOPMENT else DAY(2018, 12, 31)
        series = pool.new_series(
            name if MARK in name else f"{name} ({MARK})",
            OfferingKind.NETWORK,
            "verkostot",
            starts_on=start,
            ends_on=end,
        )
        network = Network(
            programme=pool.programme,
            kind=kind,
            code=f"verkosto-{at + 1:02}",
            name=name,
            partner=pool.real[partner] if partner else None,
            series=series,
            starts_on=start,
            ends_on=end,
            source=MARK,
            is_demo=True,
        )
        sessions: list[Session] = [
            held_session(series, order, start + datetime.timedelta(days=60 * order))
            for order in (1, 2)
        ]
        people: list[Participant] = pool.persons(ORGANISATIONS * PERSONS_EACH, mine)
        save([series], sessions, people, [network])
        mark_present(sessions, people)
        save(_members(network, mine, PERSONS_EACH, start, end))
    _brain_work(pool)


def _members(
    network: Network,
    bodies: list[Organisation],
    persons: int,
    start: datetime.date,
    end: datetime.date | None,
) -> list[NetworkMember]:
    return [
        NetworkMember(
            network=network,
            organisation=body,
            persons=persons,
            joined_on=start,
            left_on=end,
            is_demo=True,
        )
        for body in bodies
    ]


def _brain_work(pool: Pool) -> None:
    network = Network.objects.create(
        programme=pool.programme,
        kind=Network.Kind.BORN,
        code="aivotyoagentit",
        name="Aivotyöagenttiverkosto",
        partner=pool.real["tyoterveyslaitos"],
        starts_on=DAY(2019, 6, 3),
        source=MARK,
        is_demo=True,
    )
    bodies = pool.organisations(67, 66 + BRAIN_ORGANISATIONS)
    save(_members(network, bodies, BRAIN_PERSONS, network.starts_on, None))
