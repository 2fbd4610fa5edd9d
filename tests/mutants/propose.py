#!/usr/bin/env python3
"""Proposes places for places.py: where small faults can be made in the C of services and libraries.

propose.py           how many places there are, and how many rows each group lacks
propose.py --write   drops rows whose text is no longer found once, and fills each group up; the numbers of the others stay

Which places are taken is chance that is always the same: the order of the hashes of file and text, the kinds in turn, so that no
group is of one kind and no file has more than its part.
"""
import hashlib
import itertools
import re
import sys

import build
import places
import rows

QUOTA = {"engine": 62, "bus": 24, "keys": 12, "base": 24, "store": 16, "intake": 36, "intake-domain": 24, "scheduling": 24,
         "scheduling-domain": 14, "notifications": 16, "directory": 16}
EACH_FILE = 5
FIRST = 201
WIDE = 104
KINDS = ("negated", "edge", "either", "left out", "one more", "goes on", "swapped")
WORDS = ("if", "for", "while", "switch", "return", "sizeof", "do", "else", "case", "enum", "static", "struct", "const")
# Left out, none of these is seen but by a leak, a count, or the compiler.
# 0 is no descriptor of ours, no count of bytes, no state to come.
DULL_EDGE = re.compile(r"\b(fd|rc)\b|zmq_|open\(|frame_receive|sm_next")
DULL = re.compile(r"(free|abort|assert|close|arena_close|arena_reset|cursor_close|row_scan_end|memset|key_wipe|zmq_\w+"
                  r"|snprintf|walk_end|backup_forget)\b|\(void\)|.*(counters|counts)[.-]|.*arena_init")
FUNCTION = re.compile(r"^[a-z_][^;{}#=]*\)\s*\{$", re.M)
LOWER = {"edge": ("&&", "||", "?", ":", ",", ";", "==", "!=", "=", "return", "|", "&", "^", "+=", "-="),
         "&&": ("&&", "||", "?", ":", ",", ";", "=", "return"), "||": ("||", "?", ":", ",", ";", "=", "return")}


def bodies(text):
    """(start, end) of each function's body; not of those that the preprocessor cuts."""
    for m in FUNCTION.finditer(text):
        end = text.find("\n}", m.end())
        if end > 0 and "\n#" not in text[m.start():end]:
            yield m.start(), m.end(), end + 1


def closing(tokens, i):
    depth = 0
    for j in range(i, len(tokens)):
        depth += (tokens[j][2] in "([{") - (tokens[j][2] in ")]}")
        if depth == 0:
            return j
    return None


def operand(tokens, i, step, lower):
    """The last token of the operand beside the operator i."""
    depth, j = 0, i + step
    opened, closed = ("([{", ")]}") if step > 0 else (")]}", "([{")
    while 0 <= j < len(tokens):
        token = tokens[j][2]
        depth += (token in opened) - (token in closed)
        if depth < 0 or (depth == 0 and token in lower):
            break
        j += step
    return j - step


def of_operators(tokens, skip):
    for i, (_, _, token) in enumerate(tokens):
        edge = token in ("<", ">", "<=", ">=")
        if not edge and token not in ("&&", "||") or i in skip:
            continue
        lower = LOWER["edge" if edge else token]
        a, b = operand(tokens, i, -1, lower), operand(tokens, i, 1, lower)
        yield ("edge" if edge else "either"), tokens[a][0], tokens[b][1]


def of_conditions(tokens):
    for i in range(len(tokens) - 2):
        if tokens[i][2] != "if":
            continue
        end = closing(tokens, i + 1)
        if end and end + 1 < len(tokens):
            start, stop = tokens[i + 2][0], tokens[end - 1][1]
            yield "negated", start, stop
            if tokens[end + 1][2] in ("return", "continue"):
                yield "goes on", start, stop


def of_statements(tokens):
    for i in range(1, len(tokens) - 3):
        before, word, after = tokens[i - 1][2], tokens[i][2], tokens[i + 1][2]
        if before not in (";", "{", "}", ")", "else") or not re.match(r"[a-z_]\w*$", word) or word in WORDS:
            continue
        if after not in ("(", ".", "->", "[", "=", "+=", "-=", "|=", "++", "--"):
            continue
        end = next((j for j in range(i, len(tokens)) if tokens[j][2] == ";"), None)
        if end and not any(t[2] in "{}" for t in tokens[i:end]):
            yield "left out", tokens[i][0], tokens[end][1]


def of_numbers(tokens):
    for i in range(1, len(tokens) - 1):
        start, end, token = tokens[i]
        if re.match(r"\d+$", token) and int(token) > 1 and tokens[i - 1][2] not in ("[", "case", "{") and tokens[i + 1][2] != "]":
            yield "one more", start, end


def of_arguments(tokens, text):
    """Two that stand beside each other and are declared alike in this function."""
    kind = {name: shape.strip() for shape, name in re.findall(r"((?:const )?(?:struct )?\w+[ *]+)(\w+)(?=[,;)=\[ ])", text)}
    for i in range(1, len(tokens) - 3):
        a, comma, b = (tokens[i + k][2] for k in range(3))
        if comma == "," and tokens[i - 1][2] in "(," and tokens[i + 3][2] in "),":
            if kind.get(a) and a != b and kind.get(a) == kind.get(b) and f"{a}, {b}" == text[tokens[i][0]:tokens[i + 2][1]]:
                yield "swapped", tokens[i][0], tokens[i + 2][1]


def in_headers_of_loops(tokens):
    inside = set()
    for i, token in enumerate(tokens):
        if token[2] in ("for", "while", "_Static_assert", "assert", "enum"):
            inside.update(range(i, (closing(tokens, i + 1) or i) + 1))
    return inside


