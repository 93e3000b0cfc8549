"""Take the pictures of the README from the built site: `make screenshots`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

import conftest
import invented

SHOTS = {
    "phone-zh-Hant.png": ("zh-Hant/", 390, 720),
    "phone-en.png": ("en/faq/at-the-border/", 390, 720),
    "phone-zh-Hans.png": ("zh-Hans/quick-reference/#at-the-counter", 390, 720),
    "desktop-zh-Hant.png": ("zh-Hant/faq/destinations/", 1280, 800),
}


def main() -> None:
    folder = invented.ROOT / "readme"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        path = conftest.chromium_path()
        assert path, "Run: sudo apt-get install chromium fonts-noto-cjk"
        browser = playwright.chromium.launch(executable_path=path, args=conftest.FLAGS)
        for address in conftest.serve(Path(invented.ROOT / "site")):
            for name, (inside, width, height) in SHOTS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(address + inside)
                page.locator(".gb-ready").wait_for()
                page.screenshot(path=folder / name)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
