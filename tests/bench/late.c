/* bench-late: a daemon for tests/bench/late. The real runtime and engine, whose loop is woken each millisecond, around a
 * service that does nothing but set work which computes until it is stopped; `intake.Add` of {by} sets so many pieces.
 * It notes how late each timer of the loop fires, and tells it when it ends: a line of JSON, as samples_print makes.
 *
 * BENCH_LATE_EVEN=1: its work does not stand behind the loop, which is what the measure must see. */
#include <stdlib.h>
#include <sys/resource.h>
#include "engine/engine.h"
#include "engine/tables/row.h"
#include "runtime/process/meters.h"
#include "runtime/runtime.h"
#include "samples.h"
#include "sys/clock.h"
#include "tally_proto.h"

/* ---- in place of the runtime's and the engine's (ld --wrap) ---- */

enum { FIRST_US = 500000 }; /* nothing is noted before: it starts, and the work begins */
static struct samples late;
static int64_t began_us;

void __wrap_process_late(struct process_meters *m, int64_t late_us);
void __real_process_late(struct process_meters *m, int64_t late_us);
void __wrap_process_late(struct process_meters *m, int64_t late_us) {
    if (!began_us) began_us = samples_now_us();
    if (samples_now_us() - began_us > FIRST_US) samples_add(&late, late_us > 0 ? late_us : 0);
    __real_process_late(m, late_us);
}

int64_t __wrap_engine_wake_ms(const struct engine *e);
int64_t __real_engine_wake_ms(const struct engine *e);
int64_t __wrap_engine_wake_ms(const struct engine *e) {
    int64_t soon = clock_now_ms() + 1, wake = __real_engine_wake_ms(e);
    return wake < soon ? wake : soon;
}

int __wrap_setpriority(int which, id_t who, int nice);
int __real_setpriority(int which, id_t who, int nice);
int __wrap_setpriority(int which, id_t who, int nice) {
    return getenv("BENCH_LATE_EVEN") ? 0 : __real_setpriority(which, who, nice);
}

/* ---- the service ---- */

enum { PIECES = 4 }; /* as many as run at once */

static int64_t again(uint32_t tried) {
    (void)tried;
    return -1;
}

static int busy_prepare(struct query *q, const struct job_ref *ref, tally__get_request *in) {
    (void)q, (void)ref, (void)in;
    return 0;
}

static node__job_end busy_run(struct job_run *r, const tally__get_request *in, tally__row *out) {
    (void)in, (void)out;
    for (volatile uint64_t x = 1; !job_is_stopped(r);)
        for (int i = 0; i < 100000; i++) x = x * 3 + 1;
    return JOB_END_STOPPED;
}

static const struct job busy = {.type = "busy",
                                .input = &tally__get_request__descriptor,
                                .outcome = &tally__row__descriptor,
                                .prepare = (any_fn)busy_prepare,
                                .run = (any_fn)busy_run,
                                .again_ms = again,
                                .at_once = PIECES};
static const struct job *const jobs[] = {&busy};

static void on_added(struct apply *a, const struct record *r, const tally__added *e) {
    for (int32_t i = 0; i < e->by; i++) {
        struct key key = KEY(KEY_U64((uint64_t)i));
        struct id thing = id_derive("bench late", id_span(&r->id), key_span(&key), (struct span){NULL, 0});
        job_set(a, &busy, thing, view_house(VIEW(a)), r->at_ms);
    }
}

static int add(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    (void)out;
    tally__added *e = NEW(arena_of(d), tally__added);
    e->by = in->by;
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
static const struct event events[] = {EVENT_ROW(tally__added, TO_NOBODY, false, on_added)};
static const struct shown shown[] = {{"get", 0, false}};
static const struct service service = {.name = "intake",
                                       .contract = &tally__tally__descriptor,
                                       .methods = methods,
                                       .n_methods = 2,
                                       .events = events,
                                       .n_events = 1,
                                       .jobs = jobs,
                                       .n_jobs = 1,
                                       .shown = shown,
                                       .n_shown = 1,
                                       .layout = 1};

int main(int argc, char **argv) {
    int code = runtime_main(argc, argv, &service, &(struct service_settings){NULL, 0});
    samples_print(&late, "loop late", 0, (double)(samples_now_us() - began_us) / 1e6);
    samples_close(&late);
    return code;
}
