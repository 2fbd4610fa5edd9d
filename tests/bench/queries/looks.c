/* bench-looks DIR [COUNT]: what a logged query of one family costs more than an unlogged one, on the disk of DIR. Each family
 * is asked for twice: the first look leaves an entry in the access journal and waits for its commit; the same again within
 * the hour is counted in memory and does not (engine/access), and does all else alike. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "desk.h"
#include "engine/access/access.h"
#include "proto/intake.h"
#include "samples.h"
#include "work.h"

extern const struct service intake_service;

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The linker leads the engine's calls here (--wrap). */
static int64_t note_ns;
static struct samples notes;
enum { LOOKS_A_TURN = 32 };
void __real_access_note(struct engine *e, const struct look *look);
void __wrap_access_note(struct engine *e, const struct look *look);
void __wrap_access_note(struct engine *e, const struct look *look) {
    int64_t began = now_ns();
    __real_access_note(e, look);
    note_ns = now_ns() - began;
    samples_add(&notes, note_ns);
}

/* Of nanoseconds. */
struct looks {
    struct samples turn, note, commit;
};

static double p50(struct samples *s) {
    double us = (double)samples_at(s, 500) / 1e3;
    samples_close(s);
    return us;
}

static struct id family_new(struct desk *d, struct work *w, size_t i) {
    struct arena a;
    arena_init(&a);
    struct span body = desk_call(d, &a, "bench-desk", "intake.SubmitScreening", work_body(w, i));
    const intake__submit_screening_reply *reply = UNPACK_OWN(&a, intake__submit_screening_reply, body);
    struct id id = id_of(reply->family_id);
    arena_close(&a);
    return id;
}

static void look(struct desk *d, struct id family, struct looks *out, size_t *ok) {
    struct arena a;
    arena_init(&a);
    intake__get_family_request *in = NEW(&a, intake__get_family_request);
    in->family_id = id_field(&a, family);
    uint64_t before_us = engine_counters(d->engine)->commit_us;
    desk_push(d, "bench-desk", "intake.GetFamily", message_pack(&a, &in->base));
    int64_t began = now_ns();
    for (size_t left = 1; left;) left -= desk_turn(d, ok); /* a turn takes what its time allows */
    samples_add(&out->turn, now_ns() - began);
    samples_add(&out->note, note_ns);
    samples_add(&out->commit, (int64_t)(engine_counters(d->engine)->commit_us - before_us) * 1000);
    arena_close(&a);
}

/* A turn's worth, as under load: what the first of a turn pays is the beginning of its transaction. */
static double note_us_in_turns(struct desk *d, const struct id *families, size_t n, size_t *ok) {
    struct arena a;
    size_t waiting = 0;
    arena_init(&a);
    notes = (struct samples){.us = NULL};
    for (size_t i = 0; i < n; i++) {
        intake__get_family_request *in = NEW(&a, intake__get_family_request);
        in->family_id = id_field(&a, families[i]);
        desk_push(d, "bench-desk", "intake.GetFamily", message_pack(&a, &in->base));
        waiting++;
        if (waiting == LOOKS_A_TURN || i == n - 1)
            while (waiting) waiting -= desk_turn(d, ok);
    }
    arena_close(&a);
    return p50(&notes);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    static struct desk d;
    static struct work w;
    struct looks logged = {.turn = {.us = NULL}}, again = {.turn = {.us = NULL}};
    size_t count = argc > 2 ? strtoul(argv[2], NULL, 10) : 2000, ok = 0;
    struct id *families = calloc(count, sizeof *families);
    if (!families) return 1;
    desk_open(&d, &intake_service, argv[1], false);
    work_make(&w, 1, WORK_MAX, (day)(desk_now_ms(&d) / 86400000));
    for (size_t i = 0; i < count; i++) {
        families[i] = family_new(&d, &w, i);
        look(&d, families[i], &logged, &ok);
        look(&d, families[i], &again, &ok);
    }
    double note = note_us_in_turns(&d, families, count, &ok);
    free(families);
    double commit = p50(&logged.commit), turn = p50(&logged.turn), unlogged = p50(&again.turn);
    printf("{\"what\":\"looks\",\"n\":%zu,\"note_us\":%.1f,\"note_alone_us\":%.1f,\"again_us\":%.1f,\"logged_us\":%.1f,"
           "\"unlogged_us\":%.1f,"
           "\"commit_us\":%.1f,\"above_us\":%.1f}\n",
           count, note, p50(&logged.note), p50(&again.note), turn, unlogged, commit, turn - unlogged - commit);
    samples_close(&again.commit);
    work_close(&w);
    desk_close(&d);
    return ok == 3 * count ? 0 : 1;
}
