"""Tests of `coprod/analysis`."""
