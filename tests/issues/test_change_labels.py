"""Every change that can be told has a label on the screen of proofs."""

from random import Random

import pytest

from issues.proofdesk import LABELS
from newsroom.layout.geometry import TABLOID
from newsroom.press.compare import compare_pages
from tests.press.changing import changed_fields, printed, quoted


@pytest.mark.parametrize("language", ["Chinese", "English"])
def test_whatever_is_told_has_a_label(language):
    page = quoted(printed(language, 1))

    for _name, new in changed_fields(Random(language), page, 2):
        for change in (*compare_pages(page, new, TABLOID), *compare_pages(new, page, TABLOID)):
            assert str(LABELS[change.kind, change.part])
