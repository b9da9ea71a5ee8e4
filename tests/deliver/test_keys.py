import pytest

from generator.deliver.keys import make_key, read_key
from generator.errors import UsageError


def test_a_key_is_read_as_it_was_made_and_only_its_owner_may(tmp_path):
    made = make_key(tmp_path / "key")

    assert read_key(tmp_path / "key") == made
    assert len(made) == 32
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_made_anew(tmp_path):
    made = make_key(tmp_path / "key")

    with pytest.raises(UsageError, match="既にあります"):
        make_key(tmp_path / "key")
    assert read_key(tmp_path / "key") == made


@pytest.mark.parametrize("text", ["", "zz" * 32, "ab" * 16, "ab" * 5000, "鍵"])
def test_a_damaged_key_is_refused(tmp_path, text):
    (tmp_path / "key").write_text(text, "utf-8")

    with pytest.raises(UsageError, match="鍵"):
        read_key(tmp_path / "key")


def test_a_missing_key_is_refused(tmp_path):
    with pytest.raises(UsageError, match="読めません"):
        read_key(tmp_path / "key")
