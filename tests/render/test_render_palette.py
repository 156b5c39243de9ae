"""The palette: kinds are told apart by every reader, by colour or by shape."""

from __future__ import annotations

import itertools
import math

import pytest

from kg.render.palette import read_palette

Matrix = tuple[tuple[float, float, float], ...]

VISION: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    # G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
    # Deficiency", IEEE TVCG 15 (2009), severity 1.
    "without red cones": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "without green cones": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "without blue cones": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What a reader sees of linear sRGB."""


def seen(color: str, vision: Matrix) -> tuple[float, float, float]:
    """CIE 1976 L*a*b* (D65) of "#rrggbb" as a reader sees it."""
    codes = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in codes]
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in vision)
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.072175 * b,
        (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", VISION)
def test_kinds_of_one_shape_have_colours_that_every_reader_tells_apart(vision: str) -> None:
    """A difference of 2.3 is just noticeable; 12 is told apart in small marks at a distance from one another."""
    kinds = read_palette().kinds.values()
    close = [
        (one.id, two.id)
        for one, two in itertools.combinations(kinds, 2)
        if one.shape == two.shape and math.dist(seen(one.color, VISION[vision]), seen(two.color, VISION[vision])) < 12
    ]
    assert close == []


def test_the_test_sees_what_a_reader_without_green_cones_does_not() -> None:
    vision = VISION["without green cones"]
    assert math.dist(seen("#CC79A7", vision), seen("#8A8F98", vision)) < 5
    assert math.dist(seen("#CC79A7", VISION["usual"]), seen("#8A8F98", VISION["usual"])) > 30
