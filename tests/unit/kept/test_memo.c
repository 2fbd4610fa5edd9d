/* What follows from rows is kept until one of them is another, and never longer: looked at against what the rows say
 * now, over random writes, commits and transactions that are taken back. */
#include <stdio.h>
#include <string.h>
#include "engine/memo.h"
#include "engine/rows/rows.h"
#include "prng.h"
#include "rig.h"

enum { NAMES = 6, TOTALS = 4 };

struct bench {
    struct rig rig;
    struct engine *e;
    struct apply apply; /* on the transaction that writes */
};

static int n_made; /* how often one was laid out */

static const struct row_table *counters(void) { return tally_indexed.rows[0]; }
static const struct row_table *by_total(void) { return tally_indexed.rows[1]; }
static struct id name_of(int n) {
    char name[8];
    snprintf(name, sizeof name, "n%d", n);
    return tally_subject(name);
}

/* ---- three of them: a row, those under a prefix with their rows, and one that reads another ---- */

static struct span text(struct view *v, const char *text) { return span_text(arena_text(view_arena(v), text)); }

static struct span note(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms) {
    const tally__row *row = row_get(v, counters(), KEY(KEY_ID(of)));
    (void)given, (void)now_ms, (void)until_ms;
    n_made++;
    return text(v, row ? row->personal->note : "none");
}
static const struct memo notes = {"note", note};

static struct span of_total(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms) {
    struct key key;
    const char *out = "";
    struct row_scan *s = row_scan(v, by_total(), KEY(KEY_I64(of.bytes[0])), NULL);
    (void)given, (void)now_ms, (void)until_ms;
    n_made++;
    while (row_next(s, &key, NULL)) {
        const tally__row *row = row_get(v, counters(), KEY(KEY_ID(key_id_at(&key, 8))));
        out = arena_printf(view_arena(v), "%s %s", out, row ? row->personal->note : "none");
    }
    return text(v, out);
}
static const struct memo totals = {"of a total", of_total};

static struct span nested(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms) {
    const char *out = "";
    (void)of, (void)until_ms;
    n_made++;
    for (int n = 0; n < NAMES; n++) {
        struct span one = memo_read(v, &notes, name_of(n), given, now_ms);
        out = arena_printf(view_arena(v), "%s %.*s", out, (int)one.len, (const char *)one.data);
    }
    return text(v, out);
}
static const struct memo all = {"all notes", nested};

/* ---- reading ---- */

static struct view view_of(struct bench *b) {
    struct engine *e = b->e;
    return view_make(e, e->writing ? &e->write : &e->snapshot);
}

static void is_as_laid_out(struct bench *b, const struct memo *m, struct id of) {
    struct view v = view_of(b);
    int64_t until_ms = INT64_MAX;
    struct span is = memo_read(&v, m, of, NULL, 0), anew = m->make(&v, of, NULL, 0, &until_ms);
    assert_int_equal(v.txn->err, 0);
    assert_int_equal(is.len, anew.len);
    if (is.len) assert_memory_equal(is.data, anew.data, is.len);
}

static void looks(struct bench *b) {
    for (int n = 0; n < NAMES; n++) is_as_laid_out(b, &notes, name_of(n));
    for (uint8_t n = 0; n < TOTALS; n++) is_as_laid_out(b, &totals, (struct id){{n}});
    is_as_laid_out(b, &all, name_of(0));
    arena_reset(&b->e->arena);
}

/* ---- writing ---- */

static void bench_open(struct bench *b) {
    rig_open(&b->rig, &tally_indexed);
    b->e = b->rig.engine;
    b->apply = (struct apply){.view = {b->e, &b->e->arena, &b->e->write}};
}

static void put(struct bench *b, int n, int total, const char *words) {
    struct arena *a = &b->e->arena;
    turn_txn(b->e);
    tally__row *row = NEW_WITH_PERSONAL(a, tally__row);
    row->sealed_for = id_field(a, name_of(n));
    row->total = total;
    row->personal->note = arena_text(a, words);
    row_put(&b->apply, counters(), KEY(KEY_ID(name_of(n))), &row->base);
}

static void forget(struct bench *b, int n) {
    turn_txn(b->e);
    row_delete(&b->apply, counters(), KEY(KEY_ID(name_of(n))));
}

static void commit(struct bench *b) {
    if (!b->e->writing) return;
    assert_int_equal(commit_outside_turn(b->e), 0);
    memos_committed(b->e);
}

static void take_back(struct bench *b) {
    if (!b->e->writing) return;
    txn_abort(&b->e->write);
    b->e->writing = false;
    memos_take_back(b->e);
    slots_doubt(b->e);
}

/* ---- tests ---- */

static void follows_what_is_written(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct bench b;
        struct prng rng;
        prng_init(&rng, seed);
        bench_open(&b);
        for (int i = 0; i < 300; i++) {
            int n = (int)prng_below(&rng, NAMES);
            char words[8];
            snprintf(words, sizeof words, "w%d", (int)prng_below(&rng, 5));
            switch (prng_below(&rng, 8)) {
            case 0: forget(&b, n); break;
            case 1: commit(&b); break;
            case 2: take_back(&b); break;
            case 3: break;
            default: put(&b, n, (int)prng_below(&rng, TOTALS), words);
            }
            looks(&b);
        }
        take_back(&b);
        rig_close(&b.rig);
    }
}

