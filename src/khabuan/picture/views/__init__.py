"""Pages of the picture, by noun: places, the seat's own work, search, groups, council areas."""
