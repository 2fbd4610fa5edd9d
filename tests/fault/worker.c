/* A daemon for tests: the real runtime and engine around a service that does nothing but set work. `intake.Add` of
 * {by, times} sets so many pieces of `heavy` work, and so many posts. With --journal FOLDER it tells what the journal of
 * a store holds, line by line, and ends.
 *
 *   heavy   a line in the file of the setting `runs`, then an outcome: of every second piece one that is too large for a
 *           turn. settle looks at each byte of it, and gives one record
 *   sends   a post, or a mail, to the setting `url`; an answer past 499 counts as failed */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "engine/copy.h"
#include "engine/job/job.h"
#include "engine/tables/row.h"
#include "runtime/runtime.h"
#include "tally_proto.h"

enum { LARGE = 300 << 10, SMALL = 100, AGAIN_MS = 150 };

static int64_t again(uint32_t tried) { return tried > 50 ? -1 : AGAIN_MS; }

/* ---- heavy ---- */

static uint8_t padding(size_t i, struct id job, uint32_t attempt) {
    return (uint8_t)(i % 251 + job.bytes[i % ID_LEN] + attempt);
}

static size_t padding_len(struct id thing) { return thing.bytes[0] % 2 ? LARGE : SMALL; }

static int heavy_prepare(struct query *q, const struct job_ref *ref, tally__get_request *in) {
    (void)ref;
    in->name = arena_text(arena_of(q), view_setting(VIEW(q), "runs"));
    return 0;
}

static node__job_end heavy_run(struct job_run *r, const tally__get_request *in, tally__row *out) {
    struct arena *a = job_arena(r);
    const char *line = arena_printf(a, "%s %u\n", id_text(a, r->ref.job), r->ref.attempt);
    int fd = open(in->name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, line, strlen(line)) != (ssize_t)strlen(line)) abort();
    close(fd);
    size_t len = padding_len(r->ref.thing);
    out->version = (ProtobufCBinaryData){len, arena_alloc(a, len)};
    for (size_t i = 0; i < len; i++) out->version.data[i] = padding(i, r->ref.job, r->ref.attempt);
    return JOB_END_DONE;
}

/* What is not as this very attempt made it ends the process, and the test. */
static int heavy_settle(struct decide *d, const struct job_ref *ref, node__job_end how, const tally__row *out) {
    if (how != JOB_END_DONE) return 0;
    if (out->version.len != padding_len(ref->thing)) abort();
    for (size_t i = 0; i < out->version.len; i++)
        if (out->version.data[i] != padding(i, ref->job, ref->attempt)) abort();
    tally__reminded *e = NEW(arena_of(d), tally__reminded);
    e->name = id_text(arena_of(d), ref->job);
    EMIT(d, ref->thing, e);
    return 0;
}

/* ---- sends ---- */

static int sends_prepare(struct query *q, const struct job_ref *ref, post__post *in) {
    static char body[] = "bonjour", mail[] = "Subject: Essai\r\n\r\nBonjour.\r\n";
    static const char *to = "partenaire@organisme.test";
    (void)ref;
    in->url = arena_text(arena_of(q), view_setting(VIEW(q), "url"));
    in->body = (ProtobufCBinaryData){sizeof body - 1, (uint8_t *)body};
    if (strncmp(in->url, "smtp", 4) != 0) return 0;
    in->body = (ProtobufCBinaryData){sizeof mail - 1, (uint8_t *)mail};
    in->sender = "avis@clsc.test";
    in->n_recipients = 1;
    in->recipients = &to;
    return 0;
}

static int sends_settle(struct decide *d, const struct job_ref *ref, node__job_end how, const post__posted *out) {
    if (how != JOB_END_DONE) return 0;
    if (out->code >= 500) return JOB_AGAIN;
    tally__reminded *e = NEW(arena_of(d), tally__reminded);
    e->name = id_text(arena_of(d), ref->job);
    EMIT(d, ref->thing, e);
    return 0;
}

/* ---- the service ---- */

