"""Tests of `coprod/private/comments`."""
