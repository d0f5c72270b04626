"""People for the sample's prints, in silhouette: placed by the feet, sized by their height."""

from __future__ import annotations

import math
from dataclasses import dataclass

from issues.sample.linocut import Plate, Point, curve


@dataclass(frozen=True)
class Body:
    """Feet at (x, y); ``facing`` 1 looks right, -1 left; ``stride`` opens the legs."""

    x: float
    y: float
    height: float
    facing: int = 1
    stride: float = 0.5
    stoop: float = 0.0
    skirt: bool = False

    def at(self, across: float, up: float) -> Point:
        lean = self.stoop * max(0.0, up - 0.45)
        return (
            self.x + (across + lean) * self.height * self.facing,
            self.y - up * self.height,
        )

    def limb(self, plate: Plate, *joints: tuple[float, float, float], cut: bool = False) -> None:
        plate.chain([(*self.at(a, u), r * self.height) for a, u, r in joints], cut)


def stand(
    plate: Plate, body: Body, *, coat: Plate | None = None, arm: float = 0.1, hair: bool = False
) -> None:
    """A walking or waiting figure; ``arm`` swings the near arm forward, ``coat`` is its own ink."""
    cloth, back = coat or plate, min(arm, 0.1)
    _legs(plate, body)
    body.limb(plate, (0.0, 0.85, 0.036), (0.015, 0.9, 0.034))
    plate.disc(*body.at(0.02, 0.935), 0.058 * body.height, 0.068 * body.height)
    if hair:
        plate.disc(*body.at(-0.018, 0.93), 0.06 * body.height)
    body.limb(
        cloth,
        (-0.06, 0.79, 0.036),
        (-0.085 - back * 0.25, 0.62, 0.03),
        (-0.06 - back * 0.7, 0.49, 0.024),
    )
    cloth.poly(curve([body.at(*point) for point in _coat(body.skirt)], 6, closed=True))
    near = ((0.045, 0.79, 0.036), (0.055 + arm * 0.3, 0.62, 0.03), (0.06 + arm * 1.1, 0.5, 0.024))
    if coat:
        body.limb(plate, *((a + 0.012, u - 0.01, r) for a, u, r in near))
        plate.disc(*body.at(0.06 + arm * 1.15, 0.485), 0.024 * body.height)
    body.limb(cloth, *near)


def _legs(plate: Plate, body: Body) -> None:
    s = body.stride * 0.17
    body.limb(plate, (0.02, 0.5, 0.062), (s * 0.75, 0.27, 0.046), (s, 0.035, 0.026))
    body.limb(plate, (s, 0.028, 0.022), (s + 0.06, 0.016, 0.016))
    body.limb(plate, (-0.02, 0.5, 0.062), (-s * 0.25, 0.27, 0.044), (-s, 0.045, 0.026))
    body.limb(plate, (-s, 0.035, 0.022), (-s + 0.055, 0.016, 0.016))


def _coat(skirt: bool) -> list[Point]:
    hem, wide = (0.3, 0.115) if skirt else (0.43, 0.094)
    right = [(0.04, 0.862), (0.092, 0.815), (0.088, 0.62), (wide, hem + 0.02), (wide * 0.9, hem)]
    return [*right, *((-across, up) for across, up in reversed(right))]


def bicycle(plate: Plate, x: float, y: float, size: float, facing: int = 1) -> None:
    """A bicycle ``size`` high at the handlebar, its wheels standing on y; x is its middle."""
    r = size * 0.34
    hubs = [(x - facing * size * 0.52, y - r), (x + facing * size * 0.52, y - r)]
    for hx, hy in hubs:
        rim = [
            (hx + r * math.cos(k / 14 * math.pi), hy + r * math.sin(k / 14 * math.pi))
            for k in range(29)
        ]
        plate.line(rim, size * 0.05)
        for step in range(4):
            dx, dy = ((r, 0), (0, r), (r * 0.7, r * 0.7), (r * 0.7, -r * 0.7))[step]
            plate.line([(hx - dx, hy - dy), (hx + dx, hy + dy)], size * 0.012)
    crank = (x - facing * size * 0.05, y - r * 0.9)
    seat = (x - facing * size * 0.2, y - size * 0.82)
    bar = (x + facing * size * 0.36, y - size)
    head = (x + facing * size * 0.34, y - size * 0.78)
    for a, b in ((hubs[0], crank), (crank, seat), (crank, head), (seat, head), (hubs[0], seat)):
        plate.line([a, b], size * 0.05)
    plate.line([hubs[1], head, bar], size * 0.05)
    plate.line([(bar[0] - facing * size * 0.12, bar[1]), bar], size * 0.06)
    plate.limb(
        (seat[0] - size * 0.08, seat[1]), (seat[0] + size * 0.08, seat[1]), size * 0.04, size * 0.03
    )
