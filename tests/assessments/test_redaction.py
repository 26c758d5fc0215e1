"""Names leave the text; the rest of it stays."""

from django.utils import translation

from talkoot.assessments.rules.redaction import Names, Redactor

MARK = "[name hidden]"
KUOPIO = Names(
    phrases=("Puijonlaakson päiväkoti", "Varhaiskasvatus"),
    organisations=("Kuopion kaupunki", "Kuopio stad"),
    places=("Kuopio",),
    people=("Aino Virtanen", "Pekka Niemi"),
)


def hidden(text: str, names: Names = KUOPIO) -> str:
    with translation.override("en"):
        return Redactor(names)(text)


def test_place_in_any_case_is_hidden():
    text = hidden(
        "Kuopiossa kokeillaan; kuopiolaisten arki. Kuopio-hanke alkoi Kuopion keskustassa."
    )
    assert "uopio" not in text
    assert text.count(MARK) == 4
    assert "kokeillaan" in text and "-hanke" in text


def test_organisation_is_hidden_whole():
    assert hidden("Teemme tämän Kuopion kaupungissa yhdessä.") == f"Teemme tämän {MARK} yhdessä."


def test_unit_of_several_words_is_hidden_and_a_common_word_stays():
    assert hidden("Puijonlaakson päiväkodissa on tiimi.") == f"{MARK} on tiimi."
    assert hidden("Varhaiskasvatuksen laatu paranee.") == "Varhaiskasvatuksen laatu paranee."


def test_people_are_hidden_in_any_case():
    assert hidden("Virtasen ja Niemen tiimi") == f"{MARK} ja {MARK} tiimi"


def test_a_persons_name_as_a_common_word_stays():
    """Aino the name, ainoa the only one; niemi the cape."""
    assert hidden("Tämä on ainoa tapa, niemen kärjessä.") == "Tämä on ainoa tapa, niemen kärjessä."


def test_what_was_found_is_counted():
    hide = Redactor(KUOPIO)
    hide("Kuopiossa ja Kuopiossa, Pekan johdolla.")
    assert dict(hide.found) == {"Kuopiossa": 2, "Pekan": 1}


def test_without_names_nothing_changes():
    assert hidden("Mitään ei poisteta.", Names()) == "Mitään ei poisteta."
