"""Tests of `coprod/private/fieldwork`."""
