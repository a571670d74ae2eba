"""Pages of funds and their members."""
