"""The cache of documents: it notices any change, survives any damage, and changes no answer."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest

from obligations.files.cache import DocumentCache
from obligations.files.library import Library, packaged_rules, read_file

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
