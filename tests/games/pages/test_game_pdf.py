"""The summary of a game as a tagged PDF."""

import io

import pikepdf

from tests.factories.games import make_room, make_target, played


def pdf_of(page, room, language=""):
    answer = page.get(f"{language}/games/{room.code}/summary.pdf")
    assert answer.headers["Content-Disposition"].endswith(f'game-{room.code}.pdf"')
    return pikepdf.open(io.BytesIO(answer.content))


def test_summary_is_tagged_and_in_the_readers_language(page, office_user):
    room = played(3, facilitator=office_user)
    page.sign_in(office_user)
    for prefix, language in (("", "fi"), ("/sv", "sv"), ("/en", "en")):
        with pdf_of(page, room, prefix) as pdf:
            assert bool(pdf.Root.MarkInfo.Marked)
            assert str(pdf.Root.Lang).startswith(language)
            assert room.title in str(pdf.docinfo["/Title"])


def test_game_without_results_gives_a_document_too(page, office_user):
    room = make_room(facilitator=office_user, state="ended")
    make_target(room, text="Kokoukset 😀")
    page.sign_in(office_user)
    with pdf_of(page, room) as pdf:
        assert len(pdf.pages) == 1
