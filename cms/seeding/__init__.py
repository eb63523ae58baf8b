"""Fills an empty desk: the first content from `fixtures/`, and labelled sample records."""

from cms.seeding.demo import NoPlaceForDemo, add_demo
from cms.seeding.fixture_files import FixtureError
from cms.seeding.run import SeedReport, is_empty, seed

__all__ = ["FixtureError", "NoPlaceForDemo", "SeedReport", "add_demo", "is_empty", "seed"]
