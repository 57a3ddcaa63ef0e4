"""Notebooks run, one or many side by side, and made into pages."""
