from tests.databases import country, identity_key, own_database

__all__ = ["country", "identity_key", "own_database"]
