"""Papers of gatherings: frozen facts in, blocks out; one module touches tables."""
