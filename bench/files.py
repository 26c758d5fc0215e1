"""A 50 MB video up and down through the production server: the memory that it takes.

    python -m bench.files [--megabytes 50] [--at-once 3]

Uploads a recording as a facilitator, then fetches it, `--at-once` people at a time, and prints the
worker's resident memory before, after each, and at its highest, with the budget of 150 MB.
"""

import argparse
import hashlib
import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.deadline import CSRF
from bench.pages import PORT, Server
from bench.scratch import scratch

BUDGET = 150
BOUNDARY = "talkoot-bench"
PIECE = 64 * 1024
HEAD = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"


def video(size: int) -> Iterator[bytes]:
    """Something that begins as an MP4 does, piece by piece."""
    yield HEAD
    left = size - len(HEAD)
    while left > 0:
        yield bytes(min(PIECE, left))
        left -= PIECE


def parts(size: int) -> tuple[bytes, bytes]:
    """What stands before and after the video in the form."""
    fields = {"csrfmiddlewaretoken": CSRF, "language": "fi", "transcript": "Sanoja."}
    before = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    before += (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="video"; filename="puhe.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n"
    )
    return before.encode(), f"\r\n--{BOUNDARY}--\r\n".encode()


def upload(path: str, session: str, size: int) -> str:
    """POST the recording; returns where the answer leads."""
    before, after = parts(size)
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.putrequest("POST", path)
    for name, value in {
        "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        "Origin": f"http://127.0.0.1:{PORT}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(before) + size + len(after)),
    }.items():
        connection.putheader(name, value)
    connection.endheaders()
    for piece in (before, *video(size), after):
        connection.send(piece)
    response = connection.getresponse()
    response.read()
    if response.status != 302:
        sys.exit(f"The upload answered {response.status}")
    return response.headers["Location"]


def download(path: str, session: str) -> str:
    """GET the video; returns its checksum."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
    response = connection.getresponse()
    checksum = hashlib.sha256()
    while piece := response.read(PIECE):
        checksum.update(piece)
    return checksum.hexdigest()


def highest(server: Server) -> float:
    """The most that a worker process has had resident, in MB."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    sizes = []
    for pid in children.read_text().split():
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        sizes.append(int(found.group(1)) / 1024 if found else 0)
    return max(sizes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--at-once", type=int, default=3)
    options = parser.parse_args()
    size = options.megabytes * 1024 * 1024
    with scratch(port=PORT) as environment:
        command = [sys.executable, "-m", "bench.files_data", str(options.at_once)]
        made = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        session, *paths = made.stdout.split()
        server = Server(environment)
        try:
            print(f"at rest: {server.resident_megabytes():.0f} MB")
            with ThreadPoolExecutor(options.at_once) as pool:
                start = time.perf_counter()
                places = list(pool.map(lambda path: upload(path, session, size), paths))
                seconds = time.perf_counter() - start
                print(f"{len(paths)} uploads in {seconds:.1f} s: {highest(server):.0f} MB")
                start = time.perf_counter()
                sums = set(pool.map(lambda place: download(f"{place}video/", session), places))
                seconds = time.perf_counter() - start
                print(f"{len(paths)} downloads in {seconds:.1f} s: {highest(server):.0f} MB")
            sent = hashlib.sha256(b"".join(video(size))).hexdigest()
            peak = highest(server)
        finally:
            server.stop()
    is_whole = sums == {sent}
    print("Every file came back whole." if is_whole else "A FILE CAME BACK CHANGED.")
    print(f"highest {peak:.0f} MB, budget {BUDGET}")
    sys.exit(0 if is_whole and peak <= BUDGET else 1)


if __name__ == "__main__":
    main()
