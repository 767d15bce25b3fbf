"""The proxy that a script (PAC) or the network (WPAD) chooses, as Windows itself resolves it.

Sources: WinHttpGetIEProxyConfigForCurrentUser, WinHttpGetProxyForUrl, in Microsoft's documentation.
"""

from __future__ import annotations

import sys
import time
from urllib.parse import urlsplit

_KNOWN_FOR_S = 300.0  # a script may be slow, and is asked for every request


def first_proxy(said: str, scheme: str) -> str:
    """Of a list as WinHTTP gives it: `host:port`, or `http=a:1;https=b:2`; "" for none."""
    for one in said.replace(";", " ").split():
        kind, separator, address = one.partition("=")
        if not separator or kind.lower() == scheme:
            return (address or kind).strip()
    return ""


class _Answers:
    """What was answered for a place, until when it counts. One for the whole process."""

    known: dict[str, tuple[float, str | None]] = {}  # noqa: RUF012 - that of the class


def chosen_by_script(url: str) -> str | None:
    """`host:port`, "" for none; None where no script chooses, or it cannot be run. Blocks."""
    parts = urlsplit(url)
    place = f"{parts.scheme}://{parts.netloc}/"
    until_s, answer = _Answers.known.get(place, (0.0, None))
    if time.monotonic() >= until_s:
        said = _ask(place)
        answer = None if said is None else first_proxy(said, parts.scheme)
        _Answers.known[place] = time.monotonic() + _KNOWN_FOR_S, answer
    return answer


def forget() -> None:
    """Ask anew: the settings, or the network, are other ones."""
    _Answers.known = {}


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _TIMEOUT_MS = 5000
    _NO_PROXY, _NAMED_PROXY = 1, 3  # WINHTTP_ACCESS_TYPE_…
    _AUTO_DETECT, _CONFIG_URL, _BY_DHCP_OR_DNS = 1, 2, 3

    class _UserConfig(ctypes.Structure):
        """WINHTTP_CURRENT_USER_IE_PROXY_CONFIG."""

        _fields_ = (
            ("detects", wintypes.BOOL),
            ("script", ctypes.c_void_p),
            ("proxy", ctypes.c_void_p),
            ("bypass", ctypes.c_void_p),
        )

    class _Options(ctypes.Structure):
        """WINHTTP_AUTOPROXY_OPTIONS."""

        _fields_ = (
            ("flags", wintypes.DWORD),
            ("detect_flags", wintypes.DWORD),
            ("script", wintypes.LPCWSTR),
            ("reserved", ctypes.c_void_p),
            ("reserved_too", wintypes.DWORD),
            ("logs_on", wintypes.BOOL),
        )

    class _Info(ctypes.Structure):
        """WINHTTP_PROXY_INFO."""

        _fields_ = (
            ("access", wintypes.DWORD),
            ("proxy", ctypes.c_void_p),
            ("bypass", ctypes.c_void_p),
        )

    def _ask(url: str) -> str | None:
        config = _UserConfig()
        if not _winhttp().WinHttpGetIEProxyConfigForCurrentUser(ctypes.byref(config)):
            return None
        try:
            script = ctypes.wstring_at(config.script) if config.script else ""
            return run_script(url, script, detects=bool(config.detects))
        finally:
            _free(config.script, config.proxy, config.bypass)

    def run_script(url: str, script: str, *, detects: bool) -> str | None:
        """What the script at an address, or one that the network names, says of `url`. Blocks."""
        http = _winhttp()
        if not script and not detects:
            return None
        session = http.WinHttpOpen("OssDrop", _NO_PROXY, None, None, 0)
        if not session:
            return None
        options = _Options(script=script or None, logs_on=True)
        if detects:
            options.flags, options.detect_flags = _AUTO_DETECT, _BY_DHCP_OR_DNS
        if script:
            options.flags |= _CONFIG_URL
        info = _Info()
        try:
            http.WinHttpSetTimeouts(ctypes.c_void_p(session), *[_TIMEOUT_MS] * 4)
            if not http.WinHttpGetProxyForUrl(
                ctypes.c_void_p(session), url, ctypes.byref(options), ctypes.byref(info)
            ):
                return None
            is_named = info.access == _NAMED_PROXY and info.proxy
            return ctypes.wstring_at(info.proxy) if is_named else ""
        finally:
            _free(info.proxy, info.bypass)
            http.WinHttpCloseHandle(ctypes.c_void_p(session))

    def _winhttp() -> ctypes.WinDLL:
        http = ctypes.WinDLL("winhttp")
        http.WinHttpOpen.restype = ctypes.c_void_p
        http.WinHttpOpen.argtypes = (
            *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD),
        )
        http.WinHttpGetProxyForUrl.argtypes = (
            *(ctypes.c_void_p, wintypes.LPCWSTR, ctypes.c_void_p, ctypes.c_void_p),
        )
        return http

    def _free(*texts: int | None) -> None:
        for text in texts:
            if text:
                ctypes.windll.kernel32.GlobalFree(ctypes.c_void_p(text))

else:

    def _ask(url: str) -> str | None:  # noqa: ARG001 - only Windows has such a script
        return None
