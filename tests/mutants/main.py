"""tests/mutants/run: see there."""
import argparse
import concurrent.futures
import json
import shutil
import subprocess
import sys
import time

import build
import kill
import results
import rows

SMOKE = 8  # as many of the planted ones are tried at night, evenly over the table


def arguments():
    p = argparse.ArgumentParser(prog="tests/mutants/run", add_help=False)
    for flag in ("--list", "--json", "--planted", "--sim-only", "--check", "--self-test", "--smoke", "--write"):
        p.add_argument(flag, action="store_true")
    p.add_argument("--group")
    p.add_argument("--only", type=lambda text: {int(n) for n in text.split(",")})
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--sim-seeds", type=int, default=25)
    p.add_argument("--lang", choices=("fr", "en"), default="fr")
    return p.parse_args()


class Say:
    """To people: on the error output when the output is for programs."""

    def __init__(self, asked):
        self.english, self.out = asked.lang == "en", sys.stderr if asked.json else sys.stdout

    def __call__(self, french, english):
        print(english if self.english else french, file=self.out, flush=True)


def chosen(asked, table):
    found = [r for r in table if (not asked.group or r.group == asked.group) and (not asked.only or r.n in asked.only) and
             (r.planted or not (asked.planted or asked.smoke))]
    if asked.smoke:
        found = [r for r in found if not r.tests and not r.survives]
        found = found[::max(1, len(found) // SMOKE)][:SMOKE]
    return found


def check(table):
    """Every row is found once in the tree; and both tables are as large as is promised."""
    faults = rows.faults_of(table, build.text_of)
    planted = sum(row.planted for row in table)
    if planted < 50 or len(table) - planted < 200:
        faults.append(f"{planted} planted and {len(table) - planted} made: there should be 50 and 200")
    return faults, f"{len(table)} rows"


def self_test():
    """Each fault that a table may have, planted."""
    text = "int f(int a) {\n    if (a < 2 && a) return 1;\n    g(a);\n    g(a);\n}\n"
    row = rows.place_row
    right = [row("a.c", 1, "edge", "if (⟦a < 2⟧ &&"), row("a.c", 2, "left out", "return 1;\n    ⟦g(a);⟧")]
    wrong = [([row("a.c", 1, "left out", "⟦g(a);⟧")], "1: a.c holds this text 2 times"),
             ([row("a.c", 1, "left out", "⟦h(a);⟧")], "1: a.c holds this text 0"),
             ([right[0], row("a.c", 2, "negated", "if (⟦a < 2 && a⟧)")], "1 and 2 change the same place"),
             ([row("b.c", 1, "negated", "if (⟦a⟧)")], "1: there is no b.c"),
             ([right[0], row("a.c", 1, "left out", "return 1;\n    ⟦g(a);⟧")], "1: two rows have this number")]
    read = {"a.c": text}.get
    faults = [f"found without reason: {line}" for line in rows.faults_of(right, read)]
    for given, sign in wrong:
        if not any(line.startswith(sign) for line in rows.faults_of(given, read)):
            faults.append(f"not found: {sign}: {rows.faults_of(given, read)}")
    return faults, "self test"


def ends(found):
    faults, what = found
    for line in faults:
        print(f"fault: {line}")
    print(f"{what}, {len(faults)} faults")
    return 1 if faults else 0


def surveyed(say, asked, found):
    """The tests that will be used, each run once with nothing on."""
    named = {name for row in found for name in row.tests}
    there = build.tests()
    missing = named - there.keys()
    if missing:
        raise build.Failed(f"Il n'y a pas d'essai {', '.join(missing)}.", f"There is no test {', '.join(missing)}.")
    use = [t for t in there.values() if t.name == build.SIM or
           (not asked.sim_only and (build.is_shared(t.name) or t.name in named))]
    folder = build.WORK / "seen"
    folder.mkdir(exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        passed = list(pool.map(lambda t: kill.survey(t, asked.sim_seeds, folder), use))
    failed = [t.name for t, ok in zip(use, passed) if not ok]
    if failed:
        raise build.Failed(f"Échouent sans aucune faute : {', '.join(failed)}.",
                           f"They fail without any fault: {', '.join(failed)}.")
    total = sum(t.seconds for t in use)
    say(f"{len(use)} essais passent sans faute, en {total:.0f} s.", f"{len(use)} tests pass without a fault, in {total:.0f} s.")
    return use


def tried(say, asked, found, tests):
    """A line for each as soon as it is known, and all of them by number."""
    out, before = {}, results.before()
    texts = {row.file: build.text_of(row.file) for row in found}

    def one(row):
        began = time.monotonic()
        seen = kill.kill(row, tests, asked.sim_seeds, before.get(str(row.n)))
        out[row.n] = results.Result(row, rows.line_of(row, texts[row.file]), *(seen or ("", "")), time.monotonic() - began,
                                    any(row.n in t.asks for t in tests))
        say(out[row.n].line(False), out[row.n].line(True))

    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        list(pool.map(one, found))
    results.keep(before, out)
    return [out[n] for n in sorted(out)]


def listed(say, found):
    for row in found:
        at = rows.line_of(row, build.text_of(row.file))
        say(f"{row.n:4} {row.group:18} {row.file}:{at}  {row.what}", f"{row.n:4} {row.group:18} {row.file}:{at}  {row.what}")


def whole(say, asked, table, found):
    began = time.monotonic()
    say(f"Construction de {build.BUILD} ({len(table)} fautes)", f"Building {build.BUILD} ({len(table)} faults)")
    build.build(table, asked.jobs)
    build.SCRATCH.mkdir(exist_ok=True)
    try:
        tests = surveyed(say, asked, found)
        done = tried(say, asked, [row for row in found if not row.equivalent], tests)
    finally:
        shutil.rmtree(build.SCRATCH, ignore_errors=True)
    seconds = time.monotonic() - began
    for french, english in results.counts(done, found, seconds):
        say(french, english)
    if asked.json:
        print(json.dumps([r.value() for r in done], ensure_ascii=False, indent=1))
    if asked.write:
        commit = subprocess.run(["git", "-C", build.ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True,
                                check=True).stdout.strip()
        (build.HERE / "results.txt").write_text(results.report(done, found, seconds, commit), encoding="utf-8")
    if asked.sim_only:
        return 0
    return 1 if any(not r.test and (asked.smoke or not r.row.survives) for r in done) else 0


def main():
    asked = arguments()
    say = Say(asked)
    table = rows.load()
    if asked.self_test or asked.check:
        return ends(self_test() if asked.self_test else check(table))
    faults, found = check(table)[0], chosen(asked, table)
    if faults or not found:
        for line in faults:
            print(f"✗ {line}", file=sys.stderr)
        say(f"✗ {len(faults)} fautes dans les tables, {len(found)} rangées choisies.",
            f"✗ {len(faults)} faults in the tables, {len(found)} rows chosen.")
        return 2
    if asked.write and (asked.group or asked.only or asked.planted or asked.smoke or asked.sim_only):
        say("✗ --write veut tout : sans --group, --only, --planted, --smoke ni --sim-only.",
            "✗ --write wants all: without --group, --only, --planted, --smoke, --sim-only.")
        return 2
    try:
        return listed(say, found) or 0 if asked.list else whole(say, asked, table, found)
    except build.Failed as why:
        say(f"✗ {why.args[0]}", f"✗ {why.args[1]}")
        return 2


if __name__ == "__main__":
    sys.exit(main())
