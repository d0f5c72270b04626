"""Editor HTML is hostile until it has passed the allow-list."""

import pytest

from newsroom.copydesk.parse import blocks_from_html, clean_html, html_from_blocks
from newsroom.copydesk.story import Block, Mark


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>渡船</p>", "<p>渡船</p>"),
        ("<script>alert(1)</script><p>渡船</p>", "<p>渡船</p>"),
        ("<style>p{}</style><p>渡船</p>", "<p>渡船</p>"),
        ('<p onclick="x()" style="color:red" class="MsoNormal">渡船</p>', "<p>渡船</p>"),
        ("<p><img src=x onerror=alert(1)>渡船</p>", "<p>渡船</p>"),
        ("<h1>题</h1>", "<h3>题</h3>"),
        ("<p><b>重</b><i>斜</i></p>", "<p><strong>重</strong><em>斜</em></p>"),
        ("<div>一段</div>", "<p>一段</p>"),
        ("<p><span lang=EN-US>Word</span><o:p></o:p></p>", "<p>Word</p>"),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]--><p>渡船</p>", "<p>渡船</p>"),
        ('<a href="javascript:alert(1)">去</a>', '<a rel="noopener noreferrer">去</a>'),
        ('<a href="data:text/html,x">去</a>', '<a rel="noopener noreferrer">去</a>'),
        ("<svg><script>alert(1)</script></svg>渡船", "渡船"),
        ("<iframe src=//x></iframe><p>渡船", "<p>渡船</p>"),
    ],
)
def test_only_the_subset_is_left(html, clean):
    assert clean_html(html) == clean


@pytest.mark.parametrize(
    "html", ["<p>甲<em>乙</em></p>", "<scr<script>ipt>x", "<<b>>", "&lt;p&gt;"]
)
def test_cleaning_twice_changes_nothing(html):
    once = clean_html(html)

    assert clean_html(once) == once


def test_blocks_have_kinds_and_marks():
    html = '<h3>题</h3><p>甲<strong>乙</strong><a href="https://x.example/">丙</a></p><ul><li>丁</li></ul>'

    assert blocks_from_html(html) == (
        Block("题", "subhead"),
        Block(
            "甲乙丙", "paragraph", (Mark("strong", 1, 2), Mark("link", 2, 3, "https://x.example/"))
        ),
        Block("丁", "item"),
    )


def test_a_quotation_keeps_its_kind_through_its_paragraphs():
    blocks = blocks_from_html("<blockquote><p>甲</p><p>乙</p></blockquote><p>丙</p>")

    assert [(block.text, block.kind) for block in blocks] == [
        ("甲", "quote"),
        ("乙", "quote"),
        ("丙", "paragraph"),
    ]


@pytest.mark.parametrize("html", ["", "<p></p>", "<p>&nbsp;</p>", "<p> \n\t</p><h3></h3>"])
def test_empty_blocks_are_dropped(html):
    assert blocks_from_html(html) == ()


def test_a_line_break_ends_a_paragraph():
    assert [block.text for block in blocks_from_html("<p>甲<br>乙</p>")] == ["甲", "乙"]


def test_a_mark_goes_on_over_a_break():
    first, second = blocks_from_html("<p><strong>甲<br>乙</strong></p>")

    assert first.marks == second.marks == (Mark("strong", 0, 1),)


def test_ideographic_indents_survive_as_text_of_their_own():
    [block] = blocks_from_html("<p>a  b\u00a0 c</p>")

    assert block.text == "a b c"


@pytest.mark.parametrize(
    "blocks",
    [
        (Block("甲<乙>&丙"),),
        (
            Block("题", "subhead"),
            Block("甲"),
            Block("乙", "item"),
            Block("丙", "item"),
            Block("丁"),
        ),
        (Block("引", "quote"), Block("甲乙丙丁", "paragraph", (Mark("strong", 0, 2),))),
        (Block("甲乙丙丁", "paragraph", (Mark("emphasis", 1, 4), Mark("strong", 0, 2))),),
        (Block("甲乙", "paragraph", (Mark("link", 0, 1, "https://x.example/?a=1&b=2"),)),),
    ],
)
def test_html_of_blocks_reads_back_as_the_same_blocks(blocks):
    again = blocks_from_html(html_from_blocks(blocks))

    assert [(b.text, b.kind, set(b.marks)) for b in again] == [
        (b.text, b.kind, set(b.marks)) for b in blocks
    ]


def test_thousands_of_nested_elements_are_survived():
    assert blocks_from_html("<blockquote>" * 3000 + "深" + "</blockquote>" * 3000)[0].text == "深"
