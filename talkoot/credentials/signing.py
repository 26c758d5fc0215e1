"""Open Badges 3.0: what is signed and with which key. Nothing else touches the library.

A badge is signed twice: as a compact VC-JWT, which is baked into the picture, and as a JSON
document with a Data Integrity proof (eddsa-rdfc-2022), which wallets import. The key is Ed25519;
its public half stands in the DID document of the site's address (did:web), where any verifier
finds it.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

KEY_NAME = "badges"
# Verifiers refuse an older list, so that a kept copy cannot bring a revoked badge back.
LIST_VALID_HOURS = 24


@dataclass(frozen=True)
class BadgeText:
    """What a badge tells: the series' achievement in the person's language."""

    url: str
    name: str
    description: str
    criteria: str
    image_url: str
    issuer: str
    issuer_url: str


def issuer_id() -> str:
    """The did:web of the site's address; its document is at /.well-known/did.json."""
    return f"did:web:{quote(urlsplit(settings.BASE_URL).netloc, safe='')}"


def did_document() -> dict[str, Any]:
    """The issuer's public key in the form in which verifiers look for it."""
    from openbadgeslib.keys import public_jwk_from_pem
    from openbadgeslib.ob3 import build_did_document

    return build_did_document(issuer_id(), [(KEY_NAME, public_jwk_from_pem(_public_key()))])


def sign(
    text: BadgeText,
    *,
    identity: str,
    salt: str,
    index: int,
    list_url: str,
    issued: datetime,
    urn: str,
) -> tuple[str, dict[str, Any]]:
    """The badge as VC-JWT and as a JSON document with its proof.

    `identity` is the e-mail address; only its SHA-256 with the `salt` goes into the badge.
    """
    from openbadgeslib.ob3 import (
        Achievement,
        IdentityObject,
        Issuer,
        OB3LdpSigner,
        OB3Signer,
        OpenBadgeCredential,
        status_entry,
    )

    credential = OpenBadgeCredential(
        id=urn,
        issuer=Issuer(id=issuer_id(), name=text.issuer, url=text.issuer_url),
        recipient_id=None,
        achievement=Achievement(
            id=text.url,
            name=text.name,
            description=text.description,
            criteria_narrative=text.criteria,
            image_url=text.image_url,
            achievement_type="Badge",
        ),
        issuance_date=issued,
        identifiers=[IdentityObject.create(identity, salt=salt)],
        credential_status=[status_entry(list_url, "revocation", index)],
    )
    key = _private_key()
    document = OB3LdpSigner(key, verification_method=f"{issuer_id()}#{KEY_NAME}").sign(credential)
    return OB3Signer(key, algorithm="EdDSA").sign(credential), document


def revocation_list(url: str, indices: list[int], *, now: datetime) -> str:
    """The signed list of revoked badges (W3C Bitstring Status List), as a VC-JWT."""
    from datetime import timedelta

    from openbadgeslib.ob3 import build_status_list_credential, sign_status_list_credential

    document = build_status_list_credential(
        issuer_id(),
        url,
        "revocation",
        indices,
        issued=now,
        valid_until=now + timedelta(hours=LIST_VALID_HOURS),
    )
    return sign_status_list_credential(document, _private_key(), "EdDSA")


def baked(svg: str, jwt: str) -> bytes:
    """The picture with the badge in it."""
    from openbadgeslib import baking

    return baking.bake_svg(
        svg.encode(), jwt, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3
    )


def document_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


@lru_cache(maxsize=2)
def _read_key(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _private_key() -> bytes:
    """The key in PEM. Made at the first badge where no file is; of two makers one wins."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = settings.BADGE_KEY_FILE
    if not path.exists():
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
    return _read_key(str(path))


def _public_key() -> bytes:
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(_private_key(), password=None)
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
