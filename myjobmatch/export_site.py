"""`python -m myjobmatch.export_site`: Reflex's own export, in a process that lives for it alone.

The trees of all pages are millions of objects that live until the end: looking through them for garbage, again and
again and once more at exit, takes longer than compiling. So nothing is looked through, and the process ends at once.
"""

from __future__ import annotations

import gc
import os
import sys

EXPORT = ("export", "--frontend-only", "--no-zip", "--env", "prod")


def main() -> int:
    """Export; answers the exit status."""
    from reflex.reflex import cli

    try:
        cli(args=list(EXPORT))
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
            return 1
        return end.code or 0
    return 0


if __name__ == "__main__":
    gc.disable()
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
