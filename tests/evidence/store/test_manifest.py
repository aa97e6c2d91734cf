import json
import os
from pathlib import Path

import pytest

import goodwill as gw
from goodwill.evidence.store import EvidenceStore
from goodwill.terms import EvidenceError

SECOND = gw.samples.path("online_retail/orders_2011.parquet")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "version": 1, "imports": [{}]}'])
def test_a_damaged_manifest_is_refused_by_every_call(store, text):
    (store._folder / "manifest.json").write_text(text)
    for call in (store.open, lambda: store.imports, lambda: store.remove("x"), store.refresh_days):
        with pytest.raises(EvidenceError, match=r"manifest\.json is damaged"):
            call()


def test_a_manifest_of_a_later_format_is_left_alone(store):
    (store._folder / "manifest.json").write_text('{"format": 2}')
    with pytest.raises(EvidenceError, match="format 2"):
        store.open()


def test_it_is_plain_json_that_people_can_read(add, store):
    add(SECOND, "second")
    written = json.loads((store._folder / "manifest.json").read_text())
    (one,) = written["imports"]
    assert (written["version"], written["format"]) == (1, 1)
    assert {name: one[name] for name in ("id", "name", "first", "last", "at", "by")} == {
        "id": "second", "name": "orders_2011.parquet", "first": "2010-12-01", "last": "2011-08-31",
        "at": "2026-01-02T03:04:00+00:00", "by": "Alice",
    }  # fmt: skip
    assert set(one["findings"][0]) == {"code", "severity", "sentence"} if one["findings"] else True


@pytest.mark.parametrize("turn", range(8))
def test_a_full_disk_leaves_the_store_as_it_was(add, store, monkeypatch, turn):
    """Each wait for the disk fails in turn: of the lines, the rows set aside, the manifest, and of the folder."""
    add(SECOND, "second")
    fsync, calls = os.fsync, iter(range(100))

    def failing(descriptor: int) -> None:
        if next(calls) == turn:
            raise OSError(28, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    path = Path(store._folder).parent / "one.csv"
    path.write_text("customer,date,amount\n1,2024-01-05,10\n")
    try:
        add(path, "one")
        done = True
    except OSError:
        done = False
    monkeypatch.undo()
    assert not list(store._folder.glob("*.fresh"))
    assert done == (turn > 5)
    # The last wait is for the folder's own name of the new manifest, which is then in its place already.
    assert store.version == (2 if turn >= 5 else 1)
    book = EvidenceStore(store._folder).open()
    assert book.accepted == 13_804 + (turn >= 5)
    book.close()
