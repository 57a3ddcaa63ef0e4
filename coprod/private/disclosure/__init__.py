"""What may be known of small groups."""
