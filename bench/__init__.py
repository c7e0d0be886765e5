"""Measurements against named peers, in one run: `make bench`. Nothing here is a test; figures are ratios."""
