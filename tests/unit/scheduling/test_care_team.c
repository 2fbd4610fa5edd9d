/* Who follows a family, day by day: by tables, and against a second statement of the rule that asks of one worker and
 * one day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "prng.h"
#include "scheduling/domain/care_team.h"

enum { TODAY = 1000, WORKERS = 6, VISITS = 4, ABSENCES = 5, SPAN = 20, ROUNDS = 4000 };

static const char *const codes[WORKERS] = {"a", "b", "c", "d", "e", "f"};
static struct arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static const char *told(const struct care_facts *f) {
    struct care_member *team;
    size_t n = care_team(&arena, f, &team);
    const char *text = "";
    for (size_t i = 0; i < n; i++) {
        text = arena_printf(&arena, "%s%s%s", text, i ? " " : "", team[i].worker);
        if (team[i].from != DAY_NONE || team[i].until != DAY_NONE)
            text = arena_printf(&arena, "%s[%d..%d]", text, team[i].from - TODAY, team[i].until - TODAY);
    }
    return text;
}

static void test_told(void **state) {
    (void)state;
    const char *both[] = {"a", "b"}, *alone[] = {"c"};
    const struct care_absence today = {"a", "d", TODAY, TODAY}, over = {"a", "d", TODAY - 3, TODAY - 1},
                              chain[] = {{"a", "d", TODAY, TODAY + 5}, {"d", "e", TODAY + 2, TODAY + 9}},
                              circle[] = {{"a", "b", TODAY, TODAY + 5}, {"b", "a", TODAY, TODAY + 5}},
                              of_visitor = {"c", "d", TODAY - 5, TODAY + 30};
    const struct care_visit joint = {both, 2, TODAY - 40, .open = false}, missed = {both, 2, TODAY - 1, .missed = true},
                            to_come = {alone, 1, TODAY + 3, .open = true}, late = {alone, 1, TODAY - 7, .open = true},
                            lost = {alone, 1, TODAY - 8, .open = true}, made = {alone, 1, TODAY, .open = false};
    const struct {
        const char *key;
        const struct care_visit *visit;
        const struct care_absence *absences;
        size_t n_absences;
        const char *team;
    } rows[] = {
        {"", NULL, NULL, 0, ""},
        {"a", NULL, NULL, 0, "a"},
        {"a", &joint, NULL, 0, "a b"},
        {"a", &missed, NULL, 0, "a"},
        {"a", &to_come, NULL, 0, "a c[3..10]"},
        {"a", &late, NULL, 0, "a c[-7..0]"},
        {"a", &lost, NULL, 0, "a"},
        {"a", &made, NULL, 0, "a c[0..0]"},
        {"a", NULL, &today, 1, "a d[0..0]"},
        {"a", NULL, &over, 1, "a"},
        {"a", NULL, chain, 2, "a d[0..5] e[2..5]"},
        {"a", NULL, circle, 2, "a b[0..5]"},
        {"a", &to_come, &of_visitor, 1, "a c[3..10] d[3..10]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct care_facts f = {rows[i].key,      rows[i].visit,      rows[i].visit != NULL,
                                     rows[i].absences, rows[i].n_absences, TODAY};
        assert_string_equal(told(&f), rows[i].team);
    }
}

/* ---- against a second statement ---- */

static bool visits_on(const struct care_visit *v, const char *worker, day on) {
    for (size_t i = 0; i < v->n_workers; i++)
        if (strcmp(v->workers[i], worker) == 0)
            return (v->n_workers > 1 && !v->missed) || (on >= v->on && on <= v->on + (v->open ? CARE_TEAM_NOTES : 0));
    return false;
}

static bool is_in(const struct care_facts *f, const char *worker, day on, unsigned depth) {
    bool in = strcmp(f->key_worker, worker) == 0;
    for (size_t i = 0; i < f->n_visits; i++) in |= visits_on(&f->visits[i], worker, on);
    for (size_t i = 0; !in && depth && i < f->n_absences; i++) {
        const struct care_absence *a = &f->absences[i];
        in =
            strcmp(a->substitute, worker) == 0 && on >= a->from && on <= a->until && is_in(f, a->worker, on, depth - 1);
    }
    return in;
}

static bool is_told(const struct care_member *team, size_t n, const char *worker, day on) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(team[i].worker, worker) == 0 && (team[i].from == DAY_NONE || team[i].from <= on) &&
            (team[i].until == DAY_NONE || team[i].until >= on))
            return true;
    return false;
}

static day some_day(struct prng *p) { return TODAY - SPAN / 2 + (day)prng_below(p, SPAN); }

static void draw(struct prng *p, struct care_visit *visits, struct care_absence *absences, struct care_facts *f) {
    for (size_t i = 0; i < VISITS; i++) {
        const char **who = arena_alloc(&arena, 2 * sizeof *who);
        size_t first = prng_below(p, WORKERS);
        who[0] = codes[first];
        who[1] = codes[(first + 1) % WORKERS];
        visits[i] = (struct care_visit){who, 1 + prng_below(p, 2), some_day(p), .open = prng_below(p, 2) == 0};
        visits[i].missed = !visits[i].open && prng_below(p, 2) == 0;
    }
    for (size_t i = 0; i < ABSENCES; i++) {
        day from = some_day(p);
        size_t away = prng_below(p, WORKERS);
        absences[i] = (struct care_absence){codes[away], codes[(away + 1 + prng_below(p, WORKERS - 1)) % WORKERS], from,
                                            from + (day)prng_below(p, 8)};
    }
    *f = (struct care_facts){codes[prng_below(p, WORKERS)], visits, prng_below(p, VISITS + 1), absences,
                             prng_below(p, ABSENCES + 1),   TODAY};
}

static void test_each_worker_on_each_day(void **state) {
    (void)state;
    struct prng p;
    prng_init(&p, 5);
    struct care_visit visits[VISITS];
    struct care_absence absences[ABSENCES];
    struct care_facts f;
    for (int round = 0; round < ROUNDS; round++) {
        struct care_member *team;
        draw(&p, visits, absences, &f);
        size_t n = care_team(&arena, &f, &team);
        for (day on = TODAY; on < TODAY + 2 * SPAN; on++)
            for (size_t w = 0; w < WORKERS; w++)
                if (is_told(team, n, codes[w], on) != is_in(&f, codes[w], on, ABSENCES + 1))
                    fail_msg("round %d: %s on day %d", round, codes[w], on - TODAY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_each_worker_on_each_day, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
