"""The image of `Containerfile`: built and used where an engine for containers runs and reaches its registries; else its last stage made by
hand, with nothing in its root but the program, the libraries of the base image and the documents. Ends with `N passed, N failed`.

env: OAM_LS (the program that the last stage gets when it is made by hand)
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
# What gcr.io/distroless/cc-debian12 has of libraries: libc6, libgcc-s1, libgomp1, libstdc++6 and the loader.
BASE = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libgomp.so.1", "libstdc++.so.6"}
# The user `nonroot` of these images.
NOBODY = 65532
COUNTS = {"passed": 0, "failed": 0}


def check(what, holds, otherwise=""):
    COUNTS["passed" if holds else "failed"] += 1
    print(("ok - " if holds else "not ok - ") + what + ("" if holds else f"\n{otherwise}"), flush=True)


def instructions():
    text = re.sub(r"\\\n", " ", (REPOSITORY / "Containerfile").read_text(encoding="utf-8"))
    lines = (line.strip() for line in text.splitlines())
    return [line.split(None, 1) for line in lines if line and not line.startswith("#")]


def engine():
    """A program that can build images now, and why there is none."""
    reasons = []
    for name in ("podman", "docker"):
        if not shutil.which(name):
            reasons.append(f"there is no {name}")
        elif subprocess.run([name, "info"], capture_output=True, timeout=60).returncode != 0:
            reasons.append(f"{name} has no engine running")
        else:
            return name, ""
    return None, ", ".join(reasons)


def finds(command, where):
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    output = run.stdout + run.stderr
    check(f"`lint` runs {where}, and finds", run.returncode == 1 and "unknown-component" in output, f"{run.returncode}\n{output}")


def by_hand(scratch, final):
    """The last stage, without its base image."""
    program = pathlib.Path(os.environ["OAM_LS"])
    listed = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    needed = {line.split()[0] for line in listed.splitlines() if "=>" in line}
    check("the program needs only libraries of the base image", needed and needed <= BASE, listed)
    (copied,) = [value.split()[-1] for name, value in final if name == "COPY"]
    root = scratch / "root"
    for file, inside in [(program, copied), *((path, path) for path in re.findall(r"(/\S+) \(0x", listed))]:
        target = root / inside.lstrip("/") if isinstance(inside, str) else root / str(inside).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    (entry,) = [shlex.split(value.strip("[]").replace(",", " ")) for name, value in final if name == "ENTRYPOINT"]
    (arguments,) = [shlex.split(value.strip("[]").replace(",", " ")) for name, value in final if name == "CMD"]
    (folder,) = [value for name, value in final if name == "WORKDIR"]
    check("what is started is what was copied", entry == [copied], f"{entry} {copied}")
    shutil.copytree(REPOSITORY / "tests/clients/workspace", root / folder.lstrip("/"))
    if os.geteuid() != 0:
        print("SKIPPED: the root of the image: only the superuser may change the root of a process")
        return
    os.chmod(scratch, 0o755)
    # `chroot` starts in the top of the new root; the folder of work is named instead.
    finds(["chroot", f"--userspec={NOBODY}:{NOBODY}", str(root), *entry, *arguments, folder], "with nothing else around it, as nobody")


def main():
    lines = instructions()
    last = max(index for index, (name, _) in enumerate(lines) if name == "FROM")
    stages = [value.split()[-1] for name, value in lines[:last] if name == "FROM" and " AS " in value]
    final = lines[last:]
    for name, value in final:
        if name == "COPY":
            source = re.match(r"--from=(\S+) (\S+) ", value)
            check("the last stage takes the program from the one that builds it", source and source[1] in stages, value)
            built = next(value for name, value in lines if name == "WORKDIR") + "/target/release/oam-ls"
            check("it is where that stage leaves it", source and source[2] == built, value)
    name, reason = engine()
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        if name:
            command = [name, "build", "--quiet", "--file", "Containerfile", "--tag", "oam-ls-test", "."]
            built = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
            if built.returncode == 0:
                mount = f"{REPOSITORY / 'tests/clients/workspace'}:/work:ro"
                finds([name, "run", "--rm", "--volume", mount, "oam-ls-test"], "in the image")
                subprocess.run([name, "rmi", "--force", "oam-ls-test"], capture_output=True)
            elif re.search(r"pull|registry|resolve|lookup|dial|proxy|i/o timeout", built.stderr):
                name, reason = None, f"{name} could not fetch the base images"
            else:
                check("the image is built", False, built.stderr)
        if not name:
            print(f"SKIPPED: building the image: {reason}; its last stage is made by hand instead")
            by_hand(scratch, final)
    print(f"{COUNTS['passed']} passed, {COUNTS['failed']} failed")
    sys.exit(COUNTS["failed"] > 0)


main()
