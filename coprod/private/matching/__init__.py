"""Which column is which item."""
