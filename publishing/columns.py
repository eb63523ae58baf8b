"""栏目: the columns of pages that are no section's, and how a section becomes one.

Inspectors read a page's column from the meta tags ColumnName, ColumnDescription, ColumnKeywords and ColumnType.
"""

import re

from publishing.page_view import Column

SHORTEST, LONGEST = 10, 100
"""Characters of a description: a sentence, not a word and not a text."""
_BETWEEN = re.compile(r"[\s、，,;；]+")

DISCLOSURE = "信息公开"

SITE = Column(
    name="本站说明",
    description="本站由谁办、公开什么、怎样保护隐私、数据怎样使用，以及怎样核对内容没有被改动。",
    keywords=("本站说明", "隐私", "使用条款"),
    type=DISCLOSURE,
)
DATA = Column(
    name="开放数据",
    description="按数据集公布记录和指标，写明口径、依据和更新周期，可以整份下载，也可以按列筛选。",
    keywords=("开放数据", "数据集", "数据下载"),
    type="数据开放",
)
INDICATORS = Column(
    name="指标",
    description="每个治理指标数的是什么、怎样数、最近公布的数是多少、依据在哪里。",
    keywords=("指标", "治理数字", "依据"),
    type="数据开放",
)
AREAS = Column(
    name="区域",
    description="从县到社区、小区和网格，每个区域的数字、好事实事、协议、品牌和组织。",
    keywords=("区域", "社区", "网格"),
    type=DISCLOSURE,
)
ORGANISATIONS = Column(
    name="组织",
    description="签协议、创品牌、办实事的单位，写明上级、下级和做过的事。",
    keywords=("组织", "单位", "上下级"),
    type=DISCLOSURE,
)
CORRECTIONS = Column(
    name="更正记录",
    description="公开内容里改正过的错误：哪一天、哪个页面、原来怎样写、改成了什么。",
    keywords=("更正", "勘误", "更正记录"),
    type=DISCLOSURE,
)
SEARCH = Column(
    name="全站搜索",
    description="按标题和正文里的词，查找本站公开的页面、数据和附件。",
    keywords=("搜索", "全站搜索", "检索"),
    type="办事服务",
)
SITE_MAP = Column(
    name="网站地图",
    description="本站所有栏目、数据集、说明页面和订阅地址，都列在这一页里。",
    keywords=("网站地图", "栏目", "导航"),
    type=DISCLOSURE,
)

OF_RECORDS = {"indicator": INDICATORS, "area": AREAS, "organisation": ORGANISATIONS}
"""By the type of record that has a page of its own and a list."""


def words_of(text: str) -> tuple[str, ...]:
    """Keywords as staff typed them, set apart by blanks, commas or semicolons; each once."""
    return tuple(dict.fromkeys(word for word in _BETWEEN.split(text) if word))


def section_column(title: str, summary: str, intro: str, keywords: str, kind: str) -> Column:
    """The column that a section is. What staff left empty is said from the title, never left out."""
    return Column(
        name=title,
        description=_sentence(title, summary, intro),
        keywords=words_of(keywords) or (title,),
        type=kind or DISCLOSURE,
    )


def _sentence(title: str, summary: str, intro: str) -> str:
    """The summary, or the introduction, at a length that inspectors take for a description."""
    for text in (summary.strip(), intro.strip()):
        if len(text) >= SHORTEST and text != title:
            return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"“{title[:60]}”栏目公开的内容，新的列在前面，可以按年份查看。"
