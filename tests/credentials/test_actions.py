"""Giving and revoking certificates; asking for and confirming badges."""

import datetime
import hashlib
import io
import json

import jwt
import pikepdf
import pytest
from cryptography.exceptions import InvalidSignature
from django.test import Client
from django.utils import timezone
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier
from openbadgeslib.ob3.ldp import document_loader
from pyld import jsonld

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import render_letter
from talkoot.correspondence.models import Message
from talkoot.credentials import actions, keys, signing
from talkoot.credentials.models import Badge, Certificate
from talkoot.credentials.pictures import badge_png
from talkoot.people.models import User
from talkoot.programmes.models import FundingProject, LogoSet
from tests.factories.credentials import (
    make_certificate,
    make_completed,
    token_in,
)
from tests.factories.files import make_file, make_picture
from tests.factories.registrations import make_participant, make_registration

pytestmark = pytest.mark.django_db
ADDRESS = "oma@esimerkki.example"


@pytest.fixture(autouse=True)
def _key(settings: object, tmp_path: object) -> None:
    settings.BADGE_KEY_FILE = tmp_path / "key.pem"  # type: ignore[attr-defined, operator]
    settings.BASE_URL = "https://talkoot.example"  # type: ignore[attr-defined]


def make_badge(by: User) -> Badge:
    """An issued badge."""
    badge = actions.request_badge(make_certificate(by=by), address=ADDRESS)
    return actions.confirm_badge(badge)


def fetched(url: str) -> bytes:
    """What a verifier elsewhere gets from one of our public addresses."""
    path = url.removeprefix("https://talkoot.example").split("#")[0]
    response = Client().get(path)
    assert response.status_code == 200, url
    return response.content


def test_certificate_is_frozen_numbered_and_mailed(office_user: User) -> None:
    registration = make_completed(sessions=2, name="Aino Esimerkki")
    [certificate] = actions.issue_certificates(
        registration.series, [registration.pk], by=office_user
    )
    content = certificate.letter.content
    assert content["name"] == "Aino Esimerkki"
    assert certificate.hours == 12
    mail = Message.objects.get(kind="certificate")
    assert mail.address == registration.participant.email
    assert actions.queries.get_certificate(token_in(mail)) == certificate
    assert LogEntry.objects.filter(key="credentials.certificate.issued").count() == 1
    registration.participant.name = "Uusi Nimi"
    registration.participant.save()
    certificate.letter.refresh_from_db()
    assert certificate.letter.content["name"] == "Aino Esimerkki"


def test_certificate_is_a_tagged_pdf(office_user: User) -> None:
    stored = render_letter(make_certificate(by=office_user).letter).file
    assert stored is not None
    with stored.content.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("fi")
        assert len(pdf.pages) == 1


def test_incomplete_person_stops_all(office_user: User) -> None:
    complete = make_completed()
    lacking = make_registration(
        complete.series, participant=make_participant(complete.series, name="Poissa Oleva")
    )
    with pytest.raises(NotAllowed, match="Poissa Oleva"):
        actions.issue_certificates(complete.series, [complete.pk, lacking.pk], by=office_user)
    assert not Certificate.objects.exists()
    assert not Message.objects.exists()


def test_second_certificate_is_refused(office_user: User) -> None:
    certificate = make_certificate(by=office_user)
    registration = certificate.registration
    with pytest.raises(NotAllowed, match="jo voimassa oleva todistus"):
        actions.issue_certificates(registration.series, [registration.pk], by=office_user)


def test_empty_choice_is_refused(office_user: User) -> None:
    with pytest.raises(NotAllowed, match="vähintään yksi"):
        actions.issue_certificates(make_completed().series, [], by=office_user)


def test_new_certificate_after_revocation(office_user: User) -> None:
    certificate = make_certificate(by=office_user)
    actions.revoke_certificate(certificate, reason="Nimi oli väärin.", by=office_user)
    again = make_certificate(by=office_user, registration=certificate.registration)
    assert again.code != certificate.code
    with pytest.raises(NotAllowed):
        actions.revoke_certificate(certificate, reason="Uudelleen.", by=office_user)


def test_badge_mail_goes_to_the_chosen_address_only(office_user: User) -> None:
    badge = actions.request_badge(make_certificate(by=office_user), address=ADDRESS)
    mail = Message.objects.get(kind="confirm-badge")
    assert mail.address == ADDRESS
    assert actions.queries.get_badge(token_in(mail)) == badge


