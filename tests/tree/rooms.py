#!/usr/bin/env python3
"""A house that can grow: no crowded folder, no files that call each other in a circle, nothing too long to read.

What is measured stands in the constants below. A call is read from the text: the name of a function that another file
defines and that is no name of this file's own, before a parenthesis. (A table of handlers calls none of them.)
"""
import pathlib
import re
import sys
import tempfile

from checks import ROOT, ends, tracked

PRODUCT = ("common/", "services/")
ROOM_FILES = 30            # files beside each other that one can still take in
FILE_LINES, TEST_LINES = 400, 800  # of the product; of a test, which is read case by case
FUNCTION_LINES = 50
WIDTH = 120  # comments too, which clang-format leaves alone
DATA = ("tests/golden/records", "tests/fuzz/corpus")  # one file a case, made and read by programs

NOISE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
DEFINED = re.compile(r"^(?!static\b|typedef\b|extern\b|struct\s+\w+\s*\{|enum\b|#|\s|\}|else\b|return\b)"
                     r"[A-Za-z_][^;={}#]*?\b([A-Za-z_]\w*)\s*\([^;{}]*\)\s*\{", re.M)
OWN = re.compile(r"^static\b[^;={}]*?\b([A-Za-z_]\w*)\s*\(", re.M)
CALL = re.compile(r"(?<![\w.>])([A-Za-z_]\w*)\s*\(")
OPENS = re.compile(r"^[A-Za-z_ ].*\)\s*\{$|^\{$")


def crowded(files):
    """Folders with more files than ROOM_FILES, with their number."""
    rooms = {}
    for file in files:
        room = str(pathlib.PurePath(file).parent)
        if room != "." and not room.startswith(DATA):
            rooms[room] = rooms.get(room, 0) + 1
    return sorted((n, room) for room, n in rooms.items() if n > ROOM_FILES)


def calls(texts):
    """file → the files whose functions it names."""
    plain = {file: NOISE.sub(" ", text) for file, text in texts.items()}
    home = {}
    for file, text in plain.items():
        for name in DEFINED.findall(text):
            home.setdefault(name, file)
    arrows = {}
    for file, text in plain.items():
        own = set(OWN.findall(text)) | set(DEFINED.findall(text))
        named = {home[w] for w in set(CALL.findall(text)) - own if w in home}
        arrows[file] = named - {file}
    return arrows


def circles(arrows):
    """Tarjan's strongly connected parts of more than one file."""
    index, low, stack, found = {}, {}, [], []

    def walk(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in arrows[v]:
            if w not in index:
                walk(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = stack[stack.index(v):]
            del stack[stack.index(v):]
            if len(part) > 1:
                found.append(sorted(part))

    sys.setrecursionlimit(10000)
    for v in sorted(arrows):
        if v not in index:
            walk(v)
    return found


def long_functions(file, text):
    start = None
    for number, line in enumerate(text.split("\n"), 1):
        if start is None and OPENS.match(line) and not line.startswith("#"):
            start = number
        elif line == "}" and start is not None:
            if number - start + 1 > FUNCTION_LINES:
                yield f"{file}:{start}: a function of {number - start + 1} lines"
            start = None


def check(root, files):
    faults = [f"{room}: {n} files beside each other" for n, room in crowded(files)]
    texts = {f: (root / f).read_text(encoding="utf-8") for f in files if f.endswith((".c", ".h"))}
    bodies = {f: t for f, t in texts.items() if f.endswith(".c") and f.startswith(PRODUCT)}
    faults += ["a circle of calls: " + " ".join(part) for part in circles(calls(bodies))]
    for file, text in texts.items():
        lines = text.count("\n")
        if lines > (FILE_LINES if file.startswith(PRODUCT) else TEST_LINES):
            faults.append(f"{file}: {lines} lines")
        if file.startswith(PRODUCT):
            faults += long_functions(file, text)
            faults += [f"{file}:{number}: {len(line)} characters wide"
                       for number, line in enumerate(text.split("\n"), 1) if len(line) > WIDTH]
    return faults


def self_test():
    """The check must be able to fail: one fault of each kind, and beside each what only looks like one."""
    right = {
        "common/a/one.c": "static int same(void) { return 1; }\nint one(void) {\n    return two() + same();\n}\n",
        "common/a/two.c": "/* one() is above */\nint same(void) { return 2; }\nint two(void) { return 2; }\n",
        "common/a/text.c": 'const char *text(void) { return "two"; }\n',
    }
    wrong = {
        "common/b/in.c": ("int in(void) { return out(); }\n", "common/b/in.c common/b/out.c"),
        "common/b/out.c": ("int out(void) { return in(); }\n", "common/b/in.c common/b/out.c"),
        "services/x/long.c": ("int f(void) {\n" + "    g();\n" * FUNCTION_LINES + "}\n", "services/x/long.c:1"),
        "services/x/wide.h": ("/* " + "é" * WIDTH + " */\n", "services/x/wide.h:1"),
        "services/x/tall.c": ("\n" * (FILE_LINES + 1), "services/x/tall.c"),
        **{f"services/y/{i}.h": ("", "services/y:") for i in range(ROOM_FILES + 1)},
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        for name, text in {**right, **{n: t for n, (t, _) in wrong.items()}}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        faults = check(root, sorted([*right, *wrong]))
    expected = {sign for _, sign in wrong.values()}
    missing = [f"not found: {s}" for s in expected if not any(s in f for f in faults)]
    return missing if len(faults) == len(expected) else missing + [f"found: {f}" for f in faults]


def all_of_it():
    files = tracked(ROOT)
    return check(ROOT, files), f"{len(files)} files"


if __name__ == "__main__":
    ends(all_of_it, self_test)
