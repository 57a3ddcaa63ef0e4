"""Tests of `coprod/private/disclosure`."""
