#!/usr/bin/env python3
"""One table of metrics (common/metrics/names.def), one of alarms (alarms.def); what is made of them is compared here.

names    units stand in them; every one is filled somewhere in common/runtime; every alarm's names are in the table
made     deploy/prometheus/alerts.yml and the table of deploy/RUNBOOK.md; SIPPE_WRITE=1 writes them

promtool (Debian: prometheus), where it is installed, reads the rules too.
"""
import os
import re
import shutil
import subprocess

from checks import DAEMONS, ROOT, ends, planted

NAMES, ALARMS = "common/metrics/names.def", "common/metrics/alarms.def"
ALERTS, RUNBOOK = "deploy/prometheus/alerts.yml", "deploy/RUNBOOK.md"
FILLED = ("common/runtime/", "services/gateway/")
WHERE = " or ".join(FILLED)
BEGIN = "<!-- from common/metrics/alarms.def, by SIPPE_WRITE=1 tests/tree/metrics.py -->\n"
END = "<!-- end of what is made -->\n"
ROW = re.compile(r'^(METRIC|ALARM)\(((?:[^()"]|"(?:\\.|[^"\\])*")*)\)', re.M)
CELL = re.compile(r'"((?:\\.|[^"\\])*)"|([^,\s"]+)')
JOINED = re.compile(r'"\s*\n\s*"')
USED = re.compile(r"\b(?:sippe|process)_[a-z_]+\b")
SUFFIXES = ("_bucket", "_sum", "_count")


def rows(text):
    """Each row as its kind and cells, texts without their quotes."""
    for kind, inside in ROW.findall(text):
        inside = JOINED.sub("", inside)
        yield kind, [(quoted or plain).replace('\\"', '"') if quoted or plain else "" for quoted, plain in CELL.findall(inside)]


def metrics(files):
    return [cells for kind, cells in rows(files[NAMES]) if kind == "METRIC"]


def alarms(files):
    """A row that names DAEMON stands for one a daemon: what is absent has no label to say whose."""
    for kind, cells in rows(files[ALARMS]):
        if kind == "ALARM":
            yield cells


def names_faults(files):
    known = {name: kind for _, kind, name, *_ in metrics(files)}
    code = "".join(t for f, t in files.items() if f.startswith(FILLED) and f.endswith(".c"))
    for ident, kind, name, labels, unit, about in metrics(files):
        if (kind == "COUNTER") != name.endswith("_total"):
            yield f"{name}: _total is what counters end with"
        if unit in ("seconds", "bytes") and not name.removesuffix("_total").endswith("_" + unit):
            yield f"{name}: its unit, {unit}, is not in its name"
        if not re.search(rf"\bmetric_{ident}\b|\(({ident}),", code):
            yield f"{name}: nothing in {WHERE} fills it"
        if not re.fullmatch(r"[A-Z0-9].*\.", about):
            yield f"{name}: its help is no sentence"
    for alarm, _, _, expression, *_ in alarms(files):
        for used in USED.findall(expression):
            base = next((used.removesuffix(s) for s in SUFFIXES if known.get(used.removesuffix(s)) in ("SECONDS", "MESSAGES")), used)
            if base not in known:
                yield f"{alarm}: {used} is no metric of {NAMES}"


def folded(text, indent):
    return f"'{text}'".replace("\\", "\\\\") if "'" not in text else '"' + text.replace('"', '\\"') + '"'


def rule(name, severity, hold, expression, means, remedy, instance=""):
    who = instance or "{{ $labels.daemon }}"
    return (f"      - alert: {name}\n        expr: {folded(expression, 8)}\n        for: {hold}\n"
            f"        labels:\n          severity: {severity}\n" + (f"          daemon: {instance}\n" if instance else "")
            + f"        annotations:\n          summary: {folded(f'{who}: {means}', 10)}\n"
            f"          description: {folded(remedy, 10)}\n          runbook: deploy/RUNBOOK.md, \"What each alarm means\"\n")


