"""Open Badges 3.0: what is signed and with which key. Nothing else touches the library.

A badge is signed twice: as a compact VC-JWT, which is baked into the picture, and as a JSON
document with a Data Integrity proof (eddsa-rdfc-2022), which wallets import. Both name their key
(keys.py), whose public half stands in the DID document of the site's address (did:web), where any
verifier finds it, also when a newer key signs.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils import timezone

from talkoot.credentials.keys import Key, all_keys, published_keys, signing_key

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
    """The issuer's public keys in the form in which verifiers look for them.

    Each tells the days on which it signed or signs; what it signed stays valid after them.
    """
    from openbadgeslib.keys import public_jwk_from_pem
    from openbadgeslib.ob3 import build_did_document

    keys = published_keys(timezone.localdate())
    document = build_did_document(
        issuer_id(), [(key.name, public_jwk_from_pem(key.public)) for key in keys]
    )
    terms = f"{settings.BASE_URL}/.well-known/did.json#"
    document["@context"].append({name: f"{terms}{name}" for name in ("signsFrom", "signsUntil")})
    until = {key: after.signs_from for key, after in pairwise(all_keys())}
    for key, method in zip(keys, document["verificationMethod"], strict=True):
        method["signsFrom"] = key.signs_from.isoformat()
        if key in until:
            method["signsUntil"] = until[key].isoformat()
    return document


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
    key = signing_key(timezone.localdate())
    signer = OB3LdpSigner(key.private, verification_method=_method(key))
    return _token(credential.to_jwt_payload(), key), signer.sign(credential)


def revocation_list(url: str, indices: list[int], *, now: datetime) -> str:
    """The signed list of revoked badges (W3C Bitstring Status List), as a VC-JWT."""
    from datetime import timedelta

    from openbadgeslib.ob3 import build_status_list_credential

    document = build_status_list_credential(
        issuer_id(),
        url,
        "revocation",
        indices,
        issued=now,
        valid_until=now + timedelta(hours=LIST_VALID_HOURS),
    )
    claims = {"iss": document["issuer"], "jti": document["id"], "nbf": int(now.timestamp())}
    return _token({**document, **claims}, signing_key(timezone.localdate()))


def baked(svg: str, jwt: str) -> bytes:
    """The picture with the badge in it."""
    from openbadgeslib import baking

    return baking.bake_svg(
        svg.encode(), jwt, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3
    )


def baked_png(png: bytes, jwt: str) -> bytes:
    """The same for the many places that take no SVG."""
    from openbadgeslib import baking

    return baking.bake_png(png, jwt, keyword=baking.ITXT_KEYWORD_OB3)


def document_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _method(key: Key) -> str:
    return f"{issuer_id()}#{key.name}"


def _token(payload: dict[str, Any], key: Key) -> str:
    """A compact JWT that names its key: so it is verified when another key signs, too."""
    import jwt

    return jwt.encode(payload, key.private, algorithm="EdDSA", headers={"kid": _method(key)})
