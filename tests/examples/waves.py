"""The two invented waves as data: teams, head counts, and how many people gave each answer.

Every number is invented. The baseline is calibrated to what was published about a real survey of 2016: 60 % answered,
20 % said they need more support, staff confident overall, many with limited experience.
`counts` gives the number of people behind each answer in scale order (agree: the last is "does not apply");
people who were asked and are in no count skipped the question.
"""

from tests.examples.codebook import RESCALED, REWORDED

ADULTS, CHILDREN, QUALITY = "Adults and Health", "Children and Families", "Quality and Contracts"


def _teams(rows):
    names = ["name", "team", "parent", "headcount", "answers", "report_as", "note"]
    return [dict(zip(names, row, strict=True)) for row in rows]


BASELINE = {
    "key": "baseline",
    "folder": "example-2016-baseline",
    "seed": 2016,
    "title": "Baseline, autumn 2016",
    "opened": "2016-10-10",
    "closed": "2016-11-04",
    "as_at": "2016-10-03",
    "created": "2016-10-03T09:00:00",
    "platform": "surveymonkey",
    "form_title": "Involving citizens: staff survey 2016",
    "form_id": "involvingcitizens2016",
    "reworded": {},
    "rescaled": {},
    "teams": _teams([
        ("olderpeople", "Older People", ADULTS, 34, 19, "", "two people on long-term leave are left out"),
        ("learning", "Learning Disability", ADULTS, 22, 14, "", ""),
        ("mental", "Mental Health", ADULTS, 18, 12, "", ""),
        ("carers", "Carers and Prevention", ADULTS, 8, 4, "", ""),
        ("earlyhelp", "Early Help", CHILDREN, 24, 13, "", "one person on long-term leave is left out"),
        ("send", "Special Educational Needs", CHILDREN, 16, 7, "", ""),
        ("incare", "Children in Care", CHILDREN, 14, 6, "", ""),
        ("young", "Young People and Transitions", CHILDREN, 6, 3, "", ""),
        ("contracts", "Contracts and Procurement", QUALITY, 26, 17, "", ""),
        ("quality", "Quality and Safeguarding", QUALITY, 14, 12, "", ""),
        ("insight", "Data and Insight", QUALITY, 10, 8, "", ""),
        ("voice", "Citizen Voice", QUALITY, 8, 5, "", ""),
    ]),
    # Who stopped after the experience grid, who broke off early, where skipped questions may fall (larger teams only,
    # so that every merged group keeps at least 10 answers to the headline questions).
    "partial": ["olderpeople", "olderpeople", "contracts", "contracts", "learning", "mental"],
    "breakoff": ["olderpeople", "olderpeople", "earlyhelp", "earlyhelp", "send", "contracts", "incare", "learning"],
    "empty": 4,
    "roomy": ["olderpeople", "mental", "earlyhelp", "contracts", "send"],
    # How many people used 0, 1, 2 … of the eight ways in the past 12 months: 66 of 120 used at most one.
    "ways": (36, 30, 22, 16, 10, 4, 2, 0, 0),
    "counts": {
        "confidence": (5, 13, 18, 58, 26),
        "commitment": (13, 38, 68),
        "support": (68, 28, 24),
        "knowsurveys": (4, 16, 52, 48), "knowgroups": (8, 24, 50, 38), "knowinterviews": (7, 26, 51, 35),
        "knowpanels": (18, 38, 42, 22), "knowworkshops": (27, 42, 35, 16), "knowchecks": (36, 44, 29, 11),
        "knowtenders": (54, 44, 20, 2), "knowpeers": (47, 45, 21, 5),
        "skillsurveys": (22, 40, 42, 16), "skillgroups": (38, 40, 30, 12), "skillinterviews": (36, 38, 33, 12),
        "skillpanels": (60, 36, 17, 6), "skillworkshops": (66, 34, 15, 5), "skillchecks": (78, 28, 11, 3),
        "skilltenders": (90, 21, 8, 1), "skillpeers": (88, 24, 6, 2),
        "usedsurveys": (68, 24, 19, 9), "usedgroups": (84, 20, 12, 4), "usedinterviews": (86, 16, 12, 6),
        "usedpanels": (96, 12, 8, 4), "usedworkshops": (100, 11, 6, 3), "usedchecks": (109, 6, 4, 1),
        "usedtenders": (110, 6, 3, 0), "usedpeers": (111, 5, 3, 0),
        "job": (5, 9, 17, 50, 29, 3), "centre": (6, 17, 24, 48, 17, 0), "newways": (4, 14, 30, 47, 15, 3),
        "nervous": (17, 34, 27, 28, 7, 0), "teaminvolves": (12, 27, 28, 33, 9, 5),
        "equals": (7, 20, 31, 42, 13, 0), "planstart": (13, 32, 29, 25, 8, 6),
        "notreal": (38, 37, 21, 13, 4, 0), "lowpriority": (14, 28, 30, 31, 10, 0),
        "rarelyhear": (9, 27, 33, 31, 11, 3), "meanings": (4, 11, 26, 50, 23, 0), "tickbox": (15, 31, 31, 26, 9, 0),
    },
    # How many of the 52 people asked ticked each thing that would help.
    "help": {"training": 27, "watching": 18, "colleague": 20, "time": 29, "manager": 12, "expenses": 9,
             "materials": 14, "voiceteam": 16, "other": 4},
    "otherwords": ["A mentor", "a quiet room to meet in", "Easier ways to pay people", "someone to take notes"],
}

