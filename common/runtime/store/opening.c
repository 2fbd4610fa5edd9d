/* The engine opened for this daemon, and why it could not be. */
#include <stdio.h>
#include "runtime/store/store.h"
#include "sys/clock.h"
#include "sys/random.h"

/* The last row is for every other outcome. French by its kind; the engine's own sentence says more, in English. */
static int store_fault(int err, const struct daemon_config *c, struct fault *f) {
    static const struct {
        int err;
        enum exit_code code;
        const char *event, *fr;
    } faults[] = {
        {ERR_BUSY, EXIT_STORE_IN_USE, "store.in_use", "un autre démon la tient déjà"},
        {ERR_VERSION, EXIT_NEWER_STORE, "store.newer",
         "elle a été faite par une version plus récente, à installer, ou avant la première version livrée"},
        {ERR_INVALID, EXIT_CONFIGURATION, "store.other",
         "elle est d'un autre territoire ou d'un autre démon que ceux de la configuration, ou le coffre de ses clés "
         "(vault) est celui d'une autre base ou d'une autre clé maîtresse : voir territory, dir et wrapping-key"},
        {ERR_NOTFOUND, EXIT_DAMAGED, "store.vault",
         "le coffre de ses clés (vault) n'est pas là, ou il est plus ancien qu'elle ; remettre celui qui a été gardé "
         "en dernier"},
        {ERR_CORRUPT, EXIT_DAMAGED, "store.damaged", "elle est abîmée ; restaurer une sauvegarde"},
        {ERR_DENIED, EXIT_RIGHTS, "store.rights", "le démon n'a pas le droit d'y écrire"},
        {ERR_FULL, EXIT_DISK, "store.full", "il n'y a plus de place"},
        {ERR_IO, EXIT_DISK, "store.failed", "elle ne peut pas être ouverte"},
    };
    char fr[CONFIG_PATH_MAX + 64], en[CONFIG_PATH_MAX + 64];
    size_t i = 0, last = sizeof faults / sizeof *faults - 1;
    while (i < last && faults[i].err != err) i++;
    snprintf(fr, sizeof fr, "la base du dossier %s", c->process.dir);
    snprintf(en, sizeof en, "territory \"%s\"", c->process.territory);
    struct line_fault why = {0, 0, faults[i].fr, engine_open_error()};
    return fault_at(f, faults[i].code, faults[i].event, fr, en, &why);
}

static const char *metrics_of(void *owner, struct arena *a, int64_t now_ms) {
    struct daemon *d = owner;
    return meters_text(&d->meters, a, now_ms);
}

static const char *setting_of(void *owner, const char *name) {
    return config_own(&((struct daemon *)owner)->config.process, name);
}

/* For the length of a turn: the engine has no clock. */
static int64_t mono_of(void *owner) {
    (void)owner;
    return clock_mono_us();
}

static bool stalled_of(void *owner, const struct engine_route *route) {
    struct daemon *d = owner;
    return ports_stalled(&d->ports, route);
}

enum { PROGRESS_EVERY_US = 5000000 };

/* Making rows anew may take minutes, in which whoever supervises must neither give up nor be left without a word. */
static void progress_tell(void *owner, const char *what, uint64_t done, uint64_t of) {
    struct daemon *d = owner;
    ready_working(&d->process.ready);
    if (done < of && clock_mono_us() - d->progress_us < PROGRESS_EVERY_US) return;
    d->progress_us = clock_mono_us();
    LOG(&d->process.log, LEVEL_INFO, "store.making", LOG_WORD("what", what), LOG_INT("done", done), LOG_INT("of", of));
}

/* The salt counts for a store that is made now; of one that is there it changes nothing. */
int store_open_for(struct daemon *d, struct fault *f) {
    struct engine_options o = {.dir = d->config.process.dir,
                               .service = d->service,
                               .territory = d->config.process.territory,
                               .release = SIPPE_RELEASE,
                               .map_bytes = d->config.process.map_bytes,
                               .wrapping = d->me.wrapping,
                               .trusted = d->me.trusted,
                               .n_trusted = d->me.n_trusted,
                               .salt = random_id(),
                               .started_ms = d->process.started_ms,
                               .mono_us = mono_of,
                               .stalled = stalled_of,
                               .progress = progress_tell,
                               .asks_peers = d->config.process.mode == MODE_RUN,
                               .metrics = metrics_of,
                               .setting = setting_of,
                               .owner = d};
    int err = engine_open(&d->engine, &o);
    if (err) store_fault(err, &d->config, f);
    return err;
}
