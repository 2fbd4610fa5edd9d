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
#include "runtime/store/store.h"
#include "sys/clock.h"

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
        err = d->config.mode == MODE_VERIFY   ? store_verify(d, f)
              : d->config.mode == MODE_REWRAP ? store_rewrap(d, f)
                                              : run(d, f);
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
