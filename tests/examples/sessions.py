"""The invented sessions of the example plan: how many came, how sure they felt, and what they would change."""

# Date, activity, places, attended, answered, confident before, confident after, one thing to change.
HEADINGS = ("date", "activity", "places", "attended", "answered", "confident_before", "confident_after", "one_thing")
SESSIONS = [
    ("2016-12-06", "talks", 20, 17, 15, 6, 9, "Say less about policy, Wilhelmina Brackenbury knows it by heart"),
    ("2016-12-08", "managers", 12, 9, 9, 4, 5, ""),
    ("2016-12-13", "talks", 24, 21, 20, 9, 13, "Send the slides first"),
    ("2017-01-10", "talks", 18, 15, 13, 6, 8, ""),
    ("2017-01-12", "managers", 12, 10, 9, 4, 7, "My own manager should have been there, ring 01632 960417"),
    ("2017-01-18", "start", 15, 13, 13, 5, 9, "Too much in one day"),
    ("2017-01-25", "lunches", 20, 16, 11, 5, 6, ""),
    ("2017-01-31", "talks", 22, 16, 14, 5, 9, ""),
    ("2017-02-09", "tenders", 12, 11, 10, 2, 5, "More time for the scores"),
    ("2017-02-15", "start", 15, 15, 14, 6, 10, ""),
    ("2017-02-21", "shadowing", 10, 7, 7, 2, 4, "The panel was called off on the day"),
    ("2017-02-22", "talks", 20, 12, 12, 6, 7, "The room at Zephyrine House was too cold"),
    ("2017-03-08", "lunches", 20, 9, 7, 3, 4, ""),
    ("2017-03-14", "start", 15, 12, 12, 4, 9, "Bring a real project"),
    ("2017-03-23", "pairs", 8, 6, 6, 2, 4, ""),
    ("2017-03-28", "talks", 20, 14, 14, 7, 10, ""),
    ("2017-04-06", "tenders", 12, 12, 11, 3, 7, "Citizens should be paid on the day"),
    ("2017-04-19", "shadowing", 12, 10, 10, 3, 7, ""),
    ("2017-04-27", "checks", 12, 10, 10, 1, 5, "I did not like being checked by Otto Featherstonehaugh"),
    ("2017-05-10", "start", 15, 11, 10, 4, 8, ""),
    ("2017-05-16", "lunches", 20, 6, 5, 2, 2, "Hold them at another time"),
    ("2017-05-24", "peers", 12, 9, 9, 1, 4, ""),
    ("2017-06-08", "tenders", 12, 9, 9, 3, 6, ""),
    ("2017-06-14", "pairs", 8, 7, 7, 3, 5, "A longer pairing"),
    ("2017-06-28", "checks", 12, 11, 10, 3, 7, ""),
    ("2017-07-05", "shadowing", 12, 8, 8, 3, 5, ""),
    ("2017-07-12", "lunches", 20, 8, 8, 4, 5, "Tell us what became of last month’s ideas"),
    ("2017-09-06", "checks", 12, 10, 9, 3, 6, ""),
    ("2017-09-13", "pairs", 12, 10, 9, 3, 7, ""),
    ("2017-09-20", "peers", 12, 10, 9, 2, 5, "More of the experts by experience, fewer slides"),
    ("2017-10-04", "shadowing", 14, 11, 11, 5, 8, ""),
    ("2017-10-18", "lunches", 20, 11, 9, 4, 6, ""),
    ("2017-11-15", "pairs", 8, 5, 5, 2, 3, "qz-session-note-8841"),
]
# What must not be found in anything that was processed or published.
PLANTED = tuple(row[-1] for row in SESSIONS if row[-1]) + ("Brackenbury", "01632 960417", "Featherstonehaugh",
                                                           "Zephyrine House")
