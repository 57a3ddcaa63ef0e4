"""Hypothesis without a time limit: the first call may have to import scipy."""

from hypothesis import settings

settings.register_profile("formulas", deadline=None)
settings.load_profile("formulas")
