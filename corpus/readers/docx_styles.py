"""What the styles of a Word file say, and the running numbers of its automatic lists."""

from __future__ import annotations

import re

from corpus.readers.docx_xml import Element, W, at, is_on, value, whole
from corpus.readers.texts import number_text
from corpus.text import normalise

_FORMS = {"upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a"}
_BULLETS = frozenset("-–+*•")
_HEADING = re.compile(r"(?:heading|đề mục|tiêu đề)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|mục lục)\s*[1-9]|table of figures", re.IGNORECASE)
_BODY_LEVEL = 9


class Styles:
    """What the styles of a file say, looked up along what each is based on."""

    def __init__(self, root: Element) -> None:
        self._styles = {value(style, "styleId"): style for style in root.findall(f"{W}style")}
        self._default = next(
            (key for key, s in self._styles.items() if value(s, "default") == "1" and value(s, "type") == "paragraph"),
            "",
        )
        self._base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._known: dict[tuple[str, str], Element | None] = {}

    def find(self, style: str, path: str) -> tuple[str, Element | None]:
        """The nearest style that has an element at a path ("rPr/i"), and the element."""
        seen: set[str] = set()
        style = style or self._default
        while style in self._styles and style not in seen:
            seen.add(style)
            if (style, path) not in self._known:
                self._known[style, path] = at(self._styles[style], path)
            if (found := self._known[style, path]) is not None:
                return style, found
            style = value(at(self._styles[style], "basedOn"), "val")
        inner = path.removeprefix("rPr/")
        return "", at(self._base, inner) if self._base is not None and inner != path else None

    def level(self, style: str) -> int:
        """The level of the headings that a style sets, from 1; 0 if it sets none.

        The nearest of the styles it is based on that says so counts, by its outline level or its name.
        """
        for node in self._bases(style):
            outline = at(node, "pPr/outlineLvl")
            if outline is not None:
                return outline_level(outline)
            if match := _HEADING.fullmatch(normalise(value(at(node, "name"), "val"))):
                return int(match[1])
        return 0

    def is_contents(self, style: str) -> bool:
        """Whether a style is one of the lines of a table of contents."""
        names = (value(at(node, "name"), "val") for node in self._bases(style))
        return any(_CONTENTS.fullmatch(normalise(name)) for name in names)

    def _bases(self, style: str) -> list[Element]:
        found: dict[str, Element] = {}
        while style in self._styles and style not in found:
            found[style] = self._styles[style]
            style = value(at(found[style], "basedOn"), "val")
        return list(found.values())


def outline_level(outline: Element) -> int:
    """The level that an outline level of Word (from 0, 9 for running text) makes, from 1; 0 for text."""
    level = whole(outline, "val")
    return level + 1 if level < _BODY_LEVEL else 0


class Numbering:
    """The running numbers of automatic lists (word/numbering.xml)."""

    def __init__(self, root: Element) -> None:
        abstract = {value(node, "abstractNumId"): node for node in root.findall(f"{W}abstractNum")}
        linked = {value(at(node, "styleLink"), "val"): node for node in abstract.values()}
        self._lists: dict[str, tuple[str, dict[int, Element]]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for num in root.findall(f"{W}num"):
            key, base = value(num, "numId"), value(at(num, "abstractNumId"), "val")
            node = abstract.get(base)
            if node is not None and (link := value(at(node, "numStyleLink"), "val")) in linked and link:
                node = linked[link]
                base = value(node, "abstractNumId")
            levels = {whole(level, "ilvl"): level for level in ([] if node is None else node.findall(f"{W}lvl"))}
            for told in num.findall(f"{W}lvlOverride"):
                if (level := at(told, "lvl")) is not None:
                    levels[whole(told, "ilvl")] = level
                if (start := at(told, "startOverride")) is not None:
                    self._starts[key, whole(told, "ilvl")] = whole(start, "val")
            self._lists[key] = (base, levels)

    def next(self, number: str, level: int | None, style: str) -> str:
        """The number that the next paragraph of a list bears; "" if the list is unknown."""
        base, levels = self._lists.get(number, ("", {}))
        if level is None:  # a style names its list; the list names the style at its level
            level = next((i for i, node in levels.items() if style and value(at(node, "pStyle"), "val") == style), 0)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(base, {})
        if (start := self._starts.pop((number, level), None)) is not None:
            counts[level] = start - 1
        counts[level] = counts.get(level, self._start(levels, level) - 1) + 1
        for deeper in [key for key in counts if key > level and value(at(levels.get(key), "lvlRestart"), "val") != "0"]:
            del counts[deeper]
        return self._print(levels, level, counts)

    def _print(self, levels: dict[int, Element], level: int, counts: dict[int, int]) -> str:
        text = value(at(levels[level], "lvlText"), "val")
        if value(at(levels[level], "numFmt"), "val") == "bullet":
            return text if text in _BULLETS else "-"
        plain = is_on(at(levels[level], "isLgl"))

        def ordinal(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = value(at(levels.get(place), "numFmt"), "val")
            count = counts.setdefault(place, self._start(levels, place))
            if form == "none":
                return ""
            return (
                f"{count:02d}" if form == "decimalZero" else number_text(count, "1" if plain else _FORMS.get(form, "1"))
            )

        return re.sub(r"%([1-9])", ordinal, text)

    @staticmethod
    def _start(levels: dict[int, Element], level: int) -> int:
        start = at(levels.get(level), "start")
        return whole(start, "val") if start is not None else 1
