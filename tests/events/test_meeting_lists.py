"""Reading the lists of meeting tools."""

import pytest

from talkoot.core.tables import BadTable
from talkoot.events.meeting_lists import read_list

pytestmark = pytest.mark.usefixtures("english")
TEAMS = """1. Summary
Meeting title\tTyöpaja
Attended participants\t2
Start time\t11/21/29, 1:00:00 PM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Maija Meikäläinen\t11/21/29, 1:00:00 PM\t11/21/29, 2:02:03 PM\t1h 2m 3s\tmaija@esimerkki.fi\t\tHost
Teppo Testi (Guest)\t11/21/29, 1:10:00 PM\t11/21/29, 1:52:00 PM\t42m 1s\t\t\tPresenter

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Maija Meikäläinen\t11/21/29, 1:00:00 PM\t11/21/29, 2:02:03 PM\t1h 2m 3s\tmaija@esimerkki.fi\t
"""
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
123,Työpaja,21.11.2029 13:00:00,21.11.2029 14:00:00,veto@esimerkki.fi,60,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
"Maija Meikäläinen (Maija M)",maija@esimerkki.fi,21.11.2029 13:00:00,21.11.2029 13:30:00,30,No
"Maija Meikäläinen",maija@esimerkki.fi,21.11.2029 13:40:00,21.11.2029 14:00:00,20,No
Teppo Testi,,21.11.2029 13:05:00,21.11.2029 14:00:00,55,Yes
"""
OLD_TEAMS = """Koko nimi;Käyttäjän toiminto;Aikaleima
Maija Meikäläinen;Liittyi;21.11.2029 13:00:00
Teppo Testi;Liittyi;21.11.2029 13:05:00
Maija Meikäläinen;Poistui;21.11.2029 13:45:00
"""


def plain(content):
    return [(row.name, row.address, row.minutes) for row in read_list(content)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8", "cp1252"])
def test_teams(encoding):
    assert plain(TEAMS.encode(encoding)) == [
        ("Maija Meikäläinen", "maija@esimerkki.fi", 62),
        ("Teppo Testi", "", 42),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_zoom_adds_the_times_of_one_person(separator):
    content = ZOOM.replace(",", separator).encode("utf-8-sig")
    assert plain(content) == [
        ("Maija Meikäläinen", "maija@esimerkki.fi", 50),
        ("Teppo Testi", "", 55),
    ]


def test_log_of_joining_and_leaving():
    assert plain(OLD_TEAMS.encode()) == [("Maija Meikäläinen", "", 45), ("Teppo Testi", "", None)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("62", 62), ("61,6", 62), ("1:02:03", 62), ("1 t 2 min", 62), ("45 min", 45), ("", None)],
)
def test_durations(text, minutes):
    content = f"Nimi;Kesto\nMaija;{text}\n".encode()
    assert [row.minutes for row in read_list(content)] == [minutes]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04xlsx", "Excel file"),
        (b"\xff\xd8\xff\x00\x10JF\x00", "not text"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
        (b"Aika;Paikka\n1;2\n", "no heading"),
        (b"Name;Duration\n\n", "no persons"),
        (b'Name;Duration\n"Maija;45\n', "quotation mark"),
    ],
)
def test_files_that_are_no_lists_say_what_to_do(content, words):
    with pytest.raises(BadTable, match=words):
        read_list(content)


def test_every_wrong_row_is_told_by_its_line():
    content = b"Name;Duration\nMaija;kauan\n;45\nTeppo;12\nOlli;aina\n"
    with pytest.raises(BadTable) as bad:
        read_list(content)
    assert [sentence[:7] for sentence in bad.value.sentences] == ["Line 2:", "Line 3:", "Line 5:"]


def test_leaving_before_joining_is_told():
    content = b"Name,Join time,Leave time\nMaija,21.11.2029 14:00,21.11.2029 13:00\n"
    with pytest.raises(BadTable, match="before joining"):
        read_list(content)
