#!/usr/bin/env python3
"""Each open field says why it is open, each personal one of which class it is: what the build asks (proto/made/open.sh), asked here of the tree as it stands.

The self test asks it of copies of proto/ with an event and a row beside, right ones and then one fault at a time.
"""
import pathlib
import re
import shutil
import subprocess
import tempfile

from checks import ROOT, ends

EVENTS, ROWS = "proto/planted_events.proto", "services/planted/planted_rows.proto"
HEAD = 'syntax = "proto3";\npackage sippe.planted;\nimport "options/open.proto";\nimport "types.proto";\n'
RIGHT = {
    EVENTS: HEAD + """
message Told {
  bytes thing_id = 1         [(open) = ID];
  Date told_on = 2           [(open) = WORK_DAY];
  repeated PersonName to = 3 [(open) = TO_SEAL];
  message Personal {
    string by = 1 [(class) = IDENTITY];
  }
  Personal personal = 15;
}
""",
    ROWS: HEAD.replace("planted;", "planted.rows;") + """
message Thing {
  option (sealed_for) = "(key) thing";
  option (key) = {name: "thing", open: ID};
  option (key) = {name: "clsc", open: PLACE};
  option (index) = {name: "by_name", in_memory: true, part: [{name: "name"}]};
  option (index) = {name: "by_day", part: [{name: "day", open: WORK_DAY}, {name: "thing", open: ID}]};
  bytes version = 1 [(open) = ID];
  Date since = 2    [(open) = WORK_DAY];
  Door door = 3     [(open) = DIRECTORY];
  bytes digest = 4  [(open) = HASH];
  message Personal {
    string told = 1;
  }
  Personal personal = 15;
}
message Door {
  option (value) = true;
  string name = 1;
}
""",
}
NO_REASON = " says no reason why it is open ([(open) = ...], proto/options/open.proto)"
# What is planted (instead of what), and the one sentence that must follow.
WRONG = [
    (EVENTS, "        [(open) = ID]", "", "Told.thing_id" + NO_REASON),
    (EVENTS, "[(open) = ID]", "[(open) = OPEN_UNSPECIFIED]", "Told.thing_id" + NO_REASON),
    (EVENTS, "= TO_SEAL", "= ID", "Told.to is open and holds a sippe.PersonName, which is no value "),
    (EVENTS, "[(class) = IDENTITY]", "[(class) = IDENTITY, (open) = ID]", "Told.Personal.by is not open by itself"),
    (EVENTS, " [(class) = IDENTITY]", "", "Told.Personal.by says not of which class it is"),
    (EVENTS, "= IDENTITY", "= OF_NOBODY", "Told.Personal.by says not of which class it is"),
    (EVENTS, "message Told {", "message Told {\n  option (whose) = WORKER;", "Told.Personal.by is of no family"),
    (ROWS, "told = 1;", "told = 1 [(class) = IDENTITY];", "Thing.Personal.told is of no family, or a copy"),
    (EVENTS, "personal = 15;", "personal = 15 [(open) = ID];", "Told.personal is not open"),
    (EVENTS, "personal = 15;", "personal = 14;", "Told.personal must be field 15"),
    (EVENTS, "Personal personal", "PersonName personal", "Told.personal must be field 15"),
    (EVENTS, "message Told {", "message Told {\n  option (value) = true;", "Told is an event"),
    (ROWS, '"(key) thing";\n  option (key) = {name: "thing", open: ID};\n  option (key) = {name: "clsc", open: PLACE};\n',
     '"version";\n', "Thing says nothing of its key "),
    (ROWS, '  option (sealed_for) = "(key) thing";\n', "", "Thing says not for whom it is sealed "),
    (ROWS, "(key) thing", "thing_id", "Thing is sealed for thing_id, which is no ID of it"),
    (ROWS, "(key) thing", "(key) clsc", "Thing is sealed for (key) clsc, which is no ID of it"),
    (ROWS, "(key) thing", "digest", "Thing is sealed for digest, which is no ID of it"),
    (ROWS, "(key) thing", "since", "Thing is sealed for since, which is no ID of it"),
    (ROWS, "  option (value) = true;", '  option (value) = true;\n  option (sealed_for) = "name";',
     "Door is sealed for name, which is no ID of it"),
    (EVENTS, "message Told {", "service Post {\n  rpc Tell(Told) returns (Told) {\n    option idempotency_level = IDEMPOTENT;\n  }\n}\nmessage Told {",
     "Tell is IDEMPOTENT, which nobody reads"),
    (EVENTS, "message Told {", 'message Told {\n  option (sealed_for) = "thing_id";', "Told is no row"),
    (ROWS, ', open: PLACE', "", "Thing (key) clsc" + NO_REASON),
    (ROWS, ', open: WORK_DAY', "", "Thing (by_day) day" + NO_REASON),
    (ROWS, ', part: [{name: "day", open: WORK_DAY}, {name: "thing", open: ID}]', "", "Thing (by_day) names no part"),
    (ROWS, "version = 1 [(open) = ID]", "version = 1", "Thing.version" + NO_REASON),
    (ROWS, "told = 1;", "told = 1 [(open) = ID];", "Thing.Personal.told is not open by itself"),
    (ROWS, "personal = 15;", "personal = 14;", "Thing.personal must be field 15"),
    (ROWS, '{name: "name"}', '{name: "name", open: KIND}', "Thing (by_name) name stands in no file"),
    (ROWS, "in_memory: true, ", "", "Thing (by_name) name" + NO_REASON),
    (ROWS, "Door door", "PersonName door", "Thing.door is open and holds a sippe.PersonName"),
    (ROWS, "string name = 1;", "string name = 1 [(open) = ID];", "Door.name is not open by itself"),
]


def ask(root):
    """The sentences, and the table that was written when there are none."""
    files = [*root.glob("proto/*.proto"), *root.glob("proto/intake/*.proto"), *root.glob("common/**/*_rows.proto"), *root.glob("services/**/*_rows.proto")]
    with tempfile.TemporaryDirectory() as out:
        table = pathlib.Path(out, "open_fields.c")
        done = subprocess.run([root / "proto/made/open.sh", table, *sorted(str(f.relative_to(root)) for f in files)],
                              capture_output=True, text=True)
        faults = done.stderr.splitlines() or ["it fails and says nothing"] if done.returncode else []
        return faults, table.read_text() if table.exists() else ""


def ask_with(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        shutil.copytree(ROOT / "proto", root / "proto")
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return ask(root)


def self_test():
    faults, table = ask_with(RIGHT)
    for entry in ('"sippe.planted.Told", "to", "TO_SEAL"', '"sippe.planted.rows.Thing", "(key) clsc", "PLACE"',
                  '"sippe.planted.rows.Thing", "(by_day) day", "WORK_DAY"'):
        if entry not in table:
            faults.append(f"not in the table: {entry}")
    for file, old, new, sign in WRONG:
        if old not in RIGHT[file]:
            faults.append(f"cannot be planted: {old}")
        wrong = {**RIGHT, file: RIGHT[file].replace(old, new, 1)}
        found, table = ask_with(wrong)
        if len(found) != 1 or not found[0].startswith(f"{file}: {sign}") or table:
            faults.append(f"not found: {file}: {sign}: {found}")
    return faults


def all_of_it():
    faults, table = ask(ROOT)
    reasons = re.findall(r', "(\w+)"},$', table, re.M)
    return faults, f"{len(reasons)} open fields, {reasons.count('TO_SEAL')} of them to seal"


if __name__ == "__main__":
    ends(all_of_it, self_test)
