#include <malloc.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "runtime/daemon.h"
#include "runtime/runtime.h"
#include "sys/clock.h"
#include "sys/random.h"

/* ---- the process ---- */

enum { DESCRIPTORS = 4096 };

/* As many descriptors as all connections need (bus/connections.h), where the system allows it: 1,024 are usual.
 * SIGHUP, because nothing is read again without a restart; SIGPIPE, because a log or a supervisor may go. A thread
 * in the pool for each job, and one for a backup (the environment may say otherwise).
 * malloc(3) gives each thread an arena and raises its thresholds with what is freed; fixed ones give the memory of
 * large messages back (mallopt(3)). */
static void process_prepare(void) {
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
    snprintf(threads, sizeof threads, "%d", ENGINE_JOBS + 1);
    setenv("UV_THREADPOOL_SIZE", threads, 0);
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TRIM_THRESHOLD, 256 << 10);
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
}

/* ---- the engine ---- */

/* The last row is for every other outcome. French by its kind; the engine's own sentence says more, in English. */
static int store_fault(int err, const struct config *c, struct fault *f) {
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
    snprintf(fr, sizeof fr, "la base du dossier %s", c->dir);
    snprintf(en, sizeof en, "territory \"%s\"", c->territory);
    struct line_fault why = {0, 0, faults[i].fr, engine_open_error()};
    return fault_at(f, faults[i].code, faults[i].event, fr, en, &why);
}

static const char *metrics_of(void *owner, struct arena *a, int64_t now_ms) {
    struct daemon *d = owner;
    return meters_text(&d->meters, a, now_ms);
}

static const char *setting_of(void *owner, const char *name) {
    return config_own(&((struct daemon *)owner)->config, name);
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
    ready_working(&d->ready);
    if (done < of && clock_mono_us() - d->progress_us < PROGRESS_EVERY_US) return;
    d->progress_us = clock_mono_us();
    LOG(&d->log, LEVEL_INFO, "store.making", LOG_WORD("what", what), LOG_INT("done", done), LOG_INT("of", of));
}

/* The salt counts for a store that is made now; of one that is there it changes nothing. */
static int store_open_for(struct daemon *d, struct fault *f) {
    struct engine_options o = {.dir = d->config.dir,
                               .service = d->service,
                               .territory = d->config.territory,
                               .release = SIPPE_RELEASE,
                               .map_bytes = d->config.map_bytes,
                               .wrapping = d->me.wrapping,
                               .trusted = d->me.trusted,
                               .n_trusted = d->me.n_trusted,
                               .salt = random_id(),
                               .started_ms = d->started_ms,
                               .mono_us = mono_of,
                               .stalled = stalled_of,
                               .progress = progress_tell,
                               .asks_peers = d->config.mode == MODE_RUN,
                               .metrics = metrics_of,
                               .setting = setting_of,
                               .owner = d};
    int err = engine_open(&d->engine, &o);
    return err ? store_fault(err, &d->config, f) : 0;
}

/* ---- serving ---- */

/* uv_run in both cases: handles are only closed by a loop that runs. */
static int serve(struct daemon *d, struct fault *f) {
    struct ports_options o = {.engine = d->engine,
                              .log = &d->log,
                              .config = &d->config,
                              .me = &d->me,
                              .service = d->service,
                              .watch = loop_watch(d)};
    meters_open(&d->meters, &(struct meters_options){.ports = &d->ports,
                                                     .engine = d->engine,
                                                     .service = d->service,
                                                     .territory = d->config.territory,
                                                     .started_ms = d->started_ms});
    int err = ports_open(&d->ports, &o, f);
    if (err) {
        loop_stop(d);
    } else {
        loop_start(d);
        standing_begin(d);
    }
    uv_run(&d->loop, UV_RUN_DEFAULT);
    turn_last(d);
    meters_close(&d->meters);
    return err ? err : standing_fault(d, f);
}

/* Opened: loop, supervisor, store, metrics, ports. Closed the other way round; the engine after uv_run, because a job
 * may be in its hands until then. `busy` is a handle that somebody forgot, and a fault of ours. */
static int run(struct daemon *d, struct fault *f) {
    if (loop_open(d))
        return fault_set(f, EXIT_SYSTEM, "loop", "mémoire ou descripteurs insuffisants",
                         "not enough memory or descriptors");
    ready_open(&d->ready, d->config.ready_fd);
    int err = store_open_for(d, f);
    if (err) {
        loop_stop(d);
        uv_run(&d->loop, UV_RUN_DEFAULT);
    } else {
        err = serve(d, f);
    }
    engine_close(d->engine);
    ready_close(&d->ready);
    int busy = uv_loop_close(&d->loop);
    if (!err) LOG(&d->log, busy ? LEVEL_ERROR : LEVEL_INFO, "stopped", LOG_BOOL("clean", busy == 0));
    return err;
}

/* ---- --verify ---- */

static int scratch_make(struct config *c, struct fault *f) {
    if (c->scratch[0]) return 0;
    int n = snprintf(c->scratch, sizeof c->scratch, "%s/verify-XXXXXX", c->dir);
    if (n > 0 && (size_t)n < sizeof c->scratch && mkdtemp(c->scratch)) return 0;
    return fault_set(f, EXIT_DISK, "scratch", "aucun dossier provisoire dans %s", "no scratch folder in %s", c->dir);
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
static int verify(struct daemon *d, struct fault *f) {
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
               d->program, d->program);
    engine_close(d->engine);
    return err;
}

/* ---- main ---- */

/* --check ends where a start would first touch the store or the network. */
static int configured(struct daemon *d, struct fault *f) {
    d->log.level = d->config.level;
    if (sodium_init() < 0)
        return fault_set(f, EXIT_SYSTEM, "sodium", "libsodium ne démarre pas", "libsodium does not start");
    int err = identity_load(&d->me, &d->config, d->service, f);
    if (!err) err = secrets_load(&d->secrets, &d->config, f);
    if (!err && d->config.mode == MODE_CHECK)
        printf("%s : configuration et clés en ordre\n%s: configuration and keys in order\n", d->program, d->program);
    else if (!err)
        err = d->config.mode == MODE_VERIFY ? verify(d, f) : run(d, f);
    secrets_close(&d->secrets);
    identity_close(&d->me);
    return err;
}

int runtime_main(int argc, char **argv, const struct service *service, const struct service_settings *own) {
    struct daemon d;
    struct fault f = {.code = EXIT_SERVED};
    char program[80];
    snprintf(program, sizeof program, "sippe-%s", service->name);
    d = (struct daemon){.service = service,
                        .program = program,
                        .started_ms = clock_now_ms(),
                        .began_us = clock_mono_us(),
                        .progress_us = clock_mono_us(),
                        .ready = {.socket = -1, .fd = -1},
                        .log = {.daemon = service->name, .level = LEVEL_INFO, .fd = STDERR_FILENO}};
    process_prepare();
    if (config_load(&d.config, own, argc, argv, &f)) return fault_tell(&f, program, &d.log);
    if (d.config.mode == MODE_HELP) {
        help_print(program, &d.config);
        return EXIT_SERVED;
    }
    if (d.config.mode == MODE_EXAMPLE) {
        example_print(program, &d.config);
        return EXIT_SERVED;
    }
    if (d.config.mode == MODE_VERSION) {
        printf("%s %s (libuv %s, libsodium %s)\n", program, SIPPE_RELEASE, uv_version_string(),
               sodium_version_string());
        return EXIT_SERVED;
    }
    return configured(&d, &f) ? fault_tell(&f, program, &d.log) : EXIT_SERVED;
}
