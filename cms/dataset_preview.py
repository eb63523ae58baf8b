"""How a dataset's description will look once it is in an edition, from what is being written."""

from django.utils.safestring import mark_safe

from cms.catalogue import current_catalogue, dataset_facts
from cms.models import Dataset
from cms.registers import REGISTERS
from cms.rendering import Rendering
from cms.signing import data_folder
from cms.views.view_types import PlainView
from publishing.contract import Frame, Link
from publishing.dataset_views import Surroundings, dataset_view
from publishing.page_view import PageView
from publishing.references import references_of
from publishing.releases import current_of, read_rows, releases_of

NO_REGISTER = mark_safe("<p>还没有与这个代码对应的台账，所以不会公开。请核对代码，或请管理员添加台账。</p>")
NO_RELEASE = mark_safe("<p>还没有发布过数据；首次数据发布之后，这里会有表格和下载。</p>")


class PublicPaths:
    """The public paths of a rendering, as a set."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering

    def __contains__(self, path: object) -> bool:
        """True when the path will be in the edition."""
        return self._rendering.is_public(str(path))


def dataset_page(dataset: Dataset, rendering: Rendering, frame: Frame) -> PageView:
    """The dataset's page with the rows of its latest release; before the first one, the description alone."""
    releases = releases_of(data_folder(), dataset.code)
    if dataset.code not in REGISTERS or not releases:
        note = NO_RELEASE if dataset.code in REGISTERS else NO_REGISTER
        return PlainView(
            template="pages/plain.html",
            path=f"/data/{dataset.code}/",
            title=dataset.title_zh,
            description=dataset.description,
            breadcrumbs=(Link("首页", "/"), Link("开放数据", "/data/")),
            body_html=note,
        )
    facts, catalogue = dataset_facts(dataset), current_catalogue()
    references = references_of(facts.structure, catalogue, data_folder())
    around = Surroundings(catalogue, PublicPaths(rendering), rendering.addresses, frame, references)
    return dataset_view(facts, releases, read_rows(current_of(releases)), around)
