"""Comments: a coding workbook, and the themes that may be known of it."""
