"""Who stands behind an application, for the pages of its case."""

from typing import Any

from talkoot.calls.models import Application, SignOff


def case_people(application: Application) -> dict[str, Any]:
    """{"joint_rows", "sign_off"}: the organisations that joined and the management's word.

    No query where the call asks neither.
    """
    joint, sign_off = [], None
    if application.call.allows_joint:
        rows = application.joint_applicants.select_related("organisation")
        joint = list(rows.exclude(confirmed_at=None).order_by("pk"))
    if application.call.asks_sign_off:
        sign_off = application.sign_offs.filter(state=SignOff.State.SIGNED).order_by("-pk").first()
    return {"joint_rows": joint, "sign_off": sign_off}
