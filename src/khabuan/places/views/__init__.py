"""Pages about places themselves; the picture of a place stands in `picture`."""
