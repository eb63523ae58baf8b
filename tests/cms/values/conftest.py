"""A clerk at the desk, and one value that is recorded already."""

import pytest
from django.test import Client

from cms.models import Area, Indicator, Observation, User
from tests.cms.desk_records import make_area, make_clerk, make_indicator, make_value


@pytest.fixture
def clerk(db: None) -> User:
    """A clerk who records values."""
    return make_clerk("add_observation")


@pytest.fixture
def desk(clerk: User, client: Client) -> Client:
    """A browser in which the clerk is logged in."""
    client.force_login(clerk)
    return client


@pytest.fixture
def indicator(db: None) -> Indicator:
    """Wishes fulfilled."""
    return make_indicator()


@pytest.fixture
def area(db: None) -> Area:
    """The county."""
    return make_area()


@pytest.fixture
def value(indicator: Indicator, area: Area) -> Observation:
    """2600余个 for 2025."""
    return make_value(indicator, area)
