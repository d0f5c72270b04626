"""Tables in copy: read row by row, given back as they were, and never a hole in the wall."""

import time
from random import Random

import pytest

from newsroom.copydesk.parse import blocks_from_html, clean_html, html_from_blocks
from newsroom.copydesk.story import Block, Mark, Story

TIMETABLE = (
    "<table><thead><tr><th>线路</th><th>首班</th></tr></thead>"
    "<tbody><tr><td>7路</td><td><strong>5:50</strong></td></tr></tbody></table>"
)


def test_a_row_is_a_block_with_a_tab_between_its_cells():
    head, row = blocks_from_html(TIMETABLE)

    assert head == Block("线路\t首班", "row", is_header=True)
    assert row == Block("7路\t5:50", "row", (Mark("strong", 3, 7),))
    assert [row.text[a:b] for a, b in row.cells()] == ["7路", "5:50"]


def test_a_table_is_given_back_as_it_was_read():
    html = html_from_blocks(blocks_from_html(f"<p>前</p>{TIMETABLE}<p>后</p>"))

    assert html.count("<tr>") == 2
    assert "<th>线路</th>" in html
    assert "<td><strong>5:50</strong></td>" in html
    assert clean_html(html) == html
    assert html_from_blocks(blocks_from_html(html)) == html


def test_rows_are_stored_and_read_again():
    story = Story("题", blocks_from_html(TIMETABLE))

    assert Story.from_json(story.as_json()) == story


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<table><tr><td>甲</td><td></td><td>丙</td></tr></table>", ["甲\t\t丙"]),
        ("<table><tr><td></td><td> </td></tr></table>", []),
        ("<table><tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁</td></tr></table>", ["甲 乙\t丙 丁"]),
        ("<table><tr><td>甲<script>x</script></td><td onclick=x>乙</td></tr></table>", ["甲\t乙"]),
        ("<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>", ["外", "内"]),
        ("<table><caption>车次</caption><tr><td>甲</td></tr></table>", ["车次", "甲"]),
        ("<p>甲\t乙</p>", ["甲 乙"]),
        ("<ul><li><table><tr><td>甲</td></tr></table></li></ul>", ["甲"]),
    ],
)
def test_no_word_of_a_table_is_lost_or_stands_wrong(html, texts):
    assert [block.text for block in blocks_from_html(html)] == texts


def test_a_table_that_is_no_copy_becomes_paragraphs():
    wide = "<table><tr>" + "<td>甲</td>" * 40 + "</tr></table>"
    long = "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * 100 + "</table>"

    assert [b.kind for b in blocks_from_html(wide)] == ["paragraph"]
    kinds = [block.kind for block in blocks_from_html(long)]
    assert (kinds.count("row"), kinds.count("paragraph")) == (60, 40)
    assert "\t" not in "".join(b.text for b in blocks_from_html(wide))


@pytest.mark.parametrize("html", ["<tr><td>" * 3000, "<table>" * 3000 + "x", "<td>" * 9000])
def test_hostile_nesting_is_read_in_no_time(html):
    started = time.process_time()

    blocks_from_html(html + "终")

    assert time.process_time() - started < 3


def test_reading_what_was_written_changes_nothing():
    rng = Random(4)
    for _ in range(60):
        texts = [rng.choices(["", "甲", "5:50", "12 路"], k=rng.randint(1, 5)) for _ in range(4)]
        rows = [Block("\t".join(row), "row", is_header=rng.random() < 0.3) for row in texts]
        blocks = tuple(row for row in rows if row.text.strip("\t"))
        assert blocks_from_html(html_from_blocks(blocks)) == blocks
