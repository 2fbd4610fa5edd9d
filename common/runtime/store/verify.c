/* --verify: the rows beside those that the journal gives. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "runtime/store/store.h"

static int scratch_make(struct daemon_config *c, struct fault *f) {
    if (c->scratch[0]) return 0;
    int n = snprintf(c->scratch, sizeof c->scratch, "%s/verify-XXXXXX", c->process.dir);
    if (n > 0 && (size_t)n < sizeof c->scratch && mkdtemp(c->scratch)) return 0;
    return fault_set(f, EXIT_DISK, "scratch", "aucun dossier provisoire dans %s", "no scratch folder in %s",
                     c->process.dir);
}

/* By name and never what else is there: --scratch may be any folder of the operator's. */
static void scratch_remove(const char *dir) {
    static const char *const files[] = {"data.mdb", "lock.mdb", "owner.lock"};
    char path[CONFIG_PATH_MAX + 16];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, files[i]);
        unlink(path);
    }
    rmdir(dir);
}

/* The store is opened as for serving, so that a daemon that runs on it refuses this (exit 75). */
int store_verify(struct daemon *d, struct fault *f) {
    char why[256] = "";
    if (store_open_for(d, f)) return -1;
    int err = scratch_make(&d->config, f);
    if (!err) {
        int differing = engine_verify(d->engine, d->config.scratch, why);
        scratch_remove(d->config.scratch);
        if (differing > 0)
            err = fault_set(f, EXIT_DIFFERENT, "verify.differs", "des lignes diffèrent de ce que donne le journal (%s)",
                            "rows differ from what the journal gives (%s)", why);
        else if (differing < 0)
            err = fault_set(f, differing == ERR_CORRUPT ? EXIT_DAMAGED : EXIT_DISK, "verify.failed",
                            "la vérification a échoué : %s", "the verification failed: %s", err_text(differing));
    }
    if (!err)
        printf("%s : les lignes sont celles que donne le journal\n%s: the rows are what the journal gives\n",
               d->process.program, d->process.program);
    engine_close(d->engine);
    return err;
}
