/* Is this the store that the others know? When a folder is mounted empty, or a disk is replaced, a daemon would begin a
 * new journal under its old name, acknowledge commands into it, and nobody would notice until the old store is back.
 *
 *   store with records ─────────────────────────────────▶ READY ──┐
 *   empty ─▶ does a peer listen? no ────────────────────▶ READY   │   at any time: "another journal is followed
 *               │ yes: ask                                        ├── under your name" ─▶ stops, exit 66
 *               ├─ each of them has answered, or 3 s ───▶ READY ──┘
 *
 * So a first installation starts in any order, without anybody saying that it is one. */
#include "runtime/daemon.h"
#include "sys/clock.h"

enum { ASKING_MS = 3000 };

/* Endpoints are bound and the store is open: who connects now is answered. Not before, or a script that waits for READY
 * would find a port that refuses. */
static void ready_say(struct daemon *d) {
    LOG(&d->process.log, LEVEL_INFO, "ready", LOG_WORD("internal", bus_server_endpoint(d->ports.sides[BUS_INTERNAL])),
        LOG_WORD("public", bus_server_endpoint(d->ports.sides[BUS_PUBLIC])), LOG_WORD("release", SIPPE_RELEASE),
        LOG_INT("ms", (clock_mono_us() - d->process.began_us) / 1000));
    process_ready(&d->process);
}

static bool word_is_missing(const struct daemon *d) {
    for (size_t i = 0; i < d->ports.n_links; i++)
        if (d->awaited[i] && !engine_has_heard(d->engine, d->ports.links[i].journal)) return true;
    return false;
}

void standing_begin(struct daemon *d) {
    if (!engine_is_asking(d->engine)) {
        ready_say(d);
        return;
    }
    for (size_t i = 0; i < d->ports.n_links; i++) d->awaited[i] = !bus_link_is_refused(d->ports.links[i].link);
    d->asking_until_us = clock_mono_us() + ASKING_MS * INT64_C(1000);
    LOG(&d->process.log, LEVEL_INFO, "store.empty", LOG_BOOL("asking", word_is_missing(d)));
    standing_check(d);
}

bool standing_check(struct daemon *d) {
    if (engine_disowned(d->engine)) return false;
    if (!d->asking_until_us || (word_is_missing(d) && clock_mono_us() < d->asking_until_us)) return true;
    d->asking_until_us = 0;
    engine_begin(d->engine, clock_now_ms());
    ready_say(d);
    return true;
}

int standing_fault(const struct daemon *d, struct fault *f) {
    const char *by = engine_disowned(d->engine);
    if (!by) return 0;
    return fault_set(
        f, EXIT_OTHER_STORE, "store.unknown",
        "« %s » suivait une autre base sous le nom de ce démon que celle de %s (vide, ou d'ailleurs) ; rien "
        "n'y a été écrit. Lui rendre la sienne (dossier, disque, sippe restore) ; perdue pour de bon : "
        "RUNBOOK, « Une base perdue »",
        "\"%s\" followed another store under this daemon's name than that of %s (empty, or from elsewhere); "
        "nothing was written to it. Give it back its own (folder, disk, sippe restore); lost for good: "
        "RUNBOOK, \"A store that is lost\"",
        by, d->config.process.dir);
}
