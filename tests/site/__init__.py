"""Tests of `coprod/site`."""
