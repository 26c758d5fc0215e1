"""What a decision letter costs: milliseconds of its PDF, and the ratio to an empty document.

    python -m bench.letters [--count 500]

Makes `count` two-page letters as the product makes them (PDF/UA-1 and PDF/A-2a, the text frozen
first) and an empty Typst document with the same standards in turn, so that noise meets both.
"""

import argparse
import datetime
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LIMIT_MS = 300
LIMIT_SECONDS_FOR_500 = 120
PARAGRAPH = (
    "Hakemus saapui 3.11.2026 klo 9.05. Perustelut nojaavat hakemukseen ja haun tekstiin. Johdon "
    "sponsori ja henkilöstön edustaja on nimetty, ja molemmat osallistuvat kehittämistyöhön. "
)


def content(number: int) -> dict[str, Any]:
    """A decision letter of the usual length."""
    headings = ("Asia", "Päätös", "Perustelut", "Säännökset", "Kuuleminen", "Valtiontuki", "Tiedot")
    return {
        "organisation": "Kuntien talkoot, ohjelmatoimisto",
        "meta": [["Päätösnumero", f"TK-P/{number}/2026"], ["Hakija", "Kuusilahden kaupunki"]],
        "sections": [{"heading": head, "paragraphs": [PARAGRAPH * 2]} for head in headings],
        "signature": {"name": "Päivi Päättäjä", "title": "johtaja", "text": "12.11.2026 klo 10.15"},
        "remedy": {"heading": "Oikaisuvaatimusohje", "paragraphs": [PARAGRAPH * 2] * 4},
        "footer": "Kuntien talkoot",
    }


def milliseconds(make: Any) -> float:
    start = time.perf_counter()
    make()
    return (time.perf_counter() - start) * 1000


def measure(count: int) -> int:
    """Print the costs; 1 when a limit is broken."""
    import typst
    from django.utils import timezone

    from talkoot.correspondence.letters import frozen, letter_pdf
    from talkoot.correspondence.models import Letter

    empty_file = Path(os.environ["TALKOOT_DATA_DIR"]) / "empty.typ"
    empty_file.write_text('#set document(title: "x")\n#set text(lang: "fi")\n= x\n')
    now = timezone.now()

    def letter(number: int) -> None:
        name = f"TK-P/{number}/2026"
        whole = frozen(content(number), number=name, language="fi", title="Päätös", is_demo=False)
        letter_pdf(Letter(number=name, language="fi", content=whole, created_at=now))

    def empty() -> None:
        typst.compile(
            str(empty_file),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            ignore_system_fonts=True,
            timestamp=int(datetime.datetime.now().timestamp()),
        )

    first = milliseconds(lambda: letter(0))
    letters, empties = [], []
    for number in range(1, count + 1):
        letters.append(milliseconds(lambda number=number: letter(number)))
        if number <= 50:
            empties.append(milliseconds(empty))
    middle, bare = statistics.median(letters), statistics.median(empties)
    p95 = sorted(letters)[int(len(letters) * 0.95)]
    whole = 500 * statistics.mean(letters) / 1000
    print(f"{count} letters: first {first:.0f} ms, median {middle:.1f} ms, p95 {p95:.1f} ms")
    print(f"an empty document: {bare:.1f} ms; a letter is {middle / bare:.1f} times that")
    print(f"500 letters at this pace: {whole:.0f} s")
    within = p95 < LIMIT_MS and whole < LIMIT_SECONDS_FOR_500
    print("Within the limits." if within else "OVER THE LIMITS (300 ms each, 500 in two minutes).")
    return 0 if within else 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=500)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    os.environ.setdefault("TALKOOT_DEMO", "1")
    with tempfile.TemporaryDirectory(prefix="talkoot-bench-") as folder:
        os.environ["TALKOOT_DATA_DIR"] = folder
        import django

        django.setup()
        sys.exit(measure(options.count))


if __name__ == "__main__":
    main()
