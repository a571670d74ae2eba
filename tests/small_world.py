"""`python -m tests.small_world`: the demo's small world in an empty installation, for the browser tests.

Apart from `tests.cast`, whose imports need Django ready before this could set it up.
"""

import django


def build_small_world() -> None:
    """Reference data and one amphoe a province, into the configured and migrated database."""
    from khabuan.config import setting_up
    from khabuan.demo.world import build

    setting_up.make_ready()
    setting_up.load_areas()
    build(is_small=True)


if __name__ == "__main__":
    django.setup()
    build_small_world()
