"""Tests of `coprod/private/coding`."""
