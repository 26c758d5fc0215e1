"""Storing and serving."""

import hashlib
import threading
from socket import create_server

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.core.refusals import NotAllowed
from talkoot.files.actions import remove_file, safe_name, store_bytes, store_file
from talkoot.files.models import Publicity, StoredFile
from talkoot.files.views import file_response
from tests.files.test_rules import PDF


def upload(name="liite.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_stored_file_keeps_name_size_and_checksum(applicant):
    stored = store_file(upload(), by=applicant, publicity=Publicity.PUBLIC)
    assert (stored.name, stored.size, stored.sha256, stored.uploaded_by, stored.media_type) == (
        "liite.pdf",
        len(PDF),
        hashlib.sha256(PDF).hexdigest(),
        applicant,
        "application/pdf",
    )
    assert stored.content.read() == PDF
    assert "liite" not in stored.content.name


def test_refused_upload_leaves_nothing_behind(applicant):
    with pytest.raises(NotAllowed) as caught:
        store_file(upload("ohjelma.exe"), by=applicant)
    assert caught.value.status == 400
    assert not StoredFile.objects.exists()


def test_failing_row_leaves_no_content_behind(applicant):
    before = _contents()
    with pytest.raises(ValueError, match="unsaved"):
        store_bytes("a.pdf", PDF, "application/pdf", by=type(applicant)(email="x@esimerkki.fi"))
    assert _contents() == before


def test_removed_file_takes_its_content_along(applicant, django_capture_on_commit_callbacks):
    stored = store_file(upload(), by=applicant)
    path = stored.content.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(stored)
    assert not default_storage.exists(path)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Aino\\Hakemus 1.PDF", "Hakemus 1.pdf"),
        ("a\x00b\nc.pdf", "a b c.pdf"),
        ("..pdf", "pdf"),
        ("ä" * 300 + ".pdf", "ä" * 110 + ".pdf"),
    ],
)
def test_name_is_made_safe(given, kept):
    assert safe_name(given) == kept


def test_file_leaves_as_a_download_that_nothing_runs(applicant):
    response = file_response(store_file(upload("päätös.pdf"), by=applicant))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == PDF


@pytest.mark.parametrize(
    ("verdict", "status"), [(b"stream: Eicar FOUND\0", 400), (b"INSTREAM size limit\0", 503)]
)
def test_scanner_can_refuse(settings, applicant, verdict, status):
    with Scanner(verdict) as scanner:
        settings.CLAMD = scanner.address
        with pytest.raises(NotAllowed) as caught:
            store_file(upload(), by=applicant)
    assert caught.value.status == status
    assert PDF in scanner.heard


def test_scanner_can_agree(settings, applicant):
    with Scanner(b"stream: OK\0") as scanner:
        settings.CLAMD = scanner.address
        assert store_file(upload(), by=applicant).size == len(PDF)


def test_scanner_that_is_away_refuses(settings, applicant):
    settings.CLAMD = "127.0.0.1:1"
    with pytest.raises(NotAllowed) as caught:
        store_file(upload(), by=applicant)
    assert caught.value.status == 503


def _contents():
    return sorted(default_storage.listdir("")[0])


class Scanner:
    """A daemon that hears one file and gives one verdict."""

    def __init__(self, verdict):
        self.verdict, self.heard = verdict, b""

    def __enter__(self):
        self.server = create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self

    def serve(self):
        connection, _ = self.server.accept()
        with connection:
            while not self.heard.endswith(b"\0\0\0\0"):
                self.heard += connection.recv(65536)
            connection.sendall(self.verdict)

    def __exit__(self, *_):
        self.thread.join()
        self.server.close()
