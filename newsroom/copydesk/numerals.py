"""Chinese numerals as a page number is spoken: 第二版, 第二十一版."""

DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """1 to 99 in words: 二, 十, 二十一. Raises ValueError outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not between 1 and 99.")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")
