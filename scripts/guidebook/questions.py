"""Every question with its answer as one JSON file a language, for other sites and apps.

The files follow the JSON Schema (draft 2020-12) that `schema` gives, which is published beside
them and says what each field holds. Same book, same bytes.
"""

from __future__ import annotations

import json
from typing import Any

from guidebook.book import SOURCE_MARKS, Book, Guide, Page, Source, Unit
from guidebook.citations import cited
from guidebook.prose import Prose
from guidebook.source import Texts

FILE = "questions.json"  # in the folder of each language
SCHEMA_FILE = "questions.schema.json"  # in the site's root
LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # of the guidance: LICENSE-TEXT.md

Data = dict[str, Any]


def file(book: Book, locale: str) -> str:
    """The questions of one language of a derived book, as the text of a JSON file."""
    prose = Prose(book, locale)
    language = book.site.language(locale)
    return _json(
        {
            "$schema": f"{book.site.address}{SCHEMA_FILE}",
            "language": locale,
            "edition": language.name,
            "title": prose.line(book.home.title),
            "url": prose.address("/"),
            "notice": prose.word("draft-notice"),
            "licence": LICENCE,
            "questions": [
                _question(prose, guide, page, unit)
                for guide, page in book.pages()
                for unit in page.questions or ()
            ],
        }
    )


def _question(prose: Prose, guide: Guide, page: Page, unit: Unit) -> Data:
    changed, on = unit.changed, guide.link(page)
    return {
        "id": f"{guide.id}/{page.id}#{unit.id}",
        "url": prose.address(guide.link(page, unit.id)),
        "language": prose.locale,
        "topic": {
            "id": f"{guide.id}/{page.id}",
            "url": prose.address(on),
            "title": prose.line(page.title),
        },
        "question": prose.line(unit.heading),
        "answer": _text(prose, unit.body, on),
        "details": _text(prose, unit.details, on),
        "unconfirmed": _text(prose, unit.unconfirmed, on),
        "changed": {"on": changed.on.iso, "why": prose.plain(changed.why, on)} if changed else None,
        "sources": [_source(prose, name, prose.book.sources[name]) for name in cited(prose.book, unit)],
    }


def _text(prose: Prose, texts: Texts | None, on: str) -> Data | None:
    return {"markdown": prose.markdown(texts, on), "text": prose.plain(texts, on)} if texts else None


def _source(prose: Prose, name: str, source: Source) -> Data:
    return {
        "id": name,
        "publisher": prose.line(source.publisher),
        "title": prose.line(source.title),
        "url": source.url,
        "dated": source.dated.iso if source.dated else None,
        "checked": source.checked.iso,
        "mark": source.mark,
    }


def _json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


# ---- the schema

_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def schema(book: Book) -> str:
    """The JSON Schema of the files of a book's languages, as the text of a file."""
    address = {"type": "string", "format": "uri"}
    string = {"type": "string", "minLength": 1}
    language = {
        "enum": [one.locale for one in book.site.languages],
        "description": "the label of the edition, a BCP 47 tag that names the script; every text beside it is in this language and script",
    }
    text = _record(
        markdown=string | {"description": "as Markdown (CommonMark with tables), links as full addresses"},
        text=string | {"description": "without markup, a line for each paragraph and list entry"},
    )
    source = _record(
        id=string | {"description": "the source's name, the same in every language"},
        publisher=string | {"description": "who publishes the page"},
        title=string | {"description": "what the page is called, in our words"},
        url={"anyOf": [address, {"type": "null"}], "description": "the page's address, or null"},
        dated={
            "type": ["string", "null"],
            "pattern": _DATE,
            "description": "the date the page itself shows (ISO 8601, as far as it is known), or null",
        },
        checked={"type": "string", "pattern": _DATE, "description": "the day we last read the page"},
        mark={"enum": list(SOURCE_MARKS), "description": "how far the page may be relied on"},
    )
    topic = _record(
        id=string | {"description": "the page's name, the same in every language"},
        url=address | {"description": "the page's address in this edition"},
        title=string | {"description": "the page's title"},
    )
    changed = _record(
        on={"type": "string", "pattern": _DATE, "description": "from when"},
        why=string | {"description": "what is different for the reader"},
    )
    question = _record(
        id=string | {"description": "the question's name, the same in every language; it is never renamed"},
        url=address | {"description": "the answer's own address in this edition: cite this"},
        language=language,
        topic=topic | {"description": "the page the question stands on"},
        question=string | {"description": "the question, without markup"},
        answer=text | {"description": "the answer, whose first sentence answers the question"},
        details=_or_null(text, "what only some readers need, or null"),
        unconfirmed=_or_null(
            text, "why the answer is not confirmed, or null; where it is not null, show it with the answer"
        ),
        changed=_or_null(changed, "why the answer changed, and from when, or null"),
        sources={"type": "array", "items": source, "description": "what the answer rests on"},
    )
    whole = _record(
        **{"$schema": address | {"description": "the address of this schema"}},
        language=language,
        edition={
            "enum": [one.name for one in book.site.languages],
            "description": "the edition's name, in its own script",
        },
        title=string | {"description": "the site's title"},
        url=address | {"description": "the edition's home page"},
        notice=string | {"description": "what this text is; show it wherever you show the text"},
        licence=address | {"description": "the licence of the text"},
        questions={
            "type": "array",
            "items": question,
            "description": "every question, in the order of the site",
        },
    )
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{book.site.address}{SCHEMA_FILE}",
        "title": f"{FILE}: every question and answer of one edition",
    }
    return _json(head | whole)


def _record(**fields: Data) -> Data:
    """An object with exactly these fields, none of which is ever left out."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _or_null(shape: Data, says: str) -> Data:
    return {"anyOf": [shape, {"type": "null"}], "description": says}
