"""Samples of the gallery's pictures: long Finnish questions, and a hidden row in each."""

from talkoot.core.canvas import Axis, Bar, Pair, Point, Stack
from talkoot.core.graphs import Node, tree
from talkoot.core.maps import map_of_regions
from talkoot.core.pictures import Picture, bars, pairs, stacked, trend

FEW = "Piilotettu: alle 5 vastausta"
STEPS = ["erittäin myönteisesti", "jonkin verran myönteisesti", "ei lainkaan",
         "jonkin verran kielteisesti", "erittäin kielteisesti"]  # fmt: skip
QUESTIONS = [
    "Miten sparraus vaikutti varhaiskasvatushenkilöstön osallistumiseen ja vaikuttamiseen?",
    "Uusien toimintatapojen käyttöönotto",
    "Asiakaslähtöisyys",
]
STACKS = [
    Stack(QUESTIONS[0], [(0.42, "42 %"), (0.37, "37 %"), (0.16, "16 %"), (0.03, "3 %"),
                         (0.02, "2 %")], "n = 90"),
    Stack(QUESTIONS[1], [(0.31, "31 %"), (0.48, "48 %"), (0.11, "11 %"), (0.07, "7 %"),
                         (0.03, "3 %")], "n = 88"),
    Stack(QUESTIONS[2], hidden=FEW),
]  # fmt: skip
BARS = [
    Bar(QUESTIONS[0], 0.79, "79 %", 0.694, 0.863, "69–86 %", "n = 90"),
    Bar(QUESTIONS[1], 0.62, "62 %", 0.518, 0.715, "52–72 %", "n = 90"),
    Bar(QUESTIONS[2], hidden=FEW),
]
PAIRS = [
    Pair(QUESTIONS[0], 2.9, 3.8, "2,9", "3,8", "+0,9 (95 %: 0,4–1,4)", "34 paria"),
    Pair(QUESTIONS[1], 3.6, 3.5, "3,6", "3,5", "−0,1 (95 %: −0,5–0,3)", "31 paria"),
    Pair(QUESTIONS[2], hidden=FEW),
]
MOMENTS = ["kevät 2018", "kevät 2019", "kevät 2020", "kevät 2021"]
LINES = [
    ("Organisaatiot", [Point(0.71, "71 %"), Point(0.78, "78 %"), Point(hidden=FEW),
                       Point(0.94, "94 %")]),
    ("Henkilöt", [Point(0.62, "62 %"), Point(0.64, "64 %"), Point(0.71, "71 %"),
                  Point(0.79, "79 %")]),
]  # fmt: skip
GRADES = Axis(1, 5, [(grade, str(grade)) for grade in range(1, 6)])
TREND_AXIS = Axis(0.5, 1, [(0.5, "50 %"), (0.75, "75 %"), (1, "100 %")])


def samples() -> list[tuple[str, Picture, str]]:
    """[(id, picture, caption)], in the active language where the words are ours."""
    return [
        ("stacks", stacked("Vaikutus portaittain", STEPS, STACKS, heading="Kysymys"),
         "Osuus vastanneista; en osaa sanoa -vastaukset eivät ole mukana."),
        ("intervals", bars("Myönteinen vaikutus", BARS, heading="Kysymys", value_heading="Osuus"),
         "Viiva on 95 prosentin luottamusväli."),
        ("pairs", pairs("Ennen ja jälkeen", PAIRS, heading="Kysymys", axis=GRADES),
         "Samojen vastaajien arviot ennen ja jälkeen."),
        ("trend", trend("Myönteisten osuus kierroksittain", MOMENTS, LINES, heading="Vastaajat",
                        axis=TREND_AXIS), "Katkennut viiva: kierroksen tulos on piilotettu."),
    ]  # fmt: skip


def drawn() -> dict[str, object]:
    """Samples of the map of Finland and of the tree."""
    nodes = [
        Node("0", "Esimerkkilän kaupunki", url="#tree", css="is-root"),
        Node("1", "Mallilan kunta", url="#tree"),
        Node("2", "Kaukaisen pitkänimisen seutukunnan koulutuskuntayhtymä", "1", "#tree"),
        Node("3", "Luopuneen kunta (luopunut)", css="is-over"),
    ]
    counts = {"06": 3, "11": 1, "01": 8}
    return {
        "map": map_of_regions("Mallin ottaneet maakunnittain", counts, {"06": "#map"}),
        "graph": tree("Kuka otti mallia keneltä", nodes),
    }