def test_confirmed_badge_forgets_the_address(office_user: User) -> None:
    badge = Badge.objects.get(pk=make_badge(office_user).pk)
    assert (badge.state, badge.address) == (Badge.State.ISSUED, "")
    assert ADDRESS not in json.dumps(badge.document)
    assert ADDRESS not in str(jwt.decode(badge.jwt, options={"verify_signature": False}))
    again = actions.confirm_badge(badge)
    assert again.jwt == badge.jwt


def test_badge_is_accepted_by_an_independent_verifier(office_user: User) -> None:
    badge = make_badge(office_user)
    verifier = OB3Verifier.for_issuer_did(signing.issuer_id(), download=fetched)
    credential = verifier.verify(badge.jwt)
    verifier.check_status(credential, verify_list=True, download=fetched)
    assert credential.identifiers[0].hashed
    assert credential.achievement.name == badge.certificate.registration.series.title
    document = OB3LdpVerifier.for_issuer_did(signing.issuer_id(), download=fetched)
    assert document.verify(badge.document, download=fetched).id == credential.id
    baked = signing.baked("<svg xmlns='http://www.w3.org/2000/svg'/>", badge.jwt)
    assert OB3Verifier.extract_token_from_svg(baked) == badge.jwt


def test_badge_is_verified_with_the_served_key_alone(office_user: User) -> None:
    """A second, unrelated implementation: the key of the DID document and a JWT library."""
    badge = make_badge(office_user)
    served = json.loads(fetched("https://talkoot.example/.well-known/did.json"))
    key = jwt.PyJWK(served["verificationMethod"][0]["publicKeyJwk"], algorithm="EdDSA")
    claims = jwt.decode(badge.jwt, key, algorithms=["EdDSA"])
    assert claims["issuer"]["id"] == "did:web:talkoot.example"
    head, payload, signature = badge.jwt.split(".")
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(f"{head}.{payload[:-2]}AA.{signature}", key, algorithms=["EdDSA"])


def test_proof_of_the_document_is_right_by_the_standard_alone(office_user: User) -> None:
    """Without the library that signed: W3C's eddsa-rdfc-2022 step by step, with the served key."""
    document = make_badge(office_user).document
    assert document is not None
    body = {name: value for name, value in document.items() if name != "proof"}
    config = {"@context": body["@context"], **document["proof"]}
    signature = from_base58(config.pop("proofValue"))
    served = json.loads(fetched("https://talkoot.example/.well-known/did.json"))
    [method] = [
        row for row in served["verificationMethod"] if row["id"] == config["verificationMethod"]
    ]
    key = jwt.PyJWK(method["publicKeyJwk"], algorithm="EdDSA").key
    key.verify(signature, hashed(config) + hashed(body))
    with pytest.raises(InvalidSignature):
        key.verify(signature, hashed(config) + hashed({**body, "name": "Toinen merkki"}))


