"""Images made by arithmetic, with known answers; nobody was scanned for them."""