def candidates(text):
    """(kind, start, end) in the file's text."""
    for head, begin, end in bodies(text):
        body = text[begin:end]
        tokens = rows.tokens(body)
        skip = in_headers_of_loops(tokens)
        loops = {tokens[i][0] for i in skip}
        found = itertools.chain(of_conditions(tokens), of_operators(tokens, skip), of_statements(tokens), of_numbers(tokens))
        for kind, a, b in found:
            dull = DULL.match(body[a:b]) if kind == "left out" else kind == "edge" and DULL_EDGE.search(body[a:b])
            if not dull and not (kind == "one more" and a in loops):
                yield kind, begin + a, begin + b
        signature = text[head:end]
        for kind, a, b in of_arguments(rows.tokens(signature), signature):
            if head + a >= begin:
                yield kind, head + a, head + b


def row_text(text, start, end):
    """The line or lines around it, as many as are found once; the place marked."""
    a, b = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    a += len(text[a:]) - len(text[a:].lstrip(" "))
    while text.count(text[a:b]) != 1:
        a = text.rfind("\n", 0, a - 1 if text[a - 1] == "\n" else text.rfind("\n", 0, a)) + 1
    return text[a:start] + rows.OPEN + text[start:end] + rows.CLOSE + text[end:b]


def is_free(text, taken, file, start, end):
    """No other row's edit within a line of it."""
    line = text.count("\n", 0, start)
    return not any(a <= end and start <= b or abs(text.count("\n", 0, a) - line) < 2 for a, b in taken.get(file, []))


def proposals(taken):
    """By group and kind, in the order of their hashes."""
    out = {}
    for file in build.tree_files():
        row = rows.Row(0, file, "", "", "")
        if not file.endswith(".c") or row.group not in QUOTA or file.endswith("main.c"):
            continue
        text = build.text_of(file)
        for kind, start, end in candidates(text):
            if rows.OPEN not in text and is_free(text, taken, file, start, end):
                marked = row_text(text, start, end)
                key = hashlib.sha256(f"{file}\n{kind}\n{marked}".encode()).hexdigest()
                out.setdefault(row.group, {}).setdefault(kind, []).append((key, file, kind, marked, start, end))
    return {group: {kind: sorted(of) for kind, of in kinds.items()} for group, kinds in out.items()}


def edits_now(table):
    taken = {}
    for row in table:
        edit = rows.edit_of(row, build.text_of(row.file) or "")
        if not isinstance(edit, str):
            at = build.text_of(row.file).index(row.old)
            taken.setdefault(row.file, []).append((min(at, edit[0]), edit[1]))
    return taken


def chosen(kinds, lacks, taken, per_file):
    """The kinds in turn, each with its next that still is free."""
    queues = [iter(kinds[kind]) for kind in KINDS if kind in kinds]
    while lacks > 0 and queues:
        queue = queues.pop(0)
        for _, file, kind, marked, start, end in queue:
            text = build.text_of(file)
            if per_file.get(file, 0) < EACH_FILE and is_free(text, taken, file, start, end):
                taken.setdefault(file, []).append((start, end))
                per_file[file] = per_file.get(file, 0) + 1
                lacks -= 1
                queues.append(queue)
                yield file, kind, marked
                break


def quoted(value):
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return str(value) if isinstance(value, int) else '\n         '.join(f'"{line}"' for line in lines_of(escaped))


def lines_of(text):
    """At line ends, and at blanks where a line would be too wide."""
    for i, line in enumerate(text.split("\n")):
        line += "\\n" * (i < text.count("\n"))
        while len(line) > WIDE:
            cut = line.rfind(" ", 0, WIDE) + 1
            yield line[:cut]
            line = line[cut:]
        yield line


def written(name, table):
    lines = [f'"""Faults made by rule in {name}: written by propose.py; places.py says what a row is."""', "PLACES = {"]
    for file, of in sorted(table.items()):
        lines.append(f'    "{file}": [')
        for row in sorted(of):
            lines.append("        (" + ", ".join(quoted(value) for value in row) + "),")
        lines.append("    ],")
    return "\n".join(lines) + "\n}\n"


def part_of(file):
    return "engine" if file.startswith("common/engine") else file.split("/", maxsplit=1)[0]


def kept_rows():
    """Those that are still found once."""
    kept = {}
    for file, of in places.PLACES.items():
        for row in of:
            edit = rows.edit_of(rows.place_row(file, *row), build.text_of(file) or "")
            if isinstance(edit, str):
                print(f"dropped: {edit}")
            else:
                kept.setdefault(file, []).append(tuple(row))
    return kept


def main():
    table = kept_rows()
    made = [rows.place_row(file, *row) for file, of in table.items() for row in of]
    taken = edits_now([r for r in rows.load() if r.planted] + made)
    number = max([FIRST - 1, *(row.n for row in made)]) + 1
    per_file = {file: len(of) for file, of in table.items()}
    for group, kinds in sorted(proposals(taken).items()):
        lacks = QUOTA[group] - sum(row.group == group and not row.equivalent for row in made)
        print(f"{group:18} {sum(len(of) for of in kinds.values()):5} places, lacks {max(0, lacks)}")
        for file, kind, marked in chosen(kinds, lacks, taken, per_file):
            table.setdefault(file, []).append((number, kind, marked))
            number += 1
    if "--write" in sys.argv:
        for part in places.PARTS:
            of = {file: rows_ for file, rows_ in table.items() if part_of(file) == part}
            (build.HERE / f"places_{part}.py").write_text(written(part, of), encoding="utf-8")


if __name__ == "__main__":
    main()
