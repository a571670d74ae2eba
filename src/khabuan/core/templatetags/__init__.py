"""Template tags of the house; the one library is `ui`."""
