"""The only door from the desk to the public: collects what is live and hands it over as frozen values."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from cms.attachments import EditionAttachments
from cms.catalogue import current_catalogue
from cms.emblem import edition_emblem
from cms.identity import current_frame, home_page
from cms.items import file_items, html_items
from cms.pictures import EditionPictures
from cms.public_content import without_publication
from cms.public_site import public_rendering
from cms.releases import cut_due
from cms.signing import data_folder, signer
from publishing.addresses import EditionAddresses, prefix_of
from publishing.contract import Submission
from publishing.edition.build import EditionSummary, build
from publishing.resource import BadSubmission
from publishing.static_files import static_index

Progress = Callable[[str, int, int], None]

MOST_NAMES = 5
"""How many names an error tells."""


class ReviewsMissing(RuntimeError):
    """The deployment asks for reviews, and this version has no review path yet."""


def publish(progress: Progress | None = None, *, at: datetime | None = None) -> EditionSummary:
    """Cut the releases that are due, collect everything live, and build an edition of it.

    Raises ReviewsMissing unless the deployment is a trial: nothing goes out unreviewed, and reviews cannot be
    given yet. Raises `publishing.contract` and `publishing.edition` errors of a submission that cannot be built.
    """
    if settings.REVIEWS != 0:
        raise ReviewsMissing(
            "本部署要求三审，而这一版软件还没有审核流程，所以什么都不会公开。试用请设 HUANAN_REVIEWS=0（仅限本机）。"
        )
    at = at or timezone.now()
    undated = without_publication()
    if undated:
        names = "、".join(f"“{name}”" for name in undated[:MOST_NAMES])
        raise BadSubmission(f"{names}没有首次发布的时间，请在编辑台打开，再发布一次。")
    cut_due()
    return build(
        submission(at),
        data_folder(),
        signer(),
        published=at,
        static_root=settings.BASE_DIR / "site/static",
        progress=progress,
    )


def submission(at: datetime) -> Submission:
    """Everything live at this moment, rendered. Unpublished, private and unused things are not in it."""
    home = home_page()
    prefix = prefix_of(settings.BASE_URL)
    pictures = EditionPictures(data_folder().cache / "pictures", prefix)
    attachments = EditionAttachments(prefix)
    frame = current_frame(signer().public_key, home, edition_emblem(pictures.used))
    static = {name: file.path for name, file in static_index(settings.BASE_DIR / "site/static").items()}
    addresses = EditionAddresses(settings.BASE_URL, static)
    catalogue = current_catalogue()
    as_of = timezone.localdate(at)
    rendering = public_rendering(
        addresses, pictures, home, attachments=attachments, catalogue=catalogue, as_of=as_of
    )
    items = html_items(rendering, frame)
    items += file_items(pictures, attachments, items)
    return Submission(items=tuple(items), routes=(), frame=frame, catalogue=catalogue, as_of=as_of)
