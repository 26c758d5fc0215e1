"""The demo's talk on practices: a question with its answer, comments, a try, one that gave up."""

from talkoot.data import read_json
from talkoot.people.models import User
from talkoot.people.rules import confirmed_ids
from talkoot.practices.actions.adoptions import move_adoption
from talkoot.practices.actions.talk import (
    answer_question,
    ask_question,
    show_comment,
    write_comment,
)
from talkoot.practices.actions.wishes import plan_idea, save_idea
from talkoot.practices.models import Adoption, Practice
from talkoot.programmes.models import Programme


def load_talk(programme: Programme, users: dict[str, User]) -> None:
    """On the most adopted practice of others; all invented, told in data/demo/talk.json."""
    facts = read_json("demo/talk.json")
    reader, office = users["contact"], users["office"]
    foreign = Practice.objects.filter(programme=programme, state=Practice.State.PUBLISHED)
    foreign = foreign.exclude(organisation__in=confirmed_ids(reader))
    practice = foreign.order_by("-adoption_count", "pk").first()
    assert practice is not None
    question = ask_question(practice, text=facts["question"]["text"], by=reader)
    answer_question(question, answer=facts["question"]["answer"], by=practice.author or office)
    ask_question(practice, text=facts["open_question"], by=reader)
    show_comment(write_comment(practice, text=facts["comment"], by=reader), by=office)
    write_comment(practice, text=facts["waiting_comment"], by=reader)
    plan_idea(save_idea(practice, by=reader), plan=facts["idea"], by=reader)
    trying = practice.adoptions.filter(stage=Adoption.Stage.TRYING).first()
    if trying is not None:
        move_adoption(trying, stage=Adoption.Stage.DROPPED, **facts["given_up"], by=office)
