#!/usr/bin/env python3
"""Who may include whom.

An include is resolved to the folder that it comes from; the table below says which folders a folder may look into.
A header that is made from a .proto counts as part of the folder where that .proto stands.
"""
import pathlib
import re
import tempfile

from checks import DAEMONS, ROOT, ends

# folder → folders that it may include from, besides itself and proto
MAY = {
    "common/base": set(),
    "common/civil": {"common/base"},
    "common/sys": {"common/base", "common/civil"},
    "common/text": {"common/base", "common/civil"},
    "common/words": {"common/civil"},
    "common/contract": {"common/base"},
    "common/store": {"common/base"},
    "common/metrics": {"common/base"},
    "common/keys": {"common/base", "common/civil", "common/sys"},
    "common/seal": {"common/base", "common/sys"},
    "common/bus": {"common/base", "common/civil", "common/sys", "common/keys"},
    "common/post": {"common/base"},
    "common/engine": {"common/base", "common/civil", "common/store", "common/seal"},
    "common/runtime": {"common/base", "common/civil", "common/engine", "common/bus", "common/sys", "common/metrics",
                       "common/keys", "common/post", "common/seal"},
    "services/cli/csv": {"common/base", "common/civil", "common/text"},
    "services/cli": {"common/base", "common/civil", "common/text", "common/words", "common/contract", "common/bus",
                     "common/keys", "common/sys", "common/seal", "services/cli/csv"},
}
# the gateway is no daemon on the engine: rooms of its own, each a library
MAY["services/gateway/connect"] = {"common/base", "common/text", "common/contract", "services/gateway/http/head"}
MAY["services/gateway/http/server"] = {"common/base", "services/gateway/http", "services/gateway/http/files",
                                       "services/gateway/http/head"}
MAY["services/gateway/door"] = {"common/base", "common/bus", "common/contract", "common/sys",
                                *(f"services/gateway/{r}" for r in ("connect", "http/files", "http/head", "http/server", "session"))}
MAY["services/gateway/http/head"] = {"common/base", "common/civil"}
MAY["services/gateway/http/files"] = {"common/base", "common/sys"}
MAY["services/gateway/http"] = {"common/base", "common/civil", "common/sys", "services/gateway/http/head"}
MAY["services/gateway"] = {"common/base", "common/bus", "common/keys", "common/metrics", "common/sys", "common/runtime",
                           *(f"services/gateway/{r}" for r in ("connect", "door", "http", "http/files", "http/head", "http/server",
                                                               "session"))}
MAY["services/gateway/session"] = {"common/base", "common/civil", "common/store", "common/sys"}
for name in DAEMONS:
    MAY[f"services/{name}/domain"] = {"common/base", "common/civil"}
    # what runs in another thread: it waits, writes files
    MAY[f"services/{name}/beside"] = {"common/base", "common/civil", "common/engine", "common/text", "common/sys"}
    MAY[f"services/{name}"] = {"common/base", "common/civil", "common/engine", "common/text", f"services/{name}/domain",
                               f"services/{name}/beside"}

# single headers beyond the table: a key of rows is made by the store's key.h, a restore reads stores that no daemon runs on,
# and a main starts the runtime
MAY_FILE = {
    **{f"services/{name}": {"common/store/key.h"} for name in DAEMONS},
    "services/cli": {"common/engine/copy.h"},
}
MAY_MAIN = "common/runtime/runtime.h"
# outside libraries that few folders keep to themselves
OWNED = {"lmdb.h": {"common/store"}, "zmq.h": {"common/bus"},
         "uv.h": {"common/runtime", "common/post", "services/gateway", "services/gateway/http"},
         "curl/curl.h": {"common/post"}}
# what pure code may see of the system: nothing that tells the time, a name or the state of anything
PURE = {f"services/{name}{rest}" for name in DAEMONS for rest in ("", "/domain")} | {"services/gateway/http/head"}
PURE_SYSTEM = {"assert.h", "limits.h", "math.h", "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "string.h",
               "protobuf-c/protobuf-c.h"}
