"""Disclosure control: what may be known of groups and of rare answers, and what is merged or left out."""
