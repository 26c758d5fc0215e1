"""Every address of the product; each app lists its own."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from talkoot.core import views
from talkoot.credentials.urls import verifier_urlpatterns
from talkoot.home.api import api

# Operators sign in like everybody else; the admin site has no sign-in of its own.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "talkoot.core.views.bad_request"
handler403 = "talkoot.core.views.forbidden"
handler404 = "talkoot.core.views.not_found"
handler500 = "talkoot.core.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", include("talkoot.audit.urls")),
    *verifier_urlpatterns,
    # A line break in the address is a wrong address of the API, too.
    re_path(r"^api/v1/(?P<path>[\s\S]*)\Z", api, name="api"),
    *i18n_patterns(
        # The first that fits is taken, so what is asked for most comes first.
        path("", include("talkoot.home.urls")),
        path("", include("talkoot.calls.urls")),
        path("", include("talkoot.practices.urls")),
        path("admin/", admin.site.urls),
        path("", include("talkoot.people.urls")),
        path("", include("talkoot.correspondence.urls")),
        path("", include("talkoot.programmes.urls")),
        path("", include("talkoot.surveys.urls")),
        path("", include("talkoot.experts.urls")),
        path("", include("talkoot.events.urls")),
        path("", include("talkoot.engagements.urls")),
        path("", include("talkoot.games.urls")),
        path("", include("talkoot.credentials.urls")),
        path("", include("talkoot.assessments.urls")),
        path("", include("talkoot.decisions.urls")),
        path("", include("talkoot.outreach.urls")),
        path("", include("talkoot.impact.urls")),
        path("", include("talkoot.governance.urls")),
        path("", include("talkoot.reports.urls")),
        prefix_default_language=False,
    ),
]
