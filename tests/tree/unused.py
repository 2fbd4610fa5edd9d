#!/usr/bin/env python3
"""What nobody uses goes: it is read, kept true and worked around for nothing.

functions  of common/ and services/ that nothing of the product calls
reasons    of proto/status.proto that nothing gives
fields     of rows that nothing reads
"""
import re

import rooms
from checks import ROOT, ends, planted, texts

# Asked by tests and fuzzers alone, on purpose: what a check found, whether a table is sound, a key file from memory, how
# many posts are not yet told.
SEAMS = {"finding_of", "sm_fault", "key_public_read", "main", "posts_pending"}
# Of the library of sealing, until backups, restores and the configuration call them.
SEAMS |= {"vault_copy", "vault_next_damaged", "vault_read", "vault_rewrap", "wrapping_key_load",
          "wrapping_key_new", "wrapping_key_save"}
# Of the gateway, which its tests look through.
SEAMS |= {"calls_in_flight", "gate_connections", "gateway_port"}
ROW = re.compile(r"^ *([A-Z_]+)\(((?:[^()]|\([^()]*\))*)\)", re.M)
FIELD = re.compile(r"^  (?:repeated )?[\w.]+ (\w+) = \d+ *[;[]", re.M)


def product(files):
    return {f: rooms.NOISE.sub(" ", t) for f, t in files.items()
            if f.startswith(("common/", "services/", "deploy/")) and f.endswith((".c", ".h"))}


def tabled(files):
    """The functions that the rows of the services' tables name (engine/tables/each.h)."""
    names = set()
    for file, text in files.items():
        if not file.endswith("/tables.def"):
            continue
        service = file.split("/")[-2]
        for kind, args in ROW.findall(text):
            words = re.findall(r"\w+", args)
            if kind == "QUERY_OPEN_OF":
                names.add(f"{service}_{words[1]}")
            elif kind.startswith(("COMMAND", "QUERY")):
                names |= {f"{service}_{words[0]}", f"{service}_owner_of_{words[0]}"}
                if kind in ("COMMAND", "QUERY"):
                    names.add(f"{service}_owner_of_{words[-2]}")
            elif kind in ("EVENT", "EVENT_PARTNER"):
                names.add(f"{service}_on_{words[0]}")
            elif kind == "EVENT_OF":
                names.add(f"{service}_on_{words[1]}")
            elif kind.startswith("REACTION"):
                names.add(f"{service}_follow_{words[-1]}")
            elif kind == "DEADLINE":
                names.add(f"{service}_{words[0]}_due")
            elif kind == "JOB":
                names |= {f"{service}_{words[0]}_{part}" for part in ("prepare", "run", "settle")} | {f"{service}_{words[1]}"}
            elif kind == "JOB_POST":
                names |= {f"{service}_{words[0]}_{part}" for part in ("prepare", "settle")} | {f"{service}_{words[1]}"}
            elif kind == "RESTORED":
                names.add(f"{service}_{words[0]}_restored")
            elif kind in ("INDEX", "INDEX_IN_MEMORY", "INDEX_IN_MEMORY_OF", "LIST_IN_MEMORY"):
                names.add(f"{service}_{words[0]}_keys")
            elif kind in ("LIFT", "LIFT_OF"):
                names.add(f"{service}_lift_{words[-2]}")
    return names


def functions(files):
    ours = product(files)
    called = set(tabled(files)) | SEAMS
    homes = {}
    for file, text in ours.items():
        own = set(rooms.DEFINED.findall(text)) if file.endswith(".c") else set()
        for name in own:
            homes[name] = file
        words = re.findall(r"\w+", text)
        for name in set(words):
            declared = len(re.findall(rf"^[^#\n=]*\b{name}\(.*", text, re.M)) if file.endswith(".h") else 0
            inline = re.search(rf"(?:#define|static inline)(?:[^\n]*\\\n)*[^\n]*[^\w\n]{name}\b", text) is not None
            if name in own:
                used = words.count(name) > 1
            elif file.endswith(".h"):
                used = inline or words.count(name) > declared
            else:
                used = True
            if used:
                called.add(name)
    return [f"{file}: {name} is called by nobody" for name, file in sorted(homes.items()) if name not in called]


def reasons(files):
    given = set()
    for file, text in product(files).items():
        given |= set(re.findall(r"REASON_\w+", text))
    named = re.findall(r"^  (REASON_\w+) = \d+;", files.get("proto/status.proto", ""), re.M)
    return [f"proto/status.proto: {name} is given by nobody" for name in named
            if name not in given and name != "REASON_UNSPECIFIED"]


def fields(files):
    code = "\n".join(product(files).values())
    for file, text in files.items():
        if not file.endswith("_rows.proto"):
            continue
        for name in FIELD.findall(re.sub(r"//[^\n]*", "", text)):
            if not re.search(rf"(?:->|\.)(?:n_)?{name}\b(?! = )", code):
                yield f"{file}: {name} is read by nobody"


def check(files):
    return [*functions(files), *reasons(files), *fields(files)]


def self_test():
    right = {
        "common/a.c": "int a(void) { return REASON_B; }\nint b(void) { return a(); }\n", "common/b.c": "int c(void) { b(); c(); }\n",
        "common/b.h": "int c(void);\n#define C() c()\n", "proto/status.proto": "  REASON_B = 1;\n",
        "services/x/tables.def": "COMMAND(do_it, AS(DESK), thing, thing_id)\nEVENT(done, TO_NOBODY)\n",
        "services/x/x.c": "int x_do_it(void) {}\nint x_owner_of_thing(void) {}\nint x_on_done(void) { row->here; }\n",
        "services/x/x_rows.proto": "message R {\n  bytes here = 1;\n}\n",
    }
    wrong = [({**right, "common/c.c": "int d(void) {}\n", "common/c.h": "int d(void);\n"}, "common/c.c: d "),
             ({**right, "proto/status.proto": "  REASON_B = 1;\n  REASON_C = 2;\n"}, "proto/status.proto: REASON_C "),
             ({**right, "services/x/x_rows.proto": "  bytes here = 1;\n  int64 gone = 2 [(open) = ID];\n",
               "services/x/y.c": "static void f(void) { row->gone = 1; }\n"}, "services/x/x_rows.proto: gone ")]
    return planted(check, right, wrong)


def all_of_it():
    files = texts(ROOT)
    return check(files), f"{len(files)} files"


if __name__ == "__main__":
    ends(all_of_it, self_test)
