"""Tests of `coprod/private/disclosure/audit`."""
