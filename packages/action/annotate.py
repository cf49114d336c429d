"""Prints the findings of a SARIF report as annotations of GitHub Actions: `annotate.py REPORT`.

The action has one report made, for code scanning, and shows it a second time beside the lines of a pull request. The lines are those of
`oam-ls lint --format github`; a test compares them.
"""

import json
import sys
from urllib.parse import unquote

WORDS = {"error": "error", "warning": "warning", "note": "notice"}


def message(text):
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text):
    return message(text).replace(":", "%3A").replace(",", "%2C")


def annotation(result):
    place = result["locations"][0]["physicalLocation"]
    parts = ["file=" + value(unquote(place["artifactLocation"]["uri"]))]
    region = place.get("region")
    if region:
        parts.append(f"line={region['startLine']},endLine={region['endLine']}")
        # Columns mean something within one line only.
        if region["startLine"] == region["endLine"]:
            parts.append(f"col={region['startColumn']},endColumn={region['endColumn']}")
    parts.append("title=" + value("oam-ls: " + result["ruleId"]))
    return f"::{WORDS[result['level']]} {','.join(parts)}::{message(result['message']['text'])}"


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    for run in report["runs"]:
        for result in run["results"]:
            print(annotation(result))


if __name__ == "__main__":
    main()