def alerts_text(files):
    out = [f"# Made from {ALARMS} by SIPPE_WRITE=1 tests/tree/metrics.py; change it there.\n"
           "# A territory's thresholds: copy this file beside, or override with rules of your own.\n"
           "groups:\n  - name: sippe\n    rules:\n"]
    for name, severity, hold, expression, seen, means, remedy in alarms(files):
        remedy = remedy.replace("`", "")
        means = means.replace("`", "")
        for daemon in DAEMONS if "DAEMON" in expression else [""]:
            out.append(rule(name, severity, hold, expression.replace("DAEMON", daemon), means, remedy.replace("DAEMON", daemon or "DAEMON"),
                            daemon))
    return "".join(out)


def cell(text):
    return text.replace("|", "\\|")


def runbook_table(files):
    out = ["| alarm, and where it is seen besides | it means | do |\n|---|---|---|\n"]
    for name, severity, hold, expression, seen, means, remedy in alarms(files):
        first = ", ".join(dict.fromkeys(f"`{m}`" for m in USED.findall(expression)))
        out.append(f"| **{name}** ({severity}): {first}{'; ' + cell(seen) if seen else ''} | {cell(means)} | {cell(remedy)} |\n")
    return "".join(out)


def between(text):
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before, after


def made(files):
    """path → what it should hold"""
    before, after = between(files.get(RUNBOOK, ""))
    return {ALERTS: alerts_text(files), RUNBOOK: before + BEGIN + runbook_table(files) + END + after}


def faults(files):
    out = list(names_faults(files))
    for path, text in made(files).items():
        if files.get(path) != text:
            out.append(f"{path} is not what {ALARMS} gives: SIPPE_WRITE=1 tests/tree/metrics.py")
    return out


def promtool():
    tool = shutil.which("promtool")
    if not tool:
        return []
    done = subprocess.run([tool, "check", "rules", str(ROOT / ALERTS)], capture_output=True, text=True)
    return [] if done.returncode == 0 else [f"promtool: {done.stdout}{done.stderr}"]


def read():
    paths = [NAMES, ALARMS, ALERTS, RUNBOOK, *(str(p.relative_to(ROOT)) for folder in FILLED for p in (ROOT / folder).rglob("*.c"))]
    return {p: (ROOT / p).read_text() for p in paths if (ROOT / p).exists()}


def self_test():
    names = 'METRIC(up, GAUGE, "sippe_up", "peer", "", "1 (always).")\nMETRIC(n, COUNTER, "sippe_n_total", "", "x", "Of x.")\n'
    alarm = 'ALARM(Up, page, "1m", "sippe_up{a=\\"b\\"} == 0", "seen | there", "it means", "do")\n'
    files = {NAMES: names, ALARMS: alarm, FILLED[0] + "meters.c": "series(&metric_up); COUNT(n, x)", RUNBOOK: "x\n" + BEGIN + END}
    files.update(made(files))

    def changed(path, old, new):
        out = {**files, path: files[path].replace(old, new)}
        return out if path == ALERTS or path == RUNBOOK else {**out, **made(out)}

    return planted(faults, files, [
        (changed(NAMES, "_total", "_count"), "sippe_n_count: _total"),
        (changed(NAMES, '"x", "Of', '"seconds", "Of'), "sippe_n_total: its unit"),
        (changed(NAMES, '"Of x."', '"of x"'), "sippe_n_total: its help"),
        (changed(FILLED[0] + "meters.c", "COUNT(n, x)", ""), "sippe_n_total: nothing"),
        (changed(ALARMS, "sippe_up{", "sippe_down{"), "Up: sippe_down is no metric"),
        (changed(ALERTS, "1m", "2m"), ALERTS),
        (changed(RUNBOOK, "it means", "it meant"), RUNBOOK)])


def check():
    files = read()
    if os.environ.get("SIPPE_WRITE"):
        for path, text in made(files).items():
            (ROOT / path).parent.mkdir(exist_ok=True)
            (ROOT / path).write_text(text)
        files = read()
    return faults(files) + promtool(), f"{len(metrics(files))} metrics, {len(list(alarms(files)))} alarms"


if __name__ == "__main__":
    ends(check, self_test)
