#!/usr/bin/env python3
"""What the compiler and the build hold: each fault planted here must be refused, and the same without it must pass.

held.py BUILD-FOLDER COMPILER
"""
import pathlib
import subprocess
import sys
import tempfile

from checks import ROOT, ends

FLAGS = ["-std=gnu17", "-D_GNU_SOURCE", "-DPROTOBUF_C__FORCE_ENUM_TO_BE_INT_SIZE(e)=", "-Wall", "-Wextra", "-Werror",
         "-Wmissing-prototypes", "-include", str(ROOT / "common/base/poison.h")]
APPLY = """#include "intake/rows.h"
%s
void intake_on_access_clock_stopped(struct apply *a, const struct record *r, const intake__access_clock_stopped *e) {
    intake_rows__access_clock *clock = intake_access_clock_row(VIEW(a), e->clock_id);
    if (!clock) return;
    clock->opened = r->seq;
    %s
    ROW_PUT(a, &intake_access_clocks, KEY(KEY_ID(id_of(e->clock_id))), clock);
}
"""
TABLES = """#include "intake/tables.h"
#include "engine/tables/row.h"
#define SERVICE intake
any_fn row(void);
any_fn row(void) { return %s; }
"""
# what it is, its text, and a part of the sentence that must follow; "" for what must pass
COMPILED = [
    ("an apply", APPLY % ("", "deadline_clear(a, &intake_start_week, id_of(e->family_id));"), ""),
    ("a clock in an apply", APPLY % ("#include <time.h>", "struct timespec t; clock_gettime(0, &t);"), "poison"),
    ("chance in an apply", APPLY % ("", "clock->opened = (uint64_t)lrand48();"), "poison"),
    ("waiting in an apply", APPLY % ("#include <unistd.h>", "usleep(1);"), "poison"),
    ("a process in an apply", APPLY % ("#include <unistd.h>", "clock->opened = (uint64_t)getpid();"), "poison"),
    ("a command of the shell", APPLY % ("", 'if (system("true")) return;'), "poison"),
    ("a line on the output", APPLY % ("", 'puts("born");'), "poison"),
    ("the day in an apply", APPLY % ("#include <sys/time.h>", "struct timeval t; gettimeofday(&t, 0);"), "poison"),
    ("a misspelt deadline", APPLY % ("", "deadline_clear(a, &intake_start_weak, id_of(e->family_id));"), "intake_start_weak"),
    ("a record from an apply", APPLY % ("", "EMIT(a, id_of(e->family_id), clock);"), "incompatible"),
    ("rules in an apply", APPLY % ("", "(void)decide_today(a);"), "decide_today"),
    ("a handler", TABLES % "CHECKED(intake_record_birth, HANDLER_OF(intake, decide, record_birth))", ""),
    ("a handler of another type", TABLES % "CHECKED(intake_record_birth, HANDLER_OF(intake, decide, record_consent))", "Generic"),
    ("a method that the contract lacks", TABLES % "RPC_EXISTS(record_wedding) ? 0 : 0", "record_wedding"),
    ("a lift to another type", TABLES % "CHECKED(intake_record_birth, LIFT_TYPE(intake__access_clock_stopped, intake__match_settled))",
     "Generic"),
    ("keys of another table's row", TABLES % "CHECKED(intake_families_by_number_keys, KEYS_OF(referral))", "Generic"),
]
# It compiles, and is seen in the library that comes of it.
LINKED = [
    ("an apply", APPLY % ("", ""), ""),
    ("the clock by its own declaration", APPLY % ("long time(long *);", "clock->opened = (uint64_t)time(0);"), "uses time"),
    ("a file by its own declaration", APPLY % ("int open(const char *, int, ...);", 'if (open("x", 0)) return;'), "uses open"),
    ("a function nobody thought of", APPLY % ("int umount(const char *);", 'if (umount("/")) return;'), "uses umount"),
]


def run(*command):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True)


class Build:
    def __init__(self, folder, compiler, scratch):
        self.compiler, self.source, self.object = compiler, scratch / "planted.c", scratch / "planted.o"
        self.library = scratch / "planted.a"
        generated = folder / "generated"
        quoted = [ROOT / "common", ROOT / "services", ROOT, generated]
        self.flags = FLAGS + [f for path in quoted for f in ("-iquote", str(path))]
        self.flags += [f"-I{generated / 'proto'}", f"-I{generated / 'intake'}", f"-I{generated / 'engine'}"]
        self.ours = [*folder.glob("common/*/*.a"), *folder.glob("proto/*.a"), *folder.glob("services/intake/**/*.a")]

    def compiled(self, text):
        self.source.write_text(text)
        done = run(self.compiler, *self.flags, "-c", self.source, "-o", self.object)
        return done.stderr if done.returncode else ""

    def linked(self, text):
        why = self.compiled(text)
        if why:
            return why
        self.library.unlink(missing_ok=True)
        run("ar", "rc", self.library, self.object)
        done = run(ROOT / "deploy/cmake/outside.sh", "pure", self.library, *self.ours)
        return (done.stderr or "it fails and says nothing") if done.returncode else ""


def all_of_it():
    faults = []
    with tempfile.TemporaryDirectory() as scratch:
        build = Build(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], pathlib.Path(scratch))
        for refuse, cases in ((build.compiled, COMPILED), (build.linked, LINKED)):
            for what, text, sign in cases:
                said = refuse(text)
                if bool(said) != bool(sign) or sign not in said:
                    faults.append(f"{what}: {said or 'passes'}")
    return faults, f"{len(COMPILED) + len(LINKED)} planted"


if __name__ == "__main__":
    ends(all_of_it, all_of_it)
