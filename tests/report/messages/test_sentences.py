"""Every sentence that puts values into words: plain, short, and true at the edges."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.record import Verdict
from coprod.report.messages import counted, say, shown
from tests.sentences import said_in

TECHNICAL = ("survey.response_rates", "survey.likely_ranges", "survey.kish.other")
NONE = float("nan")
RAN = {"opened": "2018-01-15", "closed": "2018-02-09"}
CHANGED = {"phrase": "feel sure", "then": 0.7, "now": 0.8, "change": 0.1}
ROLE = {"breakdown": "role", "group": "Role"}
TEAM = {"breakdown": "team", "group": "Team"}
STATUS = {"topic": "Confidence.", "who": "all staff", "survey": "“Early 2018”"}
FEW = "Fewer than 30 people answered. So there are wide ranges only, and no exact numbers."
SURE = {"base": 1200, "phrase": "feel sure"}
VERDICT = {"within_margin": False, "held_back": False, "margin": 0.1, "among": 5}
NO_CHANCE = {"all": 0, "expected": None}
SENTENCES = [
    # all answered, nobody, one, a few
    ("survey.who_answered", {"count": 126, "eligible": 210, "share": 0.6} | RAN,
     "The survey ran from 15 January 2018 to 9 February 2018. 126 of 210 staff answered. That is 60%."),
    ("survey.who_answered", {"count": 40, "eligible": 40, "share": 1.0} | RAN,
     "The survey ran from 15 January 2018 to 9 February 2018. 40 of 40 staff answered. That is 100%."),
    ("survey.finished_or_not", {"complete": 114, "partial": 6},
     "114 people finished the survey. 6 answered most of the questions."),
    ("survey.finished_or_not", {"complete": 120, "partial": 0},
     "120 people finished the survey. Nobody who counts stopped early."),
    ("survey.finished_or_not", {"complete": 1, "partial": 11},
     "1 person finished the survey. 11 answered most of the questions."),
    ("survey.finished_or_not", {"complete": 0, "partial": 12},
     "Nobody finished the survey. 12 answered most of the questions."),
    ("survey.few_answered", {"eligible": 40, "low": 0.25, "high": 0.5} | RAN,
     f"The survey ran from 15 January 2018 to 9 February 2018. Between 25% and 50% of 40 staff answered. {FEW}"),
    ("survey.few_answered", {"eligible": 40, "low": None, "high": None} | RAN,
     f"The survey ran from 15 January 2018 to 9 February 2018. {FEW}"),
    ("survey.said_between", {"low": 0.25, "high": 0.5, "phrase": "feel sure"},
     "Between 25% and 50% of those who answered feel sure"),
    # shares
    ("survey.said", SURE | {"share": 1.0}, "All of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": 0.97}, "Nearly all of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": 0.86}, "About 9 in 10 of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": 0.2}, "1 in 5 of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": 0.5}, "Half of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": 0.52}, "About half of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": (0.52, 0.5, 0.54)}, "About half of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": (0.52, 0.51, 0.53)}, "52% of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": 0.03}, "Very few of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": 0.0}, "None of the 1,200 who answered this feel sure"),
    ("survey.said", SURE | {"share": None}, "Those who feel sure: not shown"),
    ("survey.said_of_staff", {"share": 0.6, "phrase": "answered the survey"},
     "3 in 5 of all staff answered the survey"),
    ("survey.people_of", {"low": 5, "high": 11, "staff": 20}, "5 to 11 of 20"),
    ("survey.people_of", {"low": 5, "high": None, "staff": 20}, "5 or more of 20"),
    ("survey.of_everybody", {"breakdown": "team"},
     "Shares are of everybody in the team who answered the survey, whether or not they rated this."),
    ("survey.of_everybody", {"breakdown": "role"},
     "Shares are of everybody in the group who answered the survey, whether or not they rated this."),
    ("survey.a_little_below", {"breakdown": "team"},
     "Up to one in ten left a statement out, so shares by team can lie a little below those of staff who rated it."),
    ("survey.a_little_below", {"breakdown": "role"},
     "Up to one in ten left a statement out, so shares by group can lie a little below those of staff who rated it."),
    ("survey.unanswered", {"count": 1}, "1 more answered the survey, but gave no rating here."),
    ("survey.bounds", {"low": 0.48, "high": 0.88},
     "Of all staff it is 48% if none of those who did not answer would say so, and 88% if all would."),
    ("survey.share_with_range", {"share": 0.86, "range": (0.79, 0.92), "count": 103, "base": 120},
     "86%, likely range 79% to 92%. 103 of the 120 people who answered this."),
    ("survey.share_with_range", {"share": 0.2, "range": (0.155, 0.26), "count": 24, "base": 120},
     "20%, likely range 16% to 26%. 24 of the 120 people who answered this."),
    ("survey.share_with_range", {"share": 1.0, "range": (1.0, 1.0), "count": 40, "base": 40},
     "100%. Everybody answered: 40 of 40 people said so."),
    ("survey.share_with_range", {"share": NONE, "range": (0, 1), "count": 0, "base": 0},
     "This is not shown: too few people gave an answer, or all but a few did."),
    ("numbers.with_range", {"share": 0.7, "range": (0.63, 0.77)}, "70% (63 to 77)"),
    ("numbers.with_range", {"share": 0.7, "range": (0.7, 0.7)}, "70%"),
    ("numbers.with_range", {"share": NONE, "range": (0.0, 1.0)}, "not shown"),
    ("numbers.score", {"mean": 61, "low": 58, "high": 64}, "61 (likely range 58 to 64)"),
    ("survey.positive", {"answers": ["Agree"]}, "The share of those who answered that said “Agree”."),
    ("survey.positive", {"answers": ["Agree", "Strongly agree"]},
     "The share of those who answered that said “Agree” or “Strongly agree”."),
    ("survey.kish", {"factor": None}, ""),
    ("survey.kish", {"factor": 1.04}, "Weights: head count by answers in each group shown. "
                                      "Kish's factor for the loss by weighting is 1.0."),
    # changes
    ("change.changed", CHANGED | {"then": NONE, "change": NONE, "verdict": "not tested"},
     "Those who feel sure: not compared"),
    ("change.changed", CHANGED | {"now": 0.7, "change": 0.0, "verdict": "about the same"},
     "Of those who answered, 70% then and 70% now feel sure"),
    ("change.changed", CHANGED | {"verdict": "cannot tell"}, "Of those who answered, 70% then and 80% now feel sure"),
    ("change.changed", CHANGED | {"verdict": "improved"},
     "More feel sure: 70% of those who answered then, 80% now"),
    ("change.changed", CHANGED | {"now": 0.3, "change": -0.4, "verdict": "improved"},
     "Fewer feel sure: 70% of those who answered then, 30% now"),
    ("change.changed", CHANGED | {"now": 0.3, "change": -0.4, "verdict": "fallen"},
     "Fewer feel sure: 70% of those who answered then, 30% now"),
    ("change.told", VERDICT | {"verdict": "risen"}, "This went up."),
    ("change.told", VERDICT | {"verdict": "risen", "within_margin": True}, "This went up, by less than 10 points."),
    ("change.told", VERDICT | {"verdict": "cannot tell", "held_back": True},
     "We cannot tell whether this changed. Alone it would count; among 5 questions it may be chance."),
    ("change.told", VERDICT | {"verdict": "exactly the same"}, "This stayed exactly the same."),
    ("change.told", VERDICT | {"verdict": "no_positive"},
     "This is not compared. None of the answers shown counts as positive."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "improved"},
     "That is better than before, when it was 70%."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "improved", "within_margin": True},
     "That is better than before, when it was 70%, but by less than 10 points."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "declined"},
     "That is worse than before, when it was 70%."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "risen"}, "That is more than before, when it was 70%."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "fallen"}, "That is less than before, when it was 70%."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "about the same"},
     "That is about the same as before, when it was 70%."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "exactly the same"}, "That is exactly the same as before."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "cannot tell"},
     "Before, it was 70%. We cannot tell whether this changed."),
    ("change.since", VERDICT | {"share": 0.7, "verdict": "cannot tell", "held_back": True},
     "Before, it was 70%. Alone it would count; among 5 questions it may be chance."),
    ("change.since", {"share": NONE, "verdict": "hidden"},
     "It cannot be compared with the survey before. It is not shown now: too few people gave an answer, or all but a "
     "few did."),
    ("change.since", {"share": NONE, "verdict": "asked once"},
     "It cannot be compared with the survey before. Only asked in one survey."),
    ("change.since", {"share": 0.7, "verdict": "reworded"},
     "It cannot be compared with the survey before. The words of the question changed."),
    ("change.why_not", {"verdict": "rescaled"}, "The answers to choose from changed"),
    ("change.in_short", VERDICT | {"verdict": "cannot tell"}, "did not clearly change"),
    ("change.in_short", VERDICT | {"verdict": "cannot tell", "held_back": True},
     "did not clearly change (alone it would count)"),
    ("change.in_short", VERDICT | {"verdict": "declined", "within_margin": True},
     "got worse, by less than 10 points"),
    ("change.in_short", {"verdict": "not asked"}, "not asked"),
    ("change.in_short", {"verdict": "too few"}, "not shown"),
    ("change.in_short", {"verdict": "reworded"}, "not compared: its words changed"),
    ("change.of_these_questions", {"told": ""}, "No question can be compared."),
    ("change.of_these_questions", {"told": "1 improved"}, "Of these questions 1 improved."),
    ("change.and_others", {"told": "1 cannot be shown now"}, "Of the others 1 cannot be shown now."),
    ("change.detectable_mirror", {"low": 0.05, "high": 0.95}, "5% or 95%"),
    ("change.worth", {"margin": 0.1},
     "A change of 10 points is the smallest that we call worth acting on. This was set before the results."),
    ("change.out_of_reach", {"all": False, "low": 0.31, "high": 0.69},
     "With this response we cannot show that a share between 31% and 69% stayed the same."),
    ("change.out_of_reach", {"all": True, "low": 0.0, "high": 1.0},
     "With this response we cannot show of any share that it stayed the same."),
    ("change.undone", {"less": 0.26, "silent_1": 0.6, "silent_2": 0.4},
     "if those silent had moved 26 points less (60% then, 40% now)"),
    ("change.undone", {"less": -0.26, "silent_1": NONE, "silent_2": 0.4},
     "if those silent had moved 26 points more (40% now)"),
    ("change.undone", {"less": 0.26, "silent_1": 0.6, "silent_2": NONE},
     "if those silent had moved 26 points less (60% then)"),
    ("change.undone_shares", {"silent_1": 0.6, "silent_2": 0.4}, "60% then, 40% now"),
    ("change.held_back_here", {"count": 1},
     "1 of these would count alone; among all questions that were tested it may be chance."),
    ("change.undone_here", {"count": 2, "margin": 0.1},
     "2 of these moved, but by less than 10 points, so they are not among the changes worth acting on."),
    # many groups
    ("many.by_group", {"count": 12560} | TEAM, "12,560 teams beside all staff"),
    ("many.response", {"count": 61} | ROLE, "How many answered: 61 groups by role beside all staff"),
    ("many.needs", {"count": 1} | ROLE, "The largest needs: 1 group by role beside all staff"),
    ("many.questions", {"count": 1}, "1 question"),
    ("many.told", {"higher": 1924, "cannot_tell": 8016, "lower": 0}, "Higher: 1,924. Lower: 0. Can't tell: 8,016."),
    ("many.most", {"label_1": "Plan", "number_1": 2, "label_2": "Sure.", "number_2": 9},
     "Most often higher: Plan (2). Most often lower: Sure (9)."),
    ("many.axis", ROLE, "Share of groups"),
    ("many.about", TEAM,
     "A team is higher if its whole range lies above all staff. It is lower if its whole range lies below. For the "
     "others we "
     "can't tell. There are too many teams to list here. If there are pages of teams, each team's ranges stand on its "
     "own page "
     "and in the spreadsheet."),
    ("many.about", ROLE,
     "A group is higher if its whole range lies above all staff. It is lower if its whole range lies below. For the "
     "others we "
     "can't tell. There are too many groups to list here. Each range stands in the file tallies.csv, from which this "
     "page was "
     "made."),
    ("many.in_both", {"count": 61} | ROLE,
     "61 groups by role are the same in both surveys. They are too many to list here. Each range stands in the file "
     "tallies.csv "
     "of its survey."),
    ("many.bands", {"count": 1200}, "Where 1,200 teams are"),
    ("many.to_ask_again", {"count": 1, "band": (0.0, 0.2)},
     "1 team is in the lowest range: under 20%. The file of all teams names it. Managers, please ask everyone once "
     "more. "
     "Please do not ask who has replied already. Nobody has to say."),
    # the page of a team
    ("teams.part", {"title": "Health", "number": 2, "count": 3}, "Health (2 of 3)"),
    ("teams.with_number", {"title": "Health", "count": 1}, "Health (1 team)"),
    ("teams.with_number", {"title": "Health", "count": 1200}, "Health (1,200 teams)"),
    ("teams.answered", {"low": 0.4, "high": 0.6}, "Between 40% and 60% of the team answered"),
    ("teams.about_team", {"count": 1},
     "This page is about one team. It shows ranges and no exact numbers, so that nobody can be found."),
    ("teams.about_team", {"count": 3},
     "This page is about 3 teams shown as one. Small teams are shown together, so that nobody can be found."),
    ("teams.than_all_staff", {"compared": "higher", "share": 0.6}, "That is higher than all staff (60%)."),
    ("teams.than_all_staff", {"compared": "lower", "share": 0.6}, "That is lower than all staff (60%)."),
    ("teams.than_all_staff", {"compared": "cannot tell", "share": 0.6},
     "We can't tell if that is higher or lower than all staff: the range holds the all-staff share (60%)."),
    ("teams.compared_cell", {"compared": "higher", "good": 1}, "higher (better)"),
    ("teams.compared_cell", {"compared": "lower", "good": 1}, "lower (better)"),
    ("teams.compared_cell", {"compared": "higher", "good": -1}, "higher (further to go)"),
    ("teams.compared_cell", {"compared": "lower", "good": 0}, "lower"),
    ("teams.compared_cell", {"compared": "cannot tell", "good": 0}, "can't tell"),
    ("teams.compared_cell", {"compared": "not shown", "good": 0}, "not shown"),
    ("teams.stands_out", {"good": True, "count": 1}, "Better than all staff on 1 question"),
    ("teams.stands_out", {"good": False, "count": 4}, "Further to go than all staff on 4 questions"),
    ("teams.stands_out", {"good": True, "count": 0}, "Nothing stands out beside all staff"),
    ("teams.why_chosen", {"good": True, "apart": 2, "half": 0, "more": 0} | NO_CHANCE,
     "The whole range lies on the better side of all staff."),
    ("teams.why_chosen", {"good": False, "apart": 6, "half": 0, "more": 1} | NO_CHANCE,
     "The whole range lies on that side of all staff where there is further to go. The clearest come first; 1 more "
     "stands under “All questions”."),
    ("teams.by_chance", {"all": 32, "expected": 4.71},
     "32 questions are compared in this way. If the team were like all staff, chance alone would put about 4.7 of them "
     "here."),
    ("teams.moved_way", {"way": -1}, "went down"),
    ("teams.moved_line", {"line": "Surveys: 25% to 50% then, 50% to 75% now", "way": 1},
     "Surveys: 25% to 50% then, 50% to 75% now: it went up."),
    ("teams.moved_more", {"count": 0}, ""),
    ("teams.moved_more", {"count": 1}, "1 more stands in the tables below."),
    ("teams.moved_more", {"count": 3}, "3 more stand in the tables below."),
    ("teams.moved_headline", {"count": 2}, "On 2 questions the range now lies clear of the one then"),
    ("teams.why_chosen", {"good": False, "apart": 0, "half": 1, "more": 0} | NO_CHANCE,
     "But on 1 question half of the team or fewer gave the answer we hope for."),
    ("teams.why_chosen", {"good": True, "apart": 0, "half": 8, "more": 3} | NO_CHANCE,
     "But on 8 questions half of the team or more gave the answer we hope for. "
     "The clearest come first; 3 more stand under “All questions”."),
    ("teams.asked_about", {"kind": "item", "stem": "How well?", "label": "Surveys", "phrase": "",
                           "answers": ["On my own", "I help others"]}, "Surveys: “On my own” or “I help others”"),
    ("teams.asked_about", {"kind": "item", "stem": "", "label": "Do you plan to?", "phrase": "", "answers": ["Yes"]},
     "Do you plan to? “Yes”"),
    ("teams.asked_about", {"kind": "option", "stem": "What would help?", "label": "More time", "phrase": "",
     "answers": ["Yes"]},
     "What would help? “More time”"),
    ("teams.asked_about", {"kind": "indicator", "stem": "", "label": "Sure", "phrase": "feel sure", "answers": ["Yes"]},
     "Staff who feel sure"),
    ("teams.asked_about", {"kind": "item", "stem": "", "label": "Withheld", "phrase": "", "answers": []}, "Withheld"),
    ("teams.then_and_now", {"then": "Autumn 2016", "now": "Early 2018", "gaps": True},
     "“Then” is the survey “Autumn 2016”, “now” is “Early 2018”. For all staff the table shows what is true now. An "
     "empty place "
     "means: the question was not asked in the same way then. Ranges this wide cannot show small changes. "
     "Those that lie clear of each other are named above."),
    ("teams.then_and_now", {"then": "A", "now": "B", "gaps": False},
     "“Then” is the survey “A”, “now” is “B”. For all staff the table shows what is true now. Ranges this wide cannot "
     "show small "
     "changes. Those that lie clear of each other are named above."),
    ("teams.choose", {"some": True}, "Choose one thing to work on. The first in the list above can be a start."),
    ("teams.choose", {"some": False}, "Choose one thing that matters most to you. It need not stand on this page."),
    # the vision
    ("vision.lines_asked", {"asked": 0, "lines": 5, "left": 5}, "None of the 5 lines was asked about."),
    ("vision.lines_asked", {"asked": 1, "lines": 5, "left": 4},
     "1 of the 5 lines was asked about. For the others a question is ready."),
    ("vision.lines_asked", {"asked": 4, "lines": 5, "left": 1},
     "4 of the 5 lines were asked about. For the others a question is ready."),
    ("vision.lines_asked", {"asked": 5, "lines": 5, "left": 0}, "All of the 5 lines were asked about."),
    ("vision.lines_asked", {"asked": 1, "lines": 1, "left": 0}, "The one line there is was asked about."),
    ("vision.lines_asked", {"asked": 0, "lines": 1, "left": 1}, "The one line there is was not asked about."),
    ("vision.label", {"label": "I feel nervous.", "less": True}, "I feel nervous. (less is better)"),
    ("vision.label", {"label": "I feel sure.", "less": False}, "I feel sure."),
    # needs
    ("needs.headline", {"kind": "knowledge", "ways": ["Panels", "Diaries"]},
     "What staff know least: Panels and Diaries"),
    ("needs.named", {"kind": "unused", "way": "Panels"}, "Panels (known, not used)"),
    ("needs.order", {"ways": ["A", "B", "C"], "count": 3, "more": False, "sure": True},
     "There are no more than these."),
    ("needs.order", {"ways": ["A", "B", "C"], "count": 3, "more": True, "sure": True},
     "These 3 are surely the largest: A, B and C."),
    ("needs.order", {"ways": ["A", "B", "C"], "count": 3, "more": True, "sure": False},
     "It is not sure which are the largest. Of those shown they are: A, B and C."),
    ("needs.hidden", {"sure": [], "maybe": []}, ""),
    ("needs.hidden", {"sure": [], "maybe": ["A", "B"]}, " (not shown, and may be larger: A and B)"),
    ("needs.hidden", {"sure": ["A"], "maybe": []}, " (not shown, but at least as large: A)"),
    ("needs.hidden", {"sure": ["A"], "maybe": ["B"]},
     " (not shown, but at least as large: A; not shown, and may be larger: B)"),
    ("needs.beside_last", {"sure": [], "maybe": ["A"]}, "Not shown, but may be as large as the last of these: A."),
    ("needs.beside_last", {"sure": ["A"], "maybe": []}, "Not shown, but at least as large as the last of these: A."),
    ("needs.beside_last", {"sure": ["A"], "maybe": ["B"]},
     "Not shown, but at least as large as the last of these: A. Not shown, but may be so: B."),
    ("needs.beside_last", {"sure": [], "maybe": []}, ""),
    ("needs.learning", {"kind": "unused"},
     "These staff need no course. They need a first go: a place to try it, or a colleague to join."),
    ("needs.learning", {"kind": "skill"}, ""),
    ("needs.withheld", {"ways": []}, ""),
    ("needs.withheld", {"ways": ["A"]}, "Not shown, for too few people gave an answer, or all but a few did: A."),
    ("needs.asked", {"stem": ""}, ""),
    ("needs.by_group", {"kind": "skill"} | ROLE, "Staff who cannot do a way alone yet: by role"),
    ("needs.by_group", {"kind": "skill", "breakdown": None, "group": None},
     "Staff who cannot do a way alone yet: all staff"),
    # plan and review
    ("plan.summary", {"count": 1, "start": "2016-12", "end": "2017-11", "places": 1200, "cost": 4500.4},
     "The plan has 1 activity from December 2016 to November 2017. There are 1,200 places. It costs £4,500."),
    ("plan.counts", {"told": "2 met and 1 cannot tell"}, "What came of them: 2 met and 1 cannot tell."),
    ("plan.places_about", {"low": 0.4, "high": 0.9, "middle": 0.75},
     "From 40% to 90% of places were taken. The middle one is 75%."),
    ("plan.took_headline", {"cost": 1234.5, "hours": 1200}, "The plan sets aside £1,235 and 1,200 hours"),
    ("plan.agreed_with", {"who": "Director", "on": "2016-11-28"}, "Director, 28 Nov 2016"),
    ("review.states", {"told": "2 done and 1 planned"}, "2 done and 1 planned so far."),
    ("review.response_told", {"share": 0.6, "title": "Autumn"}, "60% in “Autumn”"),
    ("review.response_told", {"share": None, "title": "Autumn"}, "a small survey in “Autumn”"),
    # while a survey is open
    ("fieldwork.asked", {"opened": "2018-01-15", "closed": "2018-02-09", "eligible": 210, "left": 1},
     "The survey is open from 15 January 2018 to 9 February 2018. 210 staff can reply. This is the last day to reply."),
    ("fieldwork.replied", {"count": 60, "eligible": 210, "share": 60 / 210},
     "At least 60 of 210 staff have replied. That is 29%."),
    ("fieldwork.end_headline", {"share": 0.61}, "If replies come as fast as lately, about 61% reply by the end"),
    ("fieldwork.end_headline", {"share": 0.97}, "If replies come as fast as lately, 90% or more reply by the end"),
    # barriers and themes
    ("barriers.verdicts", {"count": 4, "told": "1 got smaller and for 3 we cannot tell"},
     "4 barriers were asked about in the same words in both surveys: 1 got smaller and for 3 we cannot tell."),
    ("barriers.verdicts", {"count": 1, "told": "1 cannot be shown now"},
     "One barrier was asked about in the same words in both surveys: 1 cannot be shown now."),
    ("barriers.wrote", {"base": 60, "coders": 2, "count": 1, "alike": None},
     "60 people wrote something. 2 people read every comment and sorted it into themes. One theme was named by 10 or "
     "more."),
    ("barriers.wrote", {"base": 60, "coders": 2, "count": 3, "alike": 0.9},
     "60 people wrote something. 2 people read every comment and sorted it into themes. 3 themes were named by 10 or "
     "more. At first "
     "they chose the same theme for 9 in 10 of the comments. They talked about the others and settled them."),
    ("barriers.first", {"count": 2, "themes": ["Time", "Money"], "people": 12, "base": 60},
     "“Time” and “Money”: 12 of 60 people each wrote about these most"),
    ("barriers.agreement", {"question": "Why?", "alpha": 0.804, "kappa": None},
     "Agreement on “Why?”, before talking: Krippendorff's alpha (nominal) 0.80, Cohen's kappa not known."),
    # the explorer
    ("explore.status", STATUS | {"what": "change", "sort": "size", "result": "50%"},
     "“Confidence”, all staff, “Early 2018”: what changed, largest rise first; 50%."),
    ("explore.status", STATUS | {"what": "gap", "sort": "name", "result": "50%"},
     "“Confidence”, all staff, “Early 2018”: the share, from A to Z; 50%."),
    ("explore.status", STATUS | {"what": "share", "sort": "size", "result": ""},
     "“Confidence”, all staff, “Early 2018”: nothing can be shown."),
    ("explore.together", {"parts": ["Knowledge", "Skill", "Experience"]},
     "Knowledge, skill and experience, side by side"),
    ("explore.together", {"parts": []}, ""),
    ("explore.part", {"label": "Surveys", "part": "Skill"}, "Surveys (skill)"),
    ("explore.who", ROLE, "by role"),
    ("explore.from_to", {"label_1": "One two three four five six seven.", "share_1": "80%", "label_2": "Short.",
     "share_2": "20%"},
     "from 80% (One two three four five six …) to 20% (Short)"),
    # captions
    ("survey.bases", {"bases": []}, "This is not shown: too few people gave an answer, or all but a few did."),
    ("survey.bases", {"bases": [120]}, "120 answers."),
    ("survey.bases", {"bases": [120, 112, 115]}, "112 to 120 answers, by question."),
    ("survey.could_answer", {"count": 210}, "210 staff could answer."),
    ("survey.source", {"title": "Autumn 2016", "base": "120 answers."},
     "Source: staff survey, Autumn 2016. 120 answers."),
    ("change.sources", {"titles": ["Then", "Now"]},
     "Source: staff surveys, Then; Now. Likely ranges stand in brackets."),
    ("change.compared_with", {"title": "Autumn 2016"}, "Compared with: Autumn 2016."),
    # groups
    ("survey.by_group", {"phrase": "feel sure"} | TEAM, "Staff who feel sure: team by team"),
    ("survey.by_group", {"phrase": "feel sure"} | ROLE, "Staff who feel sure: by role"),
    ("survey.ranges", TEAM, "Ranges by team; exact numbers of teams are never shown."),
    ("survey.ranges", ROLE, "Ranges by role; exact numbers of groups are never shown."),
    ("survey.about_groups", TEAM,
     "Each bar is a range. The figure of those who answered in the team lies somewhere in it."),
    ("survey.about_groups", ROLE,
     "Each bar is a range. The figure of those who answered in the group lies somewhere in it."),
    ("notes.wide_ranges", {"group": "Role"},
     "By role, the ranges are wider than usual, because with so few groups answers could be worked out."),
    # files
    ("files.all_numbers", {"title": "Autumn 2016"}, "Autumn 2016: all numbers"),
    ("files.table_number", {"number": 3}, "Table 3"),
    ("files.note_mark", {"number": 2}, " [note 2]"),
    ("files.table_named", {"number": 3, "title": "Who answered"}, "Table 3: Who answered"),
    ("files.again", {"heading": "Share", "number": 2}, "Share (2)"),
    ("files.tables_of", {"page": "Start here"}, "Tables of “Start here” (CSV files)"),
    ("files.as_pdf", {"title": "Start here"}, "Start here (PDF file)"),
    ("files.as_notebook", {"title": "Start here"}, "Start here (notebook)"),
]
SHOWN = [
    (0.864, "percent", "86%"), (0.865, "percent", "87%"), (NONE, "percent", "not shown"),
    (0.0004, "percent", "under 1%"),
    (0.9996, "percent", "over 99%"), (0.0, "percent", "0%"), (1.0, "percent", "100%"),
    ("cannot vanish", "percent", "cannot vanish"),
    ((0.79, 0.92), "range", "79% to 92%"), ((0.0, 0.2), "open_range", "under 20%"),
    ((0.8, 1.0), "open_range", "80% or more"),
    ((0.2, 0.4), "open_range", "20% to 40%"), (0.61, "foretold", "61%"), (0.9, "foretold", "90% or more"),
    (0.996, "chance", "over 99%"), (0.004, "chance", "under 1%"), (0.62, "chance", "62%"), (0.15, "whole", "15"),
    (0.12, "points", "+12 points"), (-0.01, "points", "−1 point"), (0.0, "points", "0 points"),
    (0.18, "distance", "18 points"),
    (NONE, "distance", "not shown"), (0.004, "points", "+0.4 points"),
    ((0.004, 0.213), "points_range", "+0.4 to +21.3 points"),
    ((0.0, 0.101), "points_range", "0.0 to +10.1 points"),
    ((-0.04, 0.19), "points_range", "−4 to +19 points"),
    (0.6, "in_hundred", "60 in 100"),
    ((0.55, 0.65), "in_hundred_range", "55 to 65 in 100"), (1234, "people", "1,234"), (1199.5, "money", "£1,200"),
    (2.5, "hours", "2.5 h"), (1200.0, "hours", "1,200 h"), ([1924, 8016, 0], "dots", "1,924 · 8,016 · 0"),
    ("2016-10-10", "day", "10 October 2016"), ("2016-11-28", "short_day", "28 Nov 2016"),
    ("2016-12", "month", "December 2016"),
    (("2016-12", "2017-01"), "months", "Dec 2016 to Jan 2017"), (("2017-01", "2017-05"), "months", "Jan to May 2017"),
    (("2017-01", "2017-01"), "months", "Jan 2017"), (["one"], "list", "one"),
    (["one", "two", "three"], "list", "one, two and three"),
]
NOTES = [("survey.next", {}), ("change.next_after_repeat", {}), ("survey.formats", {}),
("survey.protection", {"floor": 10}),
         ("teams.next_steps", {})]


@pytest.mark.parametrize(("share", "said"), [
    (0, "none"), (0.01, "very few"), (0.1, "1 in 10"), (0.2, "1 in 5"), (0.25, "1 in 4"), (0.323, "1 in 3"),
    (0.5, "half"),
    (0.63, "about 3 in 5"), (0.718, "about 7 in 10"), (0.86, "about 9 in 10"), (0.9, "9 in 10"), (0.99, "nearly all"),
    (1, "all"),
])
def test_shares_are_said_as_people_say_them(share, said):
    assert shown(share, "in_ten") == said


@given(st.floats(0, 1))
def test_what_is_said_is_never_further_off_than_five_points(share):
    told = shown(share, "in_ten").removeprefix("about ")
    value = {"none": 0, "very few": 0.025, "half": 0.5, "nearly all": 0.975, "all": 1}.get(told)
    if value is None:
        part, whole = re.fullmatch(r"(\d+) in (\d+)", told).groups()
        value = int(part) / int(whole)
    assert abs(value - share) <= 0.0501


@given(st.floats(0, 0.99))
def test_a_larger_share_is_never_said_as_a_smaller_one(share):
    order = ["none", "very few", "1 in 10", "1 in 5", "1 in 4", "3 in 10", "1 in 3", "2 in 5", "half", "3 in 5",
             "2 in 3", "7 in 10", "3 in 4", "4 in 5", "9 in 10", "nearly all", "all"]
    here, above = (order.index(shown(s, "in_ten").removeprefix("about ")) for s in (share, min(1, share + 0.01)))
    assert here <= above


@pytest.mark.parametrize(("key", "values", "said"), SENTENCES)
def test_sentence_by_sentence(key, values, said):
    assert say(key, **values) == said
    text = said if isinstance(said, str) else " ".join(said)
    assert max(len(part.split()) for part in re.split(r"(?<=[.!?:])\s+", text)) <= 25


def test_every_sentence_that_is_chosen_or_writes_values_is_tested_here():
    """Those with variants, or with a value that is not put in as it is; of forms for numbers alone any other test "
    "will do."""
    told = {key for key, _, _ in SENTENCES}
    chosen = {key.rpartition(".")[0] for key, _ in said_in("en")
              if key.endswith((".missing", ".yes", ".no", ".team", ".same"))}
    assert len(chosen) > 20
    parts = {"survey.finished", "teams.by_half", "teams.whole_range", "barriers.alike", "many.groups",
             "change.verdicts", "needs.about_groups"}
    assert {key for key in chosen if key.count(".") == 1} - told - parts == set()


