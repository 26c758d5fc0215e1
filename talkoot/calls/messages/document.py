"""The application as a document: what was sent, word for word, in the language of the case."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, ApplicationVersion
from talkoot.calls.rules import questions_of
from talkoot.calls.rules.writing import joined
from talkoot.core.dates import local_moment


def application_document(application: Application, version: ApplicationVersion) -> dict[str, Any]:
    """The content that correspondence.letters.document_pdf takes.

    The heading of each part is that of the form's section; a question without an answer says so.
    """
    programme = application.call.offering.programme
    arrived = application.submitted_at or timezone.now()
    meta: list[list[Any]] = [
        [_("Case number"), application.number],
        [_("Application received"), local_moment(arrived)],
        [_("Version"), f"{version.number}, {local_moment(version.created_at)}"],
        [_("Call"), application.call.title],
        [_("Applicant"), application.organisation.name],
        [_("Business ID"), application.organisation.business_id],
        [
            _("Applies jointly with"),
            ", ".join(str(row.organisation) for row in joined(application)),
        ],
        [_("Contact person"), f"{application.applicant.name}, {application.applicant.email}"],
    ]
    return {
        "organisation": programme.office.name,
        "title": _("Application"),
        "meta": [row for row in meta if row[1]],
        "sections": _sections(application, version.content),
        "footer": programme.name,
    }


def _sections(application: Application, content: dict[str, Any]) -> list[dict[str, Any]]:
    titles = {
        item.code: item.section.title if item.section else _("Questions")
        for item in questions_of(application)
    }
    # JSON keeps no order, so that of the form; then what the form no longer asks.
    codes = [code for code in titles if code in content]
    codes += sorted(content.keys() - titles.keys())
    sections: dict[str, list[list[str]]] = {}
    for code in codes:
        row = [content[code]["question"], content[code]["answer"] or _("No answer")]
        sections.setdefault(titles.get(code, _("Other answers")), []).append(row)
    return [{"heading": heading, "rows": rows} for heading, rows in sections.items()]
