"""Tests of `coprod/private/matching`."""
