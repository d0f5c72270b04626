"""Every colour of a page on the plates the page has, and black overprinting where it should.

The painter has set inks already; what a drawing brought along in screen colours becomes ink here.
Black type up to 12 pt and black rules print over what lies below, so that no white edge shows when
plates shift. Tints, white, colours, pictures and large type knock out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Page, Pdf, Stream

from newsroom.press.condition import PageInks, Spot

LARGEST_OVERPRINTED = 12.0  # points of type
WIDEST_RULE = 4.0  # points: a filled black shape not thicker than this is a rule
DARK = 0.5  # a colour darker than this is solid on a page in one ink: a screen would fray its edge
NEUTRAL = 0.06  # a colour with less difference between red, green and blue is a grey
DEEPEST = 12  # forms inside forms
SCREEN_COMPONENTS = {"DeviceGray": 1, "DeviceRGB": 3, "CalGray": 1, "CalRGB": 3}
OVERPRINT = {True: Name("/OverprintOn"), False: Name("/OverprintOff")}
TRANSPARENT = ("/SMask", "/ca", "/CA", "/BM", "/AIS", "/TK")
SPOT = Name("/PageSpot")

Ink = tuple[float, ...]  # four inks, or one share of the spot colour
SOLID_BLACK: Ink = (0.0, 0.0, 0.0, 1.0)


def ink_page(document: Pdf, page: Page, inks: PageInks) -> None:
    """Rewrite what the page draws; forms are rewritten for this page alone."""
    resources = _own_resources(page.obj.get(Name.Resources))
    page.obj.Resources = resources
    plates = _Plates(document, inks)
    written = plates.rewrite(page, resources, _State(), 0)
    page.obj.Contents = Stream(document, written)


def _own_resources(told: Any) -> Any:
    """A copy down to the dictionaries we change: pages may share theirs."""
    resources = Dictionary(dict((told or Dictionary()).items()))
    for name in (Name.ExtGState, Name.ColorSpace, Name.XObject):
        resources[name] = Dictionary(dict((resources.get(name) or Dictionary()).items()))
    return resources


@dataclass(slots=True)
class _State:
    scale: float = 1.0
    text_scale: float = 1.0
    size: float = 1.0
    render: int = 0
    fill: Ink = SOLID_BLACK
    stroke: Ink = SOLID_BLACK
    fill_space: int = 0  # components of the screen colour space set by cs, 0: leave as it is
    stroke_space: int = 0
    overprints: bool = False


class _Plates:
    def __init__(self, document: Pdf, inks: PageInks) -> None:
        self._document = document
        self._inks = inks
        self._spot: Any = None

    def rewrite(self, stream: Any, resources: Any, state: _State, depth: int) -> bytes:
        _strip_opaque_states(resources)
        _plain_grey(resources)
        writer = _Writer(self, resources, state, depth)
        for instruction in pikepdf.parse_content_stream(stream):
            writer.take(instruction)
        _drop_screen_spaces(resources)
        for overprints, name in OVERPRINT.items():
            state_of = Dictionary(Type=Name.ExtGState, OP=overprints, op=overprints, OPM=1)
            resources.ExtGState[name] = state_of
        written: bytes = pikepdf.unparse_content_stream(writer.out)
        return written

    def form(self, form: Any, state: _State, depth: int) -> Any:
        """A copy of a form, in the inks of this page."""
        if depth >= DEEPEST:
            return form
        inner = copy(state)
        inner.overprints = False
        resources = _own_resources(form.get(Name.Resources))
        made = Stream(self._document, self.rewrite(form, resources, inner, depth + 1))
        for key in (Name.Type, Name.Subtype, Name.BBox, Name.Matrix):
            if key in form:
                made[key] = form[key]
        made.Resources = resources
        return self._document.make_indirect(made)

    def spot_space(self, spot: Spot) -> Any:
        if self._spot is None:
            self._spot = self._document.make_indirect(separation(spot.name, spot.cmyk))
        return self._spot

    def inked(self, red: float, green: float, blue: float) -> Ink:
        """A screen colour in the inks of this page."""
        grey = max(red, green, blue) - min(red, green, blue) < NEUTRAL
        dark = 1 - (0.3 * red + 0.59 * green + 0.11 * blue)
        if self._inks == "four" and not grey:
            inks = (1 - red, 1 - green, 1 - blue)
            black = min(inks)
            return (*(round(ink - black, 4) for ink in inks), round(black, 4))
        share = round(dark, 4) if grey or dark <= DARK else 1.0
        return (share,) if isinstance(self._inks, Spot) and not grey else (0.0, 0.0, 0.0, share)

    def replaced(self, ink: Ink) -> Ink:
        """Four inks on a page that has fewer."""
        cyan, magenta, yellow, black = ink
        if self._inks == "four" or not (cyan or magenta or yellow):
            return ink
        return self.inked(*(1 - min(1.0, one + black) for one in (cyan, magenta, yellow)))

    @property
    def spot(self) -> Spot | None:
        return self._inks if isinstance(self._inks, Spot) else None


class _Writer:
    """Copies one content stream, changing colours and setting overprint before it is needed."""

    def __init__(self, plates: _Plates, resources: Any, state: _State, depth: int) -> None:
        self.out: list[Any] = []
        self._plates = plates
        self._resources = resources
        self._state = state
        self._depth = depth
        self._stack: list[_State] = []
        self._path_at = -1  # where in `out` the current path begins
        self._points: list[tuple[float, float]] = []
        self._done: set[str] = set()

    def take(self, instruction: Any) -> None:
        operator = str(instruction.operator)
        act = ACTIONS.get(operator)
        if act is None or not act(self, operator, instruction):
            self.out.append(instruction)

    def _knock(self, overprints: bool, at: int | None = None) -> None:
        """Set overprint before the instruction at ``at``, or before the next."""
        if self._state.overprints != overprints:
            self._state.overprints = overprints
            set_it = ContentStreamInstruction([OVERPRINT[overprints]], Operator("gs"))
            self.out.insert(len(self.out) if at is None else at, set_it)

    # State

    def save(self, _operator: str, _instruction: Any) -> None:
        self._stack.append(copy(self._state))

    def restore(self, _operator: str, _instruction: Any) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def concat(self, _operator: str, instruction: Any) -> None:
        self._state.scale *= _scale(instruction.operands)

    def begin_text(self, _operator: str, _instruction: Any) -> None:
        self._state.text_scale = 1.0

    def text_matrix(self, _operator: str, instruction: Any) -> None:
        self._state.text_scale = _scale(instruction.operands)

    def font(self, _operator: str, instruction: Any) -> None:
        self._state.size = abs(float(instruction.operands[1]))

    def render(self, _operator: str, instruction: Any) -> None:
        self._state.render = int(instruction.operands[0])

    # Colours

    def device(self, operator: str, instruction: Any) -> bool:
        values = tuple(map(float, instruction.operands))
        if len(values) == 4:
            ink = self._plates.replaced(values)
        else:
            ink = self._plates.inked(*(values * 3)[:3])
        return self._set(operator.isupper(), ink, unchanged=ink is values)

    def space(self, operator: str, instruction: Any) -> bool:
        strokes = operator.isupper()
        components = _screen_components(instruction.operands[0], self._resources)
        if strokes:
            self._state.stroke_space, self._state.stroke = components, ()
        else:
            self._state.fill_space, self._state.fill = components, ()
        return self._set(strokes, self._plates.inked(0, 0, 0)) if components else False

    def colour(self, operator: str, instruction: Any) -> bool:
        strokes = operator.isupper()
        components = self._state.stroke_space if strokes else self._state.fill_space
        if not components:
            return False
        values = tuple(map(float, instruction.operands))
        return self._set(strokes, self._plates.inked(*(values * 3)[:3]))

    def _set(self, strokes: bool, ink: Ink, *, unchanged: bool = False) -> bool:
        if strokes:
            self._state.stroke = ink
        else:
            self._state.fill = ink
        if not unchanged:
            self._write_ink(strokes, ink)
        return not unchanged

    def _write_ink(self, strokes: bool, ink: Ink) -> None:
        spot = self._plates.spot
        if len(ink) == 4 or spot is None:
            self._write("K" if strokes else "k", ink)
            return
        self._resources.ColorSpace[SPOT] = self._plates.spot_space(spot)
        self._write("CS" if strokes else "cs", (SPOT,))
        self._write("SCN" if strokes else "scn", ink)

    def _write(self, operator: str, operands: tuple[Any, ...]) -> None:
        self.out.append(ContentStreamInstruction(list(operands), Operator(operator)))

    # What prints

    def show(self, _operator: str, _instruction: Any) -> None:
        state = self._state
        size = state.size * state.text_scale * state.scale
        ink = state.stroke if state.render == 1 else state.fill
        self._knock(ink == SOLID_BLACK and size <= LARGEST_OVERPRINTED + 0.001)

    def point(self, _operator: str, instruction: Any) -> None:
        if self._path_at < 0:
            self._path_at = len(self.out)
        values = tuple(map(float, instruction.operands))
        self._points += zip(values[::2], values[1::2], strict=False)

    def rectangle(self, _operator: str, instruction: Any) -> None:
        if self._path_at < 0:
            self._path_at = len(self.out)
        x, y, width, height = map(float, instruction.operands)
        self._points += [(x, y), (x + width, y + height)]

    def path(self, operator: str, _instruction: Any) -> None:
        if operator != "n" and self._path_at >= 0:
            self._knock(self._path_overprints(operator), self._path_at)
        self._path_at, self._points = -1, []

    def _path_overprints(self, operator: str) -> bool:
        state = self._state
        if operator in {"S", "s"}:
            return state.stroke == SOLID_BLACK
        if operator not in {"f", "F", "f*"} or state.fill != SOLID_BLACK:
            return False
        xs, ys = zip(*self._points, strict=True)
        thickness = min(max(xs) - min(xs), max(ys) - min(ys)) * state.scale
        return bool(thickness <= WIDEST_RULE)

    def picture(self, _operator: str, _instruction: Any) -> None:
        self._knock(False)

    def place(self, _operator: str, instruction: Any) -> None:
        self._knock(False)
        name = str(instruction.operands[0])
        found = self._resources.XObject.get(name)
        is_form = found is not None and str(found.get("/Subtype")) == "/Form"
        if is_form and name not in self._done:
            self._done.add(name)
            self._resources.XObject[name] = self._plates.form(found, self._state, self._depth)


def separation(ink: str, cmyk: tuple[float, ...]) -> Array:
    """A named ink and what is shown instead where there is no such plate (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(cmyk), N=1)
    return Array([Name.Separation, Name("/" + ink), Name.DeviceCMYK, tint])


