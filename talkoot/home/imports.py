"""What `talkoot import` takes besides practices: each kind with the action that reads its file.

An action takes a path, returns the rows that it made or corrected, and raises BadTable with every
fault of the file before it writes anything.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import models

from talkoot.people.imports import import_municipalities, import_organisations
from talkoot.practices.imports.adoptions import import_adoptions

KINDS: dict[str, Callable[[Path], Sequence[models.Model]]] = {
    "adoptions": import_adoptions,
    "municipalities": import_municipalities,
    "organisations": import_organisations,
}