static const struct job heavy = {.type = "heavy",
                                 .input = &tally__get_request__descriptor,
                                 .outcome = &tally__row__descriptor,
                                 .prepare = (any_fn)heavy_prepare,
                                 .run = (any_fn)heavy_run,
                                 .settle = (any_fn)heavy_settle,
                                 .again_ms = again,
                                 .at_once = 1},
                        sends = {.type = "sends",
                                 .input = &post__post__descriptor,
                                 .outcome = &post__posted__descriptor,
                                 .prepare = (any_fn)sends_prepare,
                                 .settle = (any_fn)sends_settle,
                                 .again_ms = again,
                                 .at_once = 4};
static const struct job *const jobs[] = {&heavy, &sends};

static void set(struct apply *a, const struct record *r, const struct job *job, int32_t n) {
    for (int32_t i = 0; i < n; i++) {
        struct key key = KEY(KEY_TEXT(job->type), KEY_U64((uint64_t)i));
        struct id thing = id_derive("worker", id_span(&r->id), key_span(&key), (struct span){NULL, 0});
        thing.bytes[0] = (uint8_t)i;
        job_set(a, job, thing, view_house(VIEW(a)), r->at_ms);
    }
}

static void on_added(struct apply *a, const struct record *r, const tally__added *e) {
    set(a, r, &heavy, e->by);
    set(a, r, &sends, (int32_t)e->remind_at_ms);
}

static int add(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    (void)out;
    tally__added *e = NEW(arena_of(d), tally__added);
    e->by = in->by;
    e->remind_at_ms = in->times;
    EMIT_FOR(d, view_house(VIEW(d)), decide_new_id(d, "added"), e);
    return 0;
}

static int get(struct query *q, const tally__get_request *in, tally__get_reply *out) {
    (void)q, (void)in, (void)out;
    return REASON_NOT_FOUND;
}

#define SERVICE tally
static const struct method methods[] = {
    METHOD_ROW(decide, false, add, AS(OPERATOR), add, NULL),
    METHOD_ROW(query, true, get, AS(OPERATOR), get, NULL),
};
static const struct event events[] = {
    EVENT_ROW(tally__added, TO_NOBODY, false, on_added),
    EVENT_SAID_ROW(tally__reminded, TO_NOBODY, false),
};
static const struct shown shown[] = {{"get", 0, false}};
static const struct service worker = {.name = "intake",
                                      .shown = shown,
                                      .n_shown = 1,
                                      .contract = &tally__tally__descriptor,
                                      .methods = methods,
                                      .n_methods = 2,
                                      .events = events,
                                      .n_events = 2,
                                      .jobs = jobs,
                                      .n_jobs = 2,
                                      .layout = 1};

/* ---- what a journal holds ---- */

static void record_tell(struct arena *a, const sippe__record *record) {
    if (strcmp(record->type, tally__reminded__descriptor.name) == 0) {
        const tally__reminded *e = UNPACK_OWN(a, tally__reminded, span_pb(record->open));
        printf("settled %s\n", e->name);
    }
    if (strcmp(record->type, node__job_ended__descriptor.name) != 0) return;
    const node__job_ended *e = UNPACK_OWN(a, node__job_ended, span_pb(record->open));
    printf("ended %s %u %d %d %u\n", id_text(a, id_of(e->job)), e->attempt, (int)e->how, (int)e->reason,
           (unsigned)e->outcome_bytes);
}

static int journal_tell(const char *dir) {
    struct copy *copy;
    struct arena a;
    char fault[200] = "";
    if (copy_open(&copy, dir)) return EXIT_FAILURE;
    int err = copy_check(copy, fault);
    arena_init(&a);
    for (uint64_t seq = 1; !err && seq <= copy_seq(copy); seq++) {
        record_tell(&a, copy_record(copy, &a, seq));
        arena_reset(&a);
    }
    arena_close(&a);
    copy_close(copy);
    if (err) printf("damaged %s\n", fault);
    return err ? EXIT_FAILURE : EXIT_SUCCESS;
}

static const struct service_setting settings[] = {
    {.name = "runs", .value = "FILE", .standard = "", .fr = "où le travail se note", .en = "where work notes itself"},
    {.name = "url", .value = "URL", .standard = "", .fr = "où les envois vont", .en = "where posts go"},
};

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--journal") == 0) return journal_tell(argv[2]);
    return runtime_main(argc, argv, &worker, &(struct service_settings){settings, sizeof settings / sizeof *settings});
}
