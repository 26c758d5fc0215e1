"""What a final report costs: CPU seconds and peak memory of each file that the worker makes.

    python -m bench.reports [--charts 30] [--words 900]

Rebuilds KunTeko 2015–2020 as records in a scratch SQLite file, begins its report, and gives it
`--charts` pictures over its chapters and `--words` of text in each, which is some 60 pages. Each
file is made in a process of its own, as the worker makes it: figures and their parts counted,
pictures drawn, text set. A last process only starts, so that its cost can be told apart.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time

LIMIT_SECONDS, LIMIT_MB = 15.0, 400
KINDS = ("pdf", "docx", "data", "nothing")
SENTENCE = "Työyhteisö kehittää työtään yhdessä, ja tulokset näkyvät arjessa ja palveluissa. "


def prepare(charts: int, words: int) -> int:
    """The report's id."""
    import datetime

    from django.core.management import call_command

    from talkoot.core.figures import all_figures
    from talkoot.people.models import User
    from talkoot.programmes.models import Programme
    from talkoot.reports import actions

    call_command("migrate", verbosity=0)
    call_command("reconstruct", "kunteko")
    programme = Programme.objects.get(slug="kunteko")
    officer = User.objects.create(email="bench@bench.example", name="Bench")
    values = {"title_fi": "Loppuraportti", "kind": "final", "cut_off": datetime.date(2020, 10, 12)}
    report = actions.start_report(programme, values, by=officer)
    drawable = [figure.id for figure in all_figures() if figure.parts]
    sections = [row for row in report.sections.all() if row.kind != "definitions"]
    drawn = sum(len(row.charts) for row in sections)
    used = {key for row in sections for key in row.charts}
    waiting = [key for key in drawable if key not in used][: charts - drawn]
    text = "\n\n".join([SENTENCE * 9] * (words // (len(SENTENCE.split()) * 9)))
    for number, row in enumerate(sections):
        row.charts = [*row.charts, *waiting[number :: len(sections)]]
        row.body_fi = text
        row.save()
    return report.pk


def make(kind: str, pk: int) -> None:
    """Make one file of the report, and print what it took."""
    import json

    from django.utils.translation import override

    from talkoot.reports import queries
    from talkoot.reports.content import chapters_of
    from talkoot.reports.files import data_of, file_bytes

    start = time.perf_counter()
    report, about = queries.REPORTS.get(pk=pk), ""
    with override("fi"):
        if kind != "nothing":
            chapters = chapters_of(report)
            charts = sum(block.is_drawn for row in chapters for block in row.blocks)
            counted = time.perf_counter() - start
            if kind == "data":
                content = json.dumps(data_of(report, chapters)).encode()
            else:
                content = file_bytes(kind, report, chapters, lambda: None)
            about = f"{len(content) // 1024} kB, {charts} pictures, counted in {counted:.1f} s"
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    elapsed = time.perf_counter() - start
    if kind == "pdf":
        import io

        import pypdf

        about += f", {len(pypdf.PdfReader(io.BytesIO(content)).pages)} pages"
    print(f"{kind} cpu={seconds:.1f} mb={memory} elapsed={elapsed:.1f} {about}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--charts", type=int, default=30)
    parser.add_argument("--words", type=int, default=900)
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
    os.environ.setdefault("TALKOOT_DEMO", "1")
    if options.make:
        import django

        django.setup()
        make(options.make[0], int(options.make[1]))
        return
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        os.environ["TALKOOT_DATA_DIR"] = folder
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        import django

        django.setup()
        pk = prepare(options.charts, options.words)
        results = [_is_within(kind, pk) for kind in KINDS]
    is_good = all(results)
    print("Within the limits." if is_good else "OVER THE LIMITS (15 s of CPU, 400 MB).")
    sys.exit(0 if is_good else 1)


def _is_within(kind: str, pk: int) -> bool:
    command = [sys.executable, "-m", "bench.reports", "--make", kind, str(pk)]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(made, end="")
    numbers = dict(word.split("=") for word in made.split()[1:3])
    return float(numbers["cpu"]) < LIMIT_SECONDS and int(numbers["mb"]) < LIMIT_MB


if __name__ == "__main__":
    main()
