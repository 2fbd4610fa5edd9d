/* Each list of each request, filled to the end of the frame: with what its first element is, again and again, and with
 * texts of which no two are the same. An answer comes after little work and little memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <cmocka.h>

#include "base/finding.h"
#include "base/message.h"
#include "engine/engine.h"
#include "methods.h"
#include "plausible.h"
#include "station.h"
#include "text/plain.h"

/* A submission takes under a millisecond here; what goes through a list for each of its elements takes seconds. Memory
 * is that of the process, whose largest message is unpacked to some MB. */
#ifdef SIPPE_CHECKED
enum { CPU_MS_MAX = 1000, GROWN_MB_MAX = 400 };
#else
enum { CPU_MS_MAX = 100, GROWN_MB_MAX = 48 };
#endif
enum { BODY_MAX = ENGINE_PUBLIC_FRAME_MAX - 4096, FIELDS_MAX = 60000, LISTS_MIN = 60 };

struct asking {
    struct station *station;
    const struct target *target;
    ProtobufCMessage *request;
};

static struct arena arena, elements; /* of a request; of one list of it, and what is asked with it */

static size_t n_lists;

static int64_t cpu_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static long peak_mb(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss / 1024;
}

static const char *key_for(const struct method *m) {
    for (int role = ROLE_DESK; role <= ROLE_PRIVACY; role++)
        if (m->roles & (1u << role) && station_key_of((sippe__role)role)) return station_key_of((sippe__role)role);
    return "operator";
}

/* LISTS_SAY=1: what each took. */
static void ask(struct asking *t, const char *field, const char *how) {
    static uint64_t id[2] = {0, 31};
    id[0]++;
    const char *name = t->target->name;
    struct span body = message_pack(&elements, t->request);
    assert_true(body.len < ENGINE_PUBLIC_FRAME_MAX);
    struct span frame = station_frame(&elements, name, (const uint8_t *)id, body);
    int64_t before = cpu_ms();
    const sippe__reply *reply =
        station_exchange(t->station, t->target->daemon, key_for(t->target->method), NULL, frame);
    long took = (long)(cpu_ms() - before);
    if (!reply) fail_msg("%s, %s of %s: no answer", name, field, how);
    if (getenv("LISTS_SAY"))
        printf("%-32s %-18s %-8s %6zu bytes %4ld ms %4d\n", name, field, how, body.len, took, reply->status->reason);
    if (reply->status->reason == REASON_INTERNAL) fail_msg("%s, %s of %s: INTERNAL", name, field, how);
    if (reply->status->n_violations > FINDINGS_MAX)
        fail_msg("%s, %s of %s: %zu violations", name, field, how, reply->status->n_violations);
    if (took > CPU_MS_MAX) fail_msg("%s, %s of %s: %ld ms", name, field, how, took);
}

/* ---- elements ---- */

/* Texts of the message become "x1", and so do those of its parts. */
static void distinguish(ProtobufCMessage *m, size_t i) {
    for (unsigned k = 0; k < m->descriptor->n_fields; k++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[k];
        const char *text = arena_printf(&elements, "x%zx", i);
        if (f->label != PROTOBUF_C_LABEL_REPEATED && f->type == PROTOBUF_C_TYPE_STRING &&
            !(f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF))
            memcpy((uint8_t *)m + f->offset, &text, sizeof text);
    }
}

enum filling { EMPTY, SAME, DISTINCT, FILLINGS };
static const char *const filling_names[] = {"empty", "same", "distinct"};

/* The element i of a list whose first was `first` (NULL: it had none), in the place *at; what it takes on the wire. */
static size_t put_element(const ProtobufCFieldDescriptor *f, const void *first, enum filling how, size_t i, void *at) {
    if (f->type == PROTOBUF_C_TYPE_MESSAGE) {
        ProtobufCMessage *m = message_new(&elements, f->descriptor), *one = m;
        if (first && how != EMPTY) memcpy(&one, first, sizeof one);
        if (how == DISTINCT) distinguish(one = message_copy(&elements, one), i);
        memcpy(at, &one, sizeof one);
        return protobuf_c_message_get_packed_size(one) + 5;
    }
    if (f->type == PROTOBUF_C_TYPE_STRING) {
        const char *text = "";
        if (first && how == SAME) memcpy(&text, first, sizeof text);
        if (how == DISTINCT) text = arena_printf(&elements, "x%zx", i);
        memcpy(at, &text, sizeof text);
        return strlen(text) + 3;
    }
    memset(at, 0, plain_size(f->type));
    if (first && how != EMPTY) memcpy(at, first, plain_size(f->type));
    return f->type == PROTOBUF_C_TYPE_BYTES ? ((const ProtobufCBinaryData *)at)->len + 4 : 11;
}

