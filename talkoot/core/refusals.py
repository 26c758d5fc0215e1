"""NotAllowed: the one way in which a rule or an action refuses."""

from http import HTTPStatus

from django.http import Http404


class NotAllowed(Exception):
    """A refusal: `sentence` is a whole, translated sentence that says what to do next.

    `status` is the answer's HTTP status: 403 not yours, 409 state forbids, 410 link has expired.
    Actions raise it before anything is written, so the transaction rolls back whole.
    """

    def __init__(self, sentence: str, *, status: HTTPStatus = HTTPStatus.CONFLICT) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class NotFound(Http404):
    """The thing is not there, or not for this person; `sentence` tells what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
