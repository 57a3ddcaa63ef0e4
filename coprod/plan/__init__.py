"""The learning plan, its review, and the tables a person fills in: roles, days and money, never people or answers."""

from coprod.plan.input_tables import Line, find_filled, read_filled
from coprod.plan.learning_plan import MONTHS, Activity, Expectation, Plan, months_between, plan_folder, read_plan
from coprod.plan.review import Entry, read_review

__all__ = [
    "MONTHS", "Activity", "Entry", "Expectation", "Line", "Plan", "find_filled", "months_between",
    "plan_folder", "read_filled", "read_plan", "read_review",
]
