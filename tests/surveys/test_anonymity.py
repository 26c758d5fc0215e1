"""Nothing in the database joins an anonymous answer to a person.

Thirty people answer in a random order, some by autosave first, with reminders in between. When the
round has closed, tests/surveys/joins.py looks for a join; planted ones show that it finds them.
"""

import io
import logging
import random
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.config.logs import formatter
from talkoot.correspondence.actions import queue_message
from talkoot.correspondence.jobs import send_due_messages
from talkoot.correspondence.models import Message
from talkoot.surveys import actions
from talkoot.surveys.models import AnswerLink, Invitation, Item, Response, Round
from tests.factories.people import make_contact, make_organisation
from tests.factories.surveys import make_item, make_questionnaire, make_round
from tests.surveys.joins import Known, every_table, find_joins

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 30
# Groups of five and more, so that each may stand beside the answer; one more that may not.
GROUPS = [
    {"region": f"maakunta-{n % 6}", "kind": ("city", "county")[n % 2], "role": f"rooli-{n}"}
    for n in range(COUNT)
]


@dataclass
class Scene:
    """A round, its people, and the order in which they answered."""

    survey: Round
    invitations: list[Invitation]
    order: list[int]

    def known(self) -> Known:
        keys = {self.number_of(row): row.pk for row in Response.objects.all()}
        users: list[Any] = [row.user for row in self.invitations]
        return Known(
            invitations=[row.pk for row in self.invitations],
            users=[user.pk for user in users],
            responses=[keys.get(n, 0) for n in range(COUNT)],
            person_texts=[[row.address] for row in self.invitations],
            answer_texts=[words(n) for n in range(COUNT)],
        )

    def number_of(self, response: Response) -> int:
        return int(re.findall(r"\d+", response.answers["text"])[0])

    def close(self) -> None:
        actions.close_round(Round.objects.get(pk=self.survey.pk))


def words(number: int) -> str:
    """What the person of the number wrote; not kept anywhere else."""
    return f"Mielipide{number:02}loppu"


def address_of(invitation: Invitation) -> str:
    """The newest personal link, as the person has it in the mail."""
    mails = Message.objects.filter(address=invitation.address).order_by("-pk")
    found = re.search(r"/s/[\w-]+/", mails[0].body)
    assert found
    return found[0]


def invite() -> Scene:
    form = make_questionnaire()
    make_item(form, code="lisaa", kind=Item.Kind.TEXT, is_required=False)
    survey = make_round(
        form, state=Round.State.PLANNED, mode=Round.Mode.ANONYMOUS, reminder_days=[0]
    )
    rows = []
    for number, groups in enumerate(GROUPS):
        organisation = make_organisation(f"Kunta {number}")
        user = make_contact(organisation, email=f"henkilo{number}@esimerkki.fi")
        rows.append(
            Invitation(
                round=survey, user=user, organisation=organisation, address=user.email,
                language=("fi", "sv")[number % 15 == 0], groups=groups,
            )
        )  # fmt: skip
    Invitation.objects.bulk_create(rows)
    actions.open_round(survey)
    return Scene(survey, list(survey.invitations.order_by("pk")), [])


def answer_by_link(scene: Scene, number: int) -> None:
    """As a browser does it: open, half an answer by autosave, the whole by the button."""
    invitation = scene.invitations[number]
    client, where = Client(), address_of(invitation)
    prefix = "/sv" if invitation.language == "sv" else ""
    if number % 7 == 0:  # Some have signed in to something else in the same browser.
        assert invitation.user
        client.force_login(invitation.user)
    assert client.get(prefix + where).status_code == 200
    half = {"text": words(number), "seal": "0"}
    assert client.post(where, half, headers={"X-Autosave": "1"}).status_code == 200
    whole = {
        "grade": str(1 + number % 5), "effect": "4", "yes-no": "yes", "text": words(number),
        "lisaa": "", "seal": "1",
    }  # fmt: skip
    assert client.post(prefix + where, whole).status_code == 302
    scene.order.append(number)


def remind_the_rest(scene: Scene) -> None:
    for row in scene.survey.invitations.filter(has_answered=False, reminder_count=0):
        actions.remind(row)


@pytest.fixture
def scene() -> Scene:
    """All have answered; the round is open."""
    scene = invite()
    people = random.Random(5).sample(range(COUNT), COUNT)
    for place, number in enumerate(people):
        if place == COUNT // 2:
            remind_the_rest(scene)
        answer_by_link(scene, number)
    Message.objects.update(due_at=timezone.now())
    send_due_messages(limit=200)
    return scene


def test_nothing_joins_an_answer_to_a_person_after_the_close(scene):
    scene.close()
    assert Response.objects.count() == COUNT
    assert Invitation.objects.filter(has_answered=True, answered_at=None).count() == COUNT
    assert not AnswerLink.objects.exists()
    assert find_joins(scene.known(), order=scene.order) == []


