"""Tests of the readers of survey platforms' exports."""
