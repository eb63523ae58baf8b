"""What a text names and a backup brings back is shown again, though the text itself is the same as before."""

from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from cms.build_check import check_build
from cms.models import NewsPage, Picture
from cms.publish import publish
from tests.cms.county_records import make_county


def test_a_picture_that_comes_back_under_its_number_is_shown_again(db: None, data_dir: Path) -> None:
    make_county()
    output = BytesIO()
    Image.new("RGB", (400, 300)).save(output, "PNG")
    picture = Picture(title="图")
    picture.file.save("x.png", ContentFile(output.getvalue()), save=False)
    picture.width, picture.height = 400, 300
    picture.save()
    news = NewsPage.objects.get()
    news.body = [("picture", {"image": picture, "alternative": "图", "caption": ""})]
    news.save_revision().publish()
    publish()
    with connection.cursor() as cursor:
        # Past the desk, as a restored database does it.
        cursor.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM cms_picture")
        cursor.execute("DELETE FROM cms_picture")
        publish()
        cursor.execute("INSERT INTO cms_picture SELECT * FROM kept")
        cursor.execute("DROP TABLE kept")
    assert check_build().different == ()
