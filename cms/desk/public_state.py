"""Whether the value in force is the one that the public has."""

from functools import lru_cache

from cms.models import Observation
from cms.registers import GOVERNANCE_INDICATORS
from cms.signing import data_folder
from publishing.releases import Release, latest_release, read_rows

Key = tuple[str, str, str]
"""Codes of indicator and area, and the period."""


def released_revisions() -> dict[Key, int]:
    """The revision of every value in the latest release; empty before the first."""
    release = latest_release(data_folder(), GOVERNANCE_INDICATORS.dataset)
    return _revisions(release) if release else {}


@lru_cache(maxsize=4)
def _revisions(release: Release) -> dict[Key, int]:
    """A release never changes, so it is read once."""
    return {
        (str(row["indicator"]), str(row["area"]), str(row["period"])): int(str(row["revision"]))
        for row in read_rows(release)
    }


def public_state(observation: Observation, released: dict[Key, int]) -> str:
    """How the value stands towards the public, in a few words."""
    key = (observation.indicator.code, observation.area.code, observation.period)
    live = observation.indicator.live and observation.area.live
    public = released.get(key)
    if public is None:
        return "待数据发布" if live else "不公开：指标或区域未发布"
    if not live:
        return f"公开的是第 {public} 版，下次数据发布时撤下"
    if public == observation.revision:
        return "已公开"
    return f"待数据发布，公开的仍是第 {public} 版"
