"""The request about files, ready to paste: as JSON, for a terminal, for Python. Without API key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ossdrop.asking.requests import Dialect, Request, request_for
from ossdrop.config.model_service import compatible_url
from ossdrop.links import NamedLink, format_links


class HandoverForm(Enum):
    """As what it is handed over."""

    PART = "part"  # of a message; of several files a list
    JSON = "json"
    CURL = "curl"
    PYTHON = "python"


@dataclass(frozen=True)
class Handover:
    """What is asked of which model, where: `base_url` is of the native API, as in the settings."""

    model: str
    question: str
    base_url: str
    key_name: str = "DASHSCOPE_API_KEY"  # the variable that has the API key
    dialect: Dialect = Dialect.OPENAI

    def text(self, links: Sequence[NamedLink], form: HandoverForm) -> str:
        """The request about these files. It holds the links whole: it is for the clipboard."""
        if form is HandoverForm.PART:
            return format_links(links, self.dialect.value)
        request = request_for(links, self.question, self.model, self.dialect)
        if form is HandoverForm.JSON:
            return json.dumps(request.body, ensure_ascii=False, indent=2)
        if form is HandoverForm.CURL:
            return self._curl(request)
        return self._openai(request) if self.dialect is Dialect.OPENAI else self._plain(request)

    def _curl(self, request: Request) -> str:
        """For a POSIX shell; nothing in it is expanded but the variable with the API key."""
        headers = [f'  -H "Authorization: Bearer ${self.key_name}" \\']
        headers += [
            f"  -H {_quoted(f'{name}: {text}')} \\" for name, text in request.headers.items()
        ]
        body = json.dumps(request.body, ensure_ascii=False, indent=2)
        url = self.dialect.url_at(self.base_url)
        return "\n".join([f"curl -sS {_quoted(url)} \\", *headers, f"  -d {_quoted(body)}"])

    def _openai(self, request: Request) -> str:
        body = dict(request.body)
        thinking = (
            {"enable_thinking": body.pop("enable_thinking")} if "enable_thinking" in body else {}
        )
        extra = {n: text for n, text in request.headers.items() if n != "Content-Type"}
        lines = [
            "import os",
            "",
            "from openai import OpenAI  # pip install openai",
            "",
            "client = OpenAI(",
            f"    api_key=os.environ[{_literal(self.key_name)}],",
            f"    base_url={_literal(compatible_url(self.base_url))},",
            ")",
            "answer = client.chat.completions.create(",
            f"    model={_literal(self.model)},",
            f"    messages={_literal(body['messages'])},",
            *([f"    extra_headers={_literal(extra)},"] if extra else []),
            *([f"    extra_body={thinking!r},"] if thinking else []),
            ")",
            "print(answer.choices[0].message.content)",
        ]
        return "\n".join(lines) + "\n"

    def _plain(self, request: Request) -> str:
        lines = [
            "import os",
            "",
            "import requests  # pip install requests",
            "",
            "answer = requests.post(",
            f"    {_literal(self.dialect.url_at(self.base_url))},",
            "    headers={",
            f'        "Authorization": f"Bearer {{os.environ[\'{self.key_name}\']}}",',
            *(
                f"        {_literal(name)}: {_literal(text)},"
                for name, text in request.headers.items()
            ),
            "    },",
            f"    json={_literal(request.body)},",
            "    timeout=600,",
            ")",
            "answer.raise_for_status()",
            'print(answer.json()["output"]["choices"][0]["message"]["content"])',
        ]
        return "\n".join(lines) + "\n"


def _literal(value: object) -> str:
    """Texts in lists and mappings as Python has them, which is as JSON has them, inside a call."""
    return json.dumps(value, ensure_ascii=False, indent=4).replace("\n", "\n    ")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
