"""Opening a round of 50 000 people: seconds and memory of a worker that does nothing else.

    python -m bench.invitations [--count 50000]
    python -m tests.postgres python -m bench.invitations

Fills a scratch database with contact persons, of whom one in fifty has opted out and one in fifty
was asked lately, opens a voluntary round and queues everybody's link as the worker does. Then a
tenth is reminded. DATABASE_URL chooses the database; without it a scratch SQLite file.
"""

import argparse
import os
import resource
import subprocess
import sys
import time

from bench.scratch import scratch

LIMIT_SECONDS = 60
BATCH = 5000


def fill(count: int) -> None:
    """Organisations of ten contact persons each, the plan and its round."""
    from talkoot.correspondence.models import OptOut
    from talkoot.people.models import Membership, Organisation, Role, User
    from talkoot.surveys.models import Invitation
    from tests.factories.programmes import the_programme
    from tests.factories.rounds import make_plan, make_planned_round
    from tests.factories.surveys import make_round

    programme = the_programme()
    now = programme.office.created_at
    organisations = Organisation.objects.bulk_create(
        Organisation(key=f"bench-{number}", name=f"Kunta {number}", kind="municipality")
        for number in range(count // 10)
    )
    users = User.objects.bulk_create(
        (
            User(email=f"henkilo-{number}@demo.example", language=("fi", "sv")[number % 10 == 0])
            for number in range(count)
        ),
        batch_size=BATCH,
    )
    Membership.objects.bulk_create(
        (
            Membership(
                user=user,
                organisation=organisations[number // 10],
                role=Role.CONTACT,
                confirmed_at=now,
            )
            for number, user in enumerate(users)
        ),
        batch_size=BATCH,
    )
    OptOut.objects.bulk_create(
        OptOut(address=user.email, topic=OptOut.Topic.SURVEYS) for user in users[::50]
    )
    for _number in range(2):
        survey = make_round(is_optional=True, state="closed")
        Invitation.objects.bulk_create(
            Invitation(round=survey, address=user.email, language="fi", sent_at=now)
            for user in users[1::50]
        )
    make_planned_round(make_plan(reminder_days=[7]))


def run() -> bool:
    """Open, queue everything, remind some; print what it took and whether it kept the limit."""
    import datetime

    from django.db.models import F

    from talkoot.correspondence.models import Message
    from talkoot.surveys import jobs
    from talkoot.surveys.models import Invitation, Round

    start = time.perf_counter()
    opened = jobs.open_due_rounds()
    opening = time.perf_counter() - start
    sent = Message.objects.filter(kind="survey-invitation").count()
    while batch := jobs.send_invitations():
        sent += batch
    seconds = time.perf_counter() - start
    survey = Round.objects.get(state="open")
    people = survey.invitations.count()
    invited = survey.invitations.filter(standing="invited").count()
    mails = Message.objects.filter(kind="survey-invitation").count()
    cpu = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rounds opened {opened}, people {people}, invited {invited}, mails {mails}")
    print(f"opened in {opening:.1f} s, everything queued in {seconds:.1f} s")
    print(f"{cpu:.1f} s of CPU, {memory:.0f} MB at most")
    week = datetime.timedelta(days=8)
    Invitation.objects.filter(round=survey).update(sent_at=F("sent_at") - week)
    start = time.perf_counter()
    reminded = jobs.remind()
    print(f"reminders: {reminded} in {time.perf_counter() - start:.1f} s")
    return sent == mails == invited and seconds < LIMIT_SECONDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=50_000)
    options = parser.parse_args()
    step = os.environ.get("TALKOOT_BENCH")
    if step:
        import django
        from django.core.management import call_command

        django.setup()
        if step == "run":
            sys.exit(0 if run() else 1)
        call_command("migrate", verbosity=0)
        fill(options.count)
        return
    with scratch() as environment:
        command = [sys.executable, "-m", "bench.invitations", "--count", str(options.count)]
        subprocess.run(command, env=environment | {"TALKOOT_BENCH": "fill"}, check=True)
        # A process of its own does not have the memory of the filling.
        run_environment = environment | {"TALKOOT_BENCH": "run"}
        status = subprocess.run(command, env=run_environment, check=False).returncode
    print("Queued under a minute, each once." if not status else "THE LIMITS FAIL.")
    sys.exit(status)


if __name__ == "__main__":
    main()
