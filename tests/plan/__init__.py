"""Tests of `coprod/plan`."""
