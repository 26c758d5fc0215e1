"""The plan of a game of an engagement becomes its development tasks."""

from django.utils import timezone

from talkoot.engagements.models import DevelopmentTask
from talkoot.games.actions import make_development_tasks
from tests.factories.engagements import make_engagement
from tests.factories.games import make_room


def test_plan_becomes_development_tasks(office_user):
    room = make_room(state="plan", engagement=make_engagement())
    target = room.targets.create(order=1, own_text="Palaverit")
    room.plan.create(target=target, what="Lyhyt", who="Esihenkilö", due_on=timezone.localdate())
    make_development_tasks(room, by=office_user)
    task = DevelopmentTask.objects.get()
    assert (task.engagement, task.title, task.goal) == (room.engagement, "Lyhyt", "Palaverit")
