"""An open survey: how many replied, never what."""
