"""The languages of the site, read from their only list: the i18n plugin in mkdocs.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

from guidebook import convert, punctuation
from guidebook.source import Fault, Location, SourceError

# Our own keys live in an entry's `extra:`, because static-i18n refuses keys it does not know.
_ADDRESS = re.compile(r"https?://[^\s?#]+")
# Names that do not say which script an edition is in.
VAGUE = re.compile(
    r"(?:中文|汉语|漢語|华语|華語|国语|國語|Chinese|chinese|繁中|简中|簡中|繁體|簡體|繁体|简体|zh|tw|cn)$"
)
_EXTRA = ("og_locale", "cldr", "derived_from", "opencc", "punctuation")


@dataclass(frozen=True, slots=True)
class Language:
    """One edition of the site.

    `locale` is its BCP 47 tag, used as path, `lang` and `hreflang`; `name` is what readers
    see, in its own script. `cldr` sets the formats of dates and numbers, `og_locale` is
    Open Graph's label. A derived language names the one it is made from, the OpenCC
    configurations that convert its characters, and the punctuation it takes on.
    """

    locale: str
    name: str
    og_locale: str
    cldr: str
    derived_from: str | None = None
    opencc: tuple[str, ...] = ()
    punctuation: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What mkdocs.yml says about the site: its address, its source's address, its languages."""

    address: str
    languages: tuple[Language, ...]
    repo: str | None = None

    @property
    def authored(self) -> tuple[Language, ...]:
        """The languages people write."""
        return tuple(one for one in self.languages if one.derived_from is None)

    @property
    def derived(self) -> tuple[Language, ...]:
        """The languages made from another one."""
        return tuple(one for one in self.languages if one.derived_from is not None)

    def language(self, locale: str) -> Language:
        return next(one for one in self.languages if one.locale == locale)


def load(root: Path) -> Site:
    """Read mkdocs.yml in the project's root; raises SourceError with file and line."""
    node = _read(root)
    settings = _mapping(node)
    faults: list[Fault] = []
    languages = [_language(entry, faults) for entry in _entries(settings)]
    found = tuple(one for one in languages if one)
    address = _scalar(settings, "site_url")
    if not _ADDRESS.fullmatch(address):
        faults.append(
            Fault(
                Location("mkdocs.yml"),
                "write site_url as a full address, such as 'https://example.org/abtc/'",
            )
        )
    if not found:
        faults.append(Fault(Location("mkdocs.yml"), "list the languages under plugins: i18n: languages:"))
    faults.extend(_relations(found, _entries(settings)))
    if faults:
        raise SourceError(faults)
    return Site(address.rstrip("/") + "/", found, _scalar(settings, "repo_url").rstrip("/") or None)


def _read(root: Path) -> yaml.Node | None:
    name = "mkdocs.yml"
    try:
        return yaml.compose((root / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = Location(name, mark.line + 1, mark.column + 1) if mark else Location(name)
        raise SourceError([Fault(at, f"not valid YAML here ({getattr(error, 'problem', error)})")]) from None
    except UnicodeDecodeError:
        raise SourceError([Fault(Location(name), "not UTF-8; save the file as UTF-8")]) from None
    except OSError as error:
        hint = f"cannot be read ({error.strerror}); is {root} the project's folder?"
        raise SourceError([Fault(Location(name), hint)]) from None


def _mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _scalar(settings: dict[str, yaml.Node], key: str) -> str:
    node = settings.get(key)
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _entries(settings: dict[str, yaml.Node]) -> list[yaml.Node]:
    plugins = settings.get("plugins")
    for plugin in plugins.value if isinstance(plugins, yaml.SequenceNode) else []:
        listed = _mapping(_mapping(plugin).get("i18n")).get("languages")
        if isinstance(listed, yaml.SequenceNode):
            return list(listed.value)
    return []


def _language(entry: yaml.Node, faults: list[Fault]) -> Language | None:
    at = Location("mkdocs.yml", entry.start_mark.line + 1, entry.start_mark.column + 1)
    settings = _mapping(entry)
    extra = _mapping(settings.get("extra"))
    locale, name = _scalar(settings, "locale"), _scalar(settings, "name")
    before = len(faults)
    if not locale or not name:
        faults.append(Fault(at, "a language needs locale: and name:"))
    if VAGUE.fullmatch(name):
        faults.append(
            Fault(at, f"name: '{name}' does not say which script; write its full name, in its own script")
        )
    for key in extra.keys() - set(_EXTRA):
        faults.append(Fault(at, f"unknown key '{key}' in extra:; allowed: {', '.join(_EXTRA)}"))
    cldr = _scalar(extra, "cldr") or locale.replace("-", "_")
    try:
        Locale.parse(cldr)
    except (ValueError, UnknownLocaleError):
        faults.append(Fault(at, f"'{cldr}' is no CLDR locale; set cldr: in extra:, such as zh_Hant_TW"))
    opencc = tuple(_scalar(extra, "opencc").split())
    for unknown in set(opencc) - set(convert.configurations()):
        known = ", ".join(convert.configurations())
        faults.append(
            Fault(at, f"opencc: '{unknown}' is no OpenCC configuration; write one or more of: {known}")
        )
    style = _scalar(extra, "punctuation") or None
    if style not in punctuation.STYLES:
        known = ", ".join(filter(None, punctuation.STYLES))
        faults.append(Fault(at, f"punctuation: '{style}' is not known; write one of: {known}"))
    if len(faults) > before:
        return None
    return Language(
        locale,
        name,
        _scalar(extra, "og_locale") or cldr,
        cldr,
        _scalar(extra, "derived_from") or None,
        opencc,
        style,
    )


def _relations(languages: tuple[Language, ...], entries: list[yaml.Node]) -> list[Fault]:
    authored = {one.locale for one in languages if one.derived_from is None}
    faults = []
    for one, entry in zip(languages, entries, strict=False):
        at = Location("mkdocs.yml", entry.start_mark.line + 1, entry.start_mark.column + 1)
        if one.derived_from and one.derived_from not in authored:
            faults.append(
                Fault(
                    at,
                    f"derived_from: '{one.derived_from}' is no authored language; write one of {', '.join(sorted(authored))}",
                )
            )
        if sum(other.locale == one.locale for other in languages) > 1:
            faults.append(Fault(at, f"the language '{one.locale}' is listed twice; remove one"))
    return faults
