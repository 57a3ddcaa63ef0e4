"""Themes from free text."""
