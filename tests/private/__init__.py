"""Tests of what happens between people's rows and the record."""
