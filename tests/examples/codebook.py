"""What the invented surveys ask: the wording of the two example questionnaires, as data.

Nothing here computes. `workbook.py` turns these tables into the sheets of codebook.xlsx; `exports.py` uses the same
wording for the column headings a survey tool would write.
"""

INTRODUCTION = (
    "This short survey asks how we involve citizens in our work. Your answers will shape a 12-month learning plan. "
    "Citizen voice means citizens having a say in the services they use. Looking after it is a job we all share. "
    "Your answers are confidential; they are never shown for fewer than 10 people. "
    "If you do not know a word, please say so: that is an answer too."
)

# Scales, lowest answer first: (name, label, missing reason, counts as a yes).
SCALES = {
    "confidence": [
        ("notatall", "Not at all confident", "", ""),
        ("notvery", "Not very confident", "", ""),
        ("neither", "Neither confident nor unconfident", "", ""),
        ("fairly", "Fairly confident", "", "yes"),
        ("very", "Very confident", "", "yes"),
    ],
    "plans": [("no", "No", "", ""), ("notsure", "Not sure", "", ""), ("yes", "Yes", "", "yes")],
    "plansfive": [
        ("defnot", "Definitely not", "", ""),
        ("probnot", "Probably not", "", ""),
        ("unsure", "Not sure yet", "", ""),
        ("prob", "Probably", "", "yes"),
        ("def", "Definitely", "", "yes"),
    ],
    "support": [("no", "No", "", ""), ("notsure", "Not sure", "", ""), ("yes", "Yes", "", "yes")],
    "help": [
        ("training", "Training", "", ""),
        ("watching", "Watching others do it", "", ""),
        ("colleague", "A colleague to ask", "", ""),
        ("time", "More time", "", ""),
        ("manager", "My manager's backing", "", ""),
        ("expenses", "Money for expenses", "", ""),
        ("materials", "Plain, accessible materials", "", ""),
        ("voiceteam", "Help from the citizen voice team", "", ""),
        ("other", "Other", "", ""),
    ],
    "knowledge": [
        ("unknown", "I do not know what this is", "", ""),
        ("heard", "I have heard of it", "", ""),
        ("basics", "I know the basics", "", "yes"),
        ("explain", "I could explain it to others", "", "yes"),
    ],
    "skill": [
        ("notyet", "Not yet", "", ""),
        ("withhelp", "With help", "", ""),
        ("alone", "On my own", "", "yes"),
        ("others", "I could help others do it", "", "yes"),
    ],
    "experience": [
        ("never", "Never", "", ""),
        ("once", "Once", "", "yes"),
        ("few", "2 to 4 times", "", "yes"),
        ("many", "5 times or more", "", "yes"),
    ],
    "agree": [
        ("sdisagree", "Strongly disagree", "", ""),
        ("disagree", "Disagree", "", ""),
        ("neither", "Neither agree nor disagree", "", ""),
        ("agree", "Agree", "", "yes"),
        ("sagree", "Strongly agree", "", "yes"),
        ("na", "Does not apply to my work", "does not apply", ""),
    ],
}

# Eight ways to involve citizens: id, words in a grid, words inside a sentence.
METHODS = [
    ("surveys", "Surveys", "surveys"),
    ("groups", "Focus groups", "focus groups"),
    ("interviews", "One-to-one interviews", "one-to-one interviews"),
    ("panels", "Citizen panels or boards", "citizen panels or boards"),
    ("workshops", "Co-design workshops", "co-design workshops"),
    ("checks", "Mystery shopping or quality checking", "mystery shopping or quality checking"),
    ("tenders", "Citizens scoring tenders", "citizens scoring tenders"),
    ("peers", "Peer research by experts by experience", "peer research by experts by experience"),
]

