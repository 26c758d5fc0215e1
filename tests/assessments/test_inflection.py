"""Names in every form: better one word too many than a name left standing."""

import re

import pytest

from talkoot.assessments.rules.inflection import word_pattern

FORMS = {
    "Kuopio": "Kuopion Kuopiossa Kuopioon Kuopiota Kuopiosta Kuopiolla Kuopioksi Kuopiokin "
    "kuopiolainen kuopiolaisille Kuopiossamme",
    "Helsinki": "Helsingin Helsingissä Helsinkiin Helsinkiä Helsingistä helsinkiläiset",
    "Lahti": "Lahden Lahdessa Lahteen Lahtea Lahdesta lahtelaiset",
    "Turku": "Turun Turussa Turkuun Turkua turkulainen",
    "Tampere": "Tampereen Tampereella Tampereelle Tamperetta tamperelaisten",
    "Rovaniemi": "Rovaniemen Rovaniemellä Rovaniemelle rovaniemeläiset",
    "Uusikaupunki": "Uudenkaupungin Uudessakaupungissa Uuteenkaupunkiin",
    "Kauniainen": "Kauniaisten Kauniaisissa Kauniaisiin Kauniaisista",
    "Lappeenranta": "Lappeenrannan Lappeenrannassa Lappeenrantaan",
    "Seinäjoki": "Seinäjoen Seinäjoella Seinäjoelle seinäjokelaiset",
    "Varkaus": "Varkauden Varkaudessa Varkauteen Varkautta",
    "Riihimäki": "Riihimäen Riihimäellä Riihimäelle",
    "Orivesi": "Oriveden Orivedellä Orivettä",
    "Vihti": "Vihdin Vihdissä Vihtiin",
    "Lieto": "Liedon Liedossa Lietoon",
    "Loppi": "Lopen Lopella Lopelle",
    "Ii": "Iin Iissä Iihin",
    "Isokyrö": "Isonkyrön Isossakyrössä Isoonkyröön",
    "Espoo": "Espoon Espoossa Espooseen espoolaiset",
    "Hyvinkää": "Hyvinkään Hyvinkäällä Hyvinkäätä",
    "Hanko": "Hangon Hangossa Hankoon",
    "Vasa": "Vasas Vasan",
    "Virtanen": "Virtasen Virtaselle Virtasta Virtaset",
    "Mäkelä": "Mäkelän Mäkelälle Mäkelöiden",
    "Pekka": "Pekan Pekalle Pekkaa",
    "Antti": "Antin Antille Anttia",
    "Kangas": "Kankaan Kankaalle",
    "Jonas": "Jonaksen Jonakselle",
    "Björn": "Björnin Björnille",
    "Niemi": "Niemen Niemelle",
    "Heikki": "Heikin Heikille",
}


def is_form(name: str, word: str) -> bool:
    return re.fullmatch(word_pattern(name), word, re.IGNORECASE) is not None


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_known(name):
    missed = [word for word in [name, *FORMS[name].split()] if not is_form(name, word)]
    assert missed == []


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Hanko", "hanke"),
        ("Salo", "salaisuus"),
        ("Turku", "turvallisuus"),
        ("Oulu", "koulu"),
        ("Kotka", "kotikunta"),
        ("Vaasa", "vastuu"),
    ],
)
def test_other_words_stay(name, word):
    assert not is_form(name, word)
