"""Content types and registers."""

from cms.accounts.models import User
from cms.models.area import Area
from cms.models.batch import Batch
from cms.models.build import Build, ReleaseCut
from cms.models.dataset import Dataset
from cms.models.deed import DeedPage
from cms.models.evidence import Evidence
from cms.models.indicator import Indicator
from cms.models.observation import Observation
from cms.models.page import HomePage, PlainPage, SectionPage
from cms.models.picture import Picture, Rendition

__all__ = [
    "Area",
    "Batch",
    "Build",
    "Dataset",
    "DeedPage",
    "Evidence",
    "HomePage",
    "Indicator",
    "Observation",
    "Picture",
    "PlainPage",
    "ReleaseCut",
    "Rendition",
    "SectionPage",
    "User",
]
