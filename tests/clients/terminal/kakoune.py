"""What a user of Kakoune sees of the server through kakoune-lsp, with the settings of editors/kakoune.

env: SETTINGS (the folder editors/kakoune), WORKSPACE; `oam-ls` and `kak-lsp` are on the PATH, the home is empty
"""

import os
import pathlib
import re

from screen import Screen

settings = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "kak")
settings.mkdir(parents=True)
settings.joinpath("kakrc").write_text(
    "eval %sh{kak-lsp}\n"
    f"source {os.environ['SETTINGS']}/oam.kak\n"
    "lsp-enable\n",
    encoding="utf-8",
)

kakoune = Screen("kak broken.yaml")
check, keys, text = kakoune.check, kakoune.keys, kakoune.text


def command(line):
    keys("Escape", "Escape")
    kakoune.type(f":{line}")
    keys("Enter")


def search(pattern):
    keys("Escape", "Escape", "g", "g")
    kakoune.type(f"/{pattern}")
    keys("Enter")


def status():
    return text().rstrip().splitlines()[-1] if text().strip() else ""


def at(pattern, line):
    def ask():
        search(pattern)
        command(line)

    return ask


check("the file is shown", lambda: "componentName: quueue" in text())
check(
    "a finding that needs another file is listed",
    lambda: "no component is named `quueue`" in text(),
    lambda: command("lsp-diagnostics"),
)
command("edit broken.yaml")
fix = at("quueue", "lsp-code-actions")
fix()
check("a fix is offered", lambda: "by `queue`" in text(), fix)
kakoune.type("replace")
keys("Enter")
check("it corrects the text", lambda: "componentName: queue" in text())
command("write")
check("the corrected file is saved", lambda: "componentName: queue\n" in kakoune.file("broken.yaml"), lambda: command("write"))

command("edit app.yaml")
check("another file is shown", lambda: "instanceName: front" in text())
hover = at("manual-scaler", "lsp-hover")
hover()
check("hover explains a trait", lambda: "Applies to" in text(), hover)

search("componentName: queue")
command("lsp-definition")
check("a definition is in another file", lambda: "components.yaml" in status(), at("componentName: queue", "lsp-definition"))

command("edit app.yaml")
rename = at("greeting", "lsp-rename salutation")
rename()
check("a parameter is renamed in this file", lambda: "- name: salutation" in text(), rename)
command("write-all")
check(
    "it is renamed in the other one",
    lambda: "- name: salutation" in kakoune.file("components.yaml") and "fromParam: salutation" in kakoune.file("components.yaml"),
    lambda: command("write-all"),
)

command("edit first.yaml")
check("an unfinished file is shown", lambda: "first.yaml" in status())
keys("Escape", "g", "e")
# kakoune-lsp asks once two letters are there.
kakoune.type("Ama")
check("completion offers a trait that applies", lambda: re.search(r"^~ +manual-scaler", text(), re.M), lambda: (keys("BSpace"), kakoune.type("a")))
keys("C-n")
check("the entry is taken", lambda: "- name: manual-scaler" in text())
keys("Escape")
command("write")
# This Kakoune empties placeholders.
check(
    "accepting one inserts its block",
    lambda: "        - name: manual-scaler\n          properties:\n            replicaCount:" in kakoune.file("first.yaml"),
    lambda: command("write"),
)
kakoune.finish(lambda: command("quit!"))
