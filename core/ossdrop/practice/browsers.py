"""What keeps web pages out, and what a browser may do with what is stored here.

The service answers browsers by its CORS rules and from a domain of its own. This one is on
127.0.0.1, where any page can send requests and where a page that is stored here would have the
address of whatever else runs on this computer.
"""

from __future__ import annotations

from multidict import MultiMapping

from ossdrop.practice.errors import ServiceError

_OWN_SITES = ("none", "same-origin")
_MARKUP = ("html", "svg", "xml", "xsl", "multipart", "mhtml")


def require_no_web_page(method: str, headers: MultiMapping[str], base_url: str) -> None:
    """Raise AccessDenied for what a page of another site sends.

    A link that somebody clicks on such a page is no request of the page's.
    """
    origins, sites = headers.getall("Origin", []), headers.getall("Sec-Fetch-Site", [])
    is_click = method in ("GET", "HEAD") and headers.get("Sec-Fetch-Mode", "") == "navigate"
    is_foreign = any(site.lower() not in _OWN_SITES for site in sites)
    if any(origin != base_url for origin in origins) or (is_foreign and not is_click):
        raise ServiceError("AccessDenied", "Web pages cannot use the practice bucket.")


def browser_headers(content_type: str) -> dict[str, str]:
    """What an answer says so that a browser runs nothing of it."""
    headers = {"X-Content-Type-Options": "nosniff"}
    if any(kind in content_type.lower() for kind in _MARKUP):
        headers["Content-Security-Policy"] = "sandbox"
    return headers


def as_attachment(content_type: str, disposition: str) -> str:
    """The Content-Disposition to answer with: pages and drawings are saved, not shown."""
    if not any(kind in content_type.lower() for kind in _MARKUP):
        return disposition
    _, separator, rest = disposition.partition(";")
    return f"attachment{separator}{rest}"
