"""A missing real page skips its tests at home, and fails them where it must be there."""

import pytest

from tests import real_page


@pytest.fixture
def no_data(monkeypatch, tmp_path):
    monkeypatch.setattr(real_page, "TEXT", tmp_path / "page.txt")


def test_without_the_data_its_tests_are_skipped(no_data, monkeypatch):
    monkeypatch.delenv("NEWSROOM_DATA_REQUIRED", raising=False)

    with pytest.raises(pytest.skip.Exception):
        real_page.need_real_page()


def test_where_the_data_is_required_its_absence_fails(no_data, monkeypatch):
    monkeypatch.setenv("NEWSROOM_DATA_REQUIRED", "yes")

    with pytest.raises(pytest.fail.Exception, match="is missing"):
        real_page.need_real_page()


def test_an_empty_setting_requires_nothing(no_data, monkeypatch):
    monkeypatch.setenv("NEWSROOM_DATA_REQUIRED", "")

    with pytest.raises(pytest.skip.Exception):
        real_page.need_real_page()
