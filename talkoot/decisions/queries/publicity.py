"""Reads of the public register, of a case's public version and of information requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, ApplicationVersion, JointApplicant
from talkoot.calls.rules import can_process
from talkoot.calls.rules.answers import questions_of
from talkoot.calls.rules.file_words import file_code, words_code
from talkoot.core.access import barred_rows, fetch, marked
from talkoot.core.lookups import contains
from talkoot.core.refusals import NotFound
from talkoot.correspondence.models import Letter, Message
from talkoot.decisions.models import Decision, InformationRequest, Reconsideration
from talkoot.decisions.queries.remedy import sent_at
from talkoot.decisions.rules import publicity as rules
from talkoot.decisions.rules.in_force import in_force
from talkoot.decisions.rules.undo import UNSENT
from talkoot.files.models import StoredFile
from talkoot.people.rules import office_ids
from talkoot.surveys.models import Item
from talkoot.surveys.queries import token_hash

SECRET_LENGTH = 4


def register_entries(
    *, text: str = "", programme: str = "", year: int | None = None
) -> "QuerySet[Application]":
    """What has arrived, newest first: number, day, matter, organisation and state, no contents.

    Act on Information Management 906/2019, section 26: people can identify what to ask for.
    `is_told` says that the letter of the decision has left, for rules.publicity.register_state.
    """
    told = Message.objects.filter(
        kind="decision", state=Message.State.SENT, letter__decision__application=OuterRef("pk")
    )
    untold = Message.objects.filter(
        kind="reconsideration-decided",
        state__in=(Message.State.QUEUED, Message.State.SENDING),
        letter__reconsideration__decision__application=OuterRef("pk"),
    )
    rows = Application.objects.filter(submitted_at__isnull=False)
    rows = rows.annotate(is_told=Exists(told) & ~Exists(untold))
    if text:
        asked = Reconsideration.objects.filter(contains(text, "number"))
        asked = asked.filter(decision__application=OuterRef("pk"))
        joint = JointApplicant.objects.exclude(confirmed_at=None).filter(application=OuterRef("pk"))
        joint = joint.filter(contains(text, "organisation__name"))
        found = contains(text, "number", "organisation__name")
        rows = rows.filter(found | Q(Exists(asked)) | Q(Exists(joint)))
    if programme:
        rows = rows.filter(call__offering__programme__slug=programme)
    if year:
        rows = rows.filter(submitted_at__year=year)
    return rows.select_related("organisation", "call__offering__programme").order_by(
        "-submitted_at", "-pk"
    )


def register_requests(
    user: Any, *, text: str = "", programme: str = "", year: int | None = None
) -> "QuerySet[InformationRequest]":
    """Information requests as cases of the register, newest first; not who asked, nor the words.

    `is_told` says that the answer has left, for rules.publicity.information_state.
    """
    waits = Message.objects.filter(letter=OuterRef("letter"), state__in=UNSENT)
    rows = InformationRequest.objects.annotate(is_told=~Exists(waits))
    if text:
        rows = rows.filter(contains(text, "number", "application__number"))
    if programme:
        rows = rows.filter(programme__slug=programme)
    if year:
        rows = rows.filter(received_at__year=year)
    rows = rows.select_related("programme", "application", "decides")
    return _not_kept_from(user, rows).order_by("-received_at", "-pk")


def with_parties(entries: "QuerySet[Application]") -> "QuerySet[Application]":
    """Entries with those who apply jointly and with the requests to change their decisions, which
    are cases of their own; two queries more.

    `is_told` of a request says that the letter of its decision has left.
    """
    told = Message.objects.filter(letter=OuterRef("letter"), state=Message.State.SENT)
    asked = Reconsideration.objects.select_related("party").annotate(is_told=Exists(told))
    requests = Prefetch("decision__reconsiderations", asked.order_by("received_at", "pk"))
    joint = JointApplicant.objects.exclude(confirmed_at=None).select_related("organisation")
    partners = Prefetch("joint_applicants", joint.order_by("pk"))
    return entries.select_related("decision").prefetch_related(requests, partners)


def registered(number: str) -> Application | None:
    """The application with the case number, or with that of a request to change its decision."""
    rows = register_entries().select_related("call__offering__programme__office")
    by_request = Q(decision__reconsiderations__number=number)
    return rows.filter(Q(number=number) | by_request).first() if number else None


def get_case(user: Any, ref: str) -> Application:
    """The application for its office, with what the pages on its publicity show."""
    rows = Application.objects.select_related(
        "call__offering__programme__office",
        "organisation",
        "applicant",
        "attachment__redacted_copy",
    )
    return fetch(marked(rows, user), user, can_process, ref=ref)


def answer_classes(
    application: Application, *, content: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """[{"item", "question", "answer", "openness"}] of what was sent last.

    Files are documents of their own: their names may tell what is secret. So are their words.
    `content` is that of content_sent, read here where it is not given.
    """
    content = content_sent(application) if content is None else content
    decided = rules.by_code(application)
    today = timezone.localdate()
    arrived_on = timezone.localdate(application.submitted_at) if application.submitted_at else today
    days = {"on": today, "arrived_on": arrived_on}
    with translation.override(application.language):
        return [
            {
                "item": item,
                **content[item.code],
                "openness": rules.openness_of(item, decided.get(item.code), **days),
            }
            for item in questions_of(application)
            if item.code in content and content[item.code]["answer"]
            if item.kind != Item.Kind.FILE and not file_code(item.code)
        ]


def content_sent(application: Application) -> dict[str, Any]:
    """{item code: {"question", "answer"}} of what was sent last; empty before."""
    version = ApplicationVersion.objects.filter(application=application).last()
    return version.content if version else {}


@dataclass(frozen=True)
class Document:
    """A file or a letter of a case: `key` names it in addresses, "file-3" or "letter-7".

    `words` tell what a file contains, as its sender has told it; they are as public as the file.
    """

    key: str
    name: str
    row: StoredFile | Letter
    openness: rules.Openness
    words: str = ""

    @property
    def copy(self) -> StoredFile | None:
        """The copy without the secret parts, if the file is secret and has one."""
        return None if self.openness.is_public else getattr(self.row, "redacted_copy", None)

    @property
    def given(self) -> StoredFile | Letter | None:
        """What is given to those who ask for it."""
        return self.row if self.openness.is_public else self.copy


def documents_of(
    application: Application, *, content: dict[str, Any] | None = None
) -> list[Document]:
    """The case's files and the letters that have left, with their classes; five queries at most.

    `content` as in answer_classes.
    """
    files = {
        row.item_code: row.file
        for row in application.files.select_related("file__redacted_copy").order_by("pk")
    }
    if application.attachment is not None:
        files = {"attachment": application.attachment, **files}
    if content is None:
        content = content_sent(application) if files else {}
    words = {
        f"file-{file.pk}": content.get(words_code(code), {}).get("answer", "")
        for code, file in files.items()
    }
    of_case = (
        Q(decision__application=application)
        | Q(correction__decision__application=application)
        | Q(reconsideration__decision__application=application)
        | Q(lapse__application=application)
    )
    sent = Message.objects.filter(letter=OuterRef("pk"), state=Message.State.SENT)
    letters = Letter.objects.filter(of_case, Exists(sent)).order_by("created_at", "pk").distinct()
    today = timezone.localdate()
    named: list[tuple[str, str, StoredFile | Letter]] = [
        *((f"file-{row.pk}", row.name, row) for row in files.values()),
        *((f"letter-{row.pk}", row.title, row) for row in letters),
    ]
    return [
        Document(key, name, row, rules.openness_of_document(row, on=today), words.get(key, ""))
        for key, name, row in named
    ]


def document_rows(documents: Iterable[Document], unsaid: Iterable[str]) -> list[list[str]]:
    """The documents in the public version: what is given, and what is left out on which ground.

    Of a secret file with a copy without its secret parts, the copy is given.

    The name of what is left out is not told: it may tell what is secret. The `unsaid` passages are
    left out of what files say in words.
    """
    unsaid = list(unsaid)
    rows = []
    for document in documents:
        kind = _("Letter") if isinstance(document.row, Letter) else _("File")
        if document.openness.is_public:
            told = _("%(name)s: public, given on request") % {"name": document.name}
            words = rules.redacted(document.words, unsaid, mark=_("[left out]"))
            rows.append([kind, "\n".join(filter(None, [told, words]))])
        elif document.copy is not None:
            told = _("%(name)s: a copy without the secret parts, given on request")
            rows.append([kind, f"{told % {'name': document.copy.name}} {document.openness.ground}"])
        else:
            rows.append([kind, f"{_('[left out]')} {document.openness.ground}".strip()])
    return rows


def public_sections(
    application: Application,
    answers: list[dict[str, Any]],
    *,
    passages: Iterable[str] = (),
    documents: Iterable[Document] | None = None,
) -> list[dict[str, Any]]:
    """The case's public version as sections of a letter: what is secret is left out and said so.

    `answers` are those of answer_classes. What the secret ones say, and the `passages`, are left
    out of the rest, too; answers of a few characters stand in other texts by chance. `documents`
    are those of documents_of, read here where they are not given.
    """
    found_documents = list(documents_of(application) if documents is None else documents)
    secret = [row["answer"] for row in answers if not row["openness"].is_public]
    secret += [row.words for row in found_documents if not row.openness.is_public]
    unsaid = [*passages, *(answer for answer in secret if len(answer) >= SECRET_LENGTH)]
    decision = given_decision(application)
    with translation.override(application.language):
        mark = _("[left out]")
        rows = [
            [
                row["question"],
                rules.redacted(row["answer"], unsaid, mark=mark)
                if row["openness"].is_public
                else f"{mark} {row['openness'].ground}",
            ]
            for row in answers
        ]
        sections: list[dict[str, Any]] = [{"heading": _("Application"), "rows": rows}]
        if decision is not None:
            found = in_force(decision, is_told=True)
            outcome = f"{decision.number}: {decision.get_outcome_display()}"
            if found.changed_by is not None:
                changed = {"number": found.changed_by.decision_number, "outcome": found.label}
                outcome = f"{outcome}. " + _("Changed by %(number)s: %(outcome)s") % changed
            texts = [*decision.reasons.split("\n\n"), *decision.conditions.split("\n\n")]
            told = [rules.redacted(text, unsaid, mark=mark) for text in texts if text.strip()]
            sections.append({"heading": _("Decision"), "paragraphs": [outcome, *told]})
        if told_documents := document_rows(found_documents, unsaid):
            sections.append({"heading": _("Documents"), "rows": told_documents})
    return sections


def given_decision(application: Application) -> Decision | None:
    """The signed decision once its letter has left: until then it can still be undone."""
    signed = Decision.objects.filter(application=application, state=Decision.State.SIGNED)
    decision = signed.prefetch_related("reconsiderations").first()
    if decision is None or sent_at(decision) is None:
        return None
    decision.application = application
    return decision


def waits_for_letter(application: Application) -> bool:
    """A decision has been signed, and its letter has not left."""
    sent = Message.objects.filter(letter=OuterRef("letter"), state=Message.State.SENT)
    signed = Decision.objects.filter(application=application, state=Decision.State.SIGNED)
    return signed.exclude(Exists(sent)).exists()


def mail_of_answer(request: InformationRequest) -> Message | None:
    """The outbox row that carries the answer."""
    if request.letter_id is None:
        return None
    return Message.objects.filter(letter=request.letter_id).order_by("pk").first()


def get_answer(token: str) -> InformationRequest:
    """The answered request of the link in the answer's mail; a wrong link gives NotFound."""
    asked = information_requests().filter(token_hash=token_hash(token)).first()
    if asked is None:
        raise NotFound(
            _(
                "This link does not work. Use the newest mail you got, and check that the whole "
                "address came along."
            )
        )
    rules.check_link(asked)
    return asked


