"""How a stored file leaves; the page that owns it decides who may have it."""

import re
from http import HTTPStatus
from typing import Any
from wsgiref.util import FileWrapper

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from talkoot.files.models import StoredFile


def file_response(stored: StoredFile) -> FileResponse:
    """The content as a download that no browser runs, sniffs or keeps in a shared cache."""
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def media_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """A video or captions shown on a page; of a video the part that the browser asks for.

    Answers one byte range (RFC 9110, section 14), so that a viewer can jump; other ranges get
    the whole, which the standard allows.
    """
    first, last = _range(request.headers.get("Range", ""), stored.size)
    file = stored.content.open("rb")
    file.seek(first)
    length = last - first + 1
    response = FileResponse(FileWrapper(_Part(file, length)), content_type=stored.media_type)
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(length)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    if length < stored.size:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    return response


class _Part:
    """The next `left` bytes of an open file, as FileWrapper reads them."""

    def __init__(self, file: Any, left: int) -> None:
        self.file, self.left = file, left

    def read(self, size: int) -> bytes:
        piece: bytes = self.file.read(min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.file.close()


def _range(header: str, size: int) -> tuple[int, int]:
    """The first and last byte asked for; the whole file where the range is none we serve."""
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", header)
    whole = (0, size - 1)
    if found is None or found.groups() == ("", ""):
        return whole
    start, end = found.groups()
    if not start:  # The last so many bytes.
        return max(size - int(end), 0), size - 1
    last = min(int(end), size - 1) if end else size - 1
    return (int(start), last) if int(start) <= last else whole