def test_groups_that_few_share_are_left_out(scene):
    kept = {tuple(sorted(row.groups)) for row in Response.objects.all()}
    assert kept == {("kind", "region")}
    assert set(Response.objects.values_list("language", "panel")) == {("", "")}


def test_nothing_joins_them_while_the_round_is_open_either(scene):
    assert find_joins(scene.known(), order=scene.order) == []


def test_while_open_only_what_is_not_sent_is_joined():
    scene = invite()
    for number in range(COUNT // 2):
        answer_by_link(scene, number)
    half = {"text": words(COUNT - 1), "seal": "0"}
    Client().post(address_of(scene.invitations[-1]), half, headers={"X-Autosave": "1"})
    found = find_joins(scene.known(), order=scene.order)
    assert found == [f"surveys_answerlink: a row names person {COUNT - 1} and answer {COUNT - 1}"]
    scene.close()
    assert not [
        name for name, rows in every_table().items() for row in rows if words(COUNT - 1) in str(row)
    ]


def test_no_file_and_no_session_knows_the_answers(scene):
    scene.close()
    assert default_storage.listdir("")[1] == []
    sessions = "".join(str(row) for row in every_table()["django_session"])
    assert words(7) not in sessions
    assert "/s/" not in sessions


# --- What would join them is found ----------------------------------------------------------------


def plant_time_in_response(scene: Scene) -> None:
    """Somebody adds a time to the answers."""
    now = timezone.now()
    keys = scene.known().responses
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (response_id bigint, stored_at varchar(40))")
        for place, number in enumerate(scene.order):
            moment = (now + timezone.timedelta(milliseconds=place)).isoformat()
            cursor.execute("INSERT INTO planted VALUES (%s, %s)", [keys[number], moment])


def plant_running_keys(scene: Scene) -> None:
    """Keys that grow, as they do by themselves."""
    keys = scene.known().responses
    for place, number in enumerate(scene.order, start=1):
        Response.objects.filter(pk=keys[number]).update(id=900_000 + place)


def plant_rare_group(scene: Scene) -> None:
    for row in Response.objects.all():
        row.groups["role"] = f"rooli-{scene.number_of(row)}"
        row.save()


def plant_language(scene: Scene) -> None:
    """Two alone answered in Swedish."""
    for row in Response.objects.all():
        row.language = scene.invitations[scene.number_of(row)].language
        row.save()


def plant_log_entry(scene: Scene) -> None:
    for row in Response.objects.all():
        user = scene.invitations[scene.number_of(row)].user
        record("surveys.response.stored", row, by=user)


def plant_mail(scene: Scene) -> None:
    invitation = scene.invitations[3]
    queue_message("test", key="kiitos", office_id=None, subject="Kiitos", body=words(3),
                  address=invitation.address)  # fmt: skip


def plant_panel(scene: Scene) -> None:
    for row in Response.objects.all():
        row.panel = scene.invitations[scene.number_of(row)].address
        row.save()


def plant_order(scene: Scene) -> None:
    """The rows as they came, not mixed."""
    rows = {scene.number_of(row): row for row in Response.objects.all()}
    Response.objects.all().delete()
    for number in scene.order:
        rows[number].save(force_insert=True)


PLANTS = [
    (plant_time_in_response, "like order: planted.stored_at"),
    (plant_running_keys, "like order: surveys_response.id"),
    (plant_rare_group, "equal values: surveys_response.groups.role"),
    (plant_language, "taken together name 10 people"),
    (plant_log_entry, "audit_logentry: a row names"),
    (plant_mail, "correspondence_message: a row names"),
    (plant_panel, "surveys_response: a row names"),
    (plant_order, "surveys_response.row_place"),
]


def test_planted_joins_are_found(scene):
    """Each is planted into the same closed round and taken out again."""
    scene.close()
    for plant, told in PLANTS:
        with transaction.atomic():
            plant(scene)
            found = find_joins(scene.known(), order=scene.order)
            transaction.set_rollback(True)
        assert any(told in line for line in found), (plant.__name__, found)


# --- Logs -----------------------------------------------------------------------------------------


def test_request_log_holds_neither_the_link_nor_who_answered(settings):
    settings.DEBUG = False
    scene = invite()
    where = address_of(scene.invitations[0])
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(console=False))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        answer_by_link(scene, 0)
        client = Client(enforce_csrf_checks=True)
        client.post(where, {})  # Refused, which Django itself logs.
        client.get(where + "9/")
        client.get("/s/vale-linkki/")
        client.get("/k/kjhgfdsa/")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    log = stream.getvalue().replace("\\u2026", "…")
    assert "/s/…/" in log
    assert where not in log
    assert "vale-linkki" not in log
    assert words(0) not in log
    user = scene.invitations[0].user
    assert user
    lines = [line for line in log.splitlines() if "/s/" in line]
    assert lines
    assert not [line for line in lines if f'"user_id": {user.pk}' in line]
    assert user.email not in log
