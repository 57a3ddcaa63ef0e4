# ruff: noqa: E501 (words of questionnaires and of the vision day stand as they are)
"""A second invented survey, as unlike the first as can be: library staff, two languages, scales of 4 and 7, yes and no, numbers.

It shares no item, no answer list, no team and no wording with the examples. Nobody gave these answers.
"""

from pathlib import Path

import numpy as np

from tests.invented import ROSTER, write_book, write_csv

NAME = "libraries-2021"
BRANCHES = {  # English: (Welsh, area)
    "Quay Library": ("Llyfrgell y Cei", "Coast"), "Harbour Library": ("Llyfrgell yr Harbwr", "Coast"),
    "Dune Library": ("Llyfrgell y Twyni", "Coast"), "Mill Library": ("Llyfrgell y Felin", "Valley"),
    "Bridge Library": ("Llyfrgell y Bont", "Valley"), "Forge Library": ("Llyfrgell yr Efail", "Valley"),
    "Heath Library": ("Llyfrgell y Rhos", "Hills"), "Ridge Library": ("Llyfrgell y Grib", "Hills"),
}
EACH, STAFF = 14, 19
_INTRODUCTION = ("We want to find out how libraries work for people who use them. Your answers will help us plan next year. "
                 "Citizen voice means that people have a say. We all share that task. Your answers are confidential.")
_SEVEN = [("Never true", "Byth yn wir"), ("Hardly ever true", "Bron byth yn wir"), ("Now and then true",
                                                                                    "Weithiau'n wir"),
          ("Half the time true", "Yn wir hanner yr amser"), ("Often true", "Yn aml yn wir"),
          ("Nearly always true", "Bron bob amser yn wir"), ("Always true", "Bob amser yn wir")]
_FOUR = [("Not this year", "Dim eleni"), ("One time", "Un tro"), ("Every term", "Bob tymor"), ("Every week",
                                                                                               "Bob wythnos")]
_BOTH = [("I did not", "Naddo"), ("I did", "Do")]
_TOOLS = [("Large type", "Print bras"), ("Talking books, tapes or discs", "Llyfrau llafar, tapiau neu ddisgiau"),
          ("Reading groups", "Grwpiau darllen"), ("Something else", "Rhywbeth arall")]
_ITEMS = [  # type, name, English, Welsh, relevant, polarity, construct, bands
    ("select_one branch", "branch", "Where is your desk?", "Ble mae eich desg?", "", "", "place", ""),
    ("select_one seven", "welcome7", "Visitors feel welcome here.", "Mae ymwelwyr yn teimlo croeso yma.", "",
     "positive", "mood",
     ""),
    ("select_one seven", "listen7", "We act on what visitors tell us.", "Rydym yn gwrando ar ymwelwyr.", "",
     "positive", "mood",
     ""),
    ("select_one seven", "rushed7", "I am too rushed to talk.", "Rwy'n rhy brysur i siarad.", "", "negative", "mood",
     ""),
    ("begin_group", "events", "How often did your desk hold these?", "Pa mor aml y cynhaliwyd y rhain?", "", "", "",
     ""),
    ("select_one four", "storytime", "Story hours", "Oriau stori", "", "positive", "events", ""),
    ("select_one four", "authors", "Author visits", "Ymweliadau awduron", "", "positive", "events", ""),
    ("end_group", "", "", "", "", "", "", ""),
    ("select_one both", "signing", "Did you learn some sign language this year?",
     "Wnaethoch chi ddysgu iaith arwyddion eleni?",
     "", "positive", "learning", ""),
    ("integer", "lessons", "How many lessons did you take?", "Faint o wersi gymeroch chi?", "${signing} = 'did'", "",
     "learning",
     "1-2 3-5 6+"),
    ("decimal", "hours", "How many hours a week do you spend with visitors?",
     "Faint o oriau'r wythnos gydag ymwelwyr?", "", "",
     "time", "0-5 5-15 15-40"),
    ("select_multiple tools", "tools", "Which of these do visitors ask you for?",
     "Pa rai o'r rhain y gofynnir amdanynt?",
     "", "", "tools", ""),
    ("text", "wish", "What would you change? Please name no one.", "Beth fyddech chi'n ei newid? Peidiwch ag enwi neb.",
     "", "", "wish", ""),
    ("select_one seven", "spare7", "I read at home.", "Rwy'n darllen gartref.", "false()", "positive", "mood", ""),
]
_INDICATORS = [
    ["welcoming", "Visitors feel welcome", "say that visitors feel welcome most of the time", "welcome7",
     "in s5 s6 s7", "higher",
     "yes"],
    ["signers", "Learnt to sign", "learnt some sign language this year", "signing", "in did", "higher", "yes"],
    ["withvisitors", "Long with visitors", "spend 15 hours a week or more with visitors", "hours", "in 15to40",
     "higher", "yes"],
    ["busy", "Held both events", "held both kinds of event", "storytime authors", "in term week, in term week",
     "higher", ""],
    ["mood", "The mood, as one score", "", "welcome7 listen7 rushed7", "score", "higher", ""],
]


