"""A page cannot lose its picture without a word, and a replaced picture reaches the public."""

import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cms.models import Build, DeedPage, Picture, User
from tests.cms.desk_records import make_deed

Capture = Callable[..., AbstractContextManager[list[Any]]]

# Wagtail leaves the temporary file of a thumbnail to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def picture(db: None) -> Picture:
    """A stored picture."""
    body = BytesIO()
    Image.new("RGB", (40, 30), "green").save(body, "JPEG")
    return Picture.objects.create(title="路灯", file=ImageFile(body, "lamp.jpg"))


@pytest.fixture
def used(picture: Picture) -> DeedPage:
    """A published deed that shows it."""
    deed: Any = make_deed()
    block = {"type": "picture", "value": {"image": picture.pk, "alternative": "三盏路灯", "stage": "after"}}
    deed.pictures = [
        (block["type"], deed.pictures.stream_block.child_blocks["picture"].to_python(block["value"]))
    ]
    deed.save_revision().publish()
    return deed


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin"))
    return client


def bulk_delete(picture: Picture) -> str:
    """The screen that deletes several."""
    return f"{reverse('wagtail_bulk_action', args=['cms', 'picture', 'delete'])}?id={picture.pk}"


@pytest.mark.parametrize("several", [False, True])
def test_a_picture_in_use_is_kept(desk: Client, picture: Picture, used: DeedPage, several: bool) -> None:
    """Alone and with others; the screen for one does not even ask."""
    address = bulk_delete(picture) if several else reverse("wagtailimages:delete", args=[picture.pk])
    ways = (desk.post,) if several else (desk.get, desk.post)
    for send in ways:
        assert "正被好事实事“凉亭”使用" in send(address, follow=True).content.decode()
    assert Picture.objects.exists()


def test_a_picture_in_use_is_kept_from_the_screen_of_many_uploads(
    desk: Client, picture: Picture, used: DeedPage
) -> None:
    address = reverse("wagtailimages:delete_multiple", args=[picture.pk])
    answer = desk.post(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 409
    assert "凉亭" in answer.json()["error_message"]
    assert Picture.objects.exists()


@pytest.mark.parametrize("several", [False, True])
def test_a_picture_without_use_is_deleted(desk: Client, picture: Picture, several: bool) -> None:
    address = bulk_delete(picture) if several else reverse("wagtailimages:delete", args=[picture.pk])
    assert desk.get(address).status_code == 200
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        desk.post(address)
    assert not Picture.objects.exists()


def test_a_replaced_picture_asks_for_a_build(
    picture: Picture, used: DeedPage, django_capture_on_commit_callbacks: Capture
) -> None:
    Build.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        picture.credit = "社区供图"
        picture.save()
    assert Build.objects.get().reason == "图片：路灯"


def test_an_unused_one_does_not(picture: Picture, django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()
    assert not Build.objects.exists()
