"""Stored files."""

import hashlib
import struct
import zlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.files.models import StoredFile


def make_file(
    name: str = "liite.pdf", *, content: bytes = b"%PDF-1.7\n%%EOF\n", **fields: Any
) -> StoredFile:
    values = {
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return StoredFile.objects.create(
        name=name, content=ContentFile(content, name), **{**values, **fields}
    )


def make_picture(
    *, width: int = 40, height: int = 20, is_broken: bool = False
) -> SimpleUploadedFile:
    """A grey PNG as somebody sends it, with a text hidden in it; a broken one only begins well."""
    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Comment\x00secret place"),
        (b"IDAT", b"\x00" * 20 if is_broken else zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    ]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
    return SimpleUploadedFile("kuva.png", content, content_type="image/png")
