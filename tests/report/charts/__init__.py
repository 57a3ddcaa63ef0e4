"""Tests of `coprod/report/charts`."""
