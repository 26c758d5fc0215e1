"""Figures of surveys. What answers tell is read from settled counts, so that it tells of nobody."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import (
    ALL,
    BY_SERVICE,
    Breakdown,
    Chapter,
    Figure,
    Filters,
    Measure,
    Number,
    Records,
    register_in,
    share,
)
from talkoot.surveys import figure_rows, service_parts
from talkoot.surveys.models import Invitation, Questionnaire, Round
from talkoot.surveys.plan_models import Viewpoint
from talkoot.surveys.results import shares
from talkoot.surveys.results.shares import BEST_STEPS, EFFECTIVENESS, YES, Settled
from talkoot.surveys.rules import LEAST_ANSWERS

register = register_in(Chapter.SURVEYS)
FEEDBACK = ("session-feedback", "training-feedback")
Words = str | Promise


def _all_rounds(
    programme: Any, as_of: datetime.date, filters: Filters = ALL, day: str = "opens_on"
) -> Records:
    """Rounds that had opened by the date; one is of the period in which its `day` is."""
    rounds = Round.objects.filter(programme=programme, opens_on__lte=as_of)
    rounds = filters.narrow(rounds, day=day, service="service")
    return rounds.exclude(state=Round.State.PLANNED).order_by("opens_on", "pk")


def _rounds(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Those of feedback."""
    purpose = Questionnaire.Purpose.FEEDBACK
    return _all_rounds(programme, as_of, filters).filter(questionnaire__purpose=purpose)