def _scale(operands: Any) -> float:
    a, b, c, d, *_rest = map(float, operands)
    return math.sqrt(abs(a * d - b * c))


def _screen_components(named: Any, resources: Any) -> int:
    """Components of a colour space of screens, 0 for inks and patterns."""
    space = resources.ColorSpace.get(str(named), named)
    if not isinstance(space, Array):
        return SCREEN_COMPONENTS.get(str(space).strip("/"), 0)
    family = str(space[0]).strip("/")
    if family == "ICCBased":
        components = int(space[1].N)
        return components if components in (1, 3) else 0
    return SCREEN_COMPONENTS.get(family, 0)


def _drop_screen_spaces(resources: Any) -> None:
    for name in list(resources.ColorSpace.keys()):
        if _screen_components(Name(name), resources):
            del resources.ColorSpace[name]


def _strip_opaque_states(resources: Any) -> None:
    """Keys of transparency that say there is none; what is transparent stays and is found later."""
    for name, told in list(resources.ExtGState.items()):
        opaque = all(_says_opaque(key, told[key]) for key in TRANSPARENT if key in told)
        if opaque:
            kept = {key: value for key, value in told.items() if key not in TRANSPARENT}
            resources.ExtGState[name] = Dictionary(kept)


def _says_opaque(key: str, value: Any) -> bool:
    if key in ("/ca", "/CA"):
        return float(value) >= 1
    return key in ("/AIS", "/TK") or str(value) in ("/None", "/Normal", "/Compatible")


def _plain_grey(resources: Any) -> None:
    """The painter calibrates grey pictures, which a press would separate into four inks; here grey
    is black ink."""
    for image in resources.XObject.values():
        space = image.get(Name.ColorSpace)
        if isinstance(space, Array) and space[0] == Name.ICCBased and space[1].N == 1:
            image.ColorSpace = Name.DeviceGray


ACTIONS: dict[str, Callable[[_Writer, str, Any], bool | None]] = {
    "q": _Writer.save,
    "Q": _Writer.restore,
    "cm": _Writer.concat,
    "BT": _Writer.begin_text,
    "Tm": _Writer.text_matrix,
    "Tf": _Writer.font,
    "Tr": _Writer.render,
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), _Writer.device),
    **dict.fromkeys(("cs", "CS"), _Writer.space),
    **dict.fromkeys(("sc", "scn", "SC", "SCN"), _Writer.colour),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Writer.show),
    **dict.fromkeys(("m", "l", "c", "v", "y"), _Writer.point),
    "re": _Writer.rectangle,
    **dict.fromkeys(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"), _Writer.path),
    **dict.fromkeys(("INLINE IMAGE", "sh"), _Writer.picture),
    "Do": _Writer.place,
}
