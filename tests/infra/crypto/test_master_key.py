"""The master key: made once, closed to others, never replaced."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from smoall.infra.crypto.master_key import MasterKeyError, master_key


def test_it_is_made_at_the_first_use_and_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    key = master_key(home)
    assert len(key) == 32
    assert master_key(home) == key
    assert (home / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.iterdir()] == ["secret.key"]


def test_a_given_key_is_used_and_not_stored(tmp_path: Path) -> None:
    assert master_key(tmp_path, given=b"k" * 32) == b"k" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damaged", ["", "not hexadecimal", "ab" * 31])
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "secret.key").write_text(damaged)
    with pytest.raises(MasterKeyError, match="SMOALL_SECRET_KEY"):
        master_key(tmp_path)
    assert (tmp_path / "secret.key").read_text() == damaged


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: master_key(tmp_path), range(32)))) == 1
