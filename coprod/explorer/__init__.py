"""Asking one's own questions of the safe record: by clicks, in JupyterLab, without code."""
