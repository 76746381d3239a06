"""Distance to the shore and land or sea, from the grids that the build made."""

import numpy as np
import pytest

from vetoproof.detect.vessels.land import is_land, korea, world
from vetoproof.detect.vessels.shore import distance_to_shore_km, shore_grid


def km(lat: float, lon: float) -> float:
    return float(distance_to_shore_km(np.array([lat]), np.array([lon]))[0])


@pytest.mark.parametrize(
    ("lat", "lon", "about", "within"),
    [
        (-48.88, -123.39, 2688, 15),  # Point Nemo, 2,688 km from Ducie, Motu Nui and Maher Island
        (36.0, 123.0, 105, 4),  # off Shandong
        (28.0, 87.0, 0, 0),
        (-90.0, 0.0, 0, 0),
        (37.05, 129.55, 12, 3),  # off Uljin
    ],
)
def test_known_distances(lat: float, lon: float, about: float, within: float) -> None:
    assert km(lat, lon) == pytest.approx(about, abs=within)


def test_the_antimeridian_is_no_edge() -> None:
    assert km(0, 180) == km(0, -180) == km(0, 540)
    assert km(10, 179.99) == pytest.approx(km(10, -179.99), abs=3)


def test_what_is_no_place_has_no_distance() -> None:
    assert np.isnan(distance_to_shore_km(np.array([np.nan, 10.0]), np.array([0.0, np.inf]))).all()


def test_the_distance_never_grows_faster_than_the_way() -> None:
    rng = np.random.default_rng(1)
    lat, lon = rng.uniform(-70, 70, 20_000), rng.uniform(-180, 180, 20_000)
    step = 0.05
    apart = step * 111.2
    grown = np.abs(distance_to_shore_km(lat + step, lon) - distance_to_shore_km(lat, lon))
    assert np.quantile(grown, 0.99) <= apart * 1.25 + 1.0  # a code is 0.5 km
    assert grown.max() <= apart + 6.0  # where the coarser grid begins, 117 km off


def test_the_distance_agrees_with_a_look_at_every_cell_of_the_fine_mask() -> None:
    mask = korea()
    rows, columns = np.nonzero(mask.land)
    land_lat, land_lon = mask.north - (rows + 0.5) / mask.per_degree, mask.west + (columns + 0.5) / mask.per_degree
    rng, errors = np.random.default_rng(3), []
    for lat, lon in zip(rng.uniform(34, 40, 40), rng.uniform(121, 132, 40), strict=True):
        if mask.is_land(np.array([lat]), np.array([lon]))[0]:
            continue
        near = np.abs(land_lat - lat) < 1.1
        half = np.sin(np.radians(land_lat[near] - lat) / 2) ** 2
        half += np.cos(np.radians(lat)) * np.cos(np.radians(land_lat[near])) * np.sin(np.radians(land_lon[near] - lon) / 2) ** 2
        true = 2 * 6371.0088 * np.arcsin(np.sqrt(half.min())) - 0.46
        if true < 117:  # beyond, the grid is coarser
            errors.append(abs(km(lat, lon) - true))
    assert len(errors) > 15
    assert np.median(errors) < 0.5
    assert max(errors) < 4


def test_the_grid_closes_on_itself() -> None:
    grid = shore_grid()
    assert grid.shape == (2161, 4321)
    assert (grid[:, 0] == grid[:, -1]).all()


def test_land_and_sea_by_the_finest_mask() -> None:
    lat, lon = np.array([38.7, 37.0, 48.9, 0.0, 51.5, -75.0]), np.array([124.5, 127.5, 2.3, -30.0, -0.1, 0.0])
    assert is_land(lat, lon).tolist() == [False, True, True, False, True, True]
    assert world().land.shape == (4320, 8640)
