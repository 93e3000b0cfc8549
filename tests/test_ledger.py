"""The ledger: what people have proofread, who may sign, what lapses, and that no line is lost."""

from __future__ import annotations

import dataclasses
import datetime
import json
import multiprocessing
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import invented
from guidebook import derive, ledger, load
from guidebook.book import Book
from guidebook.checks.source import lapsed_override, lapsed_review
from guidebook.ledger import Ledger, Override, Reading, Review

PAGE = "content/guides/first/page-1.yml"
WHEN = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
WHO = "王小明"
RUN = """
import argparse, sys
from pathlib import Path
from guidebook import review
parser = argparse.ArgumentParser()
review.add_commands(parser.add_subparsers(), lambda given: Path(sys.argv[1]))
given = parser.parse_args(sys.argv[2:])
sys.exit(given.run(given))
"""


def loaded(project: Path) -> Book:
    """The book of a project that has a ledger, too."""
    kept = project / ledger.FILE
    aside = kept.rename(project / "ledger.aside") if kept.exists() else None
    try:
        return derive.derive(load.load(project))
    finally:
        if aside:
            aside.rename(kept)


def reading(book: Book, place: str, locale: str) -> Reading:
    return next(one for one in ledger.readings(book) if str(one) == place and one.locale == locale)


def states(book: Book, project: Path) -> Counter[str]:
    return Counter(one.state for one in ledger.status(book, ledger.read(project)))


def sign(project: Path, place: str = "first/page-1#question-1", locale: str = "zh-Hant") -> Book:
    book = loaded(project)
    ledger.sign(project, [reading(book, place, locale)], WHO, WHEN)
    return book


# ---- status


def test_without_a_ledger_nothing_has_been_read(project: Path) -> None:
    assert not (project / ledger.FILE).exists()
    assert states(loaded(project), project) == {"never read": 9}  # a page and two questions, in 3 languages


def test_a_signed_unit_is_approved_in_its_language_alone(project: Path) -> None:
    book = sign(project)
    approved = [one for one in ledger.status(book, ledger.read(project)) if one.state == "approved"]
    assert [(str(one.reading), one.reading.locale) for one in approved] == [
        ("first/page-1#question-1", "zh-Hant")
    ]
    assert approved[0].review and approved[0].review.who == WHO


def test_the_line_that_is_written(project: Path) -> None:
    sign(project)
    line = json.loads((project / ledger.FILE).read_text("utf-8"))
    assert list(line) == ["guide", "page", "unit", "locale", "origin", "text", "who", "when"]
    assert line["when"] == "2026-11-23T00:00:00+00:00"
    assert all(re.fullmatch("[0-9a-f]{64}", line[name]) for name in ("origin", "text"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("第1題說明入境查驗。", "第1題說明出境查驗。"),
        ("It is about entry number 1.", "It is about entry number one."),
        ("zh-Hant: 第1題問的是什麼？", "zh-Hant: 第1題在問什麼？"),
    ],
    ids=["its text", "the text beside it", "its heading"],
)
def test_an_approval_lapses_by_itself(project: Path, before: str, after: str) -> None:
    sign(project)
    invented.edit(project / PAGE, before, after)
    assert states(loaded(project), project) == {"never read": 8, "lapsed": 1}


def test_other_changes_leave_it(project: Path) -> None:
    sign(project)
    invented.edit(project / PAGE, "第2題說明入境查驗。", "第2題說明出境查驗。")
    assert states(loaded(project), project)["approved"] == 1


def test_it_lapses_when_a_figure_changes(project: Path) -> None:
    fact = "stay:\n  duration: {} days\n  sources: [authority]\n"
    (project / "content/facts.yml").write_text(fact.format(60), "utf-8")
    invented.edit(project / PAGE, "第1題說明入境查驗。", "停留${fact:stay}。")
    sign(project)
    (project / "content/facts.yml").write_text(fact.format(90), "utf-8")
    assert states(loaded(project), project)["lapsed"] == 1


