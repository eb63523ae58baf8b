"""Questions to nginx and what it answers: with a reader, on the folder alone, and below a prefix."""

from publishing.reader.headers import IMMUTABLE, NEVER, SHORT
from tests.publishing.reader.edition_on_disk import DATASET

HTML = "text/html; charset=utf-8"
PROBLEM = "application/problem+json; charset=utf-8"
CSS = "text/css; charset=utf-8"
ALLOW = "GET, HEAD, OPTIONS"
CSV = f"/data/{DATASET}/latest/{DATASET}.csv"
ROWS = f"/data/{DATASET}/latest/rows.json"
WELL_KNOWN = "/.well-known/api-catalog"
NO_QUERIES = "此镜像不提供查询"

Expected = tuple[int, dict[str, str]]

SAME: dict[str, Expected] = {
    "GET /": (200, {"content-type": HTML, "cache-control": SHORT}),
    "GET /?from=timeline&isappinstalled=0": (200, {"content-type": HTML}),
    "GET /deeds": (301, {"location": "/deeds/"}),
    "GET /deeds?a=1": (301, {"location": "/deeds/?a=1"}),
    "GET /deeds/index.html": (301, {"location": "/deeds/"}),
    "GET /index.html": (301, {"location": "/"}),
    "GET /data": (301, {"location": "/data/"}),
    "GET /nothing/": (404, {"content-type": HTML, "cache-control": SHORT}),
    "GET /%E5%A5%BD%E4%BA%8B/": (404, {"content-type": HTML}),
    "GET /deeds%0d%0aX-Injected:1": (404, {"content-type": HTML}),
    "GET /deeds%0a": (404, {"content-type": HTML}),
    f"GET {WELL_KNOWN}": (
        200,
        {"content-type": "application/linkset+json", "access-control-allow-origin": "*"},
    ),
    "GET /static/css/none.00000000.css": (404, {"cache-control": SHORT}),
    "GET /static/css/": (404, {"content-type": HTML}),
    "GET /static/css": (404, {"content-type": HTML}),
    "GET //": (404, {"content-type": HTML}),
    "GET /deeds//": (404, {"content-type": HTML}),
    "GET /.edition/store.json": (404, {"content-type": HTML}),
    "GET /%2eedition/store.json": (404, {"content-type": HTML}),
    "GET /deeds/.hidden": (404, {"content-type": HTML}),
    "GET /.well-known/.hidden": (404, {"access-control-allow-origin": "*"}),
    "GET /index.html.br": (404, {"content-type": HTML}),
    "GET /index.html.gz": (404, {"content-type": HTML}),
    "GET /current/": (404, {"content-type": HTML}),
    "GET /4/index.html": (404, {"content-type": HTML}),
    "GET /static/../objects/": (404, {"content-type": HTML}),
    "GET /data/none": (404, {"content-type": PROBLEM, "access-control-allow-origin": "*"}),
    "GET /data/none/latest/none.csv": (404, {"content-type": PROBLEM, "cache-control": SHORT}),
    "GET /codes/none.json": (404, {"content-type": PROBLEM}),
    f"GET {CSV}": (200, {"content-type": "text/csv; charset=utf-8; header=present"}),
    f"GET {CSV}?area=230822": (400, {"content-type": PROBLEM, "cache-control": SHORT}),
    "GET /data/?utm_source=x": (200, {"content-type": HTML}),
    f"DELETE {CSV}": (405, {"allow": ALLOW, "content-type": PROBLEM}),
    "BREW /": (405, {"allow": ALLOW}),
    "OPTIONS /": (204, {"allow": ALLOW, "access-control-max-age": "86400"}),
    f"OPTIONS {CSV}": (
        204,
        {"access-control-allow-methods": "GET, HEAD", "access-control-allow-origin": "*"},
    ),
    "GET /static/css/own.4444.css": (200, {"content-type": CSS, "cache-control": IMMUTABLE}),
    "GET /static/css/own.3333.css": (200, {"content-type": CSS, "cache-control": IMMUTABLE}),
    "GET /static/css/own.2222.css": (200, {"content-type": CSS, "cache-control": IMMUTABLE}),
    "GET /static/css/own.1111.css": (404, {"content-type": HTML, "cache-control": SHORT}),
    "GET /only-in-4/": (200, {"content-type": HTML}),
    "GET /only-in-3/": (404, {"content-type": HTML}),
}
"""The same with a reader and without."""

APART: dict[str, tuple[Expected, Expected]] = {
    "GET /healthz": ((200, {"content-type": "application/json"}), (501, {"content-type": HTML})),
    f"GET {ROWS}": ((200, {"cache-control": SHORT}), (501, {"content-type": PROBLEM})),
    f"GET {ROWS}?area=x": ((400, {"content-type": PROBLEM}), (501, {"content-type": PROBLEM})),
    "GET /id/obs/deeds-done/230822/2025/r1": (
        (200, {"content-type": HTML, "vary": "Accept, Accept-Encoding"}),
        (501, {"content-type": PROBLEM, "vary": "Accept, Accept-Encoding"}),
    ),
    "POST /": (
        (405, {"allow": ALLOW, "content-type": HTML}),
        (405, {"allow": ALLOW, "content-type": "text/plain; charset=utf-8"}),
    ),
    "GET /search/?q=a": ((200, {"content-type": HTML}), (501, {"content-type": HTML})),
    "GET /report/": ((200, {"content-type": HTML, "cache-control": NEVER}), (501, {"content-type": HTML})),
    "POST /report/": ((415, {"content-type": HTML, "cache-control": NEVER}), (405, {"allow": ALLOW})),
    "PUT /report/": ((405, {"allow": f"{ALLOW}, POST"}), (405, {"allow": ALLOW})),
    "GET /old/": ((301, {"location": "/deeds/"}), (404, {"content-type": HTML})),
    "GET /gone/": ((410, {"content-type": HTML}), (404, {"content-type": HTML})),
}
"""With a reader, and on the folder alone."""

PREFIXED: dict[str, Expected] = {
    "GET /zhili/": (200, {"content-type": HTML, "strict-transport-security": "max-age=31536000"}),
    "GET /zhili": (301, {"location": "/zhili/"}),
    "GET /zhili/deeds": (301, {"location": "/zhili/deeds/"}),
    "GET /deeds": (301, {"location": "/zhili/deeds/"}),
    f"GET /zhili{CSV}": (200, {"access-control-allow-origin": "*"}),
    f"GET /zhili{CSV}?a=1": (400, {"content-type": PROBLEM}),
    "GET /zhili/static/css/own.3333.css": (200, {"cache-control": IMMUTABLE}),
    "GET /zhili/zhili/": (404, {"content-type": HTML}),
    "GET /zhili/.edition/store.json": (404, {"content-type": HTML}),
}
"""On the folder alone, with `/zhili` in BASE_URL."""