def _closed(*codes: str) -> Callable[..., Records]:
    """The rounds whose answers a figure counts."""

    def records(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
        rounds = _all_rounds(programme, as_of, filters, "closes_on")
        rounds = rounds.filter(questionnaire__code__in=codes)
        return rounds.filter(state=Round.State.CLOSED, closes_on__lte=as_of)

    return records


def _requests(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> dict[str, tuple[int, int]]:
    """{purpose: (requests sent, answered)}; of a service or a period with a few of them nothing.

    Who answered an anonymous round is counted when it has closed, as its answers are.
    """
    least = 0 if filters == ALL else LEAST_ANSWERS
    rounds = _all_rounds(programme, as_of, filters).order_by()
    undated = Q(has_answered=True, answered_at=None, round__closes_on__lte=as_of)
    answered = Q(answered_at__lte=end_of_day(as_of)) | undated
    rows = (
        Invitation.objects.filter(round__in=rounds, sent_at__lte=end_of_day(as_of))
        .values_list("round__questionnaire__purpose")
        .annotate(sent=Count("pk"), answered=Count("pk", filter=answered))
        .order_by()
    )
    return {purpose: (sent, answered) for purpose, sent, answered in rows if sent >= least}


def _rate(purpose: str = "") -> Callable[[dict[str, tuple[int, int]]], tuple[Number, int]]:
    def value(sums: dict[str, tuple[int, int]]) -> tuple[Number, int]:
        rows = [row for name, row in sums.items() if purpose in ("", name)]
        return share(sum(row[1] for row in rows), sum(row[0] for row in rows))

    return value


def _measure(value: Callable[[Settled], tuple[Number, int]]) -> Measure:
    return Measure(shares.settled_counts, value)


register(
    Figure(
        id="feedback-mean",
        code="F33",
        parts=service_parts.grades_by_service(FEEDBACK),
        label=_("Feedback, overall grade"),
        unit=_("of 5"),
        definition=_(
            "Mean of the overall grades (1-5) given in the feedback on sessions and trainings, "
            "in surveys that have closed."
        ),
        base=_("answers with an overall grade"),
        records=_closed(*FEEDBACK),
        filters=BY_SERVICE,
        measure=_measure(
            lambda settled: shares.mean_of_grades(
                shares.sum_of(settled, "overall", questionnaires=FEEDBACK)
            )
        ),
        decimals=1,
    )
)
register(
    Figure(
        id="feedback-response-rate",
        label=_("Response rate of the feedback"),
        unit=_("%"),
        definition=_("Feedback requests answered, divided by the requests sent."),
        base=_("requests sent"),
        records=_rounds,
        filters=BY_SERVICE,
        measure=Measure(_requests, _rate(Questionnaire.Purpose.FEEDBACK)),
    )
)
register(
    Figure(
        id="survey-response-rate",
        code="F117",
        parts=service_parts.rates_by_round,
        part_unit=_("%"),
        label=_("Response rate of all surveys"),
        unit=_("%"),
        definition=_("Survey requests answered, divided by the requests sent."),
        base=_("requests sent"),
        records=_all_rounds,
        filters=BY_SERVICE,
        measure=Measure(_requests, _rate()),
        breakdown=Breakdown(
            title=_("Those invited and those who answered, by region"),
            columns=(
                _("region"),
                _("invited"),
                _("share of the invited, %"),
                _("share of those who answered, %"),
                _("response rate, %"),
            ),
            rows=figure_rows.responders_by_region,
        ),
    )
)


def _register_share(
    id_: str,
    label: Words,
    definition: Words,
    questionnaires: tuple[str, ...],
    item: str,
    options: tuple[str, ...],
    breakdown: Breakdown | None = None,
    **only: str,
) -> None:
    """A share of the valid answers to one item."""

    def value(settled: Settled) -> tuple[Number, int]:
        count = shares.sum_of(settled, item, questionnaires=questionnaires, **only)
        return shares.share_of(count, options)

    register(
        Figure(
            id=id_,
            label=label,
            unit=_("%"),
            definition=definition,
            base=_("answers to the question, without “cannot say”"),
            records=_closed(*questionnaires),
            filters=BY_SERVICE,
            measure=_measure(value),
            breakdown=breakdown,
        )
    )


POSITIVE = _("Share of very or somewhat positive answers, in surveys that have closed.")
AGREE = _("Share of the two best steps of the scale, in surveys that have closed.")
SAY_YES = _("Share of those who answered yes, in surveys that have closed.")
EFFECT_LABELS: dict[tuple[str, str], Words] = {
    (Viewpoint.ORGANISATION, "direction"): _("Organisations: positive effect on direction"),
    (Viewpoint.ORGANISATION, "start"): _("Organisations: positive effect on getting started"),
    (Viewpoint.ORGANISATION, "progress"): _("Organisations: positive effect on progress"),
    (Viewpoint.ORGANISATION, "continuity"): _("Organisations: positive effect on continuation"),
    (Viewpoint.ORGANISATION, "success"): _("Organisations: positive effect on success"),
    (Viewpoint.INDIVIDUAL, "direction"): _("Individuals: positive effect on direction"),
    (Viewpoint.INDIVIDUAL, "start"): _("Individuals: positive effect on getting started"),
    (Viewpoint.INDIVIDUAL, "progress"): _("Individuals: positive effect on progress"),
    (Viewpoint.INDIVIDUAL, "continuity"): _("Individuals: positive effect on continuation"),
    (Viewpoint.INDIVIDUAL, "success"): _("Individuals: positive effect on success"),
}
for (_viewpoint, _effect), _label in EFFECT_LABELS.items():
    _register_share(
        f"effect-{_effect}-{_viewpoint}",
        _label,
        POSITIVE,
        EFFECTIVENESS,
        _effect,
        BEST_STEPS,
        Breakdown(
            title=_("By service"),
            columns=(_("service"), _("positive, %"), _("answers")),
            rows=figure_rows.effect_by_service(_effect, _viewpoint),
        ),
        viewpoint=_viewpoint,
    )
for _viewpoint, _label in (
    (Viewpoint.ORGANISATION, _("Organisations: the area of most effect")),
    (Viewpoint.INDIVIDUAL, _("Individuals: the area of most effect")),
):
    register(
        Figure(
            id=f"effect-areas-{_viewpoint}",
            label=_label,
            unit=_("%"),
            definition=_(
                "Share of positive answers on the area that the work affected most; the others "
                "follow in their order, ties share a rank."
            ),
            base=_("answers to the question, without “cannot say”"),
            records=_closed(*EFFECTIVENESS),
            filters=BY_SERVICE,
            measure=_measure(figure_rows.best_area(_viewpoint)),
            breakdown=Breakdown(
                title=_("Areas in order"),
                columns=(_("rank"), _("area"), _("positive, %"), _("mean"), _("answers")),
                rows=figure_rows.areas_in_order(_viewpoint),
            ),
        )
    )
_register_share(
    "same-expert",
    _("Would choose the same expert again"),
    SAY_YES,
    EFFECTIVENESS,
    "same-expert",
    YES,
)
for _code, _label in (
    ("reads", _("Newsletter: reads it")),
    ("useful", _("Newsletter: useful")),
    ("interesting", _("Newsletter: interesting")),
    ("topical", _("Newsletter: topical")),
):
    _register_share(f"newsletter-{_code}", _label, SAY_YES, ("newsletter-survey",), _code, YES)
register(
    Figure(
        id="newsletter-content",
        label=_("Newsletter: preferred content put in order"),
        unit=_("answers"),
        definition=_("Answers that put the kinds of content in order, the most liked first."),
        base=_("answers to the question, without “cannot say”"),
        records=_closed("newsletter-survey"),
        filters=BY_SERVICE,
        measure=_measure(figure_rows.number_of("newsletter-survey", "content-order")),
        code="F69",
        parts=service_parts.content_ranks,
        part_unit=_("place"),
        breakdown=Breakdown(
            title=_("Kinds of content in order"),
            columns=(_("rank"), _("content"), _("mean place"), _("points")),
            rows=figure_rows.content_in_order,
        ),
    )
)
for _code, _label, _definition, _options in (
    ("content-interesting", _("Portal: interesting content"), AGREE, BEST_STEPS),
    ("search-easy", _("Portal: easy to search"), AGREE, BEST_STEPS),
    ("recommend-agree", _("Portal: would recommend"), AGREE, BEST_STEPS),
    ("tell-again", _("Portal: will tell again"), SAY_YES, YES),
):
    _register_share(f"portal-{_code}", _label, _definition, ("portal-survey",), _code, _options)
for _id, _label, _survey, _codes in (
    ("portal-routes", _("Portal: how people came"), "portal-survey", ("routes",)),
    ("support-needs", _("Support wanted in future"), "support-needs", shares.NEEDS),
):
    register(
        Figure(
            id=_id,
            label=_label,
            unit=_("answers"),
            definition=_(
                "Answers to the question; the shares are of these, one may choose several."
            ),
            base=_("answers to the question, without “cannot say”"),
            records=_closed(_survey),
            filters=BY_SERVICE,
            measure=_measure(figure_rows.number_of(_survey, *_codes)),
            parts=service_parts.choices_of(_survey, *_codes),
            part_unit=_("%"),
            breakdown=Breakdown(
                title=_("Shares"),
                columns=(_("option"), _("chosen, %"), _("chosen"), _("answers")),
                rows=figure_rows.shares_of(_survey, *_codes),
            ),
        )
    )
for _code, _label in (
    ("continues", _("After a year: the work goes on")),
    ("in-use", _("After a year: the ways of working are in use")),
    ("spread", _("After a year: they have spread")),
):
    _register_share(f"pulse-{_code}", _label, SAY_YES, ("programme-pulse",), _code, YES)
