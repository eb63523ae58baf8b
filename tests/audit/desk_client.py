"""A member of staff without a browser: logs in at the desk and posts its forms."""

import http.cookiejar
import urllib.parse
import urllib.request

from bs4 import BeautifulSoup, Tag

from tests.running_site import PASSWORD, RunningSite


class DeskClient:
    """One logged-in session at the desk."""

    def __init__(self, site: RunningSite) -> None:
        self.site = site
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.post("login/", {"username": "admin", "password": PASSWORD})

    def soup(self, path: str) -> BeautifulSoup:
        """A page of the desk."""
        with self.opener.open(self.site.desk + path, timeout=30) as answer:
            return BeautifulSoup(answer.read(), "html.parser")

    def post(
        self, path: str, changes: dict[str, str], form: str = "form[method=post], form[method=POST]"
    ) -> str:
        """Fill in the form at a path, send it, and return the address that it led to."""
        found = self.soup(path).select_one(form)
        assert found is not None, f"no form at {path}"
        fields = {**form_values(found), **changes}
        request = urllib.request.Request(
            self.site.desk + path,
            data=urllib.parse.urlencode(fields).encode(),
            headers={"Referer": self.site.desk + path},
        )
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.geturl())


def form_values(form: Tag) -> dict[str, str]:
    """What a browser would send of a form that nobody touched; buttons left out."""
    values: dict[str, str] = {}
    for field in form.select("input[name], textarea[name]"):
        kind = str(field.get("type") or "text")
        if kind in {"submit", "button", "file"} or (
            kind in {"checkbox", "radio"} and not field.has_attr("checked")
        ):
            continue
        text = field.get_text() if field.name == "textarea" else field.get("value")
        values[str(field["name"])] = str(text or ("on" if kind == "checkbox" else ""))
    for field in form.select("select[name]"):
        chosen = field.select_one("option[selected]")
        values[str(field["name"])] = str(chosen.get("value") or "") if chosen else ""
    return values
