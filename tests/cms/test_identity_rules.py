"""What 站点信息 refuses, and what it tidies: one visible line each, real numbers, no private telephone."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.models import Identity
from cms.models.identity_rules import has_mobile
from tests.cms.test_identity import VALUES, picture

# Wagtail leaves the file of a picture to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def faults(**values: Any) -> dict[str, list[str]]:
    """What is wrong with these values, by field."""
    with pytest.raises(ValidationError) as refused:
        Identity(**values).full_clean()
    found: dict[str, list[str]] = refused.value.message_dict
    return found


@pytest.mark.django_db
def test_good_values_are_stored_as_they_are() -> None:
    identity = Identity(**VALUES, emblem=picture((120, 100)))
    identity.full_clean()
    assert {name: getattr(identity, name) for name in VALUES} == VALUES


def test_invisible_characters_and_blanks_are_taken_out() -> None:
    """What comes along when text is pasted from a page or a PDF."""
    identity = Identity(
        site_name="\ufeff\u3000示例\x07治理\u200b公开 ",
        organ="\u202e示例办公室\u2066",
        icp_number=" 黑ＩＣＰ备２０２６００００１７号－１\u200b",
        police_number="黑公网安备 23082202000017 号",
        site_code="２３０８２２００１７",
    )
    identity.full_clean()
    assert (identity.site_name, identity.organ) == ("示例治理公开", "示例办公室")
    assert identity.icp_number == VALUES["icp_number"]
    assert (identity.police_number, identity.site_code) == (VALUES["police_number"], VALUES["site_code"])


@pytest.mark.parametrize("name", ["", " \u3000", "\u200b\ufeff", "\x00\x01"])
def test_a_site_has_a_name(name: str) -> None:
    assert "不能为空" in faults(site_name=name)["site_name"][0]


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\t", "\x85", "\u2028"])
@pytest.mark.parametrize(
    "name", ["site_name", "strapline", "organ", "contact", "footer_note", "undertaker", "address"]
)
def test_a_field_is_one_line(name: str, sign: str) -> None:
    assert faults(**{name: f"一{sign}二"}) == {name: ["这里只能写一行，不能有换行和制表符。请删掉后再保存。"]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("icp_number", "黑ICP备12345678号"),
        ("icp_number", "黑ICP备00000000号-1"),
        ("icp_number", "ICP备2026000017号"),
        ("icp_number", "<b>ICP备2026000017号"),
        ("icp_number", "黑ICP证2026000017号"),
        ("icp_number", "待定"),
        ("icp_number", "黑ICP备٢٠٢٦٠٠٠٠١٧号"),
        ("police_number", "黑公网安备2308220200001号"),
        ("police_number", "黑公网安备00000000000000号"),
        ("police_number", "23082202000017"),
        ("site_code", "230822001"),
        ("site_code", "0000000000"),
        ("site_code", "23082200１7x"),
        ("site_code", "٢٣٠٨٢٢٠٠١٧"),
        ("accent", "violet"),
        ("accent", ""),
        ("site_name", "长" * 41),
        ("footer_note", "长" * 201),
    ],
)
def test_what_is_no_number_is_refused(name: str, value: str) -> None:
    found = faults(**{name: value})
    assert list(found) == [name] and all(found[name])


@pytest.mark.parametrize("name", ["contact", "footer_note", "organ", "strapline", "undertaker", "address"])
def test_a_mobile_number_is_refused(name: str) -> None:
    assert faults(**{name: "找小王 13845412345"}) == {
        name: ["这里像有手机号码。公开页面不写个人手机，请改用办公电话、信箱或地址。"]
    }


@pytest.mark.parametrize(
    "text",
    [
        "13845412345",
        "138 4541 2345",
        "138-4541-2345",
        "1384 541 2345",
        "+86 138 4541 2345",
        "008613845412345",
        "8613845412345",
        "１３８４５４１２３４５",
        "0454-6220000、13845412345",
        "13845412345@163.com",
        "电话19912345678。",
    ],
)
def test_mobile_numbers_are_known(text: str) -> None:
    assert has_mobile(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0454-6220000",
        "04546220000",
        "0454-6220000转8013",
        "邮编154400 12345热线",
        "154400 0454-6220000",
        "县政府大院 158 号",
        "400-138-1234",
        "12380、12345",
        "2026-11-23 08:30 至 17:00",
        "138454123456",
        "013845412345",
    ],
)
def test_other_numbers_are_let_be(text: str) -> None:
    assert not has_mobile(text)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(300, 200), (121, 100), (100, 121), (1200, 300)])
def test_an_emblem_is_about_square(size: tuple[int, int]) -> None:
    said = faults(emblem=picture(size))["emblem"][0]
    assert f"{size[0]}×{size[1]}" in said and "不够方" in said


@pytest.mark.django_db
def test_an_emblem_whose_file_is_lost_is_refused() -> None:
    """Here, and not when the site is built."""
    uploaded = picture()
    uploaded.file.storage.delete(uploaded.file.name)
    assert "读不出来" in faults(emblem=uploaded)["emblem"][0]


@pytest.mark.parametrize(
    "address",
    [
        "http://bszs.conac.cn/a",
        "https://conac.cn.example.com/a",
        "https://evil-conac.cn/a",
        "https://conac.cn@example.com/a",
        "https://example.com/?a=.conac.cn/",
        "bszs.conac.cn",
    ],
)
def test_a_mark_leads_to_its_giver(address: str) -> None:
    assert list(faults(conac_url=address)) == ["conac_url"]


@pytest.mark.django_db
def test_a_mark_is_a_picture_and_its_record() -> None:
    """Higher than wide as it is granted; never without the record that it leads to."""
    granted = picture((80, 100))
    assert "查询地址" in faults(conac_mark=granted)["conac_url"][0]
    Identity(conac_mark=granted, conac_url=VALUES["conac_url"]).full_clean()
    wide = faults(conac_mark=picture((300, 100)), conac_url=VALUES["conac_url"])
    assert list(wide) == ["conac_mark"] and "300×100" in wide["conac_mark"][0]
