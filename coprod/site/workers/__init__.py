"""Notebooks run side by side."""