def test_the_derived_language_is_read_beside_its_origin(project: Path) -> None:
    sign(project, locale="zh-Hans")
    invented.edit(project / PAGE, "It is about entry number 1.", "It is about entry number one.")
    assert states(loaded(project), project)["approved"] == 1
    invented.edit(project / PAGE, "第1題說明入境查驗。", "第1題說明出境查驗。")
    assert states(loaded(project), project)["lapsed"] == 1


def test_an_earlier_text_is_approved_again(project: Path) -> None:
    sign(project)
    invented.edit(project / PAGE, "第1題說明入境查驗。", "改了。")
    sign(project)
    invented.edit(project / PAGE, "改了。", "第1題說明入境查驗。")
    assert states(loaded(project), project)["approved"] == 1


@pytest.mark.parametrize("name", ["", "   ", "\t", "--", "123", "王\u202e明", "a\x1b[2J", "\udce4bc"])
def test_who_is_a_name(project: Path, name: str) -> None:
    book = loaded(project)
    with pytest.raises(ValueError, match="write your name"):
        ledger.sign(project, [reading(book, "first/page-1#question-1", "zh-Hant")], name, WHEN)
    assert not (project / ledger.FILE).exists()


# ---- the file


def one_review(number: int = 0, who: str = WHO) -> Review:
    return Review("g", "p", f"u{number}", "en", "0" * 64, "1" * 64, who, "2026-11-23T00:00:00+00:00")


def test_a_torn_last_line_is_reported_and_never_lost(project: Path) -> None:
    path = project / ledger.FILE
    ledger.append(project, [one_review(1)])
    with path.open("ab") as file:
        file.write('{"guide": "g", "who": "王'.encode()[:-1])
    torn = path.read_bytes()
    found = ledger.read(project)
    assert found.reviews == (one_review(1),)
    assert [str(one.at) for one in found.faults] == [f"{ledger.FILE}:2:1"]
    ledger.append(project, [one_review(2)])
    assert path.read_bytes().startswith(torn + b"\n")
    assert ledger.read(project).reviews == (one_review(1), one_review(2))
    assert len(ledger.read(project).faults) == 1


def test_a_whole_last_line_without_its_end_still_counts(project: Path) -> None:
    path = project / ledger.FILE
    ledger.append(project, [one_review(1)])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    ledger.append(project, [one_review(2)])
    assert ledger.read(project) == Ledger((one_review(1), one_review(2)))


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "null",
        "{}",
        '{"override": 1, "origin": "a"}',
        '{"who": "a"}',
        "<<<<<<< ours",
        "[" * 100_000,
        "\x00",
        "\udce4",
    ],
)
def test_a_line_that_is_neither_is_reported(project: Path, line: str) -> None:
    (project / ledger.FILE).write_bytes(line.encode("utf-8", "surrogateescape") + b"\n\n")
    ledger.append(project, [one_review()])
    found = ledger.read(project)
    assert len(found.faults) == 1 and found.reviews == (one_review(),)


def _append_many(root: Path, who: str) -> None:
    for number in range(50):
        ledger.append(root, [one_review(number, who), one_review(number + 1000, who)])


def test_appends_at_the_same_time_lose_nothing(project: Path) -> None:
    start = multiprocessing.get_context("fork")
    workers = [start.Process(target=_append_many, args=(project, f"王{number}")) for number in range(6)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    found = ledger.read(project)
    assert found.faults == () and len(found.reviews) == 600 and len(set(found.reviews)) == 600


def test_what_cannot_be_written_whole_is_taken_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.append(project, [one_review(1)])
    before = (project / ledger.FILE).read_bytes()
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:20]))
    with pytest.raises(OSError, match="disk is full"):
        ledger.append(project, [one_review(2)])
    assert (project / ledger.FILE).read_bytes() == before


# ---- overrides


