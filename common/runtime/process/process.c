#include "runtime/process/process.h"

#include <malloc.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "sys/clock.h"

/* ---- the process ---- */

enum { DESCRIPTORS = 4096 };

/* As many descriptors as all connections need (bus/connections.h), where the system allows it: 1,024 are usual.
 * SIGHUP, because nothing is read again without a restart; SIGPIPE, because a log or a supervisor may go. 
 * malloc(3) gives each thread an arena and raises its thresholds with what is freed; fixed ones give the memory of
 * large messages back (mallopt(3)). */
static void process_prepare(int pool) {
    struct rlimit fds;
    umask(077);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);                       /* a file that may not grow is an error of write */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}); /* a core would hold families' answers and our secret key */
    if (getrlimit(RLIMIT_NOFILE, &fds) == 0 && fds.rlim_cur < DESCRIPTORS) {
        fds.rlim_cur = fds.rlim_max < DESCRIPTORS ? fds.rlim_max : DESCRIPTORS;
        setrlimit(RLIMIT_NOFILE, &fds);
    }
    char threads[12];
    snprintf(threads, sizeof threads, "%d", pool);
    setenv("UV_THREADPOOL_SIZE", threads, 0);
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TRIM_THRESHOLD, 256 << 10);
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
}

/* ---- who we are ---- */

/* Of a daemon it must be its own by name: the others trust the name, and a copied configuration would otherwise run two
 * daemons as one. */
static int key_load(struct process *p, struct fault *f) {
    const struct config *c = p->config;
    struct line_fault why;
    int err = key_secret_load(c->key, &p->key, &why);
    if (err == ERR_DENIED)
        return fault_set(
            f, EXIT_RIGHTS, "key.rights",
            "la clé %s doit être lisible du seul démon : chmod 600, et lui comme propriétaire ; ou root "
            "comme propriétaire, le groupe du démon, chmod 440",
            "the key %s must be readable by the daemon alone: chmod 600, and itself the owner; or root the "
            "owner, the daemon's group, chmod 440",
            c->key);
    if (err == ERR_NOTFOUND)
        return fault_set(f, EXIT_CONFIGURATION, "key.missing", "la clé %s n'existe pas", "the key %s does not exist",
                         c->key);
    if (err == ERR_INVALID) {
        char fr[CONFIG_PATH_MAX + 64], en[CONFIG_PATH_MAX + 64];
        snprintf(fr, sizeof fr, "%s, ligne %d, colonne %d", c->key, why.line, why.column);
        snprintf(en, sizeof en, "%s, line %d, column %d", c->key, why.line, why.column);
        return fault_at(f, EXIT_CONFIGURATION, "configuration", fr, en, &why);
    }
    if (err)
        return fault_set(f, EXIT_DISK, "key.unreadable", "la clé %s ne peut pas être lue", "the key %s cannot be read",
                         c->key);
    if (p->work->key_is_named && strcmp(p->key.name, p->name) != 0)
        return fault_set(f, EXIT_CONFIGURATION, "key.other", "la clé %s est celle de « %s » ; il faut celle de « %s »",
                         "the key %s is that of \"%s\"; that of \"%s\" is needed", c->key, p->key.name, p->name);
    return 0;
}

static int peers_fault(const struct config *c, int err, const struct line_fault *why, struct fault *f) {
    char fr[CONFIG_PATH_MAX + 64], en[CONFIG_PATH_MAX + 64];
    if (err == ERR_NOTFOUND)
        return fault_set(f, EXIT_CONFIGURATION, "peers.missing", "le fichier %s n'existe pas",
                         "the file %s does not exist", c->peers);
    snprintf(fr, sizeof fr, why->line ? "%s, ligne %d, colonne %d" : "%s", c->peers, why->line, why->column);
    snprintf(en, sizeof en, why->line ? "%s, line %d, column %d" : "%s", c->peers, why->line, why->column);
    return fault_at(f, err == ERR_DENIED ? EXIT_RIGHTS : EXIT_CONFIGURATION, "peers", fr, en, why);
}

