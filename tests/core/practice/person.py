"""A person in front of a browser: one that sends what browsers send, and keeps cookies."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urljoin

import requests

from ossdrop.practice.home import PracticeHome, page_link
from ossdrop.practice.server import PracticeServer

BROWSER = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.8",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
}


def home_of(practice: PracticeServer) -> PracticeHome:
    """The values of a running practice bucket, as its home keeps them."""
    key = practice.service.config.keys[0]
    return PracticeHome(practice.port, key.id, key.secret, "sk-practice", "")


class Person:
    """Opens addresses, follows links and presses buttons."""

    def __init__(self, practice: PracticeServer, *, signed_in: bool = True) -> None:
        self.practice, self.base = practice, practice.base_url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update(BROWSER)
        if signed_in:
            self.answer = self.open(page_link(home_of(practice)))

    def close(self) -> None:
        """Close the browser."""
        self.session.close()

    def open(self, address: str, **options: Any) -> requests.Response:
        """Go somewhere."""
        self.answer = self.session.get(urljoin(self.base, address), timeout=10, **options)
        return self.answer

    def post(
        self, address: str, headers: dict[str, str | None] | None = None, **options: Any
    ) -> requests.Response:
        """Send a form as the page's own would be sent, but for what `headers` change."""
        sent = {"Origin": self.base, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        return self.session.post(
            urljoin(self.base, address),
            headers=sent,
            timeout=10,
            **options,  # type: ignore[arg-type]
        )

    @property
    def text(self) -> str:
        """What the page says, without its tags."""
        body = re.sub(r"<style>.*?</style>", "", self.answer.text)
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())

    def links(self, kind: str) -> list[str]:
        """The addresses of the links of a class, in their order."""
        found = re.findall(r'<a class="([^"]*)" href="([^"]*)"', self.answer.text)
        return [html.unescape(href) for classes, href in found if kind in classes.split()]

    def links_to(self, words: str) -> list[str]:
        """The addresses of the links that say this."""
        found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>([^<]*)<', self.answer.text)
        return [html.unescape(href) for href, said in found if html.unescape(said) == words]

    def form(self) -> tuple[str, dict[str, str]]:
        """Where the page's form goes to, and what is in it."""
        (target,) = re.findall(r'<form [^>]*action="([^"]*)"', self.answer.text)
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.answer.text)
        return html.unescape(target), {name: html.unescape(value) for name, value in fields}

    def delete(self, name: str) -> requests.Response:
        """Go the way of the page's own buttons."""
        self.open("/")
        self.open(self.links_to(name)[0])
        self.open(self.links_to("Delete…")[0])
        target, fields = self.form()
        self.answer = self.post(target, data=fields)
        return self.answer
