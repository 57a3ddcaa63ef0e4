"""Invented words that people typed into the free-text box, and the private details planted among them."""

# Planted: what a published page must never show. Names are made up, addresses lead nowhere,
# and 01632 960 numbers are kept free for use in stories.
PLANTED = {
    "baseline": [
        ("Ask Bertram Quillfeather, he turns down every expense claim.", "Bertram Quillfeather"),
        ("Happy to run a session: ottoline.marshwiggle@example.org", "ottoline.marshwiggle@example.org"),
        ("My manager Perpetua Sandgrouse thinks it is a waste of time", "Perpetua Sandgrouse"),
        ("I am the only one in my team who uses a wheelchair and nobody asked me", "who uses a wheelchair"),
    ],
    "repeat": [
        ("Ring me on 01632 960471 and I will tell you what went wrong.", "01632 960471"),
        ("Thank you to Leopold Thimblewick, who took me along to a panel", "Leopold Thimblewick"),
        ("cordelia.brackwater@example.org has a good list of venues", "cordelia.brackwater@example.org"),
    ],
}

COMMENTS = {
    "baseline": [
        "Start earlier. We ask people when it is already decided.",
        "A list of who does what",
        "More time in the project plan, please",
        "Pay travel costs on the day, not six weeks later.",
        "show me how it is done",
        "Meet people where they already are, not in our offices",
        "Someone to sit next to me the first time I do it",
        "Nothing, we do this well already",
        "Tell people what happened after they gave up their evening.",
        "Plain English in our tender papers",
        "Short practical sessions, not a whole day",
        "A small budget for tea, rooms and buses",
        "Stop calling it consultation if nothing can change",
        "I would like to shadow another team.",
        "Managers should come along too",
        "One diary of all meetings with citizens",
        "don't know",
        "Better rooms. Ours are up two flights of stairs.",
        "Fewer words, more doing",
        "Talk to carers in the evening when they are free",
        "Good examples from other councils",
        "Ask young people to write the questions",
        "Be honest about what cannot change",
        "We need an easy read version of everything",
        "Let citizens see what we did with their ideas",
        "Ask before the contract is written, not after",
        "A letter back to everybody who came",
        "Say at the start what is still open",
        "I want to hear how it ended for the people we asked",
        "Half a day of practice with a coach",
        "Two of us could run the first panel together",
        "Come along with us once and tell us how we did",
        "Let me try it on something small first",
        "A course that ends with doing it for real",
        "Swap places with the engagement team for a week",
        "Bus fares in cash",
        "Fewer projects, so that there are hours left for this",
        "A place to meet that has a lift",
        "Pay people for their evening",
        "Room in my diary",
    ],
    "repeat": [
        "Keep the short sessions going, they helped.",
        "Going along with a colleague helped me most",
        "We still do not hear what changed afterwards.",
        "More citizens scoring tenders please",
        "Write back to everyone who took part",
        "Time. It is always time.",
        "A page that says what changed because of citizens",
        "Reach people who never come to meetings",
        "Another round of workshops next year",
        "Make it part of the yearly talk with my manager",
        "n/a",
        "Small thank-you payments would help",
        "Bring citizens in when we choose what to buy",
        "Easier ways to book a room outside our building",
        "Share the good stories with the whole centre",
        "Training for new starters in their first month",
        "Stop changing team structures",
        "More evening meetings and fewer at ten in the morning",
        "Tell us early when there is money for expenses.",
        "It works better when citizens chair",
        "A quick guide to peer research",
        "Let us try things and get some wrong",
    ],
}

# The main theme of each comment above, in their order, the planted ones last, as two coders settled it in the end.
_BASELINE = """
tickbox materials time expenses watching outreach colleague nothing rarelyhear materials training expenses
tickbox watching manager materials nothing expenses talklong outreach materials outreach rarelyhear materials
rarelyhear tickbox rarelyhear tickbox rarelyhear training colleague watching training training watching expenses
time expenses expenses time expenses training lowpriority tickbox
"""
CODES = {"baseline": _BASELINE.split()}
# What the second coder chose first instead, by the place of the comment.
FIRST_THOUGHT = {"baseline": {0: "talklong", 6: "watching", 10: "watching", 14: "lowpriority", 21: "tickbox",
                              33: "watching",
                              43: "lowpriority"}}
# Themes of the coders' own, and which of the first list count with which: name, label, what belongs there; merged into.
OWN_THEMES = {"baseline": [
    ("learning", "Learning by doing, with somebody beside you", "practice, watching, coaching"),
    ("practical", "Time, money and rooms", "what it takes to do it at all"),
    ("followup", "Ask early, and say what came of it", "asked too late, heard nothing back"),
    ("outreach", "Go to people, not they to us", "evenings, other places, other people"),
]}
MERGED = {"baseline": {"training": "learning", "watching": "learning", "colleague": "learning", "time": "practical",
                       "expenses": "practical", "rarelyhear": "followup", "tickbox": "followup",
                       "talklong": "followup"}}
# Paraphrases by the place of the comment: words, and who signed them off ("" nobody yet).
PARAPHRASES = {"baseline": {
    0: ("We are brought in too late to change much.", "chair of the working party"),
    6: ("A partner for the first try would take the fear away.", "citizen member of the working party"),
    11: ("Small costs stop good plans.", "senior manager"),
    24: ("People should get news of what came of it.", "citizen member of the working party"),
    29: ("Practice helps more than slides.", ""),
}}
