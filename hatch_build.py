"""The land mask of `global-land-mask` (1/120 degree, 0.9 GB when loaded) -> small grids that the package carries.

Read as a stream, row by row, so a build needs 0.2 GB. Made once: a stamp names the hash of the mask and of this file.
land.npz    land or sea at 1/24 degree over the world, and at 1/120 degree around the Korean Peninsula, a bit a cell
shore.npz   distance to the shore at nodes of 1/12 degree up to 117 km, and of 1 degree beyond
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import deque
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MADE = "src/vetoproof/detect/vessels/made"
ROWS, COLUMNS, PER_DEGREE = 21_600, 43_200, 120
COARSE = 5  # cells of the source on a side of ours: 1/24 degree
WINDOW = (29.0, 49.0, 116.0, 143.0)  # south, north, west, east: Yellow Sea, East Sea, the Japanese side
STEP = 10  # cells of the source between two nodes of the shore grid: 1/12 degree
NEAR_KM, UNIT_KM, INLAND = 117.0, 0.5, 20  # a code is (km + 10) * 2; 0 is 10 km inland or more, 254 is 117 km, 255 is farther
EARTH_KM = 6371.0088


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Make the grids before the wheel, or the editable install, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing or out of date."""
        make(Path(self.root) / MADE)


def make(folder: Path) -> None:
    """Write the grids into `folder`, unless its stamp says that they are the same as would be made now."""
    source = _source()
    stamp = hashlib.sha256(source.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    said, files = folder / "stamp.txt", [folder / "land.npz", folder / "shore.npz"]
    if said.is_file() and said.read_text() == stamp and all(file.is_file() for file in files):
        return
    folder.mkdir(parents=True, exist_ok=True)
    said.unlink(missing_ok=True)
    world, islands, window, near = _read(source)
    south, north, west, east = WINDOW
    np.savez_compressed(
        files[0], world=np.packbits(world, axis=1), window=np.packbits(window, axis=1), edges=np.array([south, north, west, east])
    )
    np.savez_compressed(files[1], near=near, far=_far(islands))
    said.write_text(stamp)


def _source() -> Path:
    """The file of the mask: found, not imported, since the import loads all of it."""
    found = find_spec("global_land_mask")
    if found is None or found.origin is None:
        raise RuntimeError("global-land-mask is not installed; install it to build this package (it is a build requirement)")
    return Path(found.origin).parent / "globe_combined_mask_compressed.npz"


def _bands(source: Path) -> Iterator[Any]:
    """Bands of ten rows from north to south, True for land."""
    with zipfile.ZipFile(source) as archive, archive.open("mask.npy") as member:
        np.lib.format.read_magic(member)
        shape, _, kind = np.lib.format.read_array_header_1_0(member)
        if shape != (ROWS, COLUMNS) or kind != np.bool_:
            raise RuntimeError(f"{source.name} holds {shape} of {kind}, not {ROWS} x {COLUMNS} of bool; use global-land-mask 1.0")
        for _ in range(ROWS // STEP):
            yield np.frombuffer(member.read(STEP * COLUMNS), np.bool_).reshape(STEP, COLUMNS) ^ True


def _read(source: Path) -> tuple[Any, Any, Any, Any]:
    """One pass: the coarse mask, the same with every cell that has any land, the fine window, and the codes of the near shore."""
    south, north, west, east = (int(edge * PER_DEGREE) for edge in WINDOW)
    top, bottom, left, right = 90 * PER_DEGREE - north, 90 * PER_DEGREE - south, west + COLUMNS // 2, east + COLUMNS // 2
    coarse, islands, fine, shore = [], [], [], _Shore()
    for number, band in enumerate(_bands(source)):
        at = number * STEP
        count = _land_cells(band)
        coarse.append(count * 2 > COARSE**2)
        islands.append(count > 0)
        if top < at + STEP and at < bottom:
            fine.append(band[max(0, top - at) : bottom - at, left:right].copy())
        shore.take(band)
    return np.concatenate(coarse), np.concatenate(islands), np.concatenate(fine), shore.codes()


class _Shore:
    """Distance of each node to the nearest land (at sea) or sea (on land), from the rows within 117 km."""

    reach = 132  # rows of 0.93 km: a little over NEAR_KM
    inland = 12

    def __init__(self) -> None:
        self.land: deque[tuple[float, Any]] = deque(maxlen=2 * self.reach)
        self.sea: deque[tuple[float, Any]] = deque(maxlen=2 * self.reach)
        self.on_land: deque[Any] = deque()
        self.taken, self.lines = 0, list[Any]()

    def take(self, band: Any) -> None:
        """Take ten rows; give the line of nodes that is now surrounded. A node on an edge of cells takes the cell south-east of it."""
        self.on_land.append(np.append(band[0, ::STEP], band[0, 0]))
        for row in band:
            latitude = np.radians(90 - (self.taken + 0.5) / PER_DEGREE)
            self.land.append((latitude, _sideways(row)))
            self.sea.append((latitude, _sideways(~row)))
            self.taken += 1
            centre = self.taken - self.reach
            if centre >= 0 and centre % STEP == 0:
                self._line(centre)

    def _line(self, centre: int) -> None:
        here, on_land = np.radians(90 - centre / PER_DEGREE), self.on_land.popleft()
        outside = _nearest(here, self.land)
        middle = len(self.sea) - min(self.reach, ROWS - centre)
        around = list(self.sea)[max(0, middle - self.inland) : middle + self.inland]
        inside = _nearest(here, around)
        half = 0.5 * EARTH_KM * np.radians(1 / PER_DEGREE)  # from the middle of the cell to its edge
        signed = np.where(on_land, half - inside, outside - half)
        codes = np.rint(signed / UNIT_KM) + INLAND
        self.lines.append(np.where(signed > NEAR_KM, 255, np.clip(codes, 0, 254)).astype(np.uint8))

    def codes(self) -> Any:
        """All lines, from the north pole to the south pole. The last rows have nothing south of them."""
        centre = len(self.lines) * STEP
        self.on_land.append(np.ones(COLUMNS // STEP + 1, bool))  # the south pole lies on land
        while len(self.lines) <= ROWS // STEP:
            self._line(centre)
            centre += STEP
        return np.stack(self.lines)


def _sideways(row: Any, step: int = STEP) -> Any:
    """For each node of a row, sin^2 of half the angle of longitude to the nearest marked cell; nothing if no cell is marked."""
    marked = np.flatnonzero(row)
    if not len(marked):
        return None
    nodes = np.arange(0, len(row) + 1, step)
    around = np.concatenate(([marked[-1] - len(row)], marked, [marked[0] + len(row)])) + 0.5
    after = np.searchsorted(around, nodes)
    apart = np.minimum(nodes - around[after - 1], around[after] - nodes)
    return (np.sin(np.pi * apart / len(row)) ** 2).astype(np.float32)


def _nearest(here: float, rows: Any) -> Any:
    """The haversine distance of each node of one line to the nearest marked cell of the rows; km."""
    marked = [(latitude, sideways) for latitude, sideways in rows if sideways is not None]
    if not marked:
        return np.full(COLUMNS // STEP + 1, np.inf)
    latitudes = np.array([latitude for latitude, _ in marked])
    down = (np.sin((latitudes - here) / 2) ** 2).astype(np.float32)
    across = (np.cos(latitudes) * np.cos(here)).astype(np.float32)
    least = np.full(len(marked[0][1]), np.float32(1))
    for one, two, (_, sideways) in zip(down, across, marked, strict=True):
        np.minimum(least, sideways * two + one, out=least)
    return 2 * EARTH_KM * np.arcsin(np.sqrt(least.astype(np.float64)))


def _land_cells(band: Any) -> Any:
    """How many of its 25 cells are land, for each coarse cell of a band."""
    cells = band.view(np.uint8)
    lines = [cells[start : start + COARSE].sum(axis=0, dtype=np.uint8) for start in range(0, STEP, COARSE)]
    return np.stack([sum(line[part::COARSE] for part in range(COARSE)) for line in lines])


def _far(islands: Any) -> Any:
    """The distance to land at nodes of one degree, in km, from every coarse cell that has any: an atoll is none of the coarse mask."""
    size = COARSE / PER_DEGREE
    rows = [(np.radians(90 - (down + 0.5) * size), _sideways(row, round(1 / size))) for down, row in enumerate(islands)]
    return np.rint(np.stack([_nearest(np.radians(degree), rows) for degree in range(90, -91, -1)])).astype(np.uint16)