# folders whose headers are found by name alone
SEARCHED = ("", "common", "services")

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def layer_of(path):
    """The longest folder of the table that holds this file, or None."""
    folders = [f for f in MAY if path.startswith(f + "/")]
    return max(folders, key=len) if folders else None


def resolve(root, source, name):
    """The path from the root of what an include names; proto/x.proto for a header that is made from it; None: nothing."""
    for folder in (str(source.parent.relative_to(root)), *SEARCHED):
        path = (root / folder / name).resolve()
        if path.is_file():
            return str(path.relative_to(root))
    stem = re.sub(r"(\.pb-c)?\.h$", "", name)
    said = stem.removeprefix("proto/") + ".proto"
    if (root / "proto" / said).is_file():
        return f"proto/{said}"
    made = [p for top in ("common", "services") for p in (root / top).rglob(pathlib.PurePath(stem).name + ".proto")]
    return str(made[0].relative_to(root)) if made else None


def check_include(root, source, bracket, name, faults):
    where = str(source.relative_to(root))
    layer = layer_of(where)
    if name in OWNED and layer not in OWNED[name]:
        faults.append(f"{where}: <{name}> belongs to {', '.join(sorted(OWNED[name]))}")
    if bracket == "<":
        if layer in PURE and name not in PURE_SYSTEM:
            faults.append(f"{where}: {layer} may not include <{name}>")
        return
    target = resolve(root, source, name)
    if target is None:
        faults.append(f'{where}: "{name}" is nowhere')
        return
    into = layer_of(target)
    if target.startswith("proto/") or into == layer or into in MAY[layer] or target in MAY_FILE.get(layer, ()):
        return
    if source.name == "main.c" and target == MAY_MAIN:
        return
    faults.append(f"{where}: {layer} may not include {target}")


def check(root):
    faults = []
    files = sorted(p for top in ("common", "services", "tests", "deploy") for p in (root / top).rglob("*.[ch]"))
    for source in files:
        text = source.read_text(encoding="utf-8", errors="replace")
        if layer_of(str(source.relative_to(root))):
            for bracket, name in INCLUDE.findall(text):
                check_include(root, source, bracket, name, faults)
    return files, faults


def self_test():
    """The check must be able to fail: a small tree with one fault of each kind."""
    wrong = {
        "services/intake/domain/a.c": '#include "engine/engine.h"\n',
        "services/intake/b.c": '#include "services/scheduling/tables.h"\n',
        "services/intake/c.c": '#include "store/store.h"\n',
        "services/intake/d.c": "#include <lmdb.h>\n",
        "common/engine/e.c": "#include <uv.h>\n",
        "common/runtime/h.c": "#include <curl/curl.h>\n",
        "common/base/f.c": '#include "sys/clock.h"\n',
        "common/bus/g.c": '#include "nowhere.h"\n',
        "services/cli/i.c": '#include "engine/engine.h"\n',
        "services/intake/domain/j.c": "#include <unistd.h>\n",
        "services/intake/k.c": "#include <sys/time.h>\n",
        "services/intake/beside/l.c": '#include "intake/rows.h"\n',
    }
    right = {
        "common/engine/engine.h": '#include "base/arena.h"\n#include "record.h"\n',
        "common/base/arena.h": "", "common/sys/clock.h": "", "common/store/store.h": "#include <lmdb.h>\n",
        "common/store/key.h": "", "common/runtime/runtime.h": "", "services/scheduling/tables.h": "",
        "services/intake/main.c": '#include "runtime/runtime.h"\n',
        "services/intake/rows.c": '#include "store/key.h"\n#include "intake/intake_rows.h"\n#include "domain/x.h"\n',
        "services/intake/domain/x.h": "", "services/intake/intake_rows.proto": "", "proto/record.proto": "",
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        for name, text in {**wrong, **right}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        _, faults = check(root)
    found = {f.split(":")[0] for f in faults}
    return ([f"not found: {name}" for name in sorted(set(wrong) - found)] +
            [f"found without reason: {name}" for name in sorted(found - set(wrong))])


def all_of_it():
    files, faults = check(ROOT)
    return faults, f"{len(files)} files"


if __name__ == "__main__":
    ends(all_of_it, self_test)
