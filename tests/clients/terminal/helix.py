"""What a user of Helix sees of the server, with the settings of editors/helix.

env: HELIX (the program), SETTINGS (the folder editors/helix), WORKSPACE; `oam-ls` is on the PATH, the home is empty
"""

import os
import pathlib
import re
import shutil

from screen import Screen

settings = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "helix")
settings.mkdir(parents=True)
shutil.copy(pathlib.Path(os.environ["SETTINGS"], "languages.toml"), settings)

helix = Screen(f"{os.environ['HELIX']} broken.yaml")
check, keys, text = helix.check, helix.keys, helix.text


def normal():
    keys("Escape", "Escape")


def command(line):
    normal()
    helix.type(f":{line}")
    keys("Enter")


def search(pattern):
    normal()
    keys("g", "g")
    helix.type(f"/{pattern}")
    keys("Enter")


def status():
    lines = [it for it in text().splitlines() if " sel " in it]
    return lines[-1] if lines else ""


def space(key):
    normal()
    helix.type(f" {key}")


def fix():
    search("quueue")
    helix.type(" a")


check("the file is shown", lambda: "componentName: quueue" in text())
check("a finding that needs another file is shown at its line", lambda: "no component is named `quueue`" in text(), lambda: search("quueue"))
fix()
check("a fix is offered", lambda: "by `queue`" in text(), fix)
keys("Enter")
check("it corrects the text, and the finding goes away", lambda: "componentName: queue" in text() and "no component is named" not in text())
command("w")
check("the corrected file is saved", lambda: "componentName: queue\n" in helix.file("broken.yaml"), lambda: command("w"))

command("open app.yaml")
check("another file is shown", lambda: "instanceName: front" in text())
search("manual-scaler")
helix.type(" k")
check("hover explains a trait", lambda: "replicaCount" in text() and "Applies to" in text(), lambda: (search("manual-scaler"), helix.type(" k")))

search("componentName: queue")
keys("l", "b")
helix.type("gd")
check("a definition is in another file", lambda: "components.yaml" in status(), lambda: (search("componentName: queue"), keys("b"), helix.type("gd")))
command("buffer-close")

search("greeting")
space("r")
check("a parameter can be renamed", lambda: "rename-to:" in text(), lambda: (search("greeting"), space("r")))
keys("C-u")
helix.type("salutation")
keys("Enter")
check("the new name is in this file", lambda: "- name: salutation" in text())
command("write-all")
check("it is in the other one", lambda: "- name: salutation" in helix.file("components.yaml") and "fromParam: salutation" in helix.file("components.yaml"), lambda: command("write-all"))

command("open first.yaml")
check("an unfinished file is shown", lambda: "first.yaml" in status())
normal()
helix.type("geA")
check("completion offers traits that apply", lambda: " volume-mounter" in text() and " ingress" not in text(), lambda: keys("C-x"))
helix.type("man")
check("typing narrows it down", lambda: " volume-mounter" not in text())
keys("Tab", "Enter")
check("accepting one inserts its block", lambda: "replicaCount: " in text())
normal()
check("the whole file is right", lambda: "unknown-" not in text())
command("write-all")
check("it is saved", lambda: re.search(r"- name: manual-scaler\n          properties:\n            replicaCount: \d+\n", helix.file("first.yaml")), lambda: command("write-all"))

space("s")
check("the outline names the application and its instances", lambda: "module   first" in text() and "variable orders" in text())
helix.finish(lambda: command("quit-all!"))
