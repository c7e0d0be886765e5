"""A body made of ellipsoids, and the CT, PET, MR and bone scans of it. Nobody was scanned."""
