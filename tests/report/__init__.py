"""Tests of the public wing."""
