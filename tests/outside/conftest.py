"""Papers and sheets are fetched as people fetch them: from the demo's small world, signed in."""

from tests.browser.conftest import as_, browser, built_cast, desktop, sessions, site

__all__ = ["as_", "browser", "built_cast", "desktop", "sessions", "site"]
