"""Tests of `coprod/benchmarks`."""
