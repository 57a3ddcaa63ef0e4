"""An open survey."""
