"""The keys that sign badges, Ed25519 in PEM: one signs at a time, the others go on verifying.

The first is BADGE_KEY_FILE, made at the first badge. A later one lies beside it with the day from
which it signs in its name: `badge-key.pem`, then `badge-key.2026-12-01.pem`. A key is public from
the moment its file is there, so verifiers know it before its day; a file that is taken away makes
its badges fail.
"""

import datetime
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date

FIRST_NAME = "badges"


@dataclass(frozen=True)
class Key:
    """A key; `name` is its part of the issuer's document, `signs_from` the day of its first use."""

    name: str
    signs_from: datetime.date
    path: Path

    @property
    def private(self) -> bytes:
        """In PEM."""
        return _read(str(self.path))

    @property
    def public(self) -> bytes:
        """In PEM."""
        from cryptography.hazmat.primitives import serialization

        key = serialization.load_pem_private_key(self.private, password=None)
        return key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


def all_keys() -> list[Key]:
    """Every key there is, the oldest first; none before the first badge."""
    first: Path = settings.BADGE_KEY_FILE
    keys = []
    if first.exists():
        made = datetime.datetime.fromtimestamp(first.stat().st_mtime, datetime.UTC)
        keys.append(Key(FIRST_NAME, timezone.localdate(made), first))
    dated = []
    for path in first.parent.glob(f"{first.stem}.*{first.suffix}"):
        day = _day(path.name.removeprefix(f"{first.stem}.").removesuffix(first.suffix))
        if day is not None:
            dated.append(Key(f"{FIRST_NAME}-{day}", day, path))
    return keys + sorted(dated, key=lambda key: key.signs_from)


def signing_key(today: datetime.date) -> Key:
    """The newest key whose day has come. The first one is made where there is none."""
    keys = [key for key in all_keys() if key.signs_from <= today]
    if not keys:
        make_key(settings.BADGE_KEY_FILE)
        keys = all_keys()[:1]
    return keys[-1]


def published_keys(today: datetime.date) -> list[Key]:
    """Every key, the one that signs first: some verifiers take the first when none is named."""
    signing = signing_key(today)
    return [signing, *(key for key in reversed(all_keys()) if key != signing)]


def new_key(signs_from: datetime.date) -> Key:
    """Make the key that signs from the day on. Raises FileExistsError if the day has one."""
    first: Path = settings.BADGE_KEY_FILE
    path = first.with_name(f"{first.stem}.{signs_from}{first.suffix}")
    if path.exists():
        raise FileExistsError(path)
    make_key(path)
    return Key(f"{FIRST_NAME}-{signs_from}", signs_from, path)


def make_key(path: Path) -> None:
    """Write a new key that its owner alone may read; of two makers at once one wins."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(pem)
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _day(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _read(path: str) -> bytes:
    return Path(path).read_bytes()
