"""How soon a parent with a slow telephone can write: `python -m scripts.page_speed`. Prints figures, judges nothing.

A telephone four times slower than this machine, on a slow mobile network (1.6 Mbit/s, 150 ms there and back): the
conditions of Lighthouse's "slow 4G". Each load begins with an empty cache.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from typing import Final

from playwright.sync_api import Browser

from tests.browser.chromium import chromium_path, running_chromium
from tests.browser.weighing import loaded
from tests.running import RunningLotte, running_lotte

SLOWER: Final = 4
BYTES_A_SECOND: Final = 1.6e6 / 8
LATENCY_MS: Final = 150
PATHS: Final = {"/": "lotte-chat .eingabe textarea", "/angebote": ".karte", "/angebote/gf-familienbuero": "h1"}


def main() -> int:
    """Median and worst of several loads of each page; exit code 1 without Chromium."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--loads", type=int, default=7)
    loads = arguments.parse_args().loads
    chromium = chromium_path()
    if chromium is None:
        print("Chromium ist nicht installiert.", file=sys.stderr)
        return 1
    with running_lotte() as lotte, running_chromium(chromium) as browser:
        for path, usable in PATHS.items():
            measured = [_load(browser, lotte, path, usable) for _ in range(loads)]
            seconds = sorted(second for second, _, _ in measured)
            _, size, fonts = measured[-1]
            print(
                f"{path}: benutzbar nach {statistics.median(seconds):.2f} s (Median von {loads}, längstens "
                f"{seconds[-1]:.2f} s), {size / 1000:.0f} kB ohne Schriften, Schriften {fonts / 1000:.0f} kB"
            )
    return 0


def _load(browser: Browser, lotte: RunningLotte, path: str, usable: str) -> tuple[float, int, int]:
    """Seconds until what `usable` finds can be used, bytes over the line without fonts, bytes of fonts."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=lotte.address)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    seconds = 0.0

    def load() -> None:
        nonlocal seconds
        page.goto(path, wait_until="commit")
        page.locator(usable).first.wait_for(state="visible")
        seconds = page.evaluate("performance.now()") / 1000

    size, fonts = loaded(page, load)
    context.close()
    return seconds, size, fonts


if __name__ == "__main__":
    sys.exit(main())
