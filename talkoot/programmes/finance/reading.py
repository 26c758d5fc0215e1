"""Reading booked costs from a CSV file: every fault told, by its line, before anything is kept."""

import datetime
import re
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext as _

from talkoot.core.tables import Table, read_table
from talkoot.programmes.finance.rules import day_problem, words_problem
from talkoot.programmes.models import FundingProject

COLUMNS = ["line", "day", "amount", "voucher"]
MOST = Decimal(10) ** 10
ENOUGH_DIGITS = re.compile(r"-?\d{1,10}(\.\d{1,2})?")


@dataclass(frozen=True)
class Cost:
    """A row of the file; `line` is the code of a cost line."""

    line: str
    spent_on: datetime.date
    amount_eur: Decimal
    reference: str
    note: str


def read_costs(content: bytes, project: FundingProject, codes: Collection[str]) -> list[Cost]:
    """The costs of the file in its order. Raises BadTable with a sentence for every fault.

    Columns: line (code of a cost line), day, amount, voucher and, if any, note.
    """
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        table = read_table(Path(file.name), required=COLUMNS, optional=["note"])
    seen: set[tuple[str, str]] = set()
    costs = []
    for number, cells in table.rows.items():
        code = table.choose(number, "line", codes)
        day = table.day(number, "day")
        amount = _amount(table, number)
        if day and (problem := day_problem(project, day)):
            table.fault(number, problem)
        voucher = cells["voucher"]
        if (code, voucher) in seen:
            sentence = _("voucher %(voucher)s is twice on this cost line in the file.")
            table.fault(number, sentence % {"voucher": voucher})
        seen.add((code, voucher))
        if len(voucher) > 60 or len(cells["note"]) > 300:
            table.fault(number, _("the voucher has at most 60 characters and the note 300."))
        if found := words_problem(voucher, cells["note"]):
            table.fault(number, found[1])
        if day and amount is not None:
            costs.append(Cost(code, day, amount, voucher, cells["note"]))
    table.check()
    return costs


def _amount(table: Table, line: int) -> Decimal | None:
    """The cell as euros: 1 234,50 or 1234.50, negative for a correction."""
    text = table.rows[line]["amount"]
    plain = re.sub(r"[\s €\u2212]", lambda found: "-" if found[0] == "\u2212" else "", text)
    plain = plain.replace(",", ".")
    try:
        amount = Decimal(plain) if ENOUGH_DIGITS.fullmatch(plain) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount or abs(amount) >= MOST:
        if text:
            sentence = _("“%(value)s” is not a sum in euros. Write it as 1234,50.")
            table.fault(line, sentence % {"value": text})
        return None
    return amount