/* In checked builds each is made again to be compared. */
static void made(int n) {
#ifndef SIPPE_CHECKED
    assert_int_equal(n_made, n);
#else
    (void)n;
#endif
    n_made = 0;
}

static struct span read_at(struct bench *b, const struct memo *m, int n, int64_t now_ms) {
    struct view v = view_of(b);
    return memo_read(&v, m, name_of(n), NULL, now_ms);
}

static void is_made_once(void **state) {
    struct bench b;
    (void)state;
    bench_open(&b);
    put(&b, 0, 1, "one");
    put(&b, 1, 1, "two");
    commit(&b);
    n_made = 0;
    read_at(&b, &all, 0, 0);
    made(1 + NAMES);
    for (int i = 0; i < 10; i++) read_at(&b, &all, 0, 0);
    made(0);
    put(&b, 1, 1, "three"); /* its own, and that which reads it */
    commit(&b);
    read_at(&b, &all, 0, 0);
    made(2);
    rig_close(&b.rig);
}

static struct span early_or_late(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms) {
    (void)of, (void)given;
    if (now_ms < 100) *until_ms = 100;
    return text(v, now_ms < 100 ? "early" : "late");
}
static const struct memo hours = {"early or late", early_or_late};

static struct span what_hour(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms) {
    (void)until_ms;
    return memo_read(v, &hours, of, given, now_ms);
}
static const struct memo outer = {"what hour it is", what_hour};

static void says(struct bench *b, const struct memo *m, int64_t now_ms, const char *text) {
    struct span is = read_at(b, m, 0, now_ms);
    assert_int_equal(is.len, strlen(text));
    assert_memory_equal(is.data, text, is.len);
}

/* Its own time, and that of what it reads; and a clock that is set back. */
static void its_time_is_up(void **state) {
    const struct memo *both[] = {&hours, &outer};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct bench b;
        bench_open(&b);
        says(&b, both[i], 10, "early");
        says(&b, both[i], 99, "early");
        says(&b, both[i], 100, "late");
        says(&b, both[i], 500, "late");
        says(&b, both[i], 99, "early");
        rig_close(&b.rig);
    }
}

static struct span large(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms) {
    uint8_t *bytes = arena_alloc(view_arena(v), 1 << 20);
    (void)given, (void)now_ms, (void)until_ms;
    n_made++;
    memset(bytes, of.bytes[0], 1 << 20);
    return span_of(bytes, 1 << 20);
}
static const struct memo megabyte = {"a megabyte", large};

/* There is room for 64 MiB: the oldest go, and are made again when somebody asks. */
static void the_oldest_go(void **state) {
    struct bench b;
    (void)state;
    bench_open(&b);
    n_made = 0;
    for (uint8_t n = 1; n <= 80; n++) {
        is_as_laid_out(&b, &megabyte, (struct id){{n}});
        arena_reset(&b.e->arena);
    }
    made(2 * 80);
    is_as_laid_out(&b, &megabyte, (struct id){{80}});
    made(1);
    is_as_laid_out(&b, &megabyte, (struct id){{1}});
    made(2);
    rig_close(&b.rig);
}

static const char *so_far;

static struct span of_a_list(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms) {
    (void)of, (void)given, (void)now_ms, (void)until_ms;
    return text(v, so_far);
}
static const struct memo listing = {"of a list", of_a_list};

/* Whoever asked waits until it is whole, and asks again. */
static void of_a_list_that_is_not_whole_nothing_is_kept(void **state) {
    struct bench b;
    (void)state;
    bench_open(&b);
    b.e->lists.awaited = true;
    so_far = "half";
    says(&b, &listing, 0, "half");
    b.e->lists.awaited = false;
    so_far = "whole";
    says(&b, &listing, 0, "whole");
    rig_close(&b.rig);
}

/* A reader of a state of its own neither finds what is kept nor leaves anything. */
static void another_state_is_apart(void **state) {
    struct bench b;
    (void)state;
    bench_open(&b);
    put(&b, 0, 1, "one");
    commit(&b);
    looks(&b);
    put(&b, 0, 1, "two");
    struct view before = view_make(b.e, &b.e->snapshot);
    struct span is = memo_read(&before, &notes, name_of(0), NULL, 0);
    assert_int_equal(is.len, 3);
    assert_memory_equal(is.data, "one", 3);
    looks(&b);
    take_back(&b);
    rig_close(&b.rig);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_what_is_written), cmocka_unit_test(is_made_once),
        cmocka_unit_test(its_time_is_up),          cmocka_unit_test(another_state_is_apart),
        cmocka_unit_test(the_oldest_go),           cmocka_unit_test(of_a_list_that_is_not_whole_nothing_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