def with_override(project: Path) -> Path:
    invented.edit(
        project / PAGE,
        "      zh-Hant: 第1題問的是什麼？\n",
        "      zh-Hant: 第1題問的是什麼？\n      zh-Hans: 第一题问什么？\n",
    )
    return project


NAME = f"{PAGE}#questions.question-1.question"


def test_an_override_has_a_name(project: Path) -> None:
    before = {one.name for one in ledger.hand_written(loaded(project))}
    after = list(ledger.hand_written(loaded(with_override(project))))
    assert [(one.name, str(one.at)) for one in after if one.name not in before] == [(NAME, f"{PAGE}:9:16")]


def test_names_of_overrides_are_unique(book: Book) -> None:
    names = [one.name for one in ledger.hand_written(book)]
    assert len(names) == len(set(names)) > 20
    assert "content/economies.yml#TWN.name" in names
    assert not any(name.endswith(".names") for name in names)


def test_an_override_lapses_when_its_origin_changes(project: Path) -> None:
    book = loaded(with_override(project))
    origin = next(one.origin for one in ledger.hand_written(book) if one.name == NAME)
    recorded = Ledger(overrides=(Override(NAME, origin),))
    assert not list(lapsed_override.check(book, recorded))
    invented.edit(project / PAGE, "第1題問的是什麼？", "第1題在問什麼？")
    found = list(lapsed_override.check(loaded(project), recorded))
    assert [(str(one.at), one.severity) for one in found] == [(f"{PAGE}:9:16", "warning")]
    assert NAME in found[0].message


# ---- checks


def test_without_a_ledger_the_checks_are_silent(project: Path) -> None:
    book = loaded(with_override(project))
    for module in (lapsed_override, lapsed_review):
        assert not list(module.check(book)) and not list(module.check(book, Ledger()))


def test_a_lapsed_review_is_a_warning(project: Path) -> None:
    sign(project)
    invented.edit(project / PAGE, "第1題說明入境查驗。", "改了。")
    found = list(lapsed_review.check(loaded(project), ledger.read(project)))
    assert [(one.at.file, one.severity) for one in found] == [(PAGE, "warning")]
    assert WHO in found[0].message and "2026-11-23" in found[0].message


def test_a_torn_line_is_a_finding(project: Path) -> None:
    book = loaded(project)
    (project / ledger.FILE).write_text("{", "utf-8")
    assert [str(one.at) for one in lapsed_review.check(book, ledger.read(project))] == [f"{ledger.FILE}:1:1"]


# ---- commands


def run(project: Path, *given: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(project), "review", *given]
    return subprocess.run(command, input=typed, capture_output=True, text=True, timeout=60)


