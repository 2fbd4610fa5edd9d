"""The faults as rows, and what they make of a source: both tables are read here, checked, and written into a copy."""
import re
from dataclasses import dataclass

import places
import planted

OPEN, CLOSE = "⟦", "⟧"  # in a row of places.py: what of the text is changed
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&"}
TOKEN = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|\d[\w.]*
                       |->|\+\+|--|<<=|>>=|<<|>>|[-+*/%&|^<>=!]=|&&|\|\||\.\.\.|[^\s]""", re.S | re.X)
# What a folder is called in the counts; the first that a path begins with.
GROUPS = [("services/intake/domain", "intake-domain"), ("services/intake", "intake"),
          ("services/scheduling/domain", "scheduling-domain"), ("services/scheduling", "scheduling"), ("services/notifications", "notifications"), ("services/directory", "directory"),
          ("services/cli", "cli"), ("common/engine", "engine"), ("common/bus", "bus"), ("common/keys", "keys"),
          ("common/base", "base"), ("common/civil", "base"), ("common/store", "store"),
          ("common/seal", "seal")]


@dataclass
class Row:
    n: int
    file: str
    old: str
    new: str          # with MUTANT where it is asked whether this one is on
    what: str
    tests: tuple = ()     # beside those that every row has
    equivalent: str = ""  # no test can see it, and why: not counted
    survives: str = ""    # a test could see it, and why none does
    planted: bool = False

    @property
    def group(self):
        return next((name for path, name in GROUPS if self.file.startswith(path)), "other")


def tokens(text):
    """(start, end, text) of each token, comments left out."""
    return [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text) if not m.group().startswith(("/*", "//"))]


def at_top(inner, wanted):
    """The first token of these that stands in no bracket."""
    depth = 0
    for start, end, token in tokens(inner):
        depth += (token in "([{") - (token in ")]}")
        if depth == 0 and token in wanted:
            return start, end, token
    raise ValueError(f"none of {' '.join(wanted)} in: {inner}")


def turned(inner, kind):
    """What the marked part becomes, by the kind of the fault."""
    if kind == "negated":
        return f"MUTANT != !!({inner})"
    if kind == "goes on":
        return f"!MUTANT && ({inner})"
    if kind == "left out":
        return f"{{ if (!MUTANT) {inner} }}"
    if kind == "one more":
        return f"({inner} + MUTANT)"
    if kind == "swapped":
        a, b = inner.split(", ")
        return f"MUTANT ? {b} : {a}, MUTANT ? {a} : {b}"
    start, end, token = at_top(inner, ("<", "<=", ">", ">=") if kind == "edge" else ("&&", "||"))
    return f"(MUTANT ? {inner[:start]}{TURNED[token]}{inner[end:]} : {inner})"


def place_row(file, n, kind, text, why=""):
    before, rest = text.split(OPEN)
    inner, after = rest.split(CLOSE)
    reason = {key: why[len(key) + 2:] for key in ("equivalent", "survives") if why.startswith(key + ": ")}
    what = f"{kind}: {' '.join(inner.split())}"
    return Row(n, file, before + inner + after, before + turned(inner, kind) + after, what, **reason)


def load():
    rows = [Row(**row, planted=True) for row in planted.ROWS]
    rows += [place_row(file, *row) for file, list_ in places.PLACES.items() for row in list_]
    return sorted(rows, key=lambda row: row.n)


# ---- in a source ----

def edit_of(row, text):
    """(start, end, replacement) of what differs, or a sentence that says why there is none."""
    found = text.count(row.old)
    if found != 1:
        return f"{row.n}: {row.file} holds this text {found} times, and must once: {row.old}"
    at, old, new = text.index(row.old), row.old, row.new.replace("MUTANT", f"mutant_is({row.n})")
    if "MUTANT" not in row.new:
        return f"{row.n}: nothing in its new text asks MUTANT"
    head = next(i for i in range(len(new)) if i >= len(old) or old[i] != new[i])
    tail = 0
    while tail < len(old) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return at + head, at + len(old) - tail, new[head:len(new) - tail]


def edits_of(rows, text):
    """The edits of one file from its end to its beginning, and what is wrong with rows."""
    faults, edits = [], []
    for row in rows:
        edit = edit_of(row, text)
        if isinstance(edit, str):
            faults.append(edit)
        else:
            edits.append((*edit, row.n))
    edits.sort()
    for a, b in zip(edits, edits[1:]):
        if b[0] < a[1] or b[:2] == a[:2]:
            faults.append(f"{a[3]} and {b[3]} change the same place of {rows[0].file}")
    return edits[::-1], faults


def by_file(rows):
    files = {}
    for row in rows:
        files.setdefault(row.file, []).append(row)
    return files


def changed(rows, text):
    for start, end, new, _ in edits_of(rows, text)[0]:
        text = text[:start] + new + text[end:]
    return text


def line_of(row, text):
    return text.count("\n", 0, edit_of(row, text)[0]) + 1


def faults_of(rows, read):
    """What is wrong with the tables: `read` gives a file's text, or None."""
    faults = [f"{a.n}: two rows have this number" for a, b in zip(rows, rows[1:]) if a.n == b.n]
    faults += [f"{row.n}: numbers are 1 to 4095" for row in rows if not 0 < row.n < 4096]
    for file, of in by_file(rows).items():
        text = read(file)
        faults += [f"{row.n}: there is no {file}" for row in of] if text is None else edits_of(of, text)[1]
    return faults
