"""Makes ``.venv`` and installs the pinned packages: ``bootstrap.py run`` or ``bootstrap.py dev``.

Runs on any Python >= 3.11 with nothing but the standard library. A stamp in the environment
holds the hash of what was installed, so that a second call returns at once.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
import urllib.error
import urllib.request
import venv
from pathlib import Path

from console import BUILD_DIR, GIB, ROOT, give_up, quiet_on_interrupt, require_free_space, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = BUILD_DIR / "install.log"

# PyTorch publishes its CPU builds on a site of its own; the general Linux build carries the
# libraries of graphics cards, some gigabytes that this product never uses.
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
SPACE_CPU = 3 * GIB
SPACE_GENERAL = 9 * GIB

DISK_FULL = "No space left on device"
NETWORK_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "Network is unreachable",
    "Temporary failure in name resolution",
    "Connection refused",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Max retries exceeded",
)


def requirement_files(kind: str) -> list[Path]:
    """The requirement files of ``kind``, "run" or "dev"."""
    runtime = ROOT / "requirements.txt"
    return [runtime] if kind == "run" else [runtime, ROOT / "requirements-dev.txt"]


def fingerprint(kind: str) -> str:
    """The hash of everything that decides what is installed."""
    digest = hashlib.sha256()
    for file in requirement_files(kind):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_installed(kind: str) -> bool:
    """Whether a former call finished with the same files; "dev" includes "run"."""
    if not PYTHON.exists():
        return False
    kinds = {"run": ("run", "dev"), "dev": ("dev",)}[kind]
    stamps = [VENV / f".installed-{name}" for name in kinds]
    return any(
        stamp.exists() and stamp.read_text() == fingerprint(name)
        for name, stamp in zip(kinds, stamps, strict=True)
    )


def make_environment() -> None:
    """Create ``.venv``, anew when its Python is gone or too old."""
    if (venv_version() or (0, 0)) >= (3, 11):
        return
    say(f"Making .venv with Python {platform.python_version()}")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)
    except (subprocess.CalledProcessError, ModuleNotFoundError):
        give_up(
            "this Python cannot make environments: install its venv package "
            f"('apt install python3.{sys.version_info[1]}-venv' on Debian and Ubuntu), "
            "then run make again."
        )
    except OSError as error:
        give_up(f"cannot write {VENV} ({error.strerror}): check the disk and your rights to it.")


def venv_version() -> tuple[int, ...] | None:
    """The version of the environment's Python, None when it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in answer.stdout.split())


def pip(*arguments: str) -> bool:
    """Run pip with its output in the log; answer whether it succeeded."""
    BUILD_DIR.mkdir(exist_ok=True)
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ pip {' '.join(arguments)}\n")
        log.flush()
        return subprocess.run(command, stdout=log, stderr=log, check=False).returncode == 0


def torch_pin() -> str:
    """The requirement line of PyTorch, without its comment."""
    lines = requirement_files("run")[0].read_text().splitlines()
    pins = [line.split("#")[0].strip() for line in lines if line.startswith("torch==")]
    if not pins:
        give_up("requirements.txt has no line for torch: restore the file from git.")
    return pins[0]


def has_torch(pin: str) -> bool:
    """Whether the environment holds the pinned PyTorch, of whatever build."""
    code = "from importlib.metadata import version; print(version('torch'))"
    answer = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    return answer.stdout.strip().split("+")[0] == pin.partition("==")[2]


def cpu_index_answers() -> bool:
    """Whether PyTorch's site for CPU builds can be reached, within a few seconds."""
    request = urllib.request.Request(f"{TORCH_CPU_INDEX}/torch/", method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def install_torch() -> None:
    """Take PyTorch's CPU build where it can be had; leave the general build to requirements."""
    pin = torch_pin()
    if has_torch(pin) or platform.system() != "Linux":
        return
    say("Installing PyTorch (CPU build)")
    # First what this machine's own pip configuration offers as files, then PyTorch's site.
    if pip("install", "--no-deps", "--no-index", pin):
        return
    if cpu_index_answers() and pip("install", "--no-deps", "--index-url", TORCH_CPU_INDEX, pin):
        return
    if DISK_FULL in LOG.read_text(encoding="utf-8", errors="replace"):
        give_up(explain_failure())
    say("PyTorch's CPU build is out of reach: taking the general build, several gigabytes more")
    require_free_space(ROOT, SPACE_GENERAL, "the general build of PyTorch")


def explain_failure() -> str:
    """One sentence on why the last pip run failed, from its log."""
    log = LOG.read_text(encoding="utf-8", errors="replace")
    last_run = log.rpartition("$ pip ")[2]
    if DISK_FULL in last_run:
        return "the disk is full: free at least 3 GiB, then run make again."
    if any(sign in last_run for sign in NETWORK_SIGNS):
        return (
            "the package index cannot be reached: check the network (and the proxy or mirror "
            f"in pip's configuration), then run make again; details in {LOG.relative_to(ROOT)}."
        )
    errors = [line for line in last_run.splitlines() if line.startswith("ERROR:")]
    reason = errors[-1].removeprefix("ERROR: ") if errors else "pip stopped"
    return f"{reason} (details in {LOG.relative_to(ROOT)})."


def install(kind: str) -> None:
    """Bring the environment to the pinned state of ``kind``."""
    if is_installed(kind):
        return
    if not list(VENV.glob(".installed-*")):
        require_free_space(ROOT, SPACE_CPU, "the installation")
    make_environment()
    LOG.unlink(missing_ok=True)
    install_torch()
    files = requirement_files(kind)
    say(f"Installing the packages of {files[-1].name} (a few minutes the first time)")
    pins = ["-r", str(files[-1]), "-c", str(ROOT / "constraints.txt")]
    if not pip("install", "--retries", "3", *pins):
        give_up(explain_failure())
    # The console command; nothing is fetched, setuptools is among the pinned packages.
    if not pip("install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)):
        give_up(explain_failure())
    (VENV / f".installed-{kind}").write_text(fingerprint(kind))


def main() -> None:
    """Check what was asked and install it."""
    quiet_on_interrupt()
    if len(sys.argv) != 2 or sys.argv[1] not in {"run", "dev"}:
        give_up("call it as: scripts/bootstrap run (or dev)", code=2)
    try:
        install(sys.argv[1])
    except OSError as error:
        give_up(f"{error.strerror or error} ({error.filename or ROOT}): mend it, then run make.")


if __name__ == "__main__":
    main()
