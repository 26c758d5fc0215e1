"""How much memory and time an import takes: python -m bench.imports [--rows 1000000] [--apply]

Writes a CSV file of that many rows and one text of 5 MB, runs `talkoot import practices` on it in
a process of its own, and prints the largest memory of any process (the analyser is one of its
own), rows a second of processor time, and what the command told. The database is whatever
DATABASE_URL names: use a scratch one that has a programme.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "työaika kokeilu päiväkoti kirjasto vuoro suunnittelu yhdessä palvelu asiakas kunta etätyö "
    "johtaminen osallisuus henkilöstö säästö ruokahävikki kouluruoka hankinta viestintä mittari"
).split()


def write_rows(path: Path, rows: int) -> None:
    dice = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write("external_id;title;text;organisation;municipality;themes\n")
        for number in range(rows):
            title, text = (" ".join(dice.choices(WORDS, k=k)) for k in (5, 25))
            file.write(f"bench-{number};{title};{text};Kuopion kaupunki;Kuopio;tuntematon\n")
        file.write(f"bench-large;Iso teksti;{'sana ' * 1_000_000};;;\n")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--programme", default="kunteko")
    options.add_argument("--apply", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        write_rows(path, asked.rows)
        command = [sys.executable, "-m", "talkoot.cli", "import", "practices", str(path)]
        command += ["--programme", asked.programme, "--language", "en"]
        command += ["--apply", "--publish"] if asked.apply else []
        start = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - start
        print(f"{path.stat().st_size / 1e6:.0f} MB, {asked.rows} rows")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(done.stdout[-600:] + done.stderr[-300:])
    print(f"largest process {used.ru_maxrss / 1024:.0f} MB, {seconds:.0f} s")
    processor = used.ru_utime + used.ru_stime
    print(f"{asked.rows / processor:.0f} rows a second of processor time, exit {done.returncode}")


if __name__ == "__main__":
    main()