# Questions outside the grids: name, type, words, construct, polarity, headline, required, relevant.
ASKED_IF = "${support} = 'yes' or ${support} = 'notsure'"
QUESTIONS = [
    ("team", "select_one team", "Which team do you work in?", "team", "", "", "yes", ""),
    ("confidence", "select_one confidence", "Overall, how confident do you feel about involving citizens in your work?",
     "confidence", "positive", "yes", "", ""),
    ("commitment", "select_one plans", "Do you plan to involve citizens in your work in the next 12 months?",
     "commitment", "positive", "", "", ""),
    ("support", "select_one support", "Do you need more support or guidance to involve citizens in your work?",
     "support", "negative", "yes", "", ""),
    ("help", "select_multiple help", "What would help you? Choose all that fit.", "help", "", "", "", ASKED_IF),
]
COMMENT = (
    "onething", "text", "What one thing would help us involve citizens better? Please do not name anyone.",
    "comment", "", "", "", "",
)

# The line of the vision day that a question outside the grids serves.
SERVES = {"confidence": "Build confidence"}

# Why a wording stays although `coprod form` advises against it.
KEPT_BECAUSE = {
    "support": "This is the wording of the published survey, and nobody there asked for one without the other.",
}

# Grids over the eight methods: group name, start of the item ids, scale, words above the grid.
METHOD_GRIDS = [
    ("gridknowledge", "know", "knowledge", "How well do you know each of these ways to involve citizens?"),
    ("gridskill", "skill", "skill", "Could you run each of these yourself?"),
    ("gridexperience", "used", "experience",
     "In the past 12 months, how often have you used each of these in your work?"),
]

# Statements to agree with: name, words, polarity, set, headline, the line of the vision day it serves.
VISION = [
    ("job", "Involving citizens is part of my job.", "positive", "core", "yes",
     "All staff seeing citizen involvement as their responsibility"),
    ("centre", "I know how to put citizens at the centre of my work.", "positive", "core", "yes",
     "All colleagues understand how to put citizens at the centre of everything we do"),
    ("newways", "I try out new ways to involve citizens.", "positive", "core", "",
     "Staff have new ideas, try new things, share good practice"),
    ("nervous", "I feel nervous about working alongside citizens.", "negative", "core", "", "Overcome fears"),
    ("teaminvolves", "My team involves citizens as a matter of course.", "positive", "core", "",
     "All teams involve Citizens"),
    ("equals", "Staff and citizens here treat each other as equals.", "positive", "core", "",
     "Not ‘us and them’ & not hierarchical"),
    ("planstart", "Our projects plan from the start how citizens will be involved.", "positive", "core", "",
     "All commissioning projects plan for involvement & coproduction"),
    ("lifeexp", "I draw on what I have lived through myself when I do my job.", "positive", "bank", "",
     "Staff using their lived experience"),
    ("family", "The services we buy would be good enough for my own family.", "positive", "bank", "",
     "What if it were my family?"),
    ("contacts", "I share my own contacts and knowledge where I am happy to.", "positive", "bank", "",
     "where comfortable Staff share own connections, experiences and knowledge"),
    ("enjoy", "I enjoy working with citizens and want to do more of it.", "positive", "bank", "",
     "Colleagues enjoy contact Want to do more"),
    ("difference", "Involving citizens makes a real difference to what we do.", "positive", "bank", "",
     "Loads of positive results"),
    ("acitizen", "At work I keep in mind that I am a citizen too.", "positive", "bank", "",
     "All staff aware that they are citizens too"),
    ("voiceteam", "The citizen voice team gives me support that I value.", "positive", "bank", "",
     "citizen voice team valued for support it gives"),
    ("sharing", "We share with other teams what has worked for us.", "positive", "bank", "",
     "Staff have new ideas, try new things, share good practice"),
    ("workswell", "Co-production works well here.", "positive", "bank", "", "Coproduction working well"),
]
BARRIERS = [
    ("notreal", "Involving citizens is an extra, not real work.", "negative", "core", "", "Its not real work"),
    ("lowpriority", "Involving citizens is a low priority here.", "negative", "core", "",
     "People don’t see it as important"),
    ("rarelyhear", "We rarely hear what changed because citizens were involved.", "negative", "core", "",
     "Not letting them know about our success"),
    ("meanings", "People here mean different things by co-production.", "negative", "core", "",
     "No one knows what coproduction means"),
    ("tickbox", "Involving citizens is often a box to tick.", "negative", "core", "",
     "Its all about the boards-tick box I've done engagements"),
    ("newtome", "Involving citizens is all new to me.", "negative", "bank", "", "Its all new to me!"),
    ("crayons", "Some people think of it as a bit of fun with crayons.", "negative", "bank", "",
     "Playing with crayons"),
    ("doubt", "I doubt that involving citizens gets anything done.", "negative", "bank", "",
     "They aren`t doing anything"),
    ("rudeness", "I have met rudeness when trying to involve citizens.", "negative", "bank", "", "rudeness!"),
    ("outside", "Outside organisations do not take involving citizens seriously.", "negative", "bank", "",
     "External organisations not taking it seriously – not supportive of us"),
    ("talklong", "We talk for a long time before we get started.", "negative", "bank", "",
     "Talking ages don’t get going"),
    ("lookeddown", "People who involve citizens are looked down on.", "negative", "bank", "", "Looked down on me!"),
    ("tooquiet", "We are too quiet about what we do well.", "negative", "bank", "", "Not blown our own trumpet"),
    ("unaware", "People here know little about involving citizens.", "negative", "bank", "", "IGNORANCE"),
]
STATEMENT_GRIDS = [
    ("gridvision", "vision", "Thinking about your work today, how much do you agree or disagree?", VISION),
    ("gridbarriers", "barriers", "What gets in the way? How much do you agree or disagree?", BARRIERS),
]

