# SPDX-License-Identifier: Apache-2.0
"""A reader of what a case says in a pack, after docs/formats/log.md and case.md and nothing else."""
import csv
import hashlib
import json
import re


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _no_twice(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a member twice")
    return dict(pairs)


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
STEPS = {"opened", "added", "viewed", "read-out", "redacted", "removed", "restored", "changed", "noted", "undone", "sealed", "exported", "imported"}


def is_moment(value):
    return (set(value) <= {"at", "sure", "zone"} and value["sure"] in ("exact", "about", "day") and MOMENT.fullmatch(value["at"]) is not None
            and -840 <= value.get("zone", 0) <= 840)


def check_log(data):
    """(steps, faults); a fault names the first line that does not hold."""
    previous, steps = "0" * 64, []
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        try:
            step = json.loads(line, object_pairs_hook=_no_twice)
            good = (len(line) <= 8192 and canonical(step) == line and step["number"] == number and step["previous"] == previous and step["step"] in STEPS
                    and is_moment(step["at"]) and (step.get("format") == "holdfast-log-1") == (number == 1) and (step["step"] == "opened") == (number == 1)
                    and set(step) <= {"at", "step", "number", "previous", "format", "exhibit", "copy", "sha256", "of", "words"}
                    and (step["step"] == "undone") == ("of" in step) and (step["step"] != "removed" or bool(step.get("words")))
                    and ("exhibit" in step or step["step"] not in ("added", "viewed", "read-out", "redacted", "removed", "restored")))
        except (ValueError, KeyError, TypeError):
            good = False
        if not good:
            return steps, [f"data/actions.jsonl line {number}"]
        steps.append(step)
        previous = sha256(line)
    return steps, [] if steps else ["data/actions.jsonl is empty"]


CASE = {"format", "route", "whose", "prefix", "language", "created", "next_number", "number", "place", "answers", "exhibits", "removed", "links", "known", "payments",
        "done", "notes"}
EXHIBIT = {"number", "kind", "added", "holding", "title", "source", "device", "note", "made", "clock_behind", "whole", "machine_read", "copies", "copies_made"}
FILM = {"created", "length", "maker", "model", "place", "recorded"}
SAYS = {"eml": {"date", "from", "message_id", "subject", "to"}, "mhtml": {"date", "page", "subject"}, "mp4": FILM, "quicktime": FILM, "m4a": FILM,
        "pdf": {"author", "created", "modified", "producer", "title"}}
ALWAYS = {"format", "route", "whose", "prefix", "language", "created", "next_number"}


def check_case(files, steps):
    """Whether case.json is in its one spelling, holds what its route may, and fits payload and log."""
    data = files.get("data/case.json", b"")
    try:
        case = json.loads(data, object_pairs_hook=_no_twice)
    except ValueError:
        return ["data/case.json malformed"]
    faults = [] if canonical(case) == data else ["data/case.json is not canonical"]
    if case.get("format") != "holdfast-case-1" or not ALWAYS <= set(case) <= CASE or not is_moment(case["created"]):
        return [*faults, "data/case.json has other members"]
    protected, expected = case["route"] == "protected", set()
    taken_back = {step["of"] for step in steps if "of" in step}
    for one in case.get("exhibits", ()):
        where, holding = f"data/case.json exhibit {one['number']}", one["holding"]
        if not {"number", "kind", "added", "holding"} <= set(one) <= EXHIBIT or one["number"] >= case["next_number"]:
            faults.append(f"{where} has other members")
        if protected and (holding["is"] != "kept" or holding["file"]["type"] not in ("text", "json", "html", "eml", "mbox") or "copies" in one):
            faults.append(f"{where} holds what such a case may not")
        file = holding.get("file")
        says = holding.get("says", {})
        if "says" in holding and (protected or not says or holding["is"] != "kept" or not set(says) <= SAYS.get(file["type"], set())
                                  or any(not 1 <= len(line.encode()) <= 300 or line != line.strip(" ") for line in says.values()) or says.get("place", "present") != "present"):
            faults.append(f"{where} says of itself what its type does not")
        if file and not any(step.get("exhibit") == one["number"] and step["step"] in ("added", "restored") and step.get("sha256") == file["sha256"]
                            and step["number"] not in taken_back for step in steps):
            faults.append(f"{where} was put in by no line of the log")
        kept = [(path, content) for path, content in files.items() if path.startswith(f"data/items/{one['number']:04}.")]
        if holding["is"] == "kept":
            if [(len(content), sha256(content), hashlib.sha512(content).hexdigest()) for _, content in kept] != [(file["size"], file["sha256"], file["sha512"])]:
                faults.append(f"{where} is not the file that lies in the pack")
            expected.update(path for path, _ in kept)
        elif kept:
            faults.append(f"{where} is in the pack all the same")
        for copy in one.get("copies", ()):
            path = f"data/redacted/{one['number']:04}-r{copy['index']}.png"
            expected.add(path)
            if sha256(files.get(path, b"")) != copy["sha256"] or copy["record"]["parent"] != file["sha256"] or copy["shows_intimate"] is not False:
                faults.append(f"{where} copy {copy['index']}")
    lying = {path for path in files if path.startswith(("data/items/", "data/redacted/"))}
    return faults + [f"{path} is of no exhibit" for path in sorted(lying - expected)]


def check_table(data):
    """Its columns; ValueError where it is not in the form of case.md."""
    text = data.decode("utf-8")
    if not text.startswith("\ufeff") or not text.endswith("\r\n") or "\n" in text.replace("\r\n", ""):
        raise ValueError("line ends, or the mark at the start")
    rows = list(csv.reader(text[1:].split("\r\n")[:-1], strict=True))
    again = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    if again != text[1:] or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("not every cell stands in quotes")
    if any(re.match(r"[\s\"]*[-=+@|＝＋－＠]", cell) for row in rows for cell in row):
        raise ValueError("a cell that a spreadsheet takes for a formula")
    return rows[0]
