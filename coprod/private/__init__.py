"""The wing that sees people's rows: between door 1 (`intake`) and door 2 (`disclosure`), in memory only."""
