"""Whether the expert named in an application still takes new work.

Asked when the application is sent; experts is a neighbour on the ladder, so the rows are reached
through the application's own relation.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import Missing, questions_of, step_of


def expert_gap(application: Application) -> Missing | None:
    """What asks for another expert, as a missing answer; None when all is well. One query."""
    if application.expert_id is None:
        return None
    item = next((row for row in questions_of(application) if row.code == "expert"), None)
    related: Any = Application._meta.get_field("expert").related_model
    framework = "supplier__framework__valid"
    name, is_available, valid_from, valid_to = (
        related._default_manager.filter(pk=application.expert_id)
        .values_list("name", "is_available", f"{framework}_from", f"{framework}_to")
        .get()
    )
    if item is None or (is_available and valid_from <= timezone.localdate() <= valid_to):
        return None
    sentence = _("%(name)s no longer takes new work. Choose another expert.") % {"name": name}
    return Missing("expert", step_of(item), sentence)
