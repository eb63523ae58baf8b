"""Content types and registers."""

from cms.accounts.models import User
from cms.models.address import PublicAddress, Withdrawal
from cms.models.agreement import AgreementPage
from cms.models.agreement_parts import (
    AgreementUnit,
    ChairTerm,
    NeedItem,
    ProjectItem,
    ResourceItem,
)
from cms.models.alarm import Alarm, Heartbeat
from cms.models.area import Area
from cms.models.attachment import Attachment
from cms.models.batch import Batch, BatchRecord
from cms.models.brand import BrandDeed, BrandIndicator, BrandPage, Milestone
from cms.models.build import Build, ReleaseCut
from cms.models.corrections import CorrectionEntry, CorrectionsPage
from cms.models.dataset import Dataset
from cms.models.deed import DeedPage
from cms.models.edition import Edition
from cms.models.evidence import Evidence
from cms.models.honour import AreaHonour, BrandHonour, OrganisationHonour
from cms.models.identity import Identity
from cms.models.indicator import Indicator
from cms.models.news import NewsPage
from cms.models.observation import Observation
from cms.models.organisation import Organisation
from cms.models.page import HomePage, PlainPage, SectionPage
from cms.models.picture import Picture, Rendition
from cms.models.ticket import Ticket

__all__ = [
    "AgreementPage",
    "AgreementUnit",
    "Alarm",
    "Area",
    "AreaHonour",
    "Attachment",
    "Batch",
    "BatchRecord",
    "BrandDeed",
    "BrandHonour",
    "BrandIndicator",
    "BrandPage",
    "Build",
    "ChairTerm",
    "CorrectionEntry",
    "CorrectionsPage",
    "Dataset",
    "DeedPage",
    "Edition",
    "Evidence",
    "Heartbeat",
    "HomePage",
    "Identity",
    "Indicator",
    "Milestone",
    "NeedItem",
    "NewsPage",
    "Observation",
    "Organisation",
    "OrganisationHonour",
    "Picture",
    "PlainPage",
    "ProjectItem",
    "PublicAddress",
    "ReleaseCut",
    "Rendition",
    "ResourceItem",
    "SectionPage",
    "Ticket",
    "User",
    "Withdrawal",
]
