"""Tests of the explorer, room by room, and of all of it in a real JupyterLab."""
