"""Every text check's own examples, and that the files in the folder are the list."""

from __future__ import annotations

from functools import cache
from types import ModuleType

import pytest

import invented
from guidebook import checks, derive, lint, load, passage
from guidebook.checks import text as text_checks
from guidebook.checks.text import Bad, Good

MODULES = checks.modules(text_checks)
BAD = [(module, example) for module in MODULES for example in module.BAD]
GOOD = [(module, example) for module in MODULES for example in module.GOOD]


@cache
def linter() -> lint.Linter:
    return lint.Linter(derive.derive(load.load(invented.ROOT)))


def found(module: ModuleType, locale: str, text: str, english: str | None) -> list[passage.Found]:
    one = passage.passage(locale, text, english)
    return [each.found for each in linter().lint(one) if each.check == checks.name_of(module)]


def named(pair: object) -> str:
    return checks.name_of(pair) if isinstance(pair, ModuleType) else str(getattr(pair, "text", pair))[:40]


@pytest.mark.parametrize(("module", "example"), BAD, ids=named)
def test_bad(module: ModuleType, example: Bad) -> None:
    findings = found(module, example.locale, example.text, example.english)
    expected = (example.found,) if isinstance(example.found, str) else example.found
    assert tuple(example.text[one.start : one.end] for one in findings) == expected
    assert example.replacement is None or findings[0].replacement == example.replacement
    for one in findings:
        assert set(one.says) == {"en", "zh-Hant"} and all(one.says.values())


@pytest.mark.parametrize(("module", "example"), GOOD, ids=named)
def test_good(module: ModuleType, example: Good) -> None:
    assert found(module, example.locale, example.text, example.english) == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_check_states_its_rule_and_its_authority(module: ModuleType) -> None:
    first, _, rest = (module.__doc__ or "").partition("\n")
    assert first.endswith(".") and "Authority:" in rest
    assert module.BAD and module.GOOD
