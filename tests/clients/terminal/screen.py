"""An editor in a terminal (tmux): its keys, its screen, and a check that waits for what a user would see. Knows nothing of OAM."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

DEADLINE = int(os.environ.get("STEP_TIMEOUT", "20000")) / 1000
# A key that came while the editor was busy is lost: what does not show up is asked for again.
PATIENCE = 4

# Ends where a completion is asked for.
UNFINISHED = """\
apiVersion: core.oam.dev/v1alpha1
kind: ApplicationConfiguration
metadata:
  name: first
spec:
  components:
    - componentName: queue
      instanceName: orders
      traits:
        - name: """


class Screen:
    """One editor on a copy of the workspace, with a file `first.yaml` beside the others. `env` is what it gets beside the environment of the test."""

    def __init__(self, command, **env):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="oam-terminal-")).resolve()
        for file in pathlib.Path(os.environ["WORKSPACE"]).iterdir():
            shutil.copy(file, self.folder)
        (self.folder / ".git").mkdir()
        (self.folder / "first.yaml").write_text(UNFINISHED, encoding="utf-8")
        self.passed = self.failed = 0
        self._socket = f"oam-{os.getpid()}"
        self._env = {**os.environ, "TERM": "tmux-256color", **env}
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "130", "-y", "40", "-c", str(self.folder), f"{command}; sleep 60")
        # An escape key is one at once, not the beginning of something longer.
        self._tmux("set-option", "-g", "escape-time", "10")

    def _tmux(self, *arguments):
        return subprocess.run(["tmux", "-L", self._socket, *arguments], env=self._env, capture_output=True, text=True).stdout

    def text(self):
        return self._tmux("capture-pane", "-p")

    def keys(self, *names):
        """Presses keys by their names in tmux."""
        for name in names:
            self._tmux("send-keys", name)
            time.sleep(0.1)

    def type(self, text):
        self._tmux("send-keys", "-l", text)
        time.sleep(0.2)

    def file(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def check(self, what, holds, again=None):
        """Waits until something holds, and counts; `again` asks for it once more."""
        start = asked = time.monotonic()
        while time.monotonic() - start < DEADLINE:
            if holds():
                self.passed += 1
                print(f"ok - {what}", flush=True)
                return True
            if again and time.monotonic() - asked > PATIENCE:
                again()
                asked = time.monotonic()
            time.sleep(0.1)
        self.failed += 1
        print(f"not ok - {what}\n{self.text()}", flush=True)
        return False

    def finish(self, leave):
        """Leaves the editor, which must end by itself, and with it the server; then the test."""
        leave()
        # What is left in the window when the editor is gone is the `sleep` behind it.
        self.check("the editor ends", lambda: self._tmux("list-panes", "-F", "#{pane_current_command}").strip() == "sleep", leave)
        self._tmux("kill-server")
        shutil.rmtree(self.folder, ignore_errors=True)
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        sys.exit(self.failed > 0)
