"""What may come in."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.files.rules import check_upload

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\0" * 64
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def package(*names, content=b"<x/>"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return out.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
GOOD = {"a.pdf": PDF, "b.PNG": PNG, "c.jpg": JPG, "d.jpeg": JPG, "e.docx": DOCX, "f.xlsx": XLSX}
DISGUISED = {
    "program.pdf": b"MZ\x90\0" + b"\0" * 64,
    "page.png": b"<html><script>alert(1)</script>",
    "picture.pdf": PNG,
    "archive.docx": package("readme.txt"),
    "table.docx": XLSX,
    "macro.docx": package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "broken.xlsx": DOCX[:40],
}


def refusal(name, content, **options):
    with pytest.raises(ValidationError) as caught:
        check_upload(SimpleUploadedFile(name, content), **options)
    return caught.value


@pytest.mark.parametrize("name", GOOD)
def test_honest_file_is_let_in(name):
    upload = SimpleUploadedFile(name, GOOD[name])
    check_upload(upload)
    assert upload.read() == GOOD[name]


@pytest.mark.parametrize("name", DISGUISED)
def test_disguised_file_is_refused(name):
    error = refusal(name, DISGUISED[name])
    assert error.code == "disguised"
    assert name in error.messages[0]


def test_file_with_thousands_of_members_is_refused():
    names = [f"word/{number}.xml" for number in range(2001)]
    bomb = package("[Content_Types].xml", "word/document.xml", *names)
    assert refusal("bomb.docx", bomb).code == "disguised"


def test_file_that_unpacks_to_very_much_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 10 * 1024 * 1024
    bomb = package("[Content_Types].xml", "word/document.xml", content=b"\0" * 60 * 1024 * 1024)
    assert refusal("bomb.docx", bomb).code == "disguised"


def test_too_large_file_is_refused_with_the_limit(settings):
    settings.UPLOAD_MAX_BYTES = 1024
    error = refusal("big.pdf", PDF + b" " * 2000)
    assert error.code == "size"
    assert "1,0" in error.messages[0]


def test_empty_file_is_refused():
    assert refusal("empty.pdf", b"").code == "empty"


@pytest.mark.parametrize("name", ["run.exe", "page.html", "image.svg", "noextension", "a.pdf.js"])
def test_other_kinds_are_refused(name):
    assert refusal(name, PDF).code == "kind"


def test_a_page_may_allow_fewer_kinds():
    assert refusal("a.docx", DOCX, allowed=frozenset({"pdf"})).code == "kind"
