"""Tests of `coprod/site/workers`."""
