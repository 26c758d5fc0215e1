"""Importing adoptions that are known from elsewhere: all of the file or nothing."""

import datetime
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.tables import Table, read_table
from talkoot.people.models import Organisation
from talkoot.practices.actions.adoptions import count_adoptions, keep_known, locked
from talkoot.practices.imports.register import Register
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.rules import adoptions as rules

REQUIRED = ["practice", "organisation", "adopted_on"]
OPTIONAL = ["programme", "stage", "fidelity", "scope", "mechanism", "benefit", "replaced_old"]
OPTIONAL += ["note"]
CHOICES: dict[str, Any] = {
    "stage": Adoption.Stage,
    "fidelity": Adoption.Fidelity,
    "scope": Adoption.Scope,
    "mechanism": Adoption.Mechanism,
}
USUAL = {"stage": Adoption.Stage.IN_USE, "fidelity": Adoption.Fidelity.ADAPTED}
ANSWERS = {"yes": True, "no": False, "": None}
NOTE_MOST, AT_ONCE = 600, 400
TEXTS = ("need", "what_was_done", "results", "who_took_part")
Told = dict[str, Any]


@transaction.atomic
def import_adoptions(path: Path) -> list[Adoption]:
    """Keep the adoptions of a CSV file as confirmed ones; return those that were made or corrected.

    `practice` is the last part of its address or its identifier of an import, `organisation` a name
    of the register. What an organisation has told itself, or refused, stays. Raises BadTable with
    every fault and writes nothing if the file has any.
    """
    table = read_table(path, required=REQUIRED, optional=OPTIONAL)
    register, found = Register(), Finder({cells["practice"] for cells in table.rows.values()})
    rows: dict[int, dict[int, Told]] = {}
    for line in table.rows:
        practice = found.practice(table, line)
        organisation = found.organisation(table, line, register)
        told = _told(table, line)
        if practice and organisation:
            _check(table, line, practice, organisation, told["adopted_on"])
            if organisation.pk in rows.setdefault(practice.pk, {}):
                table.fault(line, _("the practice and the organisation stand on an earlier line."))
            rows[practice.pk][organisation.pk] = told
    table.check()
    return [adoption for pk, each in rows.items() for adoption in _save(pk, each)]


class Finder:
    """Practices by their address or identifier, organisations by their name."""

    def __init__(self, names: set[str]) -> None:
        self.practices: dict[str, list[Practice]] = {}
        public = Practice.objects.filter(state=Practice.State.PUBLISHED)
        rows = public.select_related("organisation", "programme").defer(*TEXTS)
        for some in batched(sorted(names), AT_ONCE):
            for row in rows.filter(Q(slug__in=some) | Q(external_id__in=some)):
                for name in {row.slug, row.external_id} - {""}:
                    self.practices.setdefault(name, []).append(row)
        self.organisations = Organisation.objects.in_bulk()

    def practice(self, table: Table, line: int) -> Practice | None:
        cells = table.rows[line]
        rows = self.practices.get(cells["practice"], [])
        if cells["programme"]:
            rows = [row for row in rows if row.programme.slug == cells["programme"]]
        if len(rows) == 1:
            return rows[0]
        if cells["practice"]:
            sentence = _(
                "“%(value)s” is not one published practice. Give the last part of its address, or "
                "its identifier and the programme."
            )
            table.fault(line, sentence % {"value": cells["practice"]})
        return None

    def organisation(self, table: Table, line: int, register: Register) -> Organisation | None:
        name = table.rows[line]["organisation"]
        pk = register.organisation(name) if name else None
        if name and pk is None:
            sentence = _("“%(name)s” is not in the register. Check the name.")
            table.fault(line, sentence % {"name": name})
        return self.organisations.get(pk) if pk else None


def batched(names: list[str], size: int) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, size)):
        yield some


def _told(table: Table, line: int) -> Told:
    """What the line tells of the adoption; a fault is noted."""
    cells = table.rows[line]
    told: Told = {
        name: table.choose(line, name, choices.values) or USUAL.get(name, "")
        for name, choices in CHOICES.items()
    }
    told["adopted_on"] = table.day(line, "adopted_on")
    told["replaced_old"] = ANSWERS.get(table.choose(line, "replaced_old", ANSWERS))
    benefit = table.choose(line, "benefit", "12345")
    told["benefit"] = int(benefit) if benefit in set("12345") else None
    told["note"] = cells["note"]
    if len(cells["note"]) > NOTE_MOST:
        sentence = _("column %(column)s is too long. Shorten it to %(longest)s characters.")
        table.fault(line, sentence % {"column": "note", "longest": NOTE_MOST})
    today = timezone.localdate()
    if told["adopted_on"] and (
        problem := rules.stage_problem(told["stage"], told["adopted_on"], on=today)
    ):
        table.fault(line, problem)
    return told


def _check(
    table: Table,
    line: int,
    practice: Practice,
    organisation: Organisation,
    day: datetime.date | None,
) -> None:
    if rules.is_own(practice, organisation.pk):
        table.fault(line, _("this is the organisation's own practice. Take the line out."))
    ended = organisation.valid_to
    if ended and day and day > ended:
        sentence = _("%(organisation)s had ended by then. Give the one that carries on its work.")
        table.fault(line, sentence % {"organisation": organisation})


def _save(practice_id: int, rows: dict[int, Told]) -> list[Adoption]:
    practice = locked(Practice(pk=practice_id))
    imported = Adoption.objects.filter(
        state=Adoption.State.VISIBLE, confirmed_at__isnull=False, stated_by=None, confirmed_by=None
    )
    own = practice.adoptions.exclude(pk__in=imported.values("pk"))
    kept = set(own.values_list("organisation", flat=True))
    organisations = Organisation.objects.in_bulk(rows.keys() - kept)
    found = [keep_known(practice, row, rows[pk]) for pk, row in sorted(organisations.items())]
    count_adoptions(practice)
    return found
