"""Questions to the owner, their answers, comments and moderation."""

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.practices.actions import talk as actions
from talkoot.practices.models import Comment, Question
from talkoot.practices.queries.talk import can_answer, shown_comments, shown_questions
from talkoot.practices.rules.talk import WRITTEN_A_DAY
from tests.factories.adoptions import make_comment, make_question
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.practices import make_practice


@pytest.fixture
def owned(applicant):
    """A practice whose author is still in the organisation."""
    return make_practice(author=applicant)


def test_question_goes_to_the_author_while_there(owned, applicant, outsider):
    actions.ask_question(owned, text="Kuinka kauan?", by=outsider)
    assert Message.objects.get().user == applicant


def test_question_goes_to_the_contacts_when_the_author_has_left(applicant, outsider):
    practice = make_practice(author=make_user())
    question = actions.ask_question(practice, text="Kuinka kauan?", by=outsider)
    assert Message.objects.get().user == applicant
    assert can_answer(applicant, question) and not can_answer(practice.author, question)


def test_question_that_nobody_there_can_answer_reaches_whoever_wrote_or_the_office(
    office_user, outsider
):
    written = make_practice(author=make_user(), organisation=make_organisation())
    actions.ask_question(written, text="Kuinka kauan?", by=outsider)
    assert Message.objects.get().user == written.author
    lost = make_practice(organisation=make_organisation(), programme=written.programme)
    question = actions.ask_question(lost, text="Entä nyt?", by=outsider)
    assert Message.objects.latest("pk").user == office_user
    assert can_answer(office_user, question)


def test_answer_joins_the_practice_and_reaches_the_asker(owned, applicant, outsider):
    question = actions.ask_question(owned, text="Kuinka kauan?", by=outsider)
    assert list(shown_questions(owned)) == []
    actions.answer_question(question, answer="Kaksi kuukautta.", by=applicant)
    assert list(shown_questions(owned)) == [question]
    message = Message.objects.get(kind="question-answered")
    assert message.user == outsider and "Kaksi kuukautta." in message.body


def test_second_answer_and_one_to_a_hidden_question_are_refused(owned, applicant, office_user):
    answered = make_question(owned, answer="Kyllä.")
    hidden = make_question(owned)
    actions.hide_question(hidden, by=office_user)
    for question in (answered, hidden):
        with pytest.raises(NotAllowed):
            actions.answer_question(question, answer="Toinen.", by=applicant)


def test_hidden_question_leaves_the_page_and_returns(owned, office_user):
    question = make_question(owned, answer="Kyllä.")
    actions.hide_question(question, by=office_user)
    assert list(shown_questions(owned)) == []
    actions.show_question(question, by=office_user)
    question.refresh_from_db()
    assert question.state == Question.State.ANSWERED


def test_only_the_owner_contacts_and_office_answer(owned, applicant, outsider, office_user):
    question = make_question(owned)
    colleague = make_user()
    make_membership(colleague, owned.organisation)
    contact = make_contact(owned.organisation)
    answers = [can_answer(user, question) for user in (applicant, contact, office_user)]
    assert all(answers)
    assert not can_answer(outsider, question) and not can_answer(colleague, question)


def test_comment_is_shown_when_the_office_lets_it(owned, applicant, outsider, office_user):
    comment = actions.write_comment(owned, text="Hyvä idea!", by=outsider)
    assert comment.organisation == outsider.memberships.get().organisation
    assert list(shown_comments(owned, applicant)) == []
    assert list(shown_comments(owned, outsider)) == [comment]
    actions.show_comment(comment, by=office_user)
    assert list(shown_comments(owned, applicant)) == [comment]
    assert Message.objects.get(kind="comment-shown").user == applicant
    actions.hide_comment(comment, by=office_user)
    actions.show_comment(comment, by=office_user)
    assert Message.objects.filter(kind="comment-shown").count() == 1


def test_flood_and_withdrawn_practice_are_refused(owned, outsider):
    for _number in range(WRITTEN_A_DAY):
        make_comment(owned, author=outsider)
        make_question(owned, asker=outsider)
    gone = make_practice(state="withdrawn")
    for write in (actions.write_comment, actions.ask_question):
        with pytest.raises(NotAllowed) as refusal:
            write(owned, text="Lisää", by=outsider)
        assert refusal.value.status == 429
        with pytest.raises(NotAllowed) as refusal:
            write(gone, text="Lisää", by=make_user())
        assert refusal.value.status == 409
    assert Comment.objects.count() == WRITTEN_A_DAY
