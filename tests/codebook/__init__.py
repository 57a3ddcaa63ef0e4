"""Tests of `coprod/codebook`."""
