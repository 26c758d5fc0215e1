"""How a stored file leaves; the page that owns it decides who may have it."""

from django.http import FileResponse

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
