"""Asks a ClamAV daemon whether a file carries malware (INSTREAM protocol)."""

import socket
import struct
from typing import Any

from django.conf import settings

CHUNK = 64 * 1024


def is_infected(upload: Any) -> bool:
    """True when the daemon at settings.CLAMD (host:port) finds malware; OSError when it is away."""
    host, _, port = settings.CLAMD.rpartition(":")
    upload.seek(0)
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(b"zINSTREAM\0")
        while chunk := upload.read(CHUNK):
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
        answer = connection.makefile("rb").read().rstrip(b"\0\n")
    upload.seek(0)
    if answer.endswith(b"FOUND"):
        return True
    if answer.endswith(b"OK"):
        return False
    raise OSError(f"clamd answered {answer[:80]!r}")