def hashed(document: dict[str, object]) -> bytes:
    """SHA-256 of the document's canonical form (RDFC-1.0)."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": document_loader(),
    }
    return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()


def from_base58(text: str) -> bytes:
    """Multibase base58btc: the letter z and the digits."""
    letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for letter in text.removeprefix("z"):
        number = number * 58 + letters.index(letter)
    return number.to_bytes(64)


def test_badge_lies_in_a_png(office_user: User) -> None:
    badge = make_badge(office_user)
    picture = signing.baked_png(badge_png("Sisäisten kehittäjien valmennus", "Ohjelma"), badge.jwt)
    assert picture.startswith(b"\x89PNG")
    assert OB3Verifier.extract_token_from_png(picture) == badge.jwt


def test_badge_of_an_older_key_still_verifies(office_user: User, settings: object) -> None:
    first = settings.BADGE_KEY_FILE  # type: ignore[attr-defined]
    old = make_badge(office_user)
    keys.make_key(first.with_name(f"key.{timezone.localdate()}.pem"))
    new = make_badge(office_user)
    heads = [jwt.get_unverified_header(badge.jwt)["kid"] for badge in (old, new)]
    today = timezone.localdate().isoformat()
    issuer = "did:web:talkoot.example"
    assert heads == [f"{issuer}#badges", f"{issuer}#badges-{today}"]
    verifier = OB3Verifier.for_issuer_did(signing.issuer_id(), download=fetched)
    documents = OB3LdpVerifier.for_issuer_did(signing.issuer_id(), download=fetched)
    for badge in (old, new):
        verifier.check_status(verifier.verify(badge.jwt), verify_list=True, download=fetched)
        assert documents.verify(badge.document, download=fetched)
    served = json.loads(fetched("https://talkoot.example/.well-known/did.json"))
    newest, oldest = served["verificationMethod"]
    assert (newest["signsFrom"], "signsUntil" in newest) == (today, False)
    assert oldest["signsUntil"] == today
    first.unlink()
    without = OB3Verifier.for_issuer_did(signing.issuer_id(), download=fetched)
    with pytest.raises(OB3VerificationError, match="badges"):
        without.verify(old.jwt)


def test_tampered_badge_is_refused(office_user: User) -> None:
    badge = make_badge(office_user)
    assert badge.document is not None
    forged = {**badge.document, "name": "Toinen merkki"}
    verifier = OB3LdpVerifier.for_issuer_did(signing.issuer_id(), download=fetched)
    with pytest.raises(OB3VerificationError, match=r"proof|signature"):
        verifier.verify(forged, download=fetched)


def test_revoked_certificate_revokes_the_badge(office_user: User) -> None:
    badge = make_badge(office_user)
    actions.revoke_certificate(badge.certificate, reason="Annettu vahingossa.", by=office_user)
    verifier = OB3Verifier.for_issuer_did(signing.issuer_id(), download=fetched)
    credential = verifier.verify(badge.jwt)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier.check_status(credential, verify_list=True, download=fetched)


def test_revoked_certificate_gives_no_badge(office_user: User) -> None:
    certificate = make_certificate(by=office_user)
    waiting = actions.request_badge(certificate, address=ADDRESS)
    actions.revoke_certificate(certificate, reason="Annettu vahingossa.", by=office_user)
    assert not Badge.objects.filter(pk=waiting.pk).exists()
    with pytest.raises(NotAllowed, match="kumottu"):
        actions.request_badge(certificate, address=ADDRESS)


def test_badge_of_an_expired_link_is_refused_and_forgotten(office_user: User) -> None:
    badge = actions.request_badge(make_certificate(by=office_user), address=ADDRESS)
    Badge.objects.filter(pk=badge.pk).update(expires_at=timezone.now())
    with pytest.raises(NotAllowed, match="vanhentunut"):
        actions.confirm_badge(badge)
    assert actions.forget_unconfirmed(timezone.now() + datetime.timedelta(seconds=1)) == 1
    assert not Badge.objects.exists()


def test_badge_is_not_mailed_without_end(office_user: User) -> None:
    certificate = make_certificate(by=office_user)
    for _number in range(3):
        actions.request_badge(certificate, address=ADDRESS)
    with pytest.raises(NotAllowed, match="3 kertaa"):
        actions.request_badge(certificate, address=ADDRESS)
    assert Badge.objects.count() == 1


def test_second_badge_is_refused(office_user: User) -> None:
    badge = make_badge(office_user)
    with pytest.raises(NotAllowed, match="jo tehty"):
        actions.request_badge(badge.certificate, address=ADDRESS)


def test_key_is_readable_by_its_owner_only(office_user: User, settings: object) -> None:
    make_badge(office_user)
    assert settings.BADGE_KEY_FILE.stat().st_mode & 0o077 == 0  # type: ignore[attr-defined]


def test_certificate_bears_the_funders_marks(office_user: User) -> None:
    registration = make_completed()
    project = FundingProject.objects.create(programme=registration.series.programme, name="Hanke")
    LogoSet.objects.create(
        project=project,
        valid_from=datetime.date(2020, 1, 1),
        image=make_file("merkit.png", content=make_picture().read(), media_type="image/png"),
        alt_fi="Rahoittajan merkit",
    )
    certificate = make_certificate(by=office_user, registration=registration)
    [logo] = certificate.letter.content["logos"]
    assert logo["alt"] == "Rahoittajan merkit"
    stored = render_letter(certificate.letter).file
    assert stored is not None
    with stored.content.open("rb") as file:
        assert file.read().startswith(b"%PDF-")
