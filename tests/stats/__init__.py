"""Tests of the arithmetic, one file a module."""
