"""The steps of `action.yml` as the service runs them, in a repository with mistakes and in one without. Ends with `N passed, N failed`.

    action.py FOLDER      the packages, from which the program is installed
    action.py PROGRAM     instead, this program

What the service itself does is left out: the checkout, and the action that uploads the report.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
COUNTS = {"passed": 0, "failed": 0}


def check(what, holds, otherwise=""):
    COUNTS["passed" if holds else "failed"] += 1
    print(("ok - " if holds else "not ok - ") + what + ("" if holds else f"\n{otherwise}"), flush=True)


def steps():
    """The shell steps: name, environment, script. The file is simple enough to be read by its indentation."""
    text = (REPOSITORY / "action.yml").read_text(encoding="utf-8")
    for part in re.split(r"^    - name: ", text, flags=re.M)[1:]:
        name, script = part.splitlines()[0], re.search(r"^      run: \|\n((?:        .*\n|\n)+)", part, re.M)
        if script:
            env = re.search(r"^      env:\n((?:        .*\n)+)", part, re.M)
            pairs = [line.strip().split(": ", 1) for line in env[1].splitlines()] if env else []
            yield name, dict(pairs), re.sub(r"^        ", "", script[1], flags=re.M)


def run(where, inputs, install, wrap):
    """Runs all steps until one fails; returns the exit code, what was printed, and the folder of the runner."""
    runner = pathlib.Path(tempfile.mkdtemp(dir=where.parent))
    known = {f"inputs.{name}": value for name, value in inputs.items()}
    known |= {"runner.temp": str(runner), "github.action_path": str(REPOSITORY)}
    printed = ""
    for name, env, script in steps():
        if name.startswith("Install") and not install:
            (runner / "oam-ls/bin").mkdir(parents=True)
            shutil.copy(wrap, runner / "oam-ls/bin/oam-ls")
            continue
        filled = {key: re.sub(r"\$\{\{ (.*?) \}\}", lambda it: known[it[1]], value) for key, value in env.items()}
        outputs = runner / "outputs"
        outputs.touch()
        environment = os.environ | filled | {"RUNNER_TEMP": str(runner), "GITHUB_OUTPUT": str(outputs)}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done = subprocess.run(command, cwd=where, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False)
        printed += done.stdout
        known |= {f"steps.lint.outputs.{it[0]}": it[1] for it in (line.split("=", 1) for line in outputs.read_text().splitlines())}
        if name.startswith("Install"):
            # What was installed is called through a program that counts.
            shutil.move(runner / "oam-ls/bin/oam-ls", runner / "installed")
            wrapper(runner / "oam-ls/bin/oam-ls", runner / "installed")
        if done.returncode != 0:
            return done.returncode, printed, runner
    return 0, printed, runner


def wrapper(path, program):
    path.write_text(f'#!/bin/sh\necho "$*" >>"$RUNNER_TEMP/calls"\nexec "{program}" "$@"\n')
    path.chmod(0o755)


def repository(scratch, name, documents):
    folder = scratch / name
    folder.mkdir()
    for document in documents:
        shutil.copy(REPOSITORY / "tests/clients/workspace" / document, folder)
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    return folder


def main():
    given = pathlib.Path(sys.argv[1]).resolve()
    install = given.is_dir()
    os.environ["PIP_FIND_LINKS"] = str(given) if install else ""
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        wrap = scratch / "counting"
        if not install:
            wrapper(wrap, given)
        bad = repository(scratch, "bad", ["app.yaml", "components.yaml", "broken.yaml"])
        good = repository(scratch, "good", ["app.yaml", "components.yaml"])
        inputs = {"paths": "", "version": "", "args": "", "upload": "true"}

        code, printed, runner = run(bad, inputs, install, wrap)
        check("a repository with a mistake fails", code == 1, printed)
        program = runner / "installed" if install else given
        wanted = subprocess.run([program, "lint", "--format", "github"], cwd=bad, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False).stdout
        shown = "".join(line + "\n" for line in printed.splitlines() if line.startswith("::"))
        check("the mistake is shown beside its line", "::error file=broken.yaml,line=7," in shown, printed)
        check("what is shown is what `--format github` prints", shown == wanted, f"{shown}\n{wanted}")
        calls = (runner / "calls").read_text().splitlines()
        check("documents are checked once", len(calls) == 1, calls)
        check("a report is there to be sent", '"unknown-component"' in (runner / "oam-ls.sarif").read_text())

        # Once is enough for the installation.
        again = scratch / "again"
        wrapper(again, program)
        code, printed, _ = run(good, inputs, False, again)
        check("a repository without mistakes passes", code == 0, printed)
        code, printed, _ = run(bad, inputs | {"paths": "app.yaml components.yaml", "args": "--only-given --fail-on error"}, False, again)
        check("paths and arguments count", code == 0 and "broken.yaml" not in printed, printed)
        code, printed, runner = run(bad, inputs | {"args": "--no-such-option"}, False, again)
        check("wrong usage is a failure, and not taken for a report", code != 0 and "::" not in printed, printed)
    print(f"{COUNTS['passed']} passed, {COUNTS['failed']} failed")
    sys.exit(1 if COUNTS["failed"] else 0)


main()
