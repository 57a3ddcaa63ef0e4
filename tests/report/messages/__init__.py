"""Tests of `coprod/report/messages`."""
