"""Typst in a process of its own: data and template in, PDF out.

`python typesetting.py TEMPLATE SECONDS` reads the template's data (JSON) from standard input and
writes the PDF to standard output; exit 1 and one message when it cannot be set. Apart, because
Typst starts threads: a process that has them can no longer be forked, as build.py does.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import typst

_HERE = Path(__file__).parent


def main(template: str, seconds: str) -> int:
    """Set one document; the time it was made is given in seconds, so that its bytes depend on no clock."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
    )
    try:
        made = typst.compile(
            _HERE / "templates" / template,
            root=_HERE / "templates",
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": sys.stdin.buffer.read().decode()},
            pdf_standards=["ua-1"],
            timestamp=int(seconds),
        )
    except RuntimeError as error:
        print(re.sub(r'^panicked with: "?|"$', "", str(error)), file=sys.stderr)
        return 1
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
