"""Tests of `coprod/wave`."""
