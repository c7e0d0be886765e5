"""Mutation tables (MAF), discrete copy number and fusion tables that come without a study folder around them.

`kinds` tells them apart and is quick to import; `reader` reads them with the readers of study folders.
"""
