"""The component gallery: every real component with invented Finnish samples of long words."""

import datetime
from typing import Any

from django import forms as fields
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from talkoot.core import forms
from talkoot.core.charts import TILES
from talkoot.home.views import gallery_pictures
from talkoot.home.views.gallery_answers import SampleAnswers

NOTE = "Henkilöstö laati vuosikellon, jossa kuormituspiikit tasataan yli yksikkörajojen."
DAYS = [datetime.date(2029, 9, 3), datetime.date(2029, 10, 1), datetime.date(2030, 6, 30)]


class SampleForm(SampleAnswers):
    """One of each field; the gallery shows it with errors."""

    name = fields.CharField(
        label="Hankkeen nimi",
        max_length=80,
        help_text="Enintään 80 merkkiä. Nimi julkaistaan, jos hakemus hyväksytään.",
    )
    email = fields.EmailField(label="Sähköpostiosoite", required=False)
    need = fields.CharField(
        label="Mitä haluatte muuttaa ja miksi nyt?",
        max_length=60,
        widget=fields.Textarea,
        help_text="Kuvaa nykytilanne, ongelma ja se, mistä huomaatte muutoksen onnistuneen.",
    )
    who = fields.ChoiceField(
        label="Ketkä osallistuvat sparrauspäiviin?",
        widget=fields.RadioSelect,
        choices=[("unit", "Yksi työyksikkö tai tiimi"), ("many", "Useita organisaatioita")],
    )
    themes = fields.MultipleChoiceField(
        label="Hankkeen teemat",
        widget=fields.CheckboxSelectMultiple,
        required=False,
        help_text="Valitse enintään kolme.",
        choices=[
            ("wellbeing", "Työhyvinvointi ja työkykyjohtaminen"),
            ("processes", "Sosiaali- ja terveydenhuollon palveluprosessit"),
        ],
    )
    region = fields.ChoiceField(
        label="Maakunta",
        required=False,
        choices=[("", "Valitse"), *((tile[0], tile[5]) for tile in TILES)],
    )
    participant_count = fields.IntegerField(label="Osallistujia", min_value=1)
    starts_on = forms.DateField(label="Toivottu aloituspäivä", help_text="Esimerkiksi 15.1.2030")
    closes_at = forms.MomentField(label="Haku sulkeutuu", required=False)
    attachment = fields.FileField(
        label="Liite",
        required=False,
        help_text="PDF tai Word, enintään 5 Mt. Älä liitä henkilötietoja.",
    )
    consent = fields.BooleanField(label="Hakemuksen tiedot ovat oikein")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choice_hints = {  # type: ignore[attr-defined]
            "many": "Kukin organisaatio vahvistaa osallistumisensa erikseen."
        }


