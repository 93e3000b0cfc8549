"""JSON Schemas of the content files, made from the definitions that read them."""

from __future__ import annotations

import json

from guidebook.book import FILES, GUIDE, PAGE
from guidebook.languages import Language
from guidebook.shapes import Shape

FOLDER = "content/schema"


def files(languages: tuple[Language, ...]) -> dict[str, str]:
    """A schema file for each kind of content file: its path and its text."""
    shapes = {name.removesuffix(".yml"): shape for name, shape in FILES.items()}
    shapes |= {"guide": GUIDE, "page": PAGE}
    return {
        f"{FOLDER}/{name}.json": _schema(name, shape, languages) for name, shape in sorted(shapes.items())
    }


def _schema(name: str, shape: Shape, languages: tuple[Language, ...]) -> str:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"guidebook: {name}"}
    return json.dumps(head | shape.schema(languages), ensure_ascii=False, indent=1) + "\n"
