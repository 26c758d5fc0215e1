"""What an attached file contains, in words: asked beside it, kept and shown with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.calls.models import Application
from talkoot.calls.queries.writing import earlier_answers
from talkoot.calls.rules.answers import answers_of, missing_answers, questions_of
from talkoot.calls.rules.file_words import file_code, words_code
from talkoot.calls.rules.reuse import reusable_answers
from talkoot.decisions.actions.publicity import classify_document
from talkoot.decisions.queries.publicity import answer_classes, documents_of, public_sections
from talkoot.surveys.queries import items_of
from talkoot.surveys.rules import minutes_of, minutes_to_answer
from tests.factories.assessments import make_assignment, make_phase
from tests.factories.calls import make_application
from tests.factories.completion import make_sent_application
from tests.factories.files import make_file

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
WORDS = "attachment-in-words"
TOLD = "Kaavio: sairauspoissaolot laskivat. Lisää: kirjaamo@esimerkki.fi"


def reload(application):
    return Application.objects.get(pk=application.pk)


def sent_with_words(**fields):
    return make_sent_application(
        attachment=make_file(name="kuva.png"), answers={WORDS: TOLD}, **fields
    )


def test_applicant_tells_it_beside_the_file_and_it_goes_with_the_file(page, applicant, call):
    draft = make_application()
    url = f"/my/applications/{draft.ref}/need/"
    page.sign_in(draft.applicant)
    upload = SimpleUploadedFile("suunnitelma.pdf", PDF, "application/pdf")
    posted = {"attachment": upload, WORDS: TOLD, "draft": "1"}
    shown = page.post(url, posted, redirects_to=url).follow()
    assert TOLD in shown.text
    review = f"/my/applications/{draft.ref}/review/"
    question = next(item.text for item in questions_of(draft) if item.code == WORDS)
    text = page.get(review).text
    assert question in text
    assert TOLD in text
    page.post(url, {"attachment-clear": "on", WORDS: TOLD, "draft": "1"}, redirects_to=url)
    assert WORDS not in reload(draft).answers
    assert question not in page.get(review).text


def test_it_is_optional_and_counts_nowhere(applicant, call):
    draft = make_application(attachment=make_file())
    assert [item.code for item in questions_of(draft) if file_code(item.code)] == [WORDS]
    assert words_code("attachment") == WORDS
    assert WORDS not in {gap.field for gap in missing_answers(draft)}
    form = call.questionnaire
    assert WORDS not in {item.code for item in items_of(form.pk)}
    assert minutes_of(form) == minutes_to_answer(items_of(form.pk))
    assert not form.items.filter(code=WORDS).exists()


def test_what_was_sent_has_it_and_the_office_reads_it(page, call, office_user):
    sent = sent_with_words()
    assert sent.versions.get().content[WORDS]["answer"] == TOLD
    assert TOLD in page.sign_in(office_user).get("office-application", sent.ref).text


def test_without_a_file_there_is_none(call):
    sent = make_sent_application(answers={WORDS: TOLD})
    assert WORDS not in sent.versions.get().content


def test_it_is_offered_to_no_other_application(applicant, call):
    earlier, draft = sent_with_words(), make_application()
    assert WORDS not in reusable_answers(earlier, draft)
    assert WORDS not in earlier_answers(draft, "need", draft.applicant)
    assert answers_of(earlier)[WORDS] == TOLD


@pytest.mark.parametrize("is_blind", [False, True])
def test_assessor_reads_it_where_the_file_is_shown(is_blind, page, call):
    sent = sent_with_words()
    row = make_assignment(make_phase(call, is_blind=is_blind), application=sent)
    text = page.sign_in(row.assessor.user).get("assessment", row.pk).text
    assert ("kuva.png" in text, TOLD in text) == (not is_blind, not is_blind)


def test_it_is_as_public_as_the_file(page, call, office_user):
    sent = sent_with_words()
    assert WORDS not in {row["item"].code for row in answer_classes(sent)}

    def told(*passages):
        return str(public_sections(sent, answer_classes(sent), passages=passages))

    assert "sairauspoissaolot" not in told()
    assert TOLD in page.sign_in(office_user).get("case-publicity", sent.ref).text
    [document] = documents_of(sent)
    classify_document(sent, document.row, publicity="public", by=office_user)
    assert TOLD in told()
    assert "kirjaamo@esimerkki.fi" not in told("kirjaamo@esimerkki.fi")
    assert "sairauspoissaolot" in told("kirjaamo@esimerkki.fi")
