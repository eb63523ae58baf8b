"""共驻共建: one row for each agreement, each unit that signed, and each item that was promised."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from cms.models import AgreementPage
from cms.models.agreement import AgreementStatus
from cms.models.agreement_parts import COMMITMENT_LISTS, CommitmentState
from cms.registers.declaration import (
    EVIDENCE,
    SAMPLE,
    YES_NO,
    Register,
    RegisterColumn,
    address_column,
    choice_list,
    iso,
    live_code,
)
from cms.registers.public_pages import public_pages
from publishing.contract import Code, CodeList
from publishing.structure import Column, Kind, Role, Value

AGREEMENT = Column(
    "agreement", Kind.TEXT, "协议", "Agreement", "协议的编号，取自页面地址。", Role.DIMENSION,
    references=("agreements", "agreement"),
)  # fmt: skip


def _agreements() -> Iterator[Any]:
    """The public agreements, with the day that their states are of."""
    today = timezone.localdate()
    for agreement in public_pages(AgreementPage):
        agreement.as_of = today
        yield agreement


def _chair(agreement: Any) -> Value:
    term = agreement.chair_on(agreement.as_of)
    return live_code(term.organisation) if term else None


def _date(name: str, label_zh: str, label_en: str, description: str) -> RegisterColumn:
    column = Column(name, Kind.DATE, label_zh, label_en, description, nullable=name != "signed_on")
    return RegisterColumn(column, lambda agreement: iso(getattr(agreement, name)))


AGREEMENTS = Register(
    dataset="agreements",
    records=_agreements,
    key=("agreement",),
    page_type="agreement",
    reads=(("all_rows", "agreement"), ("turns", "agreement")),
    columns=(
        RegisterColumn(
            Column("agreement", Kind.TEXT, "编号", "Agreement", "协议的编号，取自页面地址。", Role.DIMENSION),
            lambda agreement: agreement.slug,
        ),
        RegisterColumn(Column("title", Kind.TEXT, "名称", "Title", "协议名称。"), lambda agreement: agreement.title),
        RegisterColumn(
            Column("area", Kind.CODE, "社区", "Area", "签约的社区。", Role.DIMENSION, nullable=True, codes="areas"),
            lambda agreement: live_code(agreement.community),
        ),
        RegisterColumn(
            Column(
                "status", Kind.CODE, "状态", "Status", "数据发布当天的状态，由日期推出。", Role.DIMENSION,
                codes="agreement-status",
            ),
            lambda agreement: agreement.status_on(agreement.as_of).value,
        ),
        _date("signed_on", "签订日期", "Signed on", "签订的日期。"),
        _date("valid_from", "生效日期", "Valid from", "空值表示从签订日期起。"),
        _date("valid_until", "到期日期", "Valid until", "最后一个有效日；没有约定时为空。"),
        _date("terminated_on", "终止日期", "Terminated on", "提前终止的才有。"),
        RegisterColumn(
            Column("termination_reason", Kind.TEXT, "终止原因", "Reason", "提前终止的才有。", nullable=True),
            lambda agreement: agreement.termination_reason or None,
        ),
        RegisterColumn(
            Column(
                "chair", Kind.CODE, "轮值主席单位", "Chair", "数据发布当天“大党委”的轮值主席单位。", nullable=True,
                codes="organisations",
            ),
            _chair,
        ),
        *EVIDENCE,
        SAMPLE,
        address_column(lambda agreement: agreement.public_address),
    ),
    code_lists=(
        choice_list("agreement-status", "协议状态", "Status of agreements", AgreementStatus),
        YES_NO,
    ),
)  # fmt: skip


def _units() -> Iterator[Any]:
    """The public organisations that signed public agreements."""
    for agreement in public_pages(AgreementPage):
        for unit in agreement.units.all():
            if unit.organisation.live:
                unit.agreement = agreement
                yield unit


AGREEMENT_UNITS = Register(
    dataset="agreement-units",
    records=_units,
    reads=(("all_rows", "agreement"),),
    key=("agreement", "organisation"),
    columns=(
        RegisterColumn(AGREEMENT, lambda unit: unit.agreement.slug),
        RegisterColumn(
            Column(
                "organisation", Kind.CODE, "签约单位", "Organisation", "签约的单位。", Role.DIMENSION,
                codes="organisations",
            ),
            lambda unit: unit.organisation.code,
        ),
        RegisterColumn(SAMPLE.column, lambda unit: SAMPLE.value(unit.agreement)),
        address_column(lambda unit: unit.agreement.public_address, "协议页面的地址。"),
    ),
    code_lists=(YES_NO,),
)  # fmt: skip


def _commitments() -> Iterator[Any]:
    """The items of the lists of public agreements, each with its list and its place there."""
    public_deeds: set[int] = set()
    agreements = list(public_pages(AgreementPage))
    if agreements:
        from cms.models import DeedPage

        public_deeds = set(DeedPage.objects.live().public().values_list("pk", flat=True))
    for agreement in agreements:
        for code, _, _ in COMMITMENT_LISTS:
            for number, item in enumerate(getattr(agreement, code).all(), start=1):
                item.agreement, item.list_code, item.number = agreement, code, number
                item.public_deed = item.deed.slug if item.deed_id in public_deeds else None
                yield item


COMMITMENTS = Register(
    dataset="commitments",
    records=_commitments,
    reads=(("all_rows", "agreement"), ("slugs", "good-deed")),
    key=("agreement", "list", "number"),
    columns=(
        RegisterColumn(AGREEMENT, lambda item: item.agreement.slug),
        RegisterColumn(
            Column(
                "list", Kind.CODE, "清单", "List", "需求、资源或项目清单。", Role.DIMENSION, codes="commitment-lists"
            ),
            lambda item: item.list_code,
        ),
        RegisterColumn(
            Column("number", Kind.INTEGER, "序号", "Number", "在清单里是第几项。", Role.DIMENSION),
            lambda item: item.number,
        ),
        RegisterColumn(Column("text", Kind.TEXT, "内容", "Text", "要办的事。"), lambda item: item.text),
        RegisterColumn(
            Column(
                "organisation", Kind.CODE, "责任单位", "Organisation", "没有写时为空。", nullable=True,
                codes="organisations",
            ),
            lambda item: live_code(item.organisation),
        ),
        RegisterColumn(
            Column("state", Kind.CODE, "进度", "State", "办到哪一步。", Role.DIMENSION, codes="commitment-states"),
            lambda item: item.state,
        ),
        RegisterColumn(
            Column(
                "deed", Kind.TEXT, "办成的好事实事", "Deed", "办成这一项的好事实事的编号。", nullable=True,
                references=("good-deeds", "deed"),
            ),
            lambda item: item.public_deed,
        ),
        RegisterColumn(SAMPLE.column, lambda item: SAMPLE.value(item.agreement)),
        address_column(lambda item: item.agreement.public_address, "协议页面的地址。"),
    ),
    code_lists=(
        CodeList(
            "commitment-lists",
            "协议清单",
            "Lists of agreements",
            tuple(Code(code, label, code) for code, label, _ in COMMITMENT_LISTS),
        ),
        choice_list("commitment-states", "清单进度", "States of commitments", CommitmentState),
        YES_NO,
    ),
)  # fmt: skip
