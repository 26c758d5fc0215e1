"""What `talkoot import` takes besides practices: each kind with the action that reads its file.

An action takes a path (and the programme whose rows they are), returns the rows that it made or
corrected, and raises BadTable with every fault of the file before it writes anything.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from django.db import models

from talkoot.home.moving.events import import_events
from talkoot.home.moving.registers import REGISTERS, import_register
from talkoot.people.imports import import_municipalities, import_organisations
from talkoot.practices.imports.adoptions import import_adoptions

KINDS: dict[str, Callable[[Path], Sequence[models.Model]]] = {
    "adoptions": import_adoptions,
    "municipalities": import_municipalities,
    "organisations": import_organisations,
}
# These log what they write themselves.
OF_PROGRAMME: dict[str, Callable[..., Sequence[models.Model]]] = {
    **{kind: partial(import_register, kind) for kind in REGISTERS},
    "events": import_events,
}
