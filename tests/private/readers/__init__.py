"""Tests of `coprod/private/readers`."""
