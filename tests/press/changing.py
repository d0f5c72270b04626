"""Papers in three languages with a little of everything on a page, and changes of any field."""

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from random import Random
from typing import Any

from newsroom.copydesk.story import Block, Byline, Mark, Story
from newsroom.layout.geometry import Area
from newsroom.layout.plan import ArtFrame, CopyItem, PhotoSpec, Priority, Quote
from newsroom.press.compare import PrintedPage
from tests.layout.composing import compose

WORDS = {
    "Chinese": "渡船每天早晨过江，新馆在对岸九点开门。读者骑车沿旧堤而来，票价与去年持平！",
    "English": "The ferry crosses every morning. The new library opens at nine, over the river. ",
    "Japanese": "渡し船は毎朝川をわたる。新しい図書館は九時にひらき、「読める」と町の人はいう。",
}
PAPERS = [(language, seed) for language in WORDS for seed in (1, 2)]


def prose(rng: Random, language: str, characters: int) -> str:
    text = WORDS[language] * (characters // 20 + 2)
    at = rng.randrange(len(WORDS[language]))
    return text[at : at + characters].strip()


def story(rng: Random, language: str) -> Story:
    table = [Block(f"{rng.choice('甲乙丙')}{n}\t{rng.randint(10, 99)}", "row") for n in range(3)]
    copy = [Block(prose(rng, language, rng.randint(50, 90))) for _ in range(3)]
    marked = replace(copy[1], marks=(Mark("strong", 4, 12), Mark("emphasis", 20, 31)))
    listed = [Block(prose(rng, language, 40), "item", number=n) for n in (1, 2)]
    blocks = (copy[0], marked, Block("1901", "subhead"), *table, copy[2], *listed)
    name = prose(rng, language, 7)
    return Story(
        prose(rng, language, 12), blocks, kicker=name, deck=name, bylines=(Byline("", name),)
    )


def paper(language: str, seed: int) -> list[CopyItem]:
    rng = Random(f"{language} {seed}")
    items = []
    for number in range(6):
        told = story(rng, language)
        photo = PhotoSpec(f"p{number}", 0.66, prose(rng, language, 24), "Lin", "boat")
        photos = (photo,) if number < 3 else ()
        wishes: list[dict[str, Any]] = [{}, {"boxed": True}, {"tint": 10}, {"drop_initial": 2}]
        rank: Priority = "lead" if number == 0 else "normal"
        item = CopyItem(f"s{number}", told, rank, photos=photos, **wishes[number % 4])
        items.append(item)
    return items


@lru_cache(maxsize=6)
def printed(language: str, seed: int) -> PrintedPage:
    plan = compose(paper(language, seed), 1).pages[0]
    pictures = {f"p{number}": f"hash-0.5-0.{number}" for number in range(3)}
    furniture = {"day": "20", "printer": "双楫印刷厂", "name": "江津渡报", "inks": "black"}
    setting = {"grid": {"rows": 75}, "fonts": {"song": "a"}, "lines": {"justified": True}}
    return PrintedPage(plan, pictures, furniture, setting, at_foot=("printer",))


def leaves(node, name="", path=()):
    """Every plain value of a plan: the class and field it is of, its path, itself."""
    if is_dataclass(node) or hasattr(node, "_fields"):
        names = node._fields if hasattr(node, "_fields") else [f.name for f in fields(node)]
        for each in names:
            yield from leaves(getattr(node, each), f"{type(node).__name__}.{each}", (*path, each))
    elif isinstance(node, tuple):
        for at, each in enumerate(node):
            yield from leaves(each, name, (*path, at))
    else:
        yield name, path, node


def at_path(node, path):
    for step in path:
        node = node[step] if isinstance(step, int) else getattr(node, step)
    return node


def with_(node, path, value):
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        return (*node[:step], with_(node[step], rest, value), *node[step + 1 :])
    inner = with_(getattr(node, step), rest, value)
    return (
        node._replace(**{step: inner})
        if hasattr(node, "_replace")
        else replace(node, **{step: inner})
    )


OTHERS = {
    "Line.style": ("body", "subhead", "byline", "jump"),
    "Module.kind": ("story", "continuation"),
    "ArtFrame.nature": ("advertisement", "notice", "box"),
    "Module.frame": ("plain", "double", "thick_thin", ""),
    "HeadLine.role": ("kicker", "headline", "deck", "origin"),
    "HeadLine.align": ("left", "center", "right"),
    "HeadLine.direction": ("horizontal", "vertical"),
    **dict.fromkeys(("HeadLine.font", "Span.role", "Cell.role"), ("song", "hei", "kai")),
}


def another(rng: Random, name: str, value):
    """Another value of the field ``name``."""
    if name in OTHERS:
        return rng.choice([each for each in OTHERS[name] if each != value])
    if isinstance(value, str):
        return edited(rng, value)
    if isinstance(value, bool):
        return not value
    if value is None:
        return Area(0, 14, 2, 9) if name in ("PagePlan.corner", "Module.notch") else 3
    return value + 1


def edited(rng: Random, text: str) -> str:
    """One character changed, put in or taken out."""
    at = rng.randrange(len(text) + 1)
    made = rng.choice(
        [text[:at] + "☉" + text[end:] for end in (at, at + 1)] + [text[:at] + text[at + 1 :]]
    )
    return made if made != text else text + "☉"


def fields_of(page: PrintedPage) -> dict[str, list]:
    found: dict[str, list] = {}
    for name, path, _value in leaves(page.plan):
        found.setdefault(name, []).append(path)
    return found


def quoted(page: PrintedPage) -> PrintedPage:
    """The page with a pull quote in its first story."""
    first, *rest = page.plan.modules
    at = replace(first.area, rows=4)
    first = replace(first, quotes=(Quote(at, ("渡船每天", "早晨过江"), 14.0, 20.0),))
    return replace(page, plan=replace(page.plan, modules=(first, *rest)))


def sold(page: PrintedPage) -> PrintedPage:
    """The page with an advertisement at its foot."""
    tea = ArtFrame("tea", Area(3, 60, 2, 15), "advertisement", 0.7, "广告", "茶社")
    return replace(page, plan=replace(page.plan, artwork=(tea,)))


def changed_fields(rng: Random, page: PrintedPage, most: int):
    """The page with one field of its plan changed, up to ``most`` times for each field."""
    for name, paths in fields_of(page).items():
        for path in rng.sample(paths, min(most, len(paths))):
            other = another(rng, name, at_path(page.plan, path))
            yield name, replace(page, plan=with_(page.plan, path, other))
