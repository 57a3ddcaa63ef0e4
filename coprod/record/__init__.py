"""What is kept of a wave."""
