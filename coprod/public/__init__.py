"""The wing that makes arithmetic and pages from the safe record alone."""
