"""Tests of `coprod/site/downloads`."""
