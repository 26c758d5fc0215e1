"""Whether the stored files are as they were stored."""

import hashlib
from collections.abc import Iterator

from talkoot.files.models import StoredFile

CHUNK_BYTES = 1024 * 1024


def damaged_files() -> Iterator[tuple[StoredFile, str]]:
    """Every stored file that is missing or differs from its checksum, and which of the two.

    Reads all content, a piece at a time.
    """
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        if fault := fault_of(stored):
            yield stored, fault


def fault_of(stored: StoredFile) -> str:
    """`missing`, `changed`, or empty when the content has the checksum that it was stored with."""
    digest = hashlib.sha256()
    try:
        with stored.content.open("rb") as content:
            for piece in content.chunks(CHUNK_BYTES):
                digest.update(piece)
    except OSError:
        return "missing"
    return "" if digest.hexdigest() == stored.sha256 else "changed"
