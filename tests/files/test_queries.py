"""Stored files against their checksums."""

import pytest
from django.core.files.base import ContentFile

from talkoot.files.actions import store_bytes
from talkoot.files.queries import damaged_files


@pytest.fixture
def stored(db):
    return store_bytes("kirje.pdf", b"sisalto", "application/pdf")


def test_whole_file_has_no_fault(stored):
    assert list(damaged_files()) == []


def test_missing_and_changed_files_are_told(stored):
    changed = store_bytes("muu.pdf", b"toinen", "application/pdf")
    stored.content.storage.delete(stored.content.name)
    changed.content.storage.delete(changed.content.name)
    changed.content.storage.save(changed.content.name, ContentFile(b"muutettu"))
    assert list(damaged_files()) == [(stored, "missing"), (changed, "changed")]
