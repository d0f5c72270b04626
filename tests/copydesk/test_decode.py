"""The bytes of a text file become text, or one sentence says what to do."""

import pytest

from newsroom.copydesk.decode import MAX_BYTES, UnreadableTextError, decode_text

TEXT = "海港日报\n第42期（总第1042期）\n"
PROSE = "今天上午，停航三个月的渡船离岸，码头边站满了人。" * 10
TRADITIONAL = "今天上午，停航三個月的渡船離岸，碼頭邊站滿了人。" * 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_encodings_of_a_newsroom_are_read(encoding):
    assert decode_text(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_are_made_one(end):
    assert decode_text(TEXT.replace("\n", end).encode()) == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        ("\u3000\n".encode(), "empty"),
        (b"PK\x03\x04" + b"word/document.xml", "word"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20, "word"),
        (b"{\\rtf1 text}", "word"),
        (b"%PDF-1.7", "pdf"),
        (b"<!DOCTYPE html><title>x</title>", "web_page"),
        (b"\xef\xbb\xbf \r\n<HTML lang=zh>", "web_page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "binary"),
        (TEXT.encode("utf-16-le"), "binary"),
        (b"\x81\x20\xff\xff" * 20, "encoding"),
        (b"\xff\xfe\x00\xd8a\x00", "encoding"),
        (PROSE.encode()[:-2], "encoding"),
        (PROSE.encode()[:31] + PROSE.encode()[32:], "encoding"),
        (PROSE.encode("gb18030")[:-1], "encoding"),
        (TRADITIONAL.encode("big5"), "encoding"),
        (b"\x01\x02\x03\x04" * 30, "encoding"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_text_is_refused_with_one_sentence(data, code):
    with pytest.raises(UnreadableTextError) as refused:
        decode_text(data)

    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert str(refused.value).count(". ") == str(refused.value).count("\n") == 0


def test_the_largest_file_that_is_taken_is_five_megabytes():
    assert len(decode_text(b"a" * MAX_BYTES)) == 5 * 1024 * 1024


def test_rare_characters_of_gb18030_are_read():
    assert decode_text("𠮷㐂镕".encode("gb18030")) == "𠮷㐂镕"
