"""Areas, their dated placements and groups, council areas and local governments: where everything stands."""