/* Not made here: a misspelt path would begin a new journal, and who may read it is the operator's to say. */
static int folder_check(const struct config *c, struct fault *f) {
    struct stat st;
    if (stat(c->dir, &st) || !S_ISDIR(st.st_mode))
        return fault_set(f, EXIT_CONFIGURATION, "dir.missing", "le dossier %s n'existe pas ; le créer d'abord (0700)",
                         "the folder %s does not exist; create it first (0700)", c->dir);
    if (access(c->dir, R_OK | W_OK | X_OK))
        return fault_set(f, EXIT_RIGHTS, "dir.rights", "le démon ne peut pas écrire dans %s",
                         "the daemon may not write in %s", c->dir);
    return 0;
}

/* In the order in which a person would mend it. */
static int self_load(struct process *p, struct fault *f) {
    struct line_fault why;
    if (folder_check(p->config, f) || key_load(p, f)) return -1;
    int err = peers_load(p->config->peers, &p->peers, &why);
    return err ? peers_fault(p->config, err, &why, f) : 0;
}

/* ---- serving ---- */

/* uv_run in any case: handles are only closed by a loop that runs. `busy` is a handle that somebody forgot, and a fault
 * of ours. */
static int run(struct process *p, struct fault *f) {
    if (process_open(p))
        return fault_set(f, EXIT_SYSTEM, "loop", "mémoire ou descripteurs insuffisants",
                         "not enough memory or descriptors");
    ready_open(&p->ready, p->config->ready_fd);
    process_meters_open(&p->meters, p->config->territory, p->name, p->started_ms);
    int err = p->work->open(p->owner, f);
    if (err) {
        process_stop(p);
    } else {
        process_start(p);
        p->work->begin(p->owner);
    }
    uv_run(&p->loop, UV_RUN_DEFAULT);
    struct fault late;
    int ended = p->work->close(p->owner, err ? &late : f);
    process_meters_close(&p->meters);
    ready_close(&p->ready);
    int busy = uv_loop_close(&p->loop);
    if (!err) LOG(&p->log, busy ? LEVEL_ERROR : LEVEL_INFO, "stopped", LOG_BOOL("clean", busy == 0));
    return err ? err : ended;
}

/* ---- main ---- */

/* --check ends where a start would first touch a store or the network. */
static int configured(struct process *p, struct fault *f) {
    p->log.level = p->config->level;
    if (sodium_init() < 0)
        return fault_set(f, EXIT_SYSTEM, "sodium", "libsodium ne démarre pas", "libsodium does not start");
    int err = self_load(p, f);
    if (!err) err = p->work->identify(p->owner, f);
    if (!err && p->config->mode == MODE_CHECK)
        printf("%s : configuration et clés en ordre\n%s: configuration and keys in order\n", p->program, p->program);
    else if (!err)
        err = p->config->mode == MODE_RUN ? run(p, f) : p->work->other(p->owner, p->config->mode, f);
    p->work->forget(p->owner);
    key_wipe(&p->key.pair);
    return err;
}

static bool tells_of_itself(const struct process *p) {
    switch (p->config->mode) {
    case MODE_HELP: help_print(p->program, p->config); return true;
    case MODE_EXAMPLE: example_print(p->program, p->config); return true;
    case MODE_VERSION:
        printf("%s %s (libuv %s, libsodium %s)\n", p->program, SIPPE_RELEASE, uv_version_string(),
               sodium_version_string());
        return true;
    default: return false;
    }
}

int process_main(struct process *p, const struct process_options *o, int argc, char **argv) {
    struct fault f = {.code = EXIT_SERVED};
    const struct config_tables tables = {o->work->settings, o->work->n_settings, o->own, o->work->keeps_journal};
    *p = (struct process){.work = o->work,
                          .owner = o->owner,
                          .name = o->name,
                          .config = o->config,
                          .started_ms = clock_now_ms(),
                          .began_us = clock_mono_us(),
                          .ready = {.socket = -1, .fd = -1},
                          .log = {.daemon = o->name, .level = LEVEL_INFO, .fd = STDERR_FILENO}};
    snprintf(p->program, sizeof p->program, "sippe-%s", o->name);
    process_prepare(o->work->threads);
    if (config_load(p->config, &tables, argc, argv, &f)) return fault_tell(&f, p->program, &p->log);
    if (tells_of_itself(p)) return EXIT_SERVED;
    return configured(p, &f) ? fault_tell(&f, p->program, &p->log) : EXIT_SERVED;
}
