"""The pages that the browser audits: every page of the matrix, as the first who may see it."""

from tests.matrix import ROLES, Row
from tests.matrix_rows import ROWS

ORDER = ("visitor", "applicant", "expert", "outsider", "office_user")


def audited() -> list[tuple[str, Row, int]]:
    """(role, row, status): each row that gives somebody a page, and one page of each refusal."""
    found, refusals = [], set()
    for row in ROWS:
        if row.method != "get" or not row.is_page:
            continue
        answers = {role: row.answers[ROLES.index(role)] for role in ORDER}
        role = next((role for role, answer in answers.items() if answer == 200), None)
        if role:
            found.append((role, row, 200))
            continue
        for who, answer in answers.items():
            if isinstance(answer, int) and answer != 405 and answer not in refusals:
                refusals.add(answer)
                found.append((who, row, answer))
    return found
