"""What a reader could work out."""
