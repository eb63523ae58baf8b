"""First path segments that belong to the public contract; no page may take one."""

RESERVED_SEGMENTS = frozenset(
    {
        "data", "id", "codes", "api", "edition", "search", "report", "feeds", "static", "media", "files", "healthz",
        "sitemap.xml", "robots.txt", "llms.txt", ".well-known", "content.json", "edition.json",
        # Of our own making: pages of snippets, and the error pages that a web server is given.
        "indicators", "areas", "organisations", "sitemap", "404.html", "500.html",
    }
)  # fmt: skip
