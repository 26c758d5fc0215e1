"""Certificates and badges: who gets what at their addresses."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.credentials import actions
from talkoot.credentials.models import Badge, Certificate
from tests.factories.credentials import make_certificate, make_completed, token_in
from tests.matrix import Row, World, everyone, office

Args = Callable[[World], list[Any]]


def given(world: World, *, is_revoked: bool = False) -> Certificate:
    certificate = make_certificate(by=world.office_user)
    if is_revoked:
        actions.revoke_certificate(certificate, reason="Nimi oli väärin.", by=world.office_user)
    return certificate


def code(*, is_revoked: bool = False) -> Args:
    return lambda world: [given(world, is_revoked=is_revoked).code]


def certificate_link(*, is_revoked: bool = False) -> Args:
    def args(world: World) -> list[Any]:
        given(world, is_revoked=is_revoked)
        return [token_in(Message.objects.get(kind="certificate"))]

    return args


def badge_link(*, is_issued: bool = True, is_expired: bool = False) -> Args:
    def args(world: World) -> list[Any]:
        badge = actions.request_badge(given(world), address="oma@esimerkki.example")
        if is_issued:
            actions.confirm_badge(badge)
        if is_expired:
            Badge.objects.update(expires_at=timezone.now())
        return [token_in(Message.objects.get(kind="confirm-badge"))]

    return args


def file_of(args: Args, kind: str = "svg") -> Args:
    return lambda world: [*args(world), kind]


def series(world: World) -> list[Any]:
    return [make_completed().series.pk]


def awarded(world: World) -> list[Any]:
    return [given(world).registration.series_id]


def certificate_pk(*, is_revoked: bool = False) -> Args:
    return lambda world: [given(world, is_revoked=is_revoked).pk]


ROWS = [
    Row("verify", everyone(200)),
    Row("verify", everyone("/verify/"), "with a code", query="?code=abcde-23456"),
    Row("verify-certificate", everyone(200), "valid", code()),
    Row("verify-certificate", everyone(200), "revoked", code(is_revoked=True)),
    Row("verify-certificate", everyone(404), "unknown", lambda w: ["ABCDE23456"]),
    Row("certificate", everyone(200), "valid", certificate_link()),
    Row("certificate", everyone(200), "revoked", certificate_link(is_revoked=True)),
    Row("certificate", everyone(404), "wrong link", lambda w: ["vale"]),
    Row(
        "certificate",
        everyone(422),
        "no address",
        certificate_link(),
        method="post",
        data=lambda w: {"address": ""},
    ),
    Row("certificate-pdf", everyone(200), "valid", certificate_link(), is_page=False),
    Row("badge", everyone(200), "issued", badge_link()),
    Row("badge", everyone(200), "to be confirmed", badge_link(is_issued=False)),
    Row("badge", everyone(409), "expired", badge_link(is_issued=False, is_expired=True)),
    Row("badge", everyone(404), "wrong link", lambda w: ["vale"]),
    Row("badge", everyone("/badges/"), "confirming", badge_link(is_issued=False), method="post"),
    Row("badge-file", everyone(200), "issued", file_of(badge_link()), is_page=False),
    Row("badge-file", everyone(404), "not issued", file_of(badge_link(is_issued=False))),
    Row("badge-achievement", everyone(200), args=awarded),
    Row("badge-achievement", everyone(404), "nothing given", series),
    Row("badge-image", everyone(200), args=awarded, is_page=False),
    Row("badge-status", everyone(200), is_page=False),
    Row("did", everyone(200), is_page=False),
    Row("office-certificates", office(others=403), args=series),
    Row("office-certificates", office(404, others=403), "unknown", lambda w: [0]),
    Row(
        "office-certificates",
        office(422, others=403),
        "none chosen",
        series,
        method="post",
        data=lambda w: {"x": ""},
    ),
    Row("revoke-certificate", office(others=403), "valid", certificate_pk()),
    Row("revoke-certificate", office(409, others=403), "revoked", certificate_pk(is_revoked=True)),
    Row(
        "revoke-certificate",
        office(422, others=403),
        "no reason",
        certificate_pk(),
        method="post",
        data=lambda w: {"reason": ""},
    ),
]
