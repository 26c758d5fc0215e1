"""Remedies and numbers of a programme, and the log: who gets what at their addresses."""

from tests.matrix import SIGN_IN, Row, office

ROWS = [
    Row("office-log", office(others=403)),
    Row("office-log", office(others=403), "filtered", query="?kind=calls.call&who=system"),
    Row("office-log-csv", office(others=403), is_page=False),
    Row("decision-terms", office(others=403)),
    Row(
        "change-decision-terms",
        office(others=403),
        "own",
        lambda w: [w.programme.slug],
    ),
    Row("end-programme", (SIGN_IN, 403, 403, 403, 200), args=lambda w: [w.programme.slug]),
    Row(
        "organisation-path",
        (SIGN_IN, 200, 404, 404, 200),
        args=lambda w: [w.applicant.memberships.get().organisation.key],
    ),
]
