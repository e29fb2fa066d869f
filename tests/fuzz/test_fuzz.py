"""Each fuzzer runs for a while; `python tests/fuzz/NAME.py` goes on until it finds something."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RUNS = {"read_stories": 20_000, "read_rules": 5_000, "write_reports": 10_000}
SEEDS = {
    "read_stories": [
        b"\x00The mayor said no.\n\n",
        b"\x01---\nauthor: Ida\n---\n# A\n\n*b* <!-- attrib: ignore[x] y -->",
    ],
    "read_rules": [b"\x00id: a\ndescription: b\nentries: [c, d]\n", b"\x01patch: a\nlevel: error\n---\nid: b\n"],
    "write_reports": [b"\x00The mayor said no. \x80"],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNS)
def test_fuzzer_finds_nothing(name, tmp_path):
    pytest.importorskip("atheris", reason="atheris is not made for this Python")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, content in enumerate(SEEDS[name]):
        (seeds / str(number)).write_bytes(content)
    limits = [
        f"-runs={RUNS[name]}",
        "-seed=7",
        "-len_control=0",
        "-max_len=1500",
        "-max_total_time=120",
        "-timeout=20",
        "-rss_limit_mb=3000",
    ]
    done = subprocess.run(
        [sys.executable, HERE / f"{name}.py", seeds, f"-artifact_prefix={tmp_path}/", *limits],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"Done {RUNS[name]} runs" in done.stderr or "DONE" in done.stderr
