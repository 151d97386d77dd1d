"""The cache of documents: it notices any change, survives any damage, and changes no answer."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from obligations.cli.options import cache
from obligations.files.cache import DocumentCache, secret_in
from obligations.files.library import Library, packaged_rules, read_file
from obligations.problems import InputError
from tests.doors.commands import as_nobody

SECRET = b"s" * 32

FILES = sorted(packaged_rules().rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_comes_out_is_what_was_read(path: Path, tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path, "1", SECRET)
    fresh, digest = read_file(path)
    first, _ = read_file(path, cache)
    again, same = read_file(path, cache)
    assert (again.data, again.lines, again.values, again.keys) == (fresh.data, fresh.lines, fresh.values, fresh.keys)
    assert first.data == fresh.data
    assert same == digest
    assert cache.find(digest, "x", path.read_text()) is not None


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path / "cache", "1", SECRET)
    file = tmp_path / "a.yaml"
    file.write_text("a: 1.50\n")
    assert read_file(file, cache)[0].data == {"a": Decimal("1.50")}
    file.write_text("a: 1.51\n")
    assert read_file(file, cache)[0].data == {"a": Decimal("1.51")}
    assert str(read_file(file, cache)[0].get(("a",))) == "1.51"


def test_what_was_read_once_in_a_process_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    said = "schema: obligations/vocabulary/v1\nevents: {armed-attack: {gist: x, phrase: PHRASE}}\n"
    for phrase in ("an onslaught", "a raid", "an onslaught"):
        (tmp_path / "vocabulary.yaml").write_text(said.replace("PHRASE", phrase))
        one, other = Library([tmp_path]), Library([tmp_path])
        assert one.vocabulary.phrase("armed-attack") == other.vocabulary.phrase("armed-attack") == phrase
        assert [text.sha256 for text in one.texts] == [text.sha256 for text in other.texts]
        (tmp_path / "vocabulary.yaml").write_text("events: 1\n")
        for _ in range(2):
            with pytest.raises(InputError):
                _ = Library([tmp_path]).vocabulary


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"null", b"[]", b'{"data": 1}', b"\xff\xfe", b'{"data":{},"values":[1],"keys":[]}']
)
def test_a_damaged_entry_is_no_entry(damage: bytes, tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path / "cache", "1", SECRET)
    file = tmp_path / "a.yaml"
    file.write_text("a: {b: [1, 2]}\n")
    read_file(file, cache)
    for entry in cache.folder.iterdir():
        entry.write_bytes(damage)
    assert read_file(file, cache)[0].data == {"a": {"b": [1, 2]}}


def test_another_version_has_entries_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n")
    one, other = DocumentCache(tmp_path / "c", "1", SECRET), DocumentCache(tmp_path / "c", "2", SECRET)
    _, digest = read_file(file, one)
    assert one.find(digest, "a", "a: 1\n") is not None
    assert other.find(digest, "a", "a: 1\n") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n")
    assert read_file(file, DocumentCache(tmp_path / "file", "1", SECRET))[0].data == {"a": 1}


def test_many_at_once(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path, "1", SECRET)
    found: list[object] = []

    def read() -> None:
        library = Library(cache=cache)
        found.append([library.load(name).agreement for name in ("usa-ukr-2024", "fra-ukr-2024", "nato-1949")])

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(each == found[0] for each in found)
    assert not [path for path in cache.folder.iterdir() if path.suffix != ".json"]


def test_data_under_another_name_never_decide(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path / "cache", "1", SECRET)
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text("a: 1\n")
    other.write_text("a: 2\n")
    read_file(one, cache)
    _, digest = read_file(other, cache)
    theirs = next(path for path in cache.folder.iterdir() if path.stem != digest)
    (cache.folder / f"{digest}.json").write_bytes(theirs.read_bytes())
    assert read_file(other, cache)[0].data == {"a": 2}


@pytest.mark.parametrize("where", ["one byte of the data", "the seal", "its end", "another's secret"])
def test_what_was_altered_is_no_entry(where: str, tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path / "cache", "1", SECRET)
    file = tmp_path / "a.yaml"
    file.write_text("a: 17\n")
    _, digest = read_file(file, cache)
    (entry,) = cache.folder.iterdir()
    raw = entry.read_bytes()
    assert b":17" in raw
    altered = {
        "one byte of the data": raw.replace(b":17", b":18"),
        "the seal": b"0" * 64 + raw[64:],
        "its end": raw[:-1],
        "another's secret": raw,
    }[where]
    entry.write_bytes(altered)
    asked = DocumentCache(tmp_path / "cache", "1", b"t" * 32) if where == "another's secret" else cache
    assert asked.find(digest, "a", "a: 17\n") is None
    assert read_file(file, asked)[0].data == {"a": 17}


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("odd", [a_folder, a_pipe, a_device, a_link_to_nothing])
def test_what_is_no_file_is_no_entry(odd: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 17\n")
    cache = DocumentCache(tmp_path / "cache", "1", SECRET)
    cache.folder.mkdir(parents=True)
    _, digest = read_file(file)
    odd(cache.folder / f"{digest}.json")
    assert read_file(file, cache)[0].data == {"a": 17}


def test_a_folder_one_may_not_read_or_write(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 17\n")
    for mode in (0o000, 0o500):
        folder = tmp_path / f"cache-{mode}"
        folder.mkdir()
        folder.chmod(mode)

        def asked(folder: Path = folder) -> object:
            cache = DocumentCache(folder, "1", SECRET)
            return [read_file(file, cache)[0].data for _ in range(2)]

        assert as_nobody(tmp_path, asked) == "[{'a': 17}, {'a': 17}]"


def test_what_a_killed_run_left_goes(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path / "cache", "1", SECRET)
    cache.folder.mkdir(parents=True)
    (cache.folder / ".x.json.obligations-part-0123").write_bytes(b"half")
    file = tmp_path / "a.yaml"
    file.write_text("a: 17\n")
    read_file(file, cache)
    assert [path.suffix for path in cache.folder.iterdir()] == [".json"]


def test_the_secret_is_the_users_own(tmp_path: Path) -> None:
    secret = secret_in(tmp_path / "new")
    assert secret is not None
    assert len(secret) == 32
    assert secret_in(tmp_path / "new") == secret
    assert secret_in(tmp_path / "other") != secret
    kept = tmp_path / "new" / "secret"
    assert kept.stat().st_mode & 0o077 == 0
    kept.chmod(0o644)
    assert secret_in(tmp_path / "new") is None  # others may have read it
    kept.chmod(0o600)
    kept.write_bytes(b"short")
    assert secret_in(tmp_path / "new") is None
    (tmp_path / "file").write_text("in the way")
    assert secret_in(tmp_path / "file") is None


def test_a_cache_is_made_only_where_a_user_has_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OBLIGATIONS_CACHE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "here/below")  # no absolute path names nothing
    kept = cache()
    assert kept is not None
    assert kept.folder.parent == tmp_path / "home" / ".cache" / "obligations"
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_nobody_at_home_has_no_cache_and_no_folder_called_tilde(tmp_path: Path) -> None:
    def asked() -> str:
        for name in ("OBLIGATIONS_CACHE", "XDG_CACHE_HOME", "HOME"):
            os.environ.pop(name, None)
        os.path.expanduser = lambda path: path  # type: ignore[assignment]  # as for a user that the system knows not
        return f"{cache()} {os.listdir()}"

    tmp_path.chmod(0o777)
    assert as_nobody(tmp_path, asked) == "None []"
