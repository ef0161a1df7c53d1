"""What the service worker answers, run by Node (`worker.test.mjs`)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from myjobmatch.plugins import offline
from tests.unit.client.test_store import node

HERE = Path(__file__).parent
BUILT = {
    "__VERSION__": "1",
    "__FILES__": "[]",
    "__BY_LANGUAGE__": json.dumps({"fr": []}),
    "__PAGES__": json.dumps({"/decouvrir": "decouvrir.html", "/messages": "messages.html"}),
    "__DYNAMIC__": "[]",
    "__FALLBACK__": "/__spa-fallback.html",
}


def test_what_the_worker_answers(tmp_path: Path) -> None:
    worker = Path(offline.__file__).with_name("worker.js").read_text(encoding="utf-8")
    for mark, value in BUILT.items():
        worker = worker.replace(mark, value)
    (tmp_path / "worker.mjs").write_text(worker, encoding="utf-8")
    shutil.copy(HERE / "worker.test.mjs", tmp_path)

    done = subprocess.run(
        [node(), "--test", "worker.test.mjs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )

    assert done.returncode == 0, done.stdout[-6000:]
