"""The columns of an import, and by which headings they are known."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

REQUIRED = ("external_id", "title")
COLUMNS = {
    "external_id": _("Identifier (never changes)"),
    "title": _("Title"),
    "summary": _("In one sentence"),
    "text": _("What was done, the whole text"),
    "organisation": _("Organisation"),
    "municipality": _("Municipality"),
    "sector": _("Service area"),
    "themes": _("Themes"),
    "published_on": _("Published on"),
    "language": _("Language"),
    "source_url": _("Link to the original"),
    "need": _("What was the need?"),
    "results": _("Results so far"),
    "who_took_part": _("Who took part?"),
    "how_measured": _("How do you know the results?"),
    "resources": _("What did it take?"),
    "conditions": _("What must hold, and what did not work?"),
    "tips": _("Tips for those who adopt it"),
    "partners": _("Other organisations that did it with you"),
    "extent": _("Extent"),
    "began_year": _("In what year did the work begin?"),
    "video_url": _("Link to a video"),
    "unit_name": _("Unit"),
    "status": _("Status"),
    "kind": _("Type"),
    "slug": _("Last part of the address"),
    "programme": _("Programme"),
    "is_demo": _("Demo data"),
}
# As spreadsheets and other systems call them, in three languages.
HEADINGS = {
    "external_id": "id tunnus tunniste identifier identifierare ulkoinen_tunniste uuid key",
    "title": "otsikko nimi name rubrik titel namn",
    "summary": "gist tiivistelmä ingressi lead sammandrag ingress abstract lyhyesti",
    "text": "what_was_done teksti kuvaus sisältö body content description mitä_tehtiin "
    "innehåll beskrivning vad_gjordes",
    "organisation": "organisaatio organization organisationen tekijä",
    "municipality": "kunta kommun paikkakunta place",
    "sector": "toimiala palveluala sektor service_area verksamhetsområde",
    "themes": "teemat aiheet teema theme teman tema avainsanat keywords tags asiasanat",
    "published_on": "julkaistu julkaisupäivä päivämäärä date published publicerad datum",
    "language": "kieli språk lang",
    "source_url": "url linkki link länk lähde osoite source",
    "need": "tarve behov",
    "results": "tulokset resultat",
    "who_took_part": "osallistujat deltagare",
    "partners": "kumppanit partner partner_names yhdessä",
    "extent": "laajuus omfattning",
    "began_year": "aloitusvuosi startår",
    "video_url": "video",
    "unit_name": "yksikkö enhet unit",
    "status": "tila läge",
    "kind": "tyyppi typ type",
    "programme": "ohjelma program",
}
KNOWN = {name: name for name in COLUMNS} | {
    heading: name for name, headings in HEADINGS.items() for heading in headings.split()
}
# A sheet that came back with its faults may be sent again as it is.
OURS = frozenset({"talkoot_line", "talkoot_error", "talkoot_note"})
# The columns of files from before there were identifiers.
OLD_FORMAT = frozenset({"gist", "need", "what_was_done"})


def proposed_columns(headings: Iterable[str]) -> dict[str, str]:
    """{heading of the file: our column, or "" for none}; each of ours is given once.

    Our own names go before others, so a file may have both “id” and “external_id”.
    """
    headings = [heading for heading in headings if heading and heading not in OURS]
    found = dict.fromkeys(headings, "")
    taken: set[str] = set()
    for is_exact in (True, False):
        for heading in headings:
            plain = "_".join(heading.strip().lower().replace("-", " ").split())
            name = plain if is_exact and plain in COLUMNS else KNOWN.get(plain, "")
            if found[heading] or not name or name in taken or (is_exact and plain not in COLUMNS):
                continue
            found[heading] = name
            taken.add(name)
    return found


def missing_columns(columns: Mapping[str, str]) -> list[str]:
    """Required columns that no heading gives."""
    given = set(columns.values())
    needed = [name for name in REQUIRED if name not in given]
    is_old = set(columns) >= OLD_FORMAT or "slug" in given
    return [name for name in needed if not (name == "external_id" and is_old)]
