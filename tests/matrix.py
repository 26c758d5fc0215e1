"""Who gets what at every address: route × role × state gives the expected status.

tests/matrix_rows.py holds the table, tests/test_matrix.py fetches every row as every role, and
tests/journeys/ audits every page among them in the browser.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from talkoot.calls.models import Application, Call
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision
from talkoot.engagements.models import Engagement
from talkoot.experts.models import Expert
from talkoot.people.models import User
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme
from tests.factories.calls import make_application, the_call
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.experts import make_expert
from tests.factories.people import make_contact, make_officer, make_user, the_applicant
from tests.factories.practices import make_practice
from tests.factories.programmes import the_programme
from tests.factories.surveys import make_invitation, make_round

ROLES = ("visitor", "applicant", "outsider", "expert", "office_user")
SIGN_IN = "sign in"  # A redirect to the sign-in page.
Expected = int | str
TOKEN = "a-token-of-the-tests"


class World:
    """The people and things of one row; each is made when first asked for."""

    @cached_property
    def programme(self) -> Programme:
        return the_programme()

    @cached_property
    def call(self) -> Call:
        return the_call()

    @cached_property
    def applicant(self) -> User:
        return the_applicant()

    @cached_property
    def outsider(self) -> User:
        return make_contact(email="ulkopuolinen@esimerkki.fi")

    @cached_property
    def office_user(self) -> User:
        return make_officer(self.programme.office, may_sign=True)

    @cached_property
    def expert_profile(self) -> Expert:
        return make_expert(user=make_user("sparraaja@esimerkki.fi"))

    @property
    def expert(self) -> User | None:
        return self.expert_profile.user

    @property
    def visitor(self) -> None:
        return None

    def application(self, state: str) -> Application:
        return make_application(state=state, expert=self.expert_profile)

    def engagement(self, state: str = "open") -> Engagement:
        return make_engagement(self.application("approved"), state=state)

    def practice(self, state: str = "published") -> Practice:
        """The applicant is its author."""
        return make_practice(state=state, author=self.applicant)

    def decision(self, *, is_sent: bool) -> Decision:
        """Signed; its letter has reached the applicant, or still waits."""
        decision = make_decision(self.application("approved"), state="signed")
        self.message("sent" if is_sent else "queued", letter=decision.letter)
        return decision

    def message(self, state: str, **fields: Any) -> Message:
        return make_message(state=state, user=self.applicant, **fields)

    def survey(self, state: str = "open", **fields: Any) -> str:
        """The token of an invitation to a round."""
        make_invitation(make_round(state=state, programme=self.programme), token=TOKEN, **fields)
        return TOKEN


@dataclass(frozen=True)
class Row:
    """One address in one state. `answers` follow ROLES: a status, SIGN_IN or "/where" it leads."""

    name: str
    answers: tuple[Expected, ...]
    state: str = ""
    args: Callable[[World], list[Any]] = field(default=lambda world: [])
    query: str = ""
    method: str = "get"
    data: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    is_page: bool = True  # False for files and fragments, which the browser does not audit.

    def __str__(self) -> str:
        return " ".join(word for word in (self.method, self.name, self.state) if word)


def everyone(status: Expected) -> tuple[Expected, ...]:
    return (status,) * len(ROLES)


def office(status: Expected = 200, *, others: Expected = 404) -> tuple[Expected, ...]:
    """One programme office's own; `others` is what the rest of the signed-in people get."""
    return (SIGN_IN, others, others, others, status)


def own(status: Expected = 200, *, office_user: Expected = 404) -> tuple[Expected, ...]:
    """The applicant's own; outsider and expert find nothing."""
    return (SIGN_IN, status, 404, 404, office_user)


def signed_in(status: Expected = 200) -> tuple[Expected, ...]:
    return (SIGN_IN, *(status,) * (len(ROLES) - 1))