REPEAT = {
    "key": "repeat",
    "folder": "example-2018-repeat",
    "seed": 2018,
    "title": "Repeat, early 2018",
    "opened": "2018-01-15",
    "closed": "2018-02-09",
    "as_at": "2018-01-08",
    "created": "2018-01-08T09:00:00",
    "platform": "microsoft-forms",
    "form_title": "Involving citizens: staff survey 2018",
    "form_id": "involvingcitizens2018",
    "reworded": REWORDED,
    "rescaled": RESCALED,
    "teams": _teams([
        ("homecare", "Older People at Home", ADULTS, 20, 11, "Older People", "the team was split in April 2017"),
        ("carehomes", "Care Homes", ADULTS, 17, 9, "Older People", "the team was split in April 2017"),
        ("learning", "Learning Disability", ADULTS, 22, 13, "", ""),
        ("mental", "Mental Health", ADULTS, 19, 13, "", ""),
        ("carers", "Carers and Prevention", ADULTS, 9, 5, "", ""),
        ("earlyhelp", "Early Help", CHILDREN, 25, 13, "", ""),
        ("send", "Special Educational Needs", CHILDREN, 16, 11, "", ""),
        ("incare", "Children in Care", CHILDREN, 15, 8, "", "one person on long-term leave is left out"),
        ("young", "Young People and Transitions", CHILDREN, 7, 4, "", ""),
        ("contracts", "Contracts and Procurement", QUALITY, 26, 16, "", ""),
        ("quality", "Quality and Safeguarding", QUALITY, 15, 11, "", ""),
        ("insight", "Data and Insight", QUALITY, 11, 7, "", ""),
        ("voice", "Citizen Voice", QUALITY, 8, 5, "", ""),
    ]),
    "partial": ["homecare", "homecare", "carehomes", "contracts", "contracts", "mental"],
    "breakoff": ["homecare", "earlyhelp", "contracts", "learning", "mental"],
    "empty": 0,
    "roomy": ["homecare", "carehomes", "mental", "earlyhelp", "contracts"],
    # 40 of 126 used at most one way.
    "ways": (14, 26, 32, 26, 16, 8, 4, 0, 0),
    "counts": {
        "confidence": (3, 9, 13, 66, 35),
        "commitment": (5, 11, 33, 46, 30),
        "support": (78, 25, 23),
        "knowsurveys": (3, 13, 52, 58), "knowgroups": (5, 17, 54, 50), "knowinterviews": (5, 20, 54, 46),
        "knowpanels": (10, 31, 50, 35), "knowworkshops": (12, 30, 50, 34), "knowchecks": (28, 44, 38, 16),
        "knowtenders": (46, 46, 27, 7), "knowpeers": (38, 48, 30, 9),
        "skillsurveys": (14, 36, 52, 24), "skillgroups": (25, 39, 43, 19), "skillinterviews": (27, 38, 42, 18),
        "skillpanels": (48, 42, 25, 11), "skillworkshops": (42, 39, 31, 13), "skillchecks": (74, 33, 14, 5),
        "skilltenders": (91, 23, 10, 2), "skillpeers": (84, 29, 10, 3),
        "usedsurveys": (56, 32, 26, 12), "usedgroups": (74, 28, 17, 7), "usedinterviews": (80, 22, 17, 7),
        "usedpanels": (88, 18, 14, 6), "usedworkshops": (80, 25, 14, 7), "usedchecks": (108, 10, 5, 3),
        "usedtenders": (113, 8, 3, 1), "usedpeers": (112, 7, 4, 3),
        "job": (3, 8, 18, 53, 34, 3), "centre": (3, 6, 16, 61, 32, 0), "newways": (3, 10, 24, 57, 22, 3),
        "nervous": (28, 41, 24, 20, 6, 0), "teaminvolves": (5, 13, 25, 53, 19, 4),
        "equals": (6, 19, 31, 47, 15, 0), "planstart": (8, 29, 28, 37, 12, 6),
        "notreal": (44, 40, 20, 11, 4, 0), "lowpriority": (15, 32, 30, 30, 11, 0),
        "rarelyhear": (5, 15, 24, 48, 25, 3), "meanings": (9, 23, 31, 41, 15, 0), "tickbox": (12, 33, 30, 30, 12, 3),
    },
    # How many of the 48 people asked ticked each thing that would help.
    "help": {"training": 20, "watching": 17, "colleague": 16, "time": 31, "manager": 9, "expenses": 2,
             "materials": 11, "voiceteam": 13, "other": 3},
    "otherwords": ["Childcare at meetings", "a longer lead time", "Feedback from last time"],
}

WAVES = [BASELINE, REPEAT]
