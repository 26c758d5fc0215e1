"""Addresses of certificates and badges."""

from django.urls import path, re_path

from talkoot.credentials.views import my, office, public

urlpatterns = [
    path("verify/", public.verify, name="verify"),
    path("verify/<slug:code>/", public.verify_certificate, name="verify-certificate"),
    path("certificates/<slug:token>/", my.certificate, name="certificate"),
    path("certificates/<slug:token>/pdf/", my.certificate_pdf, name="certificate-pdf"),
    path("badges/<slug:token>/", my.badge, name="badge"),
    re_path(
        r"^badges/(?P<token>[-\w]+)/badge\.(?P<kind>png|svg|json|jwt)$",
        my.badge_file,
        name="badge-file",
    ),
    path("badge-series/<int:pk>/", public.badge_achievement, name="badge-achievement"),
    path("badge-series/<int:pk>/badge.svg", public.badge_image, name="badge-image"),
    path(
        "office/series/<int:pk>/certificates/",
        office.office_certificates,
        name="office-certificates",
    ),
    path(
        "office/certificates/<int:pk>/revoke/",
        office.revoke_certificate,
        name="revoke-certificate",
    ),
]

# What verifiers fetch has one address in every language.
verifier_urlpatterns = [
    path(".well-known/did.json", public.did, name="did"),
    path("badges/status.jwt", public.badge_status, name="badge-status"),
]
