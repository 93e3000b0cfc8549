"""Make the icons of the installed site from overrides/assets/favicon.svg: `.venv/bin/python scripts/make_icons.py`.

Needs the packages of the tests and Chromium; what it makes is committed beside the SVG. The maskable
icon keeps everything inside the circle of 80 % that no system cuts off (W3C, Web App Manifest).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ASSETS = Path(__file__).resolve().parents[1] / "overrides/assets"
# File: its size in pixels, the part of it that the drawing takes, the ground.
ICONS = {
    "icon-192.png": (192, 1.0, "transparent"),
    "icon-512.png": (512, 1.0, "transparent"),
    "icon-maskable.png": (512, 0.7, "#e4f1f2"),
}


def main() -> None:
    drawing = (ASSETS / "favicon.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (size, part, ground) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            style = f"margin:0;display:grid;place-items:center;height:100vh;background:{ground}"
            inside = f"svg{{width:{part * size}px;height:{part * size}px}}"
            page.set_content(f'<style>{inside}</style><body style="{style}">{drawing}')
            page.screenshot(path=ASSETS / name, omit_background=True)
            page.close()
            print(f"{ASSETS / name}: {(ASSETS / name).stat().st_size} bytes")
        browser.close()


if __name__ == "__main__":
    main()
