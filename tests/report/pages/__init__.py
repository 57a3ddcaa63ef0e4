"""Tests of `coprod/report/pages`."""
