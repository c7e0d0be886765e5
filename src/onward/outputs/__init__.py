"""Answers out: plain JSON values, HTML and PDF. One folder per format; nothing here derives or judges."""
