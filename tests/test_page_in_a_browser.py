"""The page as a browser, a printer and a validator take it; each test says so where its program is absent."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STORIES = ["corpus/bank-chairman.txt", "corpus/care-home.md"]
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--enable-logging=stderr",
]

pytestmark = pytest.mark.slow


def program(*names):
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def browse(page, folder, *options):
    """Return what the browser prints, what the page tells its console, and the addresses that were asked for."""
    log = folder / "net.json"
    nobody = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
    command = [
        program("chromium", "chromium-browser", "google-chrome"),
        *QUIET,
        nobody,
        f"--user-data-dir={folder / 'user'}",
    ]
    done = subprocess.run(
        [*command, f"--log-net-log={log}", *options, page.as_uri()],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=True,
    )
    told = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    started = [event.get("params", {}) for event in json.loads(log.read_text())["events"]]
    # A browser has errands of its own, which no page initiated; its name server knows nobody.
    asked = {one["url"] for one in started if one.get("initiator", "not an origin") != "not an origin"}
    return done.stdout, told, {url for url in asked if not url.startswith("file:")}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    command = [sys.executable, "-m", "attrib", "check", *STORIES, "--output", f"html:{path}"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")
    return path


def test_the_browser_has_nothing_to_complain_of_and_asks_nobody(page, tmp_path):
    dom, told, asked = browse(page, tmp_path, "--dump-dom")
    assert "The story does not name “a director”, and does not say why." in dom
    assert (told, asked) == ([], set())


def test_a_page_that_did_would_be_found_out(tmp_path):
    other = tmp_path / "other.html"
    other.write_text("<script>console.error('x')</script><img src='http://127.0.0.1:9/spy.png'>")
    _, told, asked = browse(other, tmp_path, "--dump-dom")
    assert told
    assert asked == {"http://127.0.0.1:9/spy.png"}


def test_findings_and_sources_are_in_print(page, tmp_path):
    printed = tmp_path / "report.pdf"
    read = program("pdftotext")
    browse(page, tmp_path, f"--print-to-pdf={printed}")
    done = subprocess.run([read, "-layout", printed, "-"], capture_output=True, encoding="utf-8", check=True)
    text = " ".join(done.stdout.split())
    for words in ("ANON-01 anonymity-unexplained 5:109", "How to read this page", "Industry experts", "Dilys Marne"):
        assert words in text


def test_the_page_is_valid_html(page):
    done = subprocess.run([program("html-validate"), page], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_page_is_valid_html_to_the_checker_of_the_w3c(page):
    done = subprocess.run([program("vnu"), "--errors-only", page], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
