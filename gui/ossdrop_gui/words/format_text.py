"""What the formats of links are called."""

from __future__ import annotations

from ossdrop.links import LinkFormat
from ossdrop_gui.words.wording import translate


def format_text(style: LinkFormat) -> str:
    """The name of a format, as in a menu."""
    return {
        LinkFormat.URL: translate("formats", "plain links"),
        LinkFormat.MARKDOWN: "Markdown",
        LinkFormat.HTML: "HTML",
        LinkFormat.CSV: translate("formats", "CSV with names and ends"),
        LinkFormat.TABLE: translate("formats", "table of names and links"),
        LinkFormat.DASHSCOPE: translate("formats", "JSON for DashScope"),
        LinkFormat.OPENAI: translate("formats", "JSON for a Qwen message"),
    }[style]