FAULTY = {
    "need": f"{NOTE} {NOTE}",
    "email": "anna",
    "themes": ["wellbeing"],
    "participant_count": "12",
    "starts_on_day": "31",
    "starts_on_month": "2",
    "starts_on_year": "2030",
}
STATES = [
    ("Myönnetty", "ok"),
    ("Täydennyspyyntö", "warn"),
    ("Hylätty", "err"),
    ("Palaute myöhässä", "late"),
    ("Asiantuntija valitsematta", "info"),
    ("Päätös valmisteilla", "wait"),
    ("Läpimurto", "star"),
]
TIMELINE = [
    {"on": DAYS[0], "text": "Hakemus lähetetty", "is_done": True},
    {
        "on": DAYS[1],
        "text": "Päätös: myönnetty 6 sparrauspäivää",
        "is_done": True,
        "url": "?",
        "link_text": "Päätösasiakirja (PDF, 120 kt)",
    },
    {"when": "nyt", "text": "Valitse asiantuntija", "is_current": True},
    {"on": DAYS[2], "text": "Vaikuttavuuskysely"},
]
STEPS = [
    {"text": "Organisaatio", "url": "?", "is_done": True},
    {"text": "Yhteyshenkilöt", "url": "?", "is_done": True},
    {"text": "Kehittämistarve", "is_current": True},
    {"text": "Tavoitteet"},
    {"text": "Asiantuntija"},
    {"text": "Lähetys"},
]
BARS = [
    {"label": "Työhyvinvointi ja työkykyjohtaminen", "value": 184, "series": 1},
    {"label": "Sosiaali- ja terveydenhuollon palveluprosessit", "value": 121, "series": 2},
    {"label": "Osaamisen kehittäminen", "value": 97, "series": 3},
    {"label": "Digitalisaatio ja tiedolla johtaminen", "value": 88, "series": 4},
    {"label": "Työyhteisösovittelu", "value": 41, "series": 5},
    {"label": "Asukasosallisuus", "value": 36, "series": 6},
]
CHAIN = [
    {"text": "Osallistujien osaaminen vahvistui", "state": "yes", "note": "4,3 / 5, 812 vastausta"},
    {"text": "Toimintatapa muuttui omassa yksikössä", "state": "partly", "note": "61 %"},
    {"text": "Sairauspoissaolot vähenivät", "state": "not_yet", "note": "tieto 9/41 kohteesta"},
]
SUMMARY = [
    {"key": "Organisaatio", "value": "Kajaanin kaupunki"},
    {"key": "Yhteyshenkilö", "value": "anna@esimerkki.fi", "url": "mailto:anna@esimerkki.fi"},
    {"key": "Työhyvinvointisuunnitelma", "value": NOTE, "action": "Muuta", "action_url": "?"},
]
FACETS = [
    {
        "label": "Teema",
        "name": "theme",
        "options": [
            {
                "value": 1,
                "text": "Työhyvinvointi ja työkykyjohtaminen",
                "count": 184,
                "checked": True,
            },
            {"value": 2, "text": "Sosiaali- ja terveydenhuollon palveluprosessit", "count": 121},
        ],
    },
    {
        "label": "Organisaatio",
        "name": "kind",
        "options": [
            {"value": "municipality", "text": "Kunta tai kaupunki", "count": 402},
        ],
        "is_select": True,
    },
]
COLUMNS = [
    {"text": "Hanke ja organisaatio"},
    {"text": "Tila"},
    {"text": "Päiviä", "is_number": True},
    {"text": "Määräaika", "url": "?order=-due", "sorted": "ascending"},
]
ROWS = [
    [
        {
            "text": "Varhaiskasvatuksen vetovoima- ja pitovoimatekijät",
            "url": "?",
            "sub": "Kuusamon kaupunki",
        },
        {"tag": "Päätös valmisteilla", "kind": "wait"},
        {"text": "6"},
        {"text": "28.11.2029"},
    ],
    [
        {
            "text": "Opetushenkilöstön työaikasuunnittelu",
            "url": "?",
            "sub": "Keski-Uudenmaan koulutuskuntayhtymä",
        },
        {"tag": "Myönnetty", "kind": "ok"},
        {"text": "8"},
        {"text": "–"},
    ],
]


ICONS = ["leaf", "scales", "users-three", "trend-up", "handshake", "calendar-blank", "lightbulb"]
ORDERS = [
    {"text": "Uusimmat", "url": "?", "current": True},
    {"text": "Eniten käyttöönottoja", "url": "?order=adoptions"},
]
REGIONS = {
    tile[0]: {"count": 77 - 4 * number, "url": f"?region={tile[0]}"}
    for number, tile in enumerate(TILES)
}
TABS = [
    {"id": "tab-a", "text": "Kuvaus", "html": mark_safe("<p>Vuosikello tasaa.</p>")},
    {"id": "tab-b", "text": "Käyttöönotot (14)", "html": "14 organisaatiota."},
]
MENU = [
    {
        "items": [
            {"text": "Työpöytä", "url": "?", "icon": "house", "current": True},
            {"text": "Päätökset", "url": "?", "icon": "scales", "badge": 3},
        ]
    },
    {
        "title": "Tulokset ja viestintä",
        "items": [{"text": "Teot", "url": "?", "icon": "share-network", "badge": 12}],
    },
]


def ui_gallery(request: HttpRequest) -> HttpResponse:
    """Every component; also the page on which accessibility and widths are tested."""
    samples = {
        "form": SampleForm(FAULTY),
        "states": STATES,
        "timeline": TIMELINE,
        "steps": STEPS,
        "bars": BARS,
        "pictures": gallery_pictures.samples(),
        **gallery_pictures.drawn(),
        "chain": CHAIN,
        "summary": SUMMARY,
        "facets": FACETS,
        "columns": COLUMNS,
        "rows": ROWS,
        "crumbs": [("Haut", "?")],
        "note": NOTE,
        "chips": [{"text": "Kunta tai kaupunki", "url": "?"}],
        "icons": ICONS,
        "orders": ORDERS,
        "page": Paginator(range(744), 24).get_page(request.GET.get("page")),
        "regions": REGIONS,
        "tabs": TABS,
        "menu": MENU,
    }
    return render(request, "home/ui_gallery.html", samples)