def at_the_keyboard(project: Path, *given: str, typed: tuple[str, ...]) -> tuple[int, str]:
    """Run a command in a terminal; each answer is typed after its question. Exit code and screen."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", RUN, str(project), "review", *given])
    screen, answers, deadline = "", list(typed), time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            shown = os.read(terminal, 65536)
        except OSError:  # the terminal's other end is closed
            break
        if not shown:
            break
        screen += shown.decode("utf-8", "replace")
        if answers and re.search(r"(Your name|type \S+): $", screen):
            os.write(terminal, answers.pop(0).encode())
            screen += "\n"
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), screen


PLACE = "first/page-1#question-1"


def test_a_person_signs(project: Path) -> None:
    code, screen = at_the_keyboard(
        project, "sign", PLACE, "--locale", "zh-Hant", typed=(f"{WHO}\n", f"{PLACE}\n")
    )
    assert code == 0, screen
    assert "It is about entry number 1." in screen and "第1題說明入境查驗。" in screen
    signed = ledger.read(project).reviews
    assert [(one.unit, one.locale, one.who) for one in signed] == [("question-1", "zh-Hant", WHO)]
    assert states(loaded(project), project)["approved"] == 1


def test_a_whole_page_is_signed(project: Path) -> None:
    code, screen = at_the_keyboard(
        project, "sign", "first/page-1", "--locale", "en", typed=("Ann\n", "first/page-1\n")
    )
    assert code == 0, screen
    assert [one.unit for one in ledger.read(project).reviews] == ["", "question-1", "question-2"]


@pytest.mark.parametrize(
    "typed",
    [("\n",), ("   \n",), ("\x04",), (f"{WHO}\n", "yes\n"), (f"{WHO}\n", "\n"), (f"{WHO}\n", "\x04")],
    ids=["no name", "blanks", "end of input", "yes", "nothing", "end at the confirmation"],
)
def test_nothing_is_signed_without_a_name_and_the_typed_place(project: Path, typed: tuple[str, ...]) -> None:
    code, screen = at_the_keyboard(project, "sign", PLACE, "--locale", "zh-Hant", typed=typed)
    assert code == 2 and "nothing was signed" in screen and "Traceback" not in screen
    assert not (project / ledger.FILE).exists()


def test_no_program_signs(project: Path) -> None:
    done = run(project, "sign", PLACE, "--locale", "zh-Hant", typed=f"{WHO}\n{PLACE}\n")
    assert done.returncode == 2 and "only a person may sign" in done.stderr
    assert not (project / ledger.FILE).exists()


@pytest.mark.parametrize(
    ("place", "locale", "says"),
    [
        ("first/page-1#question-9", "zh-Hant", "no 'first/page-1#question-9'"),
        ("first", "zh-Hant", "no 'first'"),
        (PLACE, "fr", "no language 'fr'"),
    ],
)
def test_what_cannot_be_signed(project: Path, place: str, locale: str, says: str) -> None:
    code, screen = at_the_keyboard(project, "sign", place, "--locale", locale, typed=())
    assert code == 2 and says in screen


def test_a_text_that_is_not_written_cannot_be_signed(project: Path) -> None:
    invented.edit(project / PAGE, "      zh-Hant: 第1題問的是什麼？\n", "")
    code, screen = at_the_keyboard(project, "sign", PLACE, "--locale", "zh-Hant", typed=())
    assert code == 2 and "not wholly written in zh-Hant" in screen


def test_status_lists_and_counts(project: Path) -> None:
    done = run(project, "status", "--locale", "zh-Hant", "--guide", "first")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "first/page-1# zh-Hant: never read",
        "first/page-1#question-1 zh-Hant: never read",
        "first/page-1#question-2 zh-Hant: never read",
        "0 approved, 0 lapsed, 3 never read.",
    ]


@pytest.mark.parametrize(("option", "says"), [("--guide", "no guide 'x'"), ("--locale", "no language 'x'")])
def test_status_of_what_is_not_there(project: Path, option: str, says: str) -> None:
    done = run(project, "status", option, "x")
    assert done.returncode == 2 and says in done.stderr


def test_overrides_are_accepted(project: Path) -> None:
    done = run(with_override(project), "accept-overrides")
    assert done.returncode == 0 and done.stdout.endswith(" overrides recorded, 0 lapsed.\n")
    assert NAME in [one.override for one in ledger.read(project).overrides]


def test_one_override_is_accepted_by_name(project: Path) -> None:
    done = run(with_override(project), "accept-overrides", NAME)
    assert (done.returncode, done.stdout) == (0, "1 override recorded, 0 lapsed.\n")
    assert ledger.recorded(ledger.read(project)).keys() == {NAME}


def test_an_unknown_override_is_refused(project: Path) -> None:
    done = run(with_override(project), "accept-overrides", "content/home.yml#x")
    assert done.returncode == 2 and "no override" in done.stderr
    assert not (project / ledger.FILE).exists()


@pytest.mark.parametrize("command", [(), ("status",), ("sign",), ("accept-overrides",)])
def test_help_fits_a_screen(project: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run(project, *command, "--help").stdout.splitlines()
    assert lines and len(lines) <= 24 and max(map(len, lines)) <= 80


def test_a_reading_is_frozen(project: Path) -> None:
    one = next(iter(ledger.readings(loaded(project))))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.unit = "x"  # type: ignore[misc]
