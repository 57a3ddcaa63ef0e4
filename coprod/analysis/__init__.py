"""The safe record as frames of codes and numbers; no words."""
