"""One page to hand on: the findings by file, with the words marked, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import jinja2

from guidebook.finding import Finding
from guidebook.reports import Context

_WORDS = {
    "en": {"title": "Findings", "none": "No findings.", "write": "Write", "lang": "en"},
    "zh-Hant": {"title": "檢查結果", "none": "沒有問題。", "write": "請寫", "lang": "zh-Hant"},
}
_PAGE = """\
<!doctype html>
<html lang="{{ words.lang }}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ words.title }}</title>
<style>
body { font: 1rem/1.7 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #16222a; }
h2 { font-size: 1.05rem; margin-top: 2rem; }
li { margin: .8rem 0; } code { color: #4a5a64; }
mark { background: #ffe9a8; padding: 0 .1em; } .warning { color: #6b4c00; } .error { color: #8a1c1c; }
q { display: block; color: #4a5a64; quotes: none; }
</style>
</head>
<body>
<h1>{{ words.title }}</h1>
<p>{{ where }}</p>
{% if not files %}<p>{{ words.none }}</p>{% endif %}
{% for file, findings in files %}
<h2><code>{{ file }}</code></h2>
<ul>
{% for one in findings %}
<li><span class="{{ one.severity }}">{{ one.message_in(messages) }}</span> <code>{{ one.at.line }}:{{ one.at.column }} {{ one.check }}</code>
{% if one.end %}{% set before, words_found, after = shown(one) %}<q>{{ before }}<mark>{{ words_found }}</mark>{{ after }}</q>{% endif %}
{% if one.replacement is not none %}<div>{{ words.write }} <mark>{{ one.replacement }}</mark></div>{% endif %}</li>
{% endfor %}
</ul>
{% endfor %}
</body>
</html>
"""


def report(findings: Sequence[Finding], context: Context) -> str:
    """A page of its own, nothing loaded from elsewhere."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    files = [(file, list(one)) for file, one in groupby(findings, key=lambda found: found.at.file)]
    return environment.from_string(_PAGE).render(
        words=_WORDS.get(context.messages, _WORDS["en"]),
        messages=context.messages,
        where=context.where,
        files=files,
        shown=lambda one: _shown(one, context.root),
    )


def _shown(one: Finding, root: Path) -> tuple[str, str, str]:
    """The line of a finding: before its words, the words, and after."""
    try:
        line = (root / one.at.file).read_text("utf-8").split("\n")[one.at.line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return "", "", ""
    end = one.end.column - 1 if one.end and one.end.line == one.at.line else len(line)
    return line[: one.at.column - 1][-60:], line[one.at.column - 1 : end], line[end:][:60]
