"""The office, interviews, codes of benefits and of agent roles, and the parties' lessons."""

import datetime

from talkoot.data import read_json
from talkoot.governance.models import Body, BodyAim
from talkoot.home.reconstruction.pool import MARK, Pool, save
from talkoot.impact.models import InterviewStudy, LessonLearned, StudyPoint
from talkoot.programmes.models import StaffAssignment
from talkoot.surveys.models import Code, CodedPoint, CodeFrame, Interview

DAY = datetime.date
STAFF = (
    ("programme_manager", DAY(2015, 1, 1)),
    ("project_manager", DAY(2015, 1, 1)),
    ("planner", DAY(2015, 1, 1)),
    ("communicator", DAY(2019, 1, 1)),
)
EXPERTS, ORGANISATIONS, REASONS = 6, 12, 8
LIKED, LEARNED = 11, 10
PRINCIPLES = 6


def make(pool: Pool) -> None:
    save(
        [
            StaffAssignment(
                programme=pool.programme,
                task=task,
                starts_on=day,
                ends_on=DAY(2020, 12, 31),
                source=MARK,
                is_demo=True,
            )
            for task, day in STAFF
        ]
    )
    interviews = _interviews(pool)
    for code in ("workshop-benefits", "agent-roles"):
        _code(pool, code, interviews)
    _lessons(pool)
    _principles(pool)


def _interviews(pool: Pool) -> list[Interview]:
    sparring = pool.offerings["kokeneen-kehittajan-sparraus"]
    groups = (("asiantuntija", EXPERTS, sparring), ("organisaation edustaja", ORGANISATIONS, None))
    rows = [
        Interview(
            programme=pool.programme,
            service=service,
            role=f"{role} ({MARK})",
            held_on=DAY(2020, 6, 15) + datetime.timedelta(days=at),
            notes="Rekonstruktio: haastattelun sisältöä ei ole.",
            by=pool.user,
            is_demo=True,
        )
        for role, count, service in groups
        for at in range(count)
    ]
    save(rows)
    return rows


def _code(pool: Pool, code: str, interviews: list[Interview]) -> None:
    """Each code of the shipped frame given to a point of an interview."""
    template = next(row for row in read_json("code_frames.json") if row["code"] == code)
    frame = CodeFrame.objects.create(
        programme=pool.programme,
        code=code,
        title=f"{template['title']['fi']} ({MARK})",
        is_demo=True,
    )
    codes = [
        Code(frame=frame, order=order, **row) for order, row in enumerate(template["codes"], 1)
    ]
    points = [
        CodedPoint(code=row, interview=interviews[at % len(interviews)], text=f"({MARK})")
        for at, row in enumerate(codes)
    ]
    save(codes, points)


def _principles(pool: Pool) -> None:
    """Of the group that carries the work on: how many, for the texts are not told."""
    for body in Body.objects.filter(programme=pool.programme, kind=Body.Kind.SUCCESSOR):
        save(
            [
                BodyAim(
                    body=body,
                    kind=BodyAim.Kind.PRINCIPLE,
                    number=number,
                    text_fi=f"{number}. periaate, jonka sanoja lähde ei kerro ({MARK})",
                )
                for number in range(1, PRINCIPLES + 1)
            ]
        )


def _lessons(pool: Pool) -> None:
    """What the social partners liked and learned in 2019: how many, for the texts are not told."""
    save(
        [
            LessonLearned(
                programme=pool.programme,
                number=number,
                text_fi=f"{'Hyvää' if is_positive else 'Opittua'} {number} ({MARK})",
                author_group="työmarkkinaosapuolet",
                year=2019,
                is_positive=is_positive,
                source=MARK,
                is_demo=True,
            )
            for is_positive, count in ((True, LIKED), (False, LEARNED))
            for number in range(1, count + 1)
        ]
    )
    study = InterviewStudy.objects.filter(programme=pool.programme).order_by("pk").first()
    if study is not None:
        known = study.points.count()
        save(
            [
                StudyPoint(
                    study=study,
                    number=number,
                    text_fi=f"Haastattelujen havainto {number} ({MARK})",
                    source=MARK,
                    is_demo=True,
                )
                for number in range(known + 1, REASONS + 1)
            ]
        )
