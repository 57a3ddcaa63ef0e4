"""The tests of coprod, one file a module, and the house rules."""
