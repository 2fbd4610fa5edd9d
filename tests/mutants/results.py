"""What came of it: a line each, counts, and the file that is kept."""
import datetime
import json
from dataclasses import dataclass

import build
import rows

LAST = build.WORK / "last.json"  # which test saw which number, for the next time


@dataclass
class Result:
    row: rows.Row
    at: int
    test: str  # "": it survived
    how: str
    seconds: float
    asked: bool  # some test came by there

    def line(self, english):
        row = self.row
        by = self.test + (f" ({self.how})" if self.how else "")
        outcome = f"{'killed by' if english else 'tuée par'} {by}" if by else "SURVIVED" if english else "SURVIT"
        if not by and not self.asked:
            outcome += ", no test comes by" if english else ", aucun essai n'y passe"
        return f"{row.n:4} {row.file}:{self.at}  {row.what}: {outcome}, {self.seconds:.1f} s"

    def value(self):
        row = self.row
        return {"n": row.n, "group": row.group, "file": row.file, "line": self.at, "what": row.what, "planted": row.planted,
                "killed_by": self.test, "how": self.how, "asked": self.asked, "survives": row.survives,
                "seconds": round(self.seconds, 2)}


def before():
    return json.loads(LAST.read_text(encoding="utf-8")) if LAST.is_file() else {}


def keep(known, done):
    known.update({str(n): r.test for n, r in done.items() if r.test})
    LAST.write_text(json.dumps(known), encoding="utf-8")


def part(n, of):
    return f"{100 * n / of:.0f} %" if of else "-"


def tally(done):
    """group: (counted, killed), and of all."""
    groups = {}
    for r in done:
        for name in (r.row.group, "planted" if r.row.planted else "made", "all"):
            counted, killed = groups.get(name, (0, 0))
            groups[name] = counted + 1, killed + bool(r.test)
    last = ("made", "planted", "all")
    return sorted(groups.items(), key=lambda item: (item[0] in last, last.index(item[0]) if item[0] in last else 0, item[0]))


FRENCH = {"made": "faites", "planted": "plantées", "all": "toutes"}


def counts(done, found, seconds):
    for name, (counted, killed) in tally(done):
        yield (f"{FRENCH.get(name, name):18} {killed:4} de {counted:4} vues, {part(killed, counted)}",
               f"{name:18} {killed:4} of {counted:4} seen, {part(killed, counted)}")
    equivalent = sum(bool(row.equivalent) for row in found)
    yield (f"{equivalent} équivalentes, non comptées. {seconds:.0f} s.",
           f"{equivalent} equivalent ones, not counted. {seconds:.0f} s.")


def report(done, found, seconds, commit):
    day = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    lines = [f"Faults planted and made, and whether the tests see them: tests/mutants/run --lang en --write, {seconds:.0f} s.",
             f"Commit {commit}, {day}.", ""]
    lines += [f"{name:18} {killed:4} of {counted:4} seen, {part(killed, counted)}" for name, (counted, killed) in tally(done)]
    lines += ["", "Survivors, and why:", ""]
    lines += [f"{r.row.n:4} {r.row.file}:{r.at}  {r.row.what}\n     {r.row.survives or 'a test is missing'}"
              for r in done if not r.test]
    lines += ["", "Equivalent, not counted:", ""]
    lines += [f"{row.n:4} {row.file}  {row.what}\n     {row.equivalent}" for row in found if row.equivalent]
    return "\n".join(lines) + "\n"
