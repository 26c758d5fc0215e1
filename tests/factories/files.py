"""Stored files."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile

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