def given_files(asked: InformationRequest) -> list[StoredFile]:
    """The answer letter, once it is made, and the documents that the answer gives."""
    letter = asked.letter.file if asked.letter else None
    return [*([letter] if letter else []), *asked.files.order_by("name", "pk")]


def information_requests() -> "QuerySet[InformationRequest]":
    return InformationRequest.objects.select_related(
        "programme__office",
        "application__call__offering",
        "application__organisation",
        "application__attachment__redacted_copy",
        "letter__file",
        "answered_by",
        "decides__letter",
        "decision",
    )


def get_information_request(user: Any, key: int) -> InformationRequest:
    """A request to the person's office."""
    return fetch(information_requests(), user, rules.can_handle, pk=key)


def office_information_requests(user: Any) -> "QuerySet[InformationRequest]":
    """The office's requests: the unanswered first, the nearest last day on top."""
    rows = information_requests().filter(programme__office__in=office_ids(user))
    return _not_kept_from(user, rows).order_by("-state", "due_on", "pk")


def unanswered_information(user: Any) -> "QuerySet[InformationRequest]":
    """The information requests that wait for an answer, to be counted."""
    return _not_kept_from(user, InformationRequest.objects.filter(state=rules.State.RECEIVED))


def requests_about(user: Any, application: Application) -> "QuerySet[InformationRequest]":
    """What has been asked of the case, the first request first."""
    return office_information_requests(user).filter(application=application).order_by("pk")


def _not_kept_from(
    user: Any, rows: "QuerySet[InformationRequest]"
) -> "QuerySet[InformationRequest]":
    """Without the requests about cases that are kept from the person."""
    barred = barred_rows(Application, user) if user.is_authenticated else None
    # Asked of each row: requests are few, and cases many.
    return (
        rows if barred is None else rows.exclude(Exists(barred.filter(pk=OuterRef("application"))))
    )
