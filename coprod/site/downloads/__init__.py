"""What lies beside the pages."""
