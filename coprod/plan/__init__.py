"""The learning plan, its review, and the tables a person fills in."""
