"""What a person reads in an HTML mail.

Own code because the standard library's parser takes quadratic time for unclosed markup, and because only lines,
lists and quotes matter here.
"""

from __future__ import annotations

import re
from html import unescape

HTML_LIMIT = 500_000

_TOKEN = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>|<[!?/][^<>]*+>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HUGE_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_HIDDEN_UNTIL = {
    "script": re.compile(r"</script[^<>]*+>", re.IGNORECASE),
    "style": re.compile(r"</style[^<>]*+>", re.IGNORECASE),
    "title": re.compile(r"</title[^<>]*+>", re.IGNORECASE),
    "head": re.compile(r"</head[^<>]*+>|(?=<body)", re.IGNORECASE),
}
_ON_OWN_LINES = frozenset({"div", "tr", "table", "ul", "ol", "li", "hr", "dt", "dd", "section", "article", "pre"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})


class _Page:
    """Text as it grows; lines inside a quotation are marked like those of a plain mail."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.line_ends = 2
        self.quotations = 0

    def add(self, text: str) -> None:
        text = _SPACE.sub(" ", unescape(_HUGE_NUMBER.sub("\ufffd", text)))
        if self.line_ends:
            text = text.lstrip(" ")
        if text:
            self.pieces.append("> " + text if self.line_ends and self.quotations else text)
            self.line_ends = 0

    def tag(self, name: str, *, closing: bool) -> None:
        if name == "br":
            self._end_line(self.line_ends + 1)
        elif name in _ON_OWN_LINES:
            self._end_line(1)
        elif name in _PARAGRAPHS:
            self._end_line(2)
        if name == "blockquote":
            self.quotations = max(0, self.quotations + (-1 if closing else 1))
        elif name == "li" and not closing:
            self.add("- ")
        elif name in ("td", "th") and not closing:
            self.add(" ")

    def _end_line(self, ends: int) -> None:
        """Make sure of that many line ends, two at most."""
        missing = max(0, min(ends, 2) - self.line_ends)
        self.pieces.append("\n" * missing)
        self.line_ends += missing


def text_of(html: str) -> str:
    """The text of a page: paragraphs apart, one line for each list item, quotations marked with ">"."""
    html = html[:HTML_LIMIT]
    page = _Page()
    at = 0
    while token := _TOKEN.search(html, at):
        page.add(html[at : token.start()])
        closing, name = token.group(1), (token.group(2) or "").lower()
        if token.group() == "<!--":
            end = html.find("-->", token.end())
            at = end + 3 if end >= 0 else len(html)
        elif name in _HIDDEN_UNTIL and not closing:
            shown = _HIDDEN_UNTIL[name].search(html, token.end())
            at = shown.end() if shown else len(html)
        else:
            page.tag(name, closing=bool(closing))
            at = token.end()
    page.add(html[at:])
    return "".join(page.pieces)
