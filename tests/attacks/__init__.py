"""Attacks on what was really published: each one is a reader who tries to learn one person's answer."""
