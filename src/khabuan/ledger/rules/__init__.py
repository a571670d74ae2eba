"""What the ledger knows without a database: its closed lists, drafts of entries, charts, months and years."""
