"""The demo's reading desk: open answers half read, interviews and a quote bank. Invented."""

import datetime

from django.utils import timezone

from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.surveys.actions import code_frames, quotes, reading
from talkoot.surveys.models import CodeFrame, ReadAnswer, Round
from talkoot.surveys.reading.desk import original_of
from talkoot.surveys.reading.marks import reading_mark
from talkoot.surveys.reading.quotes import proposed_label
from talkoot.surveys.reading.rules import quoting_problem

ITEM = "open"
# A word of the demo's answers: the codes of the template that a reader would give, by their order.
CODES = {
    "pelisäännöt": [1, 7],
    "Aikaa": [9],
    "Uskallan": [8],
    "esimerkeistä": [4, 5],
    "Esihenkilön": [7],
    "Työnjako": [1],
    "Etäosuudet": [6],
    "aloituspalaverin": [3],
    "Maija": [6, 8],
}
LEFT_UNREAD = 6
QUOTES = 4
# Days ago, role, themes, notes, code of the agents' roles by its order, the point.
INTERVIEWS = [
    (150, "asiantuntija", "kokeilut", "Kokeilut jäivät arkeen, kun esihenkilö oli mukana.", 4),
    (148, "asiantuntija", "osallistuminen", "Hiljaisetkin saivat äänensä kuuluviin.", 2),
    (147, "asiantuntija", "menetelmät", "Lyhyt menetelmä riitti, kun se toistettiin.", 1),
    (141, "asiantuntija", "johtaminen", "Johdon sitoutuminen näkyi jo ensimmäisenä päivänä.", 3),
    (140, "asiantuntija", "verkostot", "Naapurikunnan esimerkki rohkaisi.", 6),
    (139, "asiantuntija", "jatko", "Puolivuotinen väli oli sopiva.", 5),
    (90, "organisaation edustaja", "vaikutukset", "Sairauspoissaoloista puhutaan nyt ajoissa.", 2),
    (89, "organisaation edustaja", "palvelu", "Hakeminen oli kevyttä, päätös tuli nopeasti.", 3),
]


def load_texts(programme: Programme, *, by: User) -> None:
    """Lay the answers out, read most of them, and take some quotes."""
    for survey in Round.objects.filter(programme=programme, state=Round.State.CLOSED):
        reading.lay_out(survey)
    frame = code_frames.create_frame(
        programme,
        title="Työpajojen hyödyt",
        item_code=ITEM,
        template="workshop-benefits",
        by=by,
    )
    _read(programme, frame, by=by)
    _interview(programme, by=by)
    mine = {"response__round__programme": programme, "is_confirmed": True}
    answers = ReadAnswer.objects.filter(**mine).select_related("response__round__programme")
    quotable = [row for row in answers.order_by("pk") if not quoting_problem(row)]
    for number, answer in enumerate({row.text: row for row in quotable}.values()):
        if number == QUOTES:
            break
        quote = quotes.add_quote(
            answer,
            text=answer.text,
            source_label=proposed_label(answer),
            language="fi",
            consent=quotes.Consent.ASKED_IN_SURVEY,
            by=by,
        )
        quotes.set_published(quote, is_public=number < QUOTES - 1, by=by)


def _read(programme: Programme, frame: CodeFrame, *, by: User) -> None:
    codes = {code.order: code.pk for code in frame.codes.all()}
    answers = ReadAnswer.objects.filter(response__round__programme=programme, item_code=ITEM)
    rows = list(answers.select_related("response").order_by("pk"))
    for answer in rows[: max(0, len(rows) - LEFT_UNREAD)]:
        text = original_of(answer)
        chosen = next((orders for word, orders in CODES.items() if word in text), [])
        reading.read_answer(
            answer,
            seen=reading_mark(answer),
            removed=answer.proposed,
            codes=[codes[order] for order in chosen],
            by=by,
        )


def _interview(programme: Programme, *, by: User) -> None:
    frame = code_frames.create_frame(
        programme, title="Agenttien roolit", template="agent-roles", by=by
    )
    codes = {code.order: code for code in frame.codes.all()}
    for days, role, themes, notes, order in INTERVIEWS:
        interview = quotes.save_interview(
            None,
            programme=programme,
            role=role,
            held_on=timezone.localdate() - datetime.timedelta(days=days),
            themes=themes,
            notes=notes,
            has_consent=True,
            by=by,
        )
        quotes.add_point(interview, code=codes[order], text=notes, by=by)
