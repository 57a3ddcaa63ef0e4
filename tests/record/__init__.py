"""Tests of `coprod/record`."""
