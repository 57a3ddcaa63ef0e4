"""A file of any tool and kind, as columns of texts."""
