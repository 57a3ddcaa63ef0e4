"""Response rates by their AAPOR names, from the dispositions a survey knows."""

import numpy as np

from .arguments import counts_of, fractions_of, plain, refuse, whole_numbers


def response_rates(
    complete, partial, refusal=0, noncontact=0, other=0, unknown_household=0, unknown_other=0, not_eligible=0, e=None
):
    """Give AAPOR's response, cooperation, refusal and contact rates (0-1) as a dict by their names.

    Counts of final dispositions. RR1, RR3, RR5 count the finished only, RR2, RR4, RR6 all usable. e is the share of
    the unknown who are taken as eligible; left out, it is estimated from the known ones (proportional
    allocation). No one to divide by gives a missing rate. ValueError on impossible counts.
    Source: AAPOR Standard Definitions, 10th ed., 2023.
    """
    given = (complete, partial, refusal, noncontact, other, unknown_household, unknown_other, not_eligible)
    arrays = [whole_numbers("response_rates", "dispositions", value) for value in given]
    i, p, r, nc, o, uh, uo, ne = np.broadcast_arrays(*arrays)
    known, unknown = i + p + r + nc + o, uh + uo
    e = _share_of(known, known + ne, 1.0) if e is None else fractions_of("response_rates", "e", e)
    everyone, estimated = known + unknown, known + e * unknown
    reached = i + p + r + o
    rates = {
        "RR1": (i, everyone), "RR2": (i + p, everyone), "RR3": (i, estimated),
        "RR4": (i + p, estimated), "RR5": (i, known), "RR6": (i + p, known),
        "COOP1": (i, reached), "COOP2": (i + p, reached), "COOP3": (i, i + p + r), "COOP4": (i + p, i + p + r),
        "REF1": (r, everyone), "REF2": (r, estimated), "REF3": (r, known),
        "CON1": (reached, everyone), "CON2": (reached, estimated), "CON3": (reached, known),
    }  # fmt: skip
    return {name: plain(_share_of(*pair, np.nan)) for name, pair in rates.items()}


def group_rate(answers, unnamed, headcount):
    """Give the lowest and highest response rate (0-1) of a group, when some answers name no team.

    answers: those that name the group; unnamed: those that name no group and may all be its own. A head
    count of 0 gives missing rates. ValueError where more answered than there are staff.
    """
    answers, headcount, _ = counts_of("group_rate", answers, headcount)
    unnamed = whole_numbers("group_rate", "answers without a team", unnamed)
    refuse("group_rate", "answers without a team to be one number a wave", unnamed.ndim > headcount.ndim)
    most = np.minimum(answers + unnamed, headcount)
    return plain(_share_of(answers, headcount, np.nan)), plain(_share_of(most, headcount, np.nan))


def end_rate(replies, before, days, left, eligible, speed=1.0):
    """Give the response rate (0-1) at the end of a survey if replies keep coming as lately, times `speed`.

    replies, before: how many there are, and how many there were `days` working days earlier; left: working days to
    come. A line drawn on, no forecast, and never more than all. Nobody to ask gives a missing rate; ValueError where
    replies went back or no day passed.
    """
    replies, eligible, _ = counts_of("end_rate", replies, eligible)
    before = whole_numbers("end_rate", "earlier replies", before)
    refuse("end_rate", "no fewer replies than earlier", before > replies)
    refuse("end_rate", "at least one day between the two counts", np.asarray(days) <= 0)
    more = (replies - before) / np.asarray(days, float) * np.maximum(left, 0) * speed
    return plain(_share_of(np.minimum(replies + more, eligible), eligible, np.nan))


def _share_of(part, whole, otherwise):
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), otherwise)
