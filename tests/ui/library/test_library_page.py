"""The Library page: copies made and brought back, what is wrong mended, everything taken out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb.library import Library
from kb.ui.library import serving
from kb.ui.shell.escape import plain
from tests.pages import AppTest, visit
from tests.store.test_trouble import bound_by_permissions  # noqa: F401


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in [*app.markdown, *app.error])


def look_at(app: AppTest, path: Path) -> None:
    app.text_input(key="restore-file-path-0").set_value(str(path))
    [look] = [button for button in app.button if button.label == "Look at it"]
    look.click().run()
    assert not app.exception


def test_an_empty_library_has_its_page(library: Library) -> None:
    app = visit("library")
    assert "0 items" in said(app) and plain(str(library.home)) in said(app)


def test_a_copy_is_made_and_told_of(sampled: Library) -> None:
    app = visit("library")
    app.button(key="copy-now").click().run()
    assert not app.exception and "was read through" in said(app)
    [made] = sampled.upkeep.copies()
    app.button(key=f"bring-back-{made.path.name}").click().run()
    assert "holds 167 items" in said(app) and "takes the place" in said(app)


def test_what_is_no_copy_is_told_in_a_line_and_changes_nothing(sampled: Library, tmp_path: Path) -> None:
    app = visit("library")
    (tmp_path / "note.zip").write_text("A note")
    for path, why in (
        (tmp_path / "note.zip", "is no backup of Jomo"),
        (tmp_path / "none.zip", "There is no file"),
        (tmp_path, "cannot be read"),
    ):
        look_at(app, path)
        [error] = app.error
        assert why in error.value and "\n" not in error.value
        assert "bring-back" not in {button.key for button in app.button}
    assert len(sampled.items.select()) == 167 and not sampled.upkeep.copies()


def test_a_copy_of_a_newer_jomo_says_what_to_update(sampled: Library, tmp_path: Path) -> None:
    made, newer = sampled.upkeep.copy(), tmp_path / "newer.zip"
    with zipfile.ZipFile(made.path) as held, zipfile.ZipFile(newer, "w") as written:
        for name in held.namelist():
            data = held.read(name)
            if name == "manifest.json":
                data = json.dumps(json.loads(data) | {"schema": 9_999}).encode()
            written.writestr(name, data)
    app = visit("library")
    look_at(app, newer)
    [error] = app.error
    assert "newer Jomo" in error.value and "update Jomo" in error.value


def test_a_read_only_library_says_so_and_what_cannot_be_done(
    sampled: Library,
    bound_by_permissions: None,  # noqa: F811
) -> None:
    made = sampled.upkeep.copy()
    sampled.close()
    folders = (sampled.home, sampled.home / "backups")
    for folder in folders:
        folder.chmod(0o555)
    try:
        app = visit("library")
        assert "read-only here" in said(app)
        for key in ("copy-now", f"bring-back-{made.path.name}"):
            app.button(key=key).click().run()
            assert not app.exception
            [error] = app.error
            assert "\n" not in error.value
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_what_is_wrong_is_mended_by_its_button(sampled: Library) -> None:
    with sampled.store.write() as db:
        db.execute("DELETE FROM words WHERE rowid IN (SELECT rowid FROM words LIMIT 3)")
    app = visit("library")
    app.button(key="look-over").click().run()
    assert "Words index" in said(app)
    app.button(key="mend-words index").click().run()
    assert not app.exception
    assert "mend-words index" not in {button.key for button in app.button}


def test_everything_is_taken_out_into_a_folder(sampled: Library, tmp_path: Path) -> None:
    app = visit("library")
    [out] = [button for button in app.button if button.label == "Take out"]
    out.click().run()
    assert "Name a folder first" in said(app)
    app.text_input(key="export-folder").set_value(str(tmp_path / "out"))
    [out] = [button for button in app.button if button.label == "Take out"]
    out.click().run()
    assert "167 items written" in said(app) and list((tmp_path / "out").rglob("*.md"))


def test_keys_are_not_shown(sampled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SUMMARY_KEY", "sk-very-secret")
    [table] = visit("library").dataframe
    assert "sk-very-secret" not in str(table.value) and "KB_SUMMARY_KEY" in str(table.value)


def test_only_whole_copies_are_answered_and_only_by_name(sampled: Library) -> None:
    made = sampled.upkeep.copy()
    asked = TestClient(Starlette(routes=serving.routes()))
    got = asked.get(serving.address(made))
    assert got.status_code == 200 and got.content == made.path.read_bytes()
    assert asked.get("/jomo/copy/jomo.sqlite").status_code == 404
    assert asked.get("/jomo/copy/..%2Fjomo.sqlite").status_code == 404