@pytest.mark.parametrize(("value", "name", "said"), SHOWN)
def test_values_are_written_as_people_write_them(value, name, said):
    assert shown(value, name) == said


def test_there_is_no_other_way_to_write_a_value():
    with pytest.raises(BadInput, match='called "percents".*percent'):
        shown(0.5, "percents")


def test_counts_are_told_in_the_order_of_the_file_and_none_are_told_as_nothing():
    assert counted("change.counted", {}) == counted("change.counted", {"not tested": 3}) == ""
    assert counted("change.counted", {"declined": 1, "improved": 2}) == "2 improved and 1 got worse"
    assert counted("change.counted", {"improved": 2, "declined": 1, "cannot tell": 4}) == (
        "2 improved, 1 got worse and 4 did not clearly change")
    assert counted("change.counted", {"risen": 7, "fallen": 1}) == "7 went up and 1 went down"
    assert counted("barriers.counted", {"cannot tell": 3, "smaller": 1}) == "1 got smaller and for 3 we cannot tell"
    assert counted("plan.outcomes", {"unknown": 1, "met": 2, "partly": 0}) == "2 met and 1 cannot tell"
    assert counted("review.counted", {"planned": 1, "done": 2}) == "2 done and 1 planned"


@pytest.mark.parametrize(("key", "values"), NOTES)
def test_lists_are_made_of_short_sentences(key, values):
    for text in say(key, **values):
        assert text.endswith(".") and max(len(part.split()) for part in re.split(r"(?<=[.!?:])\s+", text)) <= 25, text