# What the repeat asks in other words, and what it asks on another scale (so neither can be compared).
REWORDED = {"meanings": "In my team, people mean different things when they say co-production."}
RESCALED = {"commitment": "select_one plansfive"}

# Measures made from items: name, label, phrase, items, rule, better, headline.
INDICATORS = [
    ("confident", "Confident overall", "feel confident about involving citizens",
     "confidence", "in fairly very", "higher", "yes"),
    ("limited", "Limited experience", "have used no more than one of the eight ways in the past 12 months",
     "used*", "at most 1 in once few many", "lower", "yes"),
    ("needssupport", "Needs more support", "say they need more support or guidance to involve citizens",
     "support", "in yes", "lower", "yes"),
    ("myjob", "Part of my job", "see involving citizens as part of their job",
     "job", "in agree sagree", "higher", "yes"),
    ("knowshow", "Knows how to put citizens at the centre", "know how to put citizens at the centre of their work",
     "centre", "in agree sagree", "higher", "yes"),
    ("manyways", "Used three ways or more", "have used three or more of the eight ways in the past 12 months",
     "used*", "at least 3 in once few many", "higher", ""),
    ("ableways", "Could run three ways or more", "could run three or more of the eight ways without help",
     "skill*", "at least 3 in alone others", "higher", ""),
    ("visionscore", "The vision, as one score", "",
     "job centre newways nervous teaminvolves equals planstart", "score", "higher", ""),
    ("barrierscore", "Free of barriers, as one score", "",
     "notreal lowpriority rarelyhear meanings tickbox", "score", "higher", ""),
] + [
    (f"unused{method}", f"{label}: known but not used", f"know about {words} but have not used this way in 12 months",
     f"know{method} used{method}", "in basics explain, in never", "lower", "")
    for method, label, words in METHODS
] + [
    (f"unsure{method}", f"{label}: used but not alone",
     f"have used {words} in 12 months but could not do so on their own",
     f"used{method} skill{method}", "in once few many, in notyet withhelp", "lower", "")
    for method, label, words in METHODS
]

BREAKDOWNS = [("team", "Team", "team")]
