"""Records in, facts and issues out: nothing dropped silently, the original bytes always within reach."""
