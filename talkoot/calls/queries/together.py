"""Who stands behind an application, for the pages of its case."""

from typing import Any

from talkoot.calls.models import Application, SignOff
from talkoot.calls.rules.writing import joined


def case_people(application: Application) -> dict[str, Any]:
    """{"joint_rows", "sign_off"}: the organisations that joined and the management's word.

    No query where the call asks neither.
    """
    sign_off = None
    if application.call.asks_sign_off:
        sign_off = application.sign_offs.filter(state=SignOff.State.SIGNED).order_by("-pk").first()
    return {"joint_rows": joined(application), "sign_off": sign_off}
