"""Who gets what at the office's pages of survey rounds and plans."""

from typing import Any

from tests.factories.programmes import the_programme
from tests.factories.rounds import make_contacts, make_plan, make_planned_round
from tests.factories.surveys import make_invitation, make_questionnaire, make_round
from tests.matrix import Row, World, office

OFFICE = office(others=403)
POST: Any = {"method": "post"}


def planned(_world: World) -> list[Any]:
    make_contacts(2)
    return [make_planned_round().pk]


def emptied(world: World) -> list[Any]:
    survey = make_planned_round(make_plan(population="submitters"))
    survey.population_at = world.programme.office.created_at
    survey.save()
    return [survey.pk]


def asked(state: str, **fields: Any) -> Any:
    """A round with twelve invited, of whom some have answered."""

    def args(_world: World) -> list[Any]:
        survey = make_round(state=state, **fields)
        for number in range(12):
            groups = {"region": "11" if number < 6 else "01", "kind": "municipality"}
            make_invitation(survey, groups=groups, has_answered=number % 3 == 0)
        return [survey.pk]

    return args


def plan(_world: World) -> list[Any]:
    return [make_plan(trigger="series_closed", population="participants").pk]


def stopped_plan(_world: World) -> list[Any]:
    return [make_plan(trigger="series_closed", is_active=False).pk]


def plan_data(_world: World) -> dict[str, Any]:
    return {
        "programme": the_programme().pk,
        "questionnaire_code": make_questionnaire().code,
        "title_fi": "Palaute",
        "trigger": "series_closed",
        "population": "participants",
        "mode": "anonymous",
        "months": 0,
        "days": 0,
        "open_days": 30,
    }


def moved(where: str) -> Any:
    return office(where, others=403)


ROWS = [
    Row("office-rounds", OFFICE, "filtered", query="?state=open&q=palaute&plan=1"),
    Row("office-round", OFFICE, "planned by hand", planned),
    Row("office-round", OFFICE, "emptied", emptied),
    Row("office-round", OFFICE, "open", asked("open")),
    Row("office-round", OFFICE, "anonymous and open", asked("open", mode="anonymous")),
    Row("office-round", OFFICE, "anonymous and closed", asked("closed", mode="anonymous")),
    Row("round-people", OFFICE, "planned", planned),
    Row("round-people", OFFICE, "open", asked("open")),
    Row("round-people", OFFICE, "anonymous", asked("closed", mode="anonymous")),
    Row("send-round", OFFICE, "planned", planned),
    Row("send-round", OFFICE, "emptied", emptied),
    Row("send-round", office(409, others=403), "open", asked("open")),
    Row("send-round", moved("/office/rounds/"), "planned", planned, **POST),
    Row("send-round", office(409, others=403), "emptied", emptied, **POST),
    Row("remind-round", moved("/office/rounds/"), "open", asked("open", reminder_days=[]), **POST),
    Row("remind-round", office(409, others=403), "closed", asked("closed"), **POST),
    Row("extend-round", OFFICE, "open", asked("open")),
    Row("extend-round", office(409, others=403), "closed", asked("closed")),
    Row("close-round", OFFICE, "open", asked("open")),
    Row("close-round", office(409, others=403), "closed", asked("closed")),
    Row("close-round", moved("/office/rounds/"), "open", asked("open"), **POST),
    Row("publish-results", OFFICE, "closed", asked("closed", occasion="programme:1")),
    Row("publish-results", office(409, others=403), "of a case", asked("closed")),
    Row("delete-round", OFFICE, "planned", planned),
    Row("delete-round", office(409, others=403), "open", asked("open")),
    Row("delete-round", moved("/office/rounds/"), "planned", planned, **POST),
    Row("plan-round", OFFICE),
    Row("edit-round", OFFICE, "planned", planned),
    Row("edit-round", office(409, others=403), "open", asked("open")),
    Row("office-plans", OFFICE),
    Row("office-plans", OFFICE, "with plans", lambda w: plan(w)[:0]),
    Row("new-plan", OFFICE),
    Row("new-plan", moved("/office/rounds/plans/"), data=plan_data, **POST),
    Row("edit-plan", OFFICE, "works", plan),
    Row("stop-plan", moved("/office/rounds/plans/"), "works", plan, **POST),
    Row("stop-plan", office(409, others=403), "stopped", stopped_plan, **POST),
    Row("start-plan", moved("/office/rounds/plans/"), "stopped", stopped_plan, **POST),
]
