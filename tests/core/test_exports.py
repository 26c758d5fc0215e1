"""CSV files that spreadsheets open safely."""

import pytest

from talkoot.core.exports import csv_response, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+358401234567", "-1+1", "@x", "\t=1", " =1", "+"])
def test_safe_cell_disarms_formulas(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Kuopio", "", 5, -5, None, "a=b", "+4", "-1,5 %", "-0.25"])
def test_safe_cell_leaves_the_rest(value):
    assert safe_cell(value) == value


def test_csv_response_is_utf8_with_a_mark_and_semicolons():
    response = csv_response("lista", ["Nimi", "Määrä"], [["Ähtäri; kaupunki", 3]])
    text = b"".join(response.streaming_content)
    assert text == '\ufeffNimi;Määrä\r\n"Ähtäri; kaupunki";3\r\n'.encode()
    assert response["Content-Disposition"] == 'attachment; filename="lista.csv"'
