"""Open data to download, and the map of the site for search engines."""

from http import HTTPStatus

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.home.open_rows import LICENCE
from talkoot.home.opendata.build import CATALOGUES, FORMATS, file_names, open_file, open_files
from talkoot.home.opendata.sets import DATASETS
from talkoot.home.sitemaps import index_entries, part_entries
from talkoot.practices.sharing import LICENCE_URL


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, how large and how old it is, and how to read the API."""
    files = open_files()
    context = {
        "datasets": [
            {
                "title": row.title,
                "text": row.description,
                "files": [f for e in FORMATS if (f := files.get(f"{row.name}.{e}"))],
            }
            for row in DATASETS
        ],
        "catalogues": [files[name] for name in CATALOGUES if name in files],
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "api_url": f"{settings.BASE_URL}/api/v1/practices?q=ty%C3%B6aika",
        "embed": f'<iframe src="{settings.BASE_URL}{reverse("embed-practices")}" '
        f'title="{settings.SITE_NAME}" width="100%" height="600"></iframe>',
    }
    return render(request, "home/open_data.html", context)


@require_safe
def open_data_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file by its name; only names of ours are looked for."""
    if name in {row.name for row in DATASETS}:  # The dataset's own address in the catalogue.
        return redirect("open-data")
    if name not in file_names():
        raise NotFound(_("There is no such file. See the list of open data."))
    found = open_file(name)
    if found is None:
        raise NotAllowed(
            _("The file has not been made yet. It is made each night: come back tomorrow."),
            status=HTTPStatus.NOT_FOUND,
        )
    etag = quote_etag(f"{found.size:x}-{found.made_at.timestamp():.0f}")
    if seen := get_conditional_response(request, etag=etag):
        return seen
    response = FileResponse(found.path.open("rb"), content_type=found.media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be found; where the map of the site is."""
    lines = ["User-agent: *", "Disallow:", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The parts of the map of the site."""
    return _xml(request, "home/sitemap_index.xml", index_entries())


@require_safe
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    """The addresses of a part: public pages only, in each language."""
    entries = part_entries(part)
    if entries is None:
        raise NotFound(_("There is no such page."))
    return _xml(request, "home/sitemap.xml", entries)


def _xml(request: HttpRequest, template: str, entries: object) -> HttpResponse:
    response = render(request, template, {"entries": entries}, content_type="application/xml")
    response["Cache-Control"] = "public, max-age=3600"
    return response