def sheets(breakdowns: bool = True) -> dict[str, list[list[str]]]:
    """The codebook; without `breakdowns` nobody is asked for a branch."""
    items = [item for item in _ITEMS if breakdowns or item[1] != "branch"]
    heads = ["type", "name", "label::English (en)", "label::Cymraeg (cy)", "relevant", "polarity", "construct",
             "bands", "headline"]
    lists = [("branch", name.split()[0].lower(), name, welsh, "") for name, (welsh,
                                                                             _) in BRANCHES.items()] if breakdowns else []
    lists += [("seven", f"s{n}", *labels, "yes" if n > 4 else "") for n, labels in enumerate(_SEVEN, 1)]
    lists += [("four", name, *labels, yes) for name, labels, yes in
              zip(("none", "once", "term", "week"), _FOUR, ("", "", "yes", "yes"), strict=True)]
    lists += [("both", "didnot", *_BOTH[0], ""), ("both", "did", *_BOTH[1], "yes")]
    lists += [("tools", name, *labels, "") for name, labels in zip(("large", "talking", "groups", "other"), _TOOLS,
                                                                   strict=True)]
    return {
        "survey": [heads, ["note", "hello", _INTRODUCTION, "Croeso."], *([*item, ""] for item in items)],
        "choices": [["list_name", "name", "label::English (en)", "label::Cymraeg (cy)", "positive"], *map(list, lists)],
        "settings": [["form_title", "default_language"], ["Libraries for all", "English (en)"]],
        "indicators": [["name", "label", "phrase", "items", "rule", "better", "headline"], *_INDICATORS],
        "breakdowns": [["name", "label", "item"], *([["team", "Library", "branch"]] if breakdowns else [])],
    }


def people(breakdowns: bool = True) -> list[dict[str, str]]:
    """What everybody answered, by English heading; every third person answered in Welsh."""
    rng = np.random.default_rng(2031)
    crowd = []
    for place, (welsh, _) in BRANCHES.items():
        for n in range(EACH):
            tongue = n % 3 == 2
            did = rng.random() < 0.55
            ticked = [labels[tongue] for labels, odds in zip(_TOOLS[:3], (0.6, 0.4, 0.3), strict=True)
                      if rng.random() < odds]
            person = {"Where is your desk?": (place, welsh)[tongue]} if breakdowns else {}
            person |= {item[2]: _SEVEN[rng.choice(7, p=(.05, .05, .1, .2, .25, .2, .15))][tongue]
                       for item in _ITEMS[1:4]}
            person |= {item[2]: _FOUR[rng.choice(4, p=(.2, .3, .3, .2))][tongue] for item in _ITEMS[5:7]}
            person |= {"Did you learn some sign language this year?": _BOTH[did][tongue],
                       "How many lessons did you take?": str(rng.choice([1, 2, 3, 5, 6, 12])) if did else "",
                       "How many hours a week do you spend with visitors?": f"{rng.choice([2, 4.5, 7.5, 10, 15, 22.5, 30]):g}",
                       "Which of these do visitors ask you for?": "".join(f"{tick};" for tick in ticked),
                       "What would you change? Please name no one.": ""}
            crowd.append(person)
    return crowd


def write_libraries(raw: Path, breakdowns: bool = True) -> Path:
    """Write the whole wave to `raw/libraries-2021`, exported from Microsoft Forms, and return its folder."""
    folder = raw / NAME
    folder.mkdir(parents=True)
    (folder / "wave.toml").write_text('title = "Summer 2021"\ninvented = true\nopened = 2021-06-02\nclosed = 2021-06-25\n', "utf-8")
    write_book(folder / "codebook.xlsx", sheets(breakdowns))
    roster = [[place, area, STAFF, "2021-06-02", "", ""] for place, (_, area) in BRANCHES.items()]
    write_csv(folder / "roster.csv", [ROSTER, *roster])
    crowd = people(breakdowns)
    heads = ["ID", "Start time", "Completion time", "Email", "Name", *crowd[0]]
    rows = [[n, "6/2/31 9:00", "6/2/31 9:05", "anonymous", "", *person.values()] for n, person in enumerate(crowd, 1)]
    write_csv(folder / "responses.csv", [heads, *rows])
    return folder