def test_notes_with_the_field_s_own_names_give_their_numbers():
    rates = say("survey.response_rates", usable=0.6, complete=0.57)
    assert "RR2 (all usable answers) 60%; RR1 (finished only) 57%" in rates
    assert "inside 15 points" in say("change.note", margin=0.15)[1]
    assert any("no test" in line for line in say("teams.note"))


@pytest.mark.parametrize("verdict", [*Verdict, "hidden", "hidden_then", "no_positive"])
def test_every_verdict_has_a_plain_sentence_words_for_a_cell_and_a_place_in_every_count(verdict):
    if verdict == Verdict.NOT_TESTED:  # what is not tested is told by its reason
        return
    told = say("change.told", **VERDICT | {"verdict": str(verdict)})
    assert told.endswith(".") and "significant" not in told
    assert say("change.in_short", **VERDICT | {"verdict": str(verdict)}) != verdict or verdict in (
        "improved", "exactly the same")
    assert counted("change.counted", {str(verdict): 2}).startswith("2 ")


def test_the_caution_claims_no_cause():
    assert "cannot show why" in say("change.no_cause")


@pytest.mark.parametrize("text", [text for key, text in said_in("en") if text.endswith(".") and "note." not in key
                                  and key not in TECHNICAL])
def test_sentences_are_short(text):
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        assert len(sentence.split()) <= 25, sentence
