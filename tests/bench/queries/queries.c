#include "queries/queries.h"
#include <stdio.h>
#include "base/message.h"
#include "proto/intake.h"
#include "samples.h"

static void measure(struct desk *d, const char *key, const char *what, const char *method, struct span body,
                    size_t times) {
    struct arena a;
    struct samples s = {.us = NULL};
    int64_t began = samples_now_us();
    arena_init(&a);
    for (size_t i = 0; i < times; i++) {
        int64_t from = samples_now_us();
        desk_call(d, &a, key, method, body);
        samples_add(&s, samples_now_us() - from);
        arena_reset(&a);
    }
    samples_print(&s, what, 1, (double)(samples_now_us() - began) / 1e6);
    samples_close(&s);
    arena_close(&a);
}

static void list(struct desk *d, const char *what, sippe__role role, bool overdue, bool later, size_t times) {
    struct arena a;
    arena_init(&a);
    sippe__list_work_request *r = NEW(&a, sippe__list_work_request);
    r->role = role;
    r->overdue_only = overdue;
    for (int page = 0; later && page < 20; page++) {
        struct span reply = desk_call(d, &a, "bench-desk", "intake.ListWork", message_pack(&a, &r->base));
        r->after = UNPACK_OWN(&a, sippe__list_work_reply, reply)->next;
    }
    measure(d, "bench-desk", what, "intake.ListWork", message_pack(&a, &r->base), times);
    arena_close(&a);
}

/* A first page of those whose name begins so; and the pregnancies that must not pass by. */
static void search(struct desk *d, const char *text, size_t times) {
    struct arena a;
    arena_init(&a);
    sippe__list_work_request *r = NEW(&a, sippe__list_work_request);
    r->text = text;
    measure(d, "bench-desk", arena_printf(&a, "worklist, %s", text), "intake.ListWork", message_pack(&a, &r->base),
            times);
    arena_close(&a);
}

static void radar(struct desk *d, size_t times) {
    struct arena a;
    arena_init(&a);
    intake__list_radar_request *r = NEW(&a, intake__list_radar_request);
    measure(d, "bench-desk", "radar", "intake.ListRadar", message_pack(&a, &r->base), times);
    arena_close(&a);
}

/* As a desk of this territory, or of a CLSC that has no family. */
static void find(struct desk *d, const char *key, const char *name, size_t times) {
    struct arena a;
    arena_init(&a);
    intake__find_family_request *r = NEW(&a, intake__find_family_request);
    r->name = name;
    struct span body = message_pack(&a, &r->base);
    measure(d, key, arena_printf(&a, "find %s, %s", name, key), "intake.FindFamily", body, times);
    struct span reply = desk_call(d, &a, key, "intake.FindFamily", body);
    intake__find_family_reply *out = UNPACK_OWN(&a, intake__find_family_reply, reply);
    fprintf(stderr, "%s: %zu found%s\n", name, out->n_families, out->next.len ? ", and more" : "");
    arena_close(&a);
}

void queries_ask(struct desk *d, size_t times) {
    static const char *const names[] = {"tremblay",   "tremblay zoé",          "marie ève tremblay", "thi lan tremblay",
                                        "zoé nguyen", "marie de la durantaye", "tremblay nobody"};
    static const char *const elsewhere[] = {"tremblay", "zoé nguyen", "nobody"}; /* nothing may tell them apart */
    list(d, "worklist", ROLE_UNSPECIFIED, false, false, times);
    list(d, "worklist, page 21", ROLE_UNSPECIFIED, false, true, times);
    list(d, "worklist of the team", ROLE_TEAM, false, false, times);
    list(d, "worklist, overdue", ROLE_UNSPECIFIED, true, false, times);
    search(d, "tremblay", times);
    radar(d, times);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) find(d, "bench-desk", names[i], times);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) find(d, "bench-other", elsewhere[i], times);
}
