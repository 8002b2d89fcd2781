"""A browser is taken only if it starts."""

import sys

import pytest

from nullisland import browsers
from nullisland.browsers import find_browser

pytestmark = pytest.mark.usefixtures("no_browser_here")


@pytest.fixture
def no_browser_here(monkeypatch, tmp_path):
    monkeypatch.delenv("NULLISLAND_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "pw"))
    monkeypatch.setattr(browsers, "_MAC", ())
    monkeypatch.setattr(browsers, "_WINDOWS", ())


def executable(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(0o755)
    return path


def test_none():
    assert find_browser() is None


def test_an_installed_one(tmp_path):
    path = executable(tmp_path / "chromium", "print('Chromium 1')")

    assert find_browser() == path


def test_a_stub_is_passed_over(tmp_path):
    executable(tmp_path / "chromium", "raise SystemExit(1)")
    good = executable(tmp_path / "google-chrome", "print('Chrome 1')")

    assert find_browser() == good


def test_the_chosen_one_comes_first_and_is_not_replaced(tmp_path, monkeypatch):
    executable(tmp_path / "chromium", "print('Chromium 1')")
    mine = executable(tmp_path / "mine" / "browser", "print('Mine 1')")

    monkeypatch.setenv("NULLISLAND_CHROMIUM", str(mine))
    assert find_browser() == mine
    monkeypatch.setenv("NULLISLAND_CHROMIUM", str(tmp_path / "nowhere"))
    assert find_browser() is None


def test_playwrights_own(tmp_path):
    path = executable(tmp_path / "pw" / "chromium-1200" / "chrome-linux" / "chrome", "print('Chromium 2')")

    assert find_browser() == path
