"""Answers as small whole numbers, and their tallies."""
