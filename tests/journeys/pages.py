"""The pages that the browser audits: every page of the matrix, as the first who may see it."""

from tests.matrix import ROLES, Row
from tests.matrix_rows import ROWS

ORDER = ("visitor", "applicant", "expert", "outsider", "office_user")


def audited() -> list[tuple[str, Row]]:
    """(role, row) for each row that gives somebody a page."""
    found = []
    for row in ROWS:
        if row.method != "get" or not row.is_page:
            continue
        role = next((r for r in ORDER if row.answers[ROLES.index(r)] == 200), None)
        if role:
            found.append((role, row))
    return found
