"""Handing single answers to an evaluator."""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.surveys.exports.books import csv_text
from talkoot.surveys.micro.sets import AnswerSet, answer_set, written
from talkoot.surveys.models import Round
from talkoot.surveys.rules.deliveries import check_deliver

DELIVERED = "surveys.delivery.made"
SECONDS = 120


def deliver(survey: Round, *, names: Mapping[str, str], by: Any) -> bytes:
    """A zip file of the round's answers without names, and a line in the log.

    Refuses an anonymous or open round and one with fewer than five answers.
    """
    answers = answer_set(survey)
    check_deliver(survey, len(answers.rows))
    content = _zipped(answers, names)
    after = {
        "rows": len(answers.rows),
        "columns": len(answers.columns),
        "open_answers": len(answers.texts),
        "dimensions": answers.dimensions,
    }
    record(DELIVERED, survey, by=by, after=after)
    return content


def _zipped(answers: AnswerSet, names: Mapping[str, str]) -> bytes:
    whole = written(answers, names)
    with tempfile.TemporaryDirectory() as folder:
        _write_data(whole, Path(folder))
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ("data.sav", "data.parquet"):
                archive.write(Path(folder) / name, name)
            archive.writestr("codebook.csv", csv_text(_CODEBOOK, _codebook(whole)))
            if answers.texts:
                header = (_("Question"), _("Answer"))
                archive.writestr("open-answers.csv", csv_text(header, answers.texts))
            archive.writestr("README.txt", _readme(answers))
    return content.getvalue()


def _write_data(whole: dict[str, Any], folder: Path) -> None:
    """In a process of its own: the libraries would stay in the web process's memory."""
    source = folder / "set.json"
    source.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "talkoot.surveys.micro.write", str(source), str(folder)]
    try:
        subprocess.run(command, check=True, timeout=SECONDS, capture_output=True)
    except subprocess.SubprocessError as error:
        raise NotAllowed(
            _("The files could not be made. Try again; if it fails again, write to the support.")
        ) from error


_CODEBOOK = ("column", "label", "kind", "values", "missing")


def _codebook(whole: dict[str, Any]) -> Iterable[Sequence[Any]]:
    for column in whole["columns"]:
        values = "; ".join(f"{value} = {label}" for value, label in column["labels"].items())
        missing = "" if column["missing"] is None else column["missing"]
        yield column["name"], column["label"], column["measure"], values, missing


def _readme(answers: AnswerSet) -> str:
    survey = answers.survey
    form = survey.questionnaire
    lines = [
        survey.title,
        f"{form.title} ({form.code} {form.version})",
        f"{survey.opens_on} – {survey.closes_on}; n = {len(answers.rows)}",
        "",
        _("How answers were handled: %(mode)s.") % {"mode": survey.get_mode_display()},
        _(
            "Names, addresses and organisations have been taken out, and each group has at least "
            "five answers. The rows are in a random order, and their ids are of this delivery only."
        ),
        _("Use the answers only for the evaluation that they were delivered for. Do not try to "
          "find out who answered, do not pass them on, and delete them when it ends."),
    ]  # fmt: skip
    if answers.left_out:
        lines += [
            "",
            _("Left out:"),
            *[f"- {what}: {why}" for what, why in answers.left_out.items()],
        ]
    if survey.is_demo:
        lines += ["", _("Demo data.")]
    return "\r\n".join(map(str, lines)) + "\r\n"
