"""The page in a real browser: it works there, and nothing that is stored or elsewhere does harm."""

from __future__ import annotations

import base64
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import oss2
import pytest

from ossdrop.practice.home import page_link
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.sign_in import cookie_name
from ossdrop.program.paths import assets_folder
from tests.conftest import BUCKET
from tests.core.practice.chromium import Chromium, chromium, chromium_path
from tests.core.practice.person import home_of

pytestmark = [
    pytest.mark.skipif(not chromium_path(), reason="Chromium is not installed"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.timeout(120),
]
HARM = "<img src=x onerror=window.harm=1><script>window.harm=1</script>"
KINDS = {"page.html": "text/html", "drawing.svg": "image/svg+xml", "false.png": "image/png"}
EVIL = """<!doctype html><title>evil</title><body><script>
const base = BASE, said = {};
const ways = {
  fetched: () => fetch(base + "/", {credentials: "include"}).then(a => a.text()),
  fetched_blindly: () => fetch(base + "/", {credentials: "include", mode: "no-cors"})
    .then(a => a.text()).then(t => t || "nothing"),
  picture: () => new Promise((yes, no) => {
    const shown = new Image(); shown.onload = () => yes("loaded"); shown.onerror = no;
    shown.src = base + "/-/page/file?bucket=practice-bucket&key=cat.png"; }),
  script: () => new Promise((yes, no) => {
    const run = document.createElement("script"); run.onload = () => yes("loaded");
    run.onerror = no; run.src = base + "/-/page/file?bucket=practice-bucket&key=page.html";
    document.body.append(run); }),
  frame: () => new Promise(yes => {
    const frame = document.createElement("iframe"); frame.onload = () => {
      try { yes(frame.contentDocument.body.innerText || "nothing") } catch { yes("refused") } };
    frame.src = base + "/"; document.body.append(frame); }),
  form: () => new Promise(yes => {
    const frame = document.createElement("iframe"); frame.name = "f";
    document.body.append(frame);
    const form = document.createElement("form"); form.method = "post"; form.target = "f";
    form.action = base + "/-/page/delete?bucket=practice-bucket&key=cat.png";
    document.body.append(form); frame.onload = () => yes("sent"); form.submit(); }),
};
Promise.all(Object.entries(ways).map(async ([name, way]) => {
  try { said[name] = await way() } catch { said[name] = "refused" }
})).then(() => { window.said = said });
</script>"""


class _Evil(http.server.BaseHTTPRequestHandler):
    """A page of somebody else, that knows the address; it keeps the cookies that it is sent."""

    body = b""
    cookies: list[str]

    def do_GET(self) -> None:
        self.cookies.append(self.headers.get("Cookie", ""))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def evil(practice: PracticeServer) -> Iterator[int]:
    """The port of a program of somebody else on this computer."""
    body = EVIL.replace("BASE", json.dumps(practice.base_url)).encode()
    handler = type("Evil", (_Evil,), {"body": body, "cookies": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def browser(tmp_path: Path, practice: PracticeServer, bucket: oss2.Bucket) -> Iterator[Chromium]:
    """Chromium at the page of a bucket with a picture and with what would do harm."""
    picture = (assets_folder() / "icons" / "ossdrop-64.png").read_bytes()
    bucket.put_object("cat.png", picture, headers={"Content-Type": "image/png"})
    for name, kind in KINDS.items():
        bucket.put_object(name, HARM, headers={"Content-Type": kind})
    bucket.put_object(f"{HARM}.txt", HARM, headers={"Content-Type": "text/plain"})
    with chromium(tmp_path / "chromium") as opened:
        opened.open(page_link(home_of(practice)))
        yield opened


def rows(browser: Chromium) -> list[str]:
    found: list[str] = browser.run("[...document.querySelectorAll('a.open')].map(a => a.innerText)")
    return found


def test_a_person_sees_previews_and_deletes(
    practice: PracticeServer, browser: Chromium, bucket: oss2.Bucket
) -> None:
    assert browser.run("location.href") == f"{practice.base_url}/"
    assert browser.run("history.length") <= 2  # the link is no step to go back to
    assert "cat.png" in rows(browser)
    assert browser.run("getComputedStyle(document.querySelector('table')).display") == "table"
    assert browser.run("getComputedStyle(document.body).margin") == "0px"  # the style is let in
    browser.wait_for("document.querySelector('td img').naturalWidth === 64")
    browser.click("a.open[href*='key=cat.png']")
    browser.wait_for("document.querySelector('.preview img').naturalWidth === 64")
    browser.click("a.button.bad")
    browser.click("form button")
    assert "“cat.png” is deleted" in browser.run("document.body.innerText")
    assert "cat.png" not in rows(browser)
    assert not bucket.object_exists("cat.png")


@pytest.mark.parametrize("width", [320, 390, 800, 1440])
def test_nothing_is_wider_than_the_window(browser: Chromium, width: int) -> None:
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=720,
        deviceScaleFactor=1,
        mobile=False,
    )
    for _ in range(2):  # the list, an object
        assert browser.run("document.documentElement.scrollWidth") <= width
        if rows(browser):
            browser.click("a.open")


def test_light_and_dark_differ(browser: Chromium) -> None:
    colours = []
    for scheme in ("light", "dark"):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        browser.call("Emulation.setEmulatedMedia", features=[feature])
        colours.append(browser.run("getComputedStyle(document.body).backgroundColor"))
        picture = browser.call("Page.captureScreenshot", format="png")["data"]
        assert len(base64.b64decode(picture)) > 5000
    assert colours == ["rgb(246, 247, 249)", "rgb(19, 21, 25)"]


def test_what_is_stored_runs_nothing(practice: PracticeServer, browser: Chromium) -> None:
    for number in range(len(rows(browser))):
        browser.open(f"{practice.base_url}/")
        assert browser.run("window.harm") is None
        browser.run(f"document.querySelectorAll('a.open')[{number}].classList.add('this')")
        browser.click("a.this")
        assert browser.run("window.harm") is None
        assert browser.run("document.scripts.length") == 0
    browser.open(f"{practice.base_url}/-/page/file?bucket={BUCKET}&key=false.png")
    assert browser.run("window.harm") is None
    assert browser.run("window.origin") == "null"  # even if it ran, it would be nobody


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_page_of_somebody_else_gets_nothing(
    practice: PracticeServer, browser: Chromium, evil: int, bucket: oss2.Bucket, host: str
) -> None:
    """On another host it is of another site; on 127.0.0.1 of the same one, and has the cookie."""
    browser.open(f"http://{host}:{evil}/")
    browser.wait_for("window.said")
    said = browser.run("window.said")
    assert said.pop("fetched_blindly") in ("nothing", "refused")
    assert said.pop("form") == "sent"
    assert set(said.values()) == {"refused"}, said
    assert bucket.object_exists("cat.png")
    browser.open(f"{practice.base_url}/")
    assert "cat.png" in rows(browser)  # and the person is still signed in


def test_the_link_may_stand_on_a_page_of_another_site(
    practice: PracticeServer, browser: Chromium, evil: int
) -> None:
    """A terminal or a mail program may be one; the cookie is not sent where such a page leads."""
    browser.call("Network.clearBrowserCookies")
    browser.open(f"http://localhost:{evil}/")
    browser.run(f"location.href = {json.dumps(page_link(home_of(practice)))}")
    browser.wait_for(f"location.href === {json.dumps(practice.base_url + '/')}")
    browser.wait_for("document.querySelector('table') !== null")


def test_a_script_cannot_read_the_cookie(practice: PracticeServer, browser: Chromium) -> None:
    assert cookie_name(practice.port) not in browser.run("document.cookie")
