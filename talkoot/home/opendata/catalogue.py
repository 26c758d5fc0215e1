"""The catalogue of open data by DCAT-AP 3: mandatory and recommended properties of each class.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/; checked by the shapes in
data/dcat_ap_shapes.ttl. Import this module where it is used: its library is heavy.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, URIRef

from talkoot.home.opendata.build import FORMATS, OpenFile
from talkoot.home.opendata.sets import DATASETS, Dataset, in_languages
from talkoot.practices.sharing import LICENCE_URL
from talkoot.programmes.models import Programme

EU = "http://publications.europa.eu/resource/authority"
LANGUAGE_CODES = {"fi": "FIN", "sv": "SWE", "en": "ENG"}
FILE_TYPES = {"csv": "CSV", "json": "JSON", "parquet": "PARQUET"}
THEME = f"{EU}/data-theme/GOVE"
FINLAND = f"{EU}/country/FIN"
DCATAP = "http://data.europa.eu/r5r/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
TITLE = _("Open data of %(site)s")
ABOUT = _("Practices, adoptions, organisations, figures and events of development programmes.")
API_ABOUT = _("Reads what the public pages show as JSON; no key is needed.")


def catalogue_texts(files: Mapping[str, OpenFile], issued_on: date) -> dict[str, str]:
    """{file name: text} of the catalogue in Turtle and in JSON-LD."""
    graph = catalogue(files, issued_on)
    return {
        "catalog.ttl": graph.serialize(format="turtle"),
        "catalog.jsonld": graph.serialize(format="json-ld", auto_compact=True),
    }


def catalogue(files: Mapping[str, OpenFile], issued_on: date) -> Graph:
    """The whole graph."""
    told = _Graph(files, issued_on)
    told.tell_catalogue()
    told.tell_service()
    told.tell_agents()
    return told.graph


class _Graph:
    """The graph while it is told, with the addresses that its parts share."""

    def __init__(self, files: Mapping[str, OpenFile], issued_on: date) -> None:
        self.files, self.issued_on = files, issued_on
        self.graph = Graph()
        self.graph.bind("dcatap", DCATAP)
        self.graph.bind("vcard", VCARD)
        self.home = settings.BASE_URL + reverse("open-data")
        self.publisher = URIRef(f"{settings.BASE_URL}/#publisher")
        self.contact = URIRef(f"{self.home}#contact")
        self.licence = URIRef(LICENCE_URL)
        self.service = URIRef(f"{settings.BASE_URL}/api/v1/#service")
        self.nodes = [URIRef(f"{self.home}{row.name}") for row in DATASETS]

    def tell(self, subject: URIRef, found: Mapping[Any, Any]) -> None:
        """Add {property: thing or list of things} of the subject."""
        for predicate, things in found.items():
            for thing in things if isinstance(things, list) else [things]:
                self.graph.add((subject, predicate, thing))

    def tell_catalogue(self) -> None:
        moments = [file.made_at for file in self.files.values()]
        found = {
            RDF.type: DCAT.Catalog,
            DCTERMS.title: _words(TITLE, site=settings.SITE_NAME),
            DCTERMS.description: _words(ABOUT),
            DCTERMS.publisher: self.publisher,
            DCTERMS.license: self.licence,
            DCTERMS.spatial: URIRef(FINLAND),
            FOAF.homepage: URIRef(self.home),
            DCAT.themeTaxonomy: URIRef(f"{EU}/data-theme"),
            DCTERMS.language: [URIRef(f"{EU}/language/{c}") for c in LANGUAGE_CODES.values()],
            DCTERMS.modified: _moment(max(moments, default=timezone.localtime())),
            DCTERMS.issued: _day(self.issued_on),
            DCAT.dataset: self.nodes,
            DCAT.service: self.service,
        }
        self.tell(URIRef(f"{self.home}#catalog"), found)
        for row, node in zip(DATASETS, self.nodes, strict=True):
            self.tell_dataset(row, node)

    def tell_dataset(self, row: Dataset, node: URIRef) -> None:
        period = URIRef(f"{node}#time")
        found = {
            RDF.type: DCAT.Dataset,
            DCTERMS.title: _words(row.title),
            DCTERMS.description: _words(row.description),
            DCTERMS.identifier: Literal(str(node)),
            DCTERMS.publisher: self.publisher,
            DCAT.contactPoint: self.contact,
            DCAT.theme: URIRef(THEME),
            DCTERMS.spatial: URIRef(FINLAND),
            DCTERMS.temporal: period,
            DCTERMS.accrualPeriodicity: URIRef(f"{EU}/frequency/DAILY"),
            DCTERMS.accessRights: URIRef(f"{EU}/access-right/PUBLIC"),
            DCAT.keyword: [Literal(word) for word in row.keywords],
        }
        self.tell(node, found)
        first = Programme.objects.order_by("starts_on").values_list("starts_on", flat=True).first()
        start = Literal((first or timezone.localdate()).isoformat(), datatype=XSD.date)
        self.tell(period, {RDF.type: DCTERMS.PeriodOfTime, DCAT.startDate: start})
        for ending in FORMATS:
            if file := self.files.get(f"{row.name}.{ending}"):
                self.tell(node, {DCAT.distribution: self.tell_file(row, ending, file)})

    def tell_file(self, row: Dataset, ending: str, file: OpenFile) -> URIRef:
        address = URIRef(f"{self.home}{file.name}")
        node = URIRef(f"{address}#file")
        found = {
            RDF.type: DCAT.Distribution,
            DCAT.accessURL: address,
            DCAT.downloadURL: address,
            DCTERMS.title: _words(row.title),
            DCTERMS.description: _words(row.description),
            DCTERMS.license: self.licence,
            DCTERMS["format"]: URIRef(f"{EU}/file-type/{FILE_TYPES[ending]}"),
            URIRef(f"{DCATAP}availability"): URIRef(f"{EU}/planned-availability/STABLE"),
            DCAT.byteSize: Literal(file.size, datatype=XSD.nonNegativeInteger),
            DCTERMS.modified: _moment(file.made_at),
        }
        self.tell(node, found)
        return node

    def tell_service(self) -> None:
        api = f"{settings.BASE_URL}/api/v1/"
        found = {
            RDF.type: DCAT.DataService,
            DCTERMS.title: Literal(f"{settings.SITE_NAME} API", lang="en"),
            DCTERMS.description: _words(API_ABOUT),
            DCAT.endpointURL: URIRef(api),
            DCAT.endpointDescription: URIRef(f"{api}openapi.json"),
            DCAT.servesDataset: self.nodes,
            DCTERMS.publisher: self.publisher,
            DCTERMS.license: self.licence,
            DCAT.contactPoint: self.contact,
            DCAT.theme: URIRef(THEME),
            DCAT.keyword: Literal("API", lang="en"),
        }
        self.tell(self.service, found)

    def tell_agents(self) -> None:
        """Who publishes, whom to write to, under which licence; no person is named."""
        purl = "http://purl.org/adms"
        agent = URIRef(f"{purl}/publishertype/LocalAuthority")
        name = Literal(settings.SITE_NAME)
        self.tell(self.publisher, {RDF.type: FOAF.Agent, FOAF.name: name, DCTERMS.type: agent})
        found = {
            RDF.type: URIRef(f"{VCARD}Organization"),
            URIRef(f"{VCARD}fn"): name,
            URIRef(f"{VCARD}hasEmail"): URIRef(f"mailto:{settings.SUPPORT_EMAIL}"),
        }
        self.tell(self.contact, found)
        kind = URIRef(f"{purl}/licencetype/Attribution")
        self.tell(self.licence, {RDF.type: DCTERMS.LicenseDocument, DCTERMS.type: kind})
        self.tell(URIRef(THEME), {RDF.type: SKOS.Concept})
        self.tell(URIRef(f"{EU}/data-theme"), {RDF.type: SKOS.ConceptScheme})
        self.tell(URIRef(FINLAND), {RDF.type: DCTERMS.Location})


def _words(text: Any, **parts: str) -> list[Literal]:
    """The text in each of the site's languages."""
    found = in_languages(text).items()
    return [Literal(words % parts if parts else words, lang=code) for code, words in found]


def _moment(moment: datetime) -> Literal:
    return _day(timezone.localdate(moment))


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)
