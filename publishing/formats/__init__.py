"""The files that a release is written in. A format is one small pure module and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from publishing.formats import changes_file, csv_file, json_file, table_schema
from publishing.release_content import ReleaseContent


@dataclass(frozen=True, slots=True)
class Format:
    """One file of every release. `pattern` names it, with `{dataset}` for the dataset's code."""

    pattern: str
    media_type: str
    title: str
    render: Callable[[ReleaseContent], bytes]
    tabular: bool = False
    """True where the file holds the rows themselves."""

    def name(self, dataset: str) -> str:
        """The file name for a dataset: `good-deeds.csv`."""
        return self.pattern.format(dataset=dataset)


JSON = "application/json; charset=utf-8"

FORMATS = (
    Format("{dataset}.csv", "text/csv; charset=utf-8; header=present", "CSV", csv_file.render, tabular=True),
    Format("{dataset}.json", JSON, "JSON", json_file.render, tabular=True),
    Format("schema.json", JSON, "列说明（Table Schema）", table_schema.render),
    Format("changes.json", JSON, "与上次发布的差别", changes_file.render),
)
"""Every format, in the order in which pages list them."""
