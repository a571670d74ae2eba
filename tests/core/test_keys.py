"""Keys never repeat: not across threads, processes, forks, restarts, a clock set back or a power cut."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from khabuan.core import keys
from tests.support import in_threads

NOW_MS = keys.EPOCH_MS + 200_000_000_000


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def to(ms: int) -> None:
        monkeypatch.setattr(keys, "time", SimpleNamespace(time_ns=lambda: ms * 1_000_000))

    return to


def made(maker: keys.Maker, count: int) -> list[int]:
    return [maker() for _ in range(count)]


def test_a_key_has_63_bits_and_names_its_province(tmp_path: Path) -> None:
    key = keys.Maker(tmp_path, 96)()
    assert 0 < key < 1 << 63
    assert keys.province_of(key) == 96


def test_a_province_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="province"):
        keys.Maker(tmp_path, 128)


def test_keys_grow_past_what_a_millisecond_holds(tmp_path: Path, set_clock: Callable[[int], None]) -> None:
    set_clock(NOW_MS)
    handed = made(keys.Maker(tmp_path), 2000)
    assert handed == sorted(set(handed))


def test_threads_share_a_maker_without_repeating(tmp_path: Path) -> None:
    maker = keys.Maker(tmp_path)
    handed = in_threads(*[lambda: made(maker, 3000)] * 4)
    assert len({key for some in handed for key in some}) == 12_000


def test_a_clock_set_back_repeats_nothing(tmp_path: Path, set_clock: Callable[[int], None]) -> None:
    set_clock(NOW_MS)
    maker = keys.Maker(tmp_path)
    before = made(maker, 600)
    set_clock(NOW_MS - 86_400_000)
    assert min(made(maker, 600)) > max(before)


@pytest.mark.parametrize("clock", [NOW_MS, NOW_MS - 86_400_000, keys.EPOCH_MS - 1])
def test_a_restart_repeats_nothing(tmp_path: Path, set_clock: Callable[[int], None], clock: int) -> None:
    set_clock(NOW_MS)
    first = keys.Maker(tmp_path)
    before = made(first, 600)
    del first  # the process ends, its lock goes
    set_clock(clock)
    after = made(keys.Maker(tmp_path), 600)
    assert before[0] >> keys.SEQUENCE_BITS & 63 == after[0] >> keys.SEQUENCE_BITS & 63  # the same node
    assert min(after) > max(before)


def test_the_promise_on_disk_is_never_shorter_than_the_last_one(tmp_path: Path) -> None:
    lease = keys.Lease(tmp_path)
    lease.reserve(10**12)
    lease.reserve(7)
    assert (tmp_path / "node-00").read_bytes() == b"%020d" % 7


def test_a_clock_beyond_2089_is_a_passing_error(tmp_path: Path, set_clock: Callable[[int], None]) -> None:
    maker = keys.Maker(tmp_path)
    set_clock(keys.EPOCH_MS + keys.LAST_MS + 1)
    with pytest.raises(RuntimeError, match="clock"):
        maker()
    set_clock(NOW_MS)
    assert maker() < 1 << 63


def test_two_makers_at_once_have_two_nodes(tmp_path: Path) -> None:
    one, two = keys.Maker(tmp_path), keys.Maker(tmp_path)
    assert {key >> keys.SEQUENCE_BITS & 63 for key in (one(), two())} == {0, 1}


def test_when_all_nodes_are_taken_it_says_so(tmp_path: Path) -> None:
    held = [keys.Lease(tmp_path) for _ in range(keys.NODES)]
    with pytest.raises(RuntimeError, match="64 key nodes"):
        keys.Lease(tmp_path)
    assert {lease.node for lease in held} == set(range(64))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_makes_other_keys_even_if_a_thread_held_the_lock(tmp_path: Path) -> None:
    program = f"""
import os
from django.conf import settings
from khabuan.core import keys
settings.configure(KEY_FOLDER={str(tmp_path)!r}, HOME_PROVINCE="19")
keys.new_key()
keys._maker._mutex.acquire()  # as another thread of the parent may, at the instant of the fork
child = os.fork()
if not child:
    print(keys.new_key() >> 9 & 63, flush=True)
    os._exit(0)
keys._maker._mutex.release()
os.waitpid(child, 0)
print(keys.new_key() >> 9 & 63, flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True,
        env={**os.environ, "PYTHONPATH": str(Path(keys.__file__).parents[2])},
    )  # fmt: skip
    assert done.stdout.split() == ["1", "0"]


def test_a_home_chosen_by_another_process_is_in_the_next_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "KEY_FOLDER", tmp_path)
    monkeypatch.setattr(settings, "HOME_PROVINCE", "")
    made_for = [keys.province_of(keys.new_key())]
    for code in ("19", "33", "19"):
        other = f"from pathlib import Path\np = Path({str(tmp_path)!r}, 'new')\np.write_text('{code}')\n"
        subprocess.run([sys.executable, "-c", f"{other}p.replace(p.with_name('province'))"], check=True)
        made_for.append(keys.province_of(keys.new_key()))
    assert made_for == [0, 19, 33, 19]


def test_many_at_once_are_as_good_as_one_by_one(tmp_path: Path, set_clock: Callable[[int], None]) -> None:
    set_clock(NOW_MS)
    maker = keys.Maker(tmp_path, 19)
    handed = [maker(), *maker.many(1_500), maker(), *maker.many(0), *maker.many(1), *maker.many(600)]
    assert handed == sorted(set(handed))
    assert len(handed) == 2_103
    assert {keys.province_of(key) for key in handed} == {19}
    assert {key >> keys.SEQUENCE_BITS & 63 for key in handed} == {0}
