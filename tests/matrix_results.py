"""Who gets the files of an organisation's own results."""

from tests.matrix import SIGN_IN, Row
from tests.matrix_pictures import own_organisation

ROWS = [
    Row(
        "my-results-file",
        (SIGN_IN, status, 404, 404, 404),
        kind,
        lambda w, kind=kind: [*own_organisation(w), kind],
        is_page=False,
    )
    for kind, status in (("xlsx", 200), ("pdf", 200), ("doc", 404))
]
