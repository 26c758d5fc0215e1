"""Rows of registration, teams, attendance, the door, and the participants of projects."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.events import tokens
from talkoot.events.actions.attendance import open_door
from talkoot.events.models import FundedParticipation, Session
from talkoot.programmes.models import FundingProject
from tests.factories.events import make_session
from tests.factories.people import make_organisation
from tests.factories.registrations import (
    make_open_series,
    make_participant,
    make_registration,
    make_team_registration,
)
from tests.matrix import SIGN_IN, Row, World, everyone, office, signed_in


def open_series(**fields: Any) -> Any:
    def args(world: World) -> list[Any]:
        return [make_open_series(world.programme, **fields).slug]

    return args


def partner_link(world: World) -> list[Any]:
    series = make_open_series(world.programme)
    series.seat_quotas.create(
        kind="partner", seats=2, code="oulu", organisation=make_organisation("Oulu")
    )
    return [series.slug, "oulu"]


def wrong_partner(world: World) -> list[Any]:
    return [make_open_series(world.programme).slug, "oulu"]


def own_link(state: str = "registered", **fields: Any) -> Any:
    def args(world: World) -> list[Any]:
        return [tokens.token_of(make_registration(state=state, **fields))]

    return args


def held_link(world: World) -> list[Any]:
    row = make_registration()
    row.series.sessions.update(state="held")
    return [tokens.token_of(row)]


def team_link(state: str = "registered") -> Any:
    def args(world: World) -> list[Any]:
        return [tokens.token_of(make_team_registration(state=state, members=2))]

    return args


def session_now(world: World) -> Session:
    series = make_open_series(world.programme)
    session = series.sessions.get()
    now = timezone.now()
    session.starts_at, session.ends_at = now, now + datetime.timedelta(hours=2)
    session.save()
    make_registration(series)
    return session


def session_pk(world: World) -> list[Any]:
    return [session_now(world).pk]


def session_ahead(world: World) -> list[Any]:
    return [make_open_series(world.programme).sessions.get().pk]


def with_code(world: World) -> list[Any]:
    return [open_door(session_now(world), by=world.office_user).pk]


def code(world: World) -> list[Any]:
    return [open_door(session_now(world), by=world.office_user).checkin_code]


def past_code(world: World) -> list[Any]:
    session = make_session(make_open_series(world.programme), state="held", checkin_code="VANHA2")
    return [session.checkin_code]


def nobody(world: World) -> dict[str, Any]:
    return {"registration": "0"}


def participants(world: World) -> dict[str, Any]:
    """No arguments: the page shows who is there."""
    FundingProject.objects.create(programme=world.programme, name="Hanke")
    make_participant(make_open_series(world.programme))
    return {}


def participation(world: World) -> list[Any]:
    project = FundingProject.objects.create(programme=world.programme, name="Hanke")
    today = timezone.localdate()
    row = FundedParticipation.objects.create(
        project=project,
        participant=make_participant(make_open_series(world.programme)),
        started_on=today,
        informed_at=timezone.now(),
    )
    return [row.pk]


def esf_participation(world: World) -> list[Any]:
    [pk] = participation(world)
    FundingProject.objects.update(fund="esf_2021")
    return [pk]


def esf_project(world: World) -> list[Any]:
    esf_participation(world)
    return [FundingProject.objects.get().pk]


PERSON = {"name": "Maija Testi", "email": "maija@esimerkki.fi", "role": "staff"}
TEAM = {
    "rows": "2",
    "name": "Tiimi",
    "waiting": "partial",
    "member0-name": "Maija Testi",
    "member0-email": "maija@esimerkki.fi",
    "member0-role": "staff",
    "member1-name": "Teppo Testi",
    "member1-email": "teppo@esimerkki.fi",
    "member1-role": "staff",
}
TEAMS = {"entry": "teams", "team_size_min": 2, "team_size_max": 4}

ROWS = [
    Row("register-person", everyone(200), "open", open_series()),
    Row("register-person", everyone(409), "closed", open_series(entry="none")),
    Row("register-person", everyone(404), "draft or unknown", lambda w: ["ei-ole"]),
    Row(
        "register-person",
        everyone("/registrations/"),
        "open",
        open_series(),
        method="post",
        data=lambda w: PERSON,
    ),
    Row("register-person", everyone(422), "empty", open_series(), method="post"),
    Row("register-through", everyone(200), "a partner's", partner_link),
    Row("register-through", everyone(404), "nobody's", wrong_partner),
    Row("register-team", everyone(200), "open", open_series(**TEAMS)),
    Row("register-team", everyone(409), "for persons", open_series()),
    Row(
        "register-team",
        everyone("/teams/registrations/"),
        "open",
        open_series(**TEAMS),
        method="post",
        data=lambda w: TEAM,
    ),
    *[
        Row("registration", everyone(200), state, own_link(state))
        for state in ("registered", "waiting", "cancelled")
    ],
    Row("registration", everyone(404), "wrong link", lambda w: ["x" * 40]),
    *[
        Row(name, everyone(status), state, own_link(state))
        for name in ("change-registration", "cancel-registration")
        for state, status in (("registered", 200), ("waiting", 200), ("cancelled", 409))
    ],
    Row(
        "cancel-registration",
        everyone("/registrations/"),
        "registered",
        own_link(),
        method="post",
    ),
    Row("carried-on", everyone(409), "nothing held", own_link()),
    Row("carried-on", everyone(200), "held", held_link),
    Row("carried-on", everyone(404), "wrong link", lambda w: ["x" * 40]),
    Row(
        "remove-carried-on",
        everyone("/registrations/"),
        args=lambda w: [*held_link(w), 1],
        method="post",
    ),
    Row("office-carried-on", office(others=403), args=open_series()),
    Row("office-carried-on", office(404, others=403), "unknown", lambda w: ["ei-ole"]),
    Row("registration-calendar", everyone(200), args=own_link(), is_page=False),
    Row("team-registration", everyone(200), "registered", team_link()),
    Row("team-registration", everyone(200), "waiting", team_link("waiting")),
    Row("team-registration", everyone(200), "cancelled", team_link("cancelled")),
    Row("team-registration", everyone(404), "wrong link", lambda w: ["x" * 40]),
    Row("remove-team-member", everyone(405), args=team_link()),
    Row("remove-team-member", everyone(404), "nobody", team_link(), method="post"),
    Row("choose-team-waiting", everyone(405), args=team_link()),
    Row(
        "choose-team-waiting",
        everyone("/teams/registrations/"),
        "waiting",
        team_link("waiting"),
        method="post",
        data=lambda w: {"waiting": "partial"},
    ),
    Row("cancel-team", everyone(200), "registered", team_link()),
    Row("cancel-team", everyone(409), "cancelled", team_link("cancelled")),
    Row("my-registrations", signed_in()),
    Row("attendance", office(), "today", session_pk),
    Row("attendance", office(), "ahead", session_ahead),
    Row("attendance", office("/sessions/"), "today", session_pk, method="post"),
    Row("attendance", office(409), "ahead", session_ahead, method="post"),
    Row("attendance-import", office(), "today", session_pk),
    Row("attendance-import", office(409), "ahead", session_ahead),
    Row("attendance-import", office(422), "no file", session_pk, method="post"),
    Row("confirm-attendance-import", signed_in(405), args=session_pk),
    Row("confirm-attendance-import", office("/sessions/"), "no preview", session_pk, method="post"),
    Row("door", office(), "no code", session_pk),
    Row("door", office(), "a code", with_code),
    Row("door", office("/sessions/"), "no code", session_pk, method="post"),
    Row("door-picture", office(), "a code", with_code, is_page=False),
    Row("check-in", everyone(200), "open", code),
    Row("check-in", everyone(422), "no address", code, method="post", data=lambda w: {"email": ""}),
    Row("check-in", everyone(410), "over", past_code),
    Row("check-in", everyone(404), "wrong code", lambda w: ["EIOLE"]),
    Row("checked-in", everyone(200), "open", code),
    Row("office-registrations", office(others=403), "open", open_series()),
    Row("office-registrations", office(404, others=403), "unknown", lambda w: ["ei-ole"]),
    Row("office-registrations-csv", office(others=403), args=open_series(), is_page=False),
    Row(
        "office-cancel-registration",
        (SIGN_IN, 403, 403, 403, 405),
        args=open_series(),
    ),
    Row(
        "office-cancel-registration",
        office(404, others=403),
        "nobody",
        open_series(),
        method="post",
        data=nobody,
    ),
    Row("office-confirm-registration", (SIGN_IN, 403, 403, 403, 405), args=open_series()),
    Row(
        "office-confirm-registration",
        office(404, others=403),
        "nobody",
        open_series(),
        method="post",
        data=nobody,
    ),
    Row("office-seats", office(others=403), "open", open_series()),
    Row("office-participants", office(others=403)),
    Row("office-participants", office(others=403), "some", data=participants),
    Row("end-funded", (SIGN_IN, 403, 403, 403, 405), args=participation),
    Row(
        "end-funded",
        office("/office/participants/", others=403),
        "going on",
        participation,
        method="post",
    ),
    Row("own-notices", everyone(200), args=own_link()),
    Row("own-notices", everyone(404), "wrong link", lambda w: ["x" * 40]),
    Row("mark-notice", (SIGN_IN, 403, 403, 403, 405), args=participation),
    Row(
        "mark-notice",
        office("/office/participants/", others=403),
        "missing",
        esf_participation,
        method="post",
        data=lambda world: {"notice": "start_notice_on"},
    ),
    Row("mark-notice", office(409, others=403), "no notices", participation, method="post"),
    Row(
        "remind-of-notices",
        office("/office/participants/", others=403),
        args=esf_project,
        method="post",
    ),
]