static void fill(struct asking *t, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, enum filling how) {
    uint8_t *count = (uint8_t *)m + f->quantifier_offset, *list = (uint8_t *)m + f->offset;
    size_t each = plain_size(f->type), n_before, n = 0, none = 0;
    void *before;
    memcpy(&n_before, count, sizeof n_before);
    memcpy(&before, list, sizeof before);
    memcpy(count, &none, sizeof none);
    size_t left = BODY_MAX - protobuf_c_message_get_packed_size(t->request), fields = 0, used = 0;
    uint8_t *more = arena_alloc(&elements, FIELDS_MAX * each);
    while (fields < FIELDS_MAX && used < left) {
        used += put_element(f, n_before ? before : NULL, how, n, more + n * each);
        n++, fields +=
             f->type == PROTOBUF_C_TYPE_MESSAGE ? 1 + ((const ProtobufCMessageDescriptor *)f->descriptor)->n_fields : 1;
    }
    n -= used > left;
    memcpy(count, &n, sizeof n);
    memcpy(list, &more, sizeof more);
    ask(t, f->name, filling_names[how]);
    memcpy(count, &n_before, sizeof n_before);
    memcpy(list, &before, sizeof before);
    arena_reset(&elements);
}

/* Of a list of messages the lists of its first. */
static void walk(struct asking *t, ProtobufCMessage *m) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        void *part = NULL;
        size_t n = 1;
        if (f->label == PROTOBUF_C_LABEL_REPEATED) {
            n_lists++;
            for (int how = 0; how < FILLINGS; how++) fill(t, m, f, (enum filling)how);
            memcpy(&n, (uint8_t *)m + f->quantifier_offset, sizeof n);
        }
        if (f->type != PROTOBUF_C_TYPE_MESSAGE || f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF || !n) continue;
        memcpy(&part, (uint8_t *)m + f->offset, sizeof part);
        if (part && f->label == PROTOBUF_C_LABEL_REPEATED) memcpy(&part, part, sizeof part);
        if (part) walk(t, part);
    }
}

static void walk_request(struct station *s, const struct target *target, struct span body) {
    struct asking t = {s, target, message_unpack_own(&arena, target->method->request, body)};
    assert_non_null(t.request);
    walk(&t, t.request);
}

/* ---- requests ---- */

struct said {
    struct said *next;
    const char *method;
    struct span body;
};
static struct said *all_said;
static struct arena arena_said;

static void note_said(const char *daemon, const char *method, struct span body) {
    (void)daemon;
    struct said *s = arena_alloc(&arena_said, sizeof *s);
    *s = (struct said){all_said, arena_text(&arena_said, method), arena_span(&arena_said, body)};
    all_said = s;
}

static const struct target *target_named(const char *name) {
    for (size_t i = 0; i < method_count(); i++)
        if (strcmp(method_at(i)->name, name) == 0) return method_at(i);
    fail_msg("%s is no method", name);
    return NULL;
}

static bool said_before(const struct said *one) {
    for (const struct said *s = one->next; s; s = s->next)
        if (strcmp(s->method, one->method) == 0) return true;
    return false;
}

/* Those that are granted as they are come furthest; the samples are of every method. */
static void test_lists(void **state) {
    (void)state;
    arena_init(&arena);
    arena_init(&elements);
    arena_init(&arena_said);
    station_said = note_said;
    struct station *s = station_take();
    struct plausible p;
    plausible_init(&p, s, &arena_said);
    long before = peak_mb();
    for (const struct said *one = all_said; one; one = one->next) {
        if (said_before(one)) continue;
        walk_request(s, target_named(one->method), one->body);
        arena_reset(&arena);
    }
    for (size_t i = 0; i < method_count(); i++) {
        walk_request(s, method_at(i), plausible_request(&p, method_at(i), 1));
        arena_reset(&arena);
    }
    assert_true(n_lists >= LISTS_MIN);
    if (peak_mb() > before + GROWN_MB_MAX) fail_msg("%ld MB, %ld before", peak_mb(), before);
    station_end();
    arena_close(&arena_said);
    arena_close(&elements);
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lists)};
    return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
