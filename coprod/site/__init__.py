"""From notebooks to the published folder."""
