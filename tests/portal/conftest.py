from tests.calendars.conftest import room, scene
from tests.registry.conftest import _today_and_key, world

__all__ = ["_today_and_key", "room", "scene", "world"]
