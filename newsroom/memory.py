"""How often Python looks for garbage that refers to itself."""

import gc

# Objects made before it looks, and looks before it takes in older ones: by default 700, 10 and 10.
SELDOM = 50_000, 20, 20


def collect_seldom() -> None:
    """For a process that composes: the tables of a page are a million objects that refer to none
    of their own, and looking through them again and again took up to half of its time."""
    gc.set_threshold(*SELDOM)
