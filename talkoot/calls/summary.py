"""The questions of an application and its answers as rows, in the same words on every page."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import answers_of, questions_of, read_themes, step_of, themes_of
from talkoot.calls.rules.file_words import file_code
from talkoot.core.dates import local_date
from talkoot.people.queries import organisations_by_key
from talkoot.surveys.models import Item
from talkoot.surveys.rules import asked_items
from talkoot.surveys.texts import answer_text

# The kinds of ui/tag.html by state.
STATE_KINDS: dict[str, str] = {
    Application.State.DRAFT: "wait",
    Application.State.SUBMITTED: "wait",
    Application.State.INCOMPLETE: "warn",
    Application.State.APPROVED: "ok",
    Application.State.REJECTED: "err",
    Application.State.WITHDRAWN: "info",
    Application.State.LAPSED: "info",
    Application.State.NOT_EXAMINED: "err",
    Application.State.TRANSFERRED: "info",
}


def answer_rows(
    application: Application, *, codes: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """[{"item", "key", "value", "url"}] of the questions that are asked, in their order.

    `value` is the answer in words, empty without one; `url` opens a file. `codes` narrows the
    questions. What a file says in words stands only where the file is.
    """
    if codes is None or "themes" in codes:
        read_themes(application)
    answers = answers_of(application)
    items = [
        item
        for item in asked_items(questions_of(application), answers)
        if not (of := file_code(item.code)) or answers.get(of)
    ]
    if codes is not None:
        items = [item for item in items if item.code in codes]
    files = _files(application, items)
    rows = []
    for item in items:
        if item.kind == Item.Kind.FILE:
            name, url = files.get(item.code, ("", ""))
            rows.append({"item": item, "key": item.text, "value": name, "url": url})
            continue
        answer = answers.get(item.code)
        names = _names(application, item, answer)
        rows.append(
            {"item": item, "key": item.text, "value": answer_text(item, answer, names=names)}
        )
    return rows


def answer_sections(
    application: Application, *, can_change: Collection[str] = ()
) -> list[dict[str, Any]]:
    """[{"step", "title", "rows"}] for ui/summary_list; rows of the steps `can_change` link to them.

    Unanswered questions are left out, except where they can be changed.
    """
    sections: dict[str, dict[str, Any]] = {}
    for row in answer_rows(application):
        item, step = row["item"], step_of(row["item"])
        title = item.section.title if item.section else _("Questions")
        section = sections.setdefault(step, {"step": step, "title": title, "rows": []})
        if step in can_change:
            address = reverse("application-step", args=[application.ref, step])
            row |= {"value": row["value"] or _("No answer"), "action": _("Change")}
            row["action_url"] = address
        section["rows"].append(row)
    return [*sections.values(), *_own_costs(application)]


def sent_sections(application: Application, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same of what was sent (ApplicationVersion.content), which may be changing now."""
    sections: dict[str, dict[str, Any]] = {}
    for item in questions_of(application):
        if item.code in content:
            told = content[item.code]
            title = item.section.title if item.section else _("Questions")
            step = step_of(item)
            section = sections.setdefault(step, {"step": step, "title": title, "rows": []})
            section["rows"].append({"key": told["question"], "value": told["answer"]})
    return [*sections.values(), *_own_costs(application)]


def own_costs_words(application: Application) -> str:
    """What the applicant has consented to pay for beside the price; empty when nothing."""
    if application.own_costs_at is None:
        return ""
    return _("The applicant arranges and pays for them, and has consented to it on %(day)s.") % {
        "day": local_date(timezone.localdate(application.own_costs_at))
    }


def _own_costs(application: Application) -> list[dict[str, Any]]:
    words = own_costs_words(application)
    title = _("Premises and catering")
    rows = [{"key": title, "value": words}]
    return [{"step": "own-costs", "title": _("Own costs"), "rows": rows}] if words else []


def _names(application: Application, item: Item, answer: Any) -> dict[str, str]:
    """{value: name} of what is chosen among rows of other tables."""
    if item.code == "themes":
        return {str(theme.pk): str(theme) for theme in themes_of(application)}
    if item.code in ("expert", "organisation"):
        return {answer: str(getattr(application, item.code) or "")}
    if item.kind == Item.Kind.ORGANISATION and answer:
        keys = answer if isinstance(answer, list) else [answer]
        return {key: str(row) for key, row in organisations_by_key(keys).items()}
    return {}


def _files(application: Application, items: list[Item]) -> dict[str, tuple[str, str]]:
    """{code: (name, address)} of the files that answer the items."""
    files = {}
    codes = {item.code for item in items if item.kind == Item.Kind.FILE}
    if "attachment" in codes and application.attachment:
        address = reverse("application-attachment", args=[application.ref])
        files["attachment"] = (application.attachment.name, address)
    if codes - {"attachment"}:
        for row in application.files.select_related("file"):
            address = reverse("application-file", args=[application.ref, row.item_code])
            files[row.item_code] = (row.file.name, address)
    return files
