/* Lists that have grown: a worklist and families past what one page or one count holds. */
#include "intake_world.h"

enum { CALLS = 1300, TEAMS = 7, PAGE_OF = 200 };

static int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

/* Names that many share, each with a rare one in a few; telephones of their own. */
static intake__screening *call_number(struct desk *t, int i) {
    static const char *const names[] = {"Tremblay", "Gagnon", "Roy"}, *const given[] = {"Marie", "Zoé"};
    intake__screening *s = call_now(t);
    s->identity->name->family = i % 400 == 7 ? "Tremblay-Xenakis" : names[i % 3];
    s->identity->name->given = given[i / 3 % 2];
    s->identity->phone = arena_printf(&t->a, "514555%04d", i);
    s->identity->nam = "";
    s->identity->birth_date->day = 1 + i % 28;
    return s;
}

static void fill(struct desk *t) {
    for (int i = 0; i < CALLS; i++) {
        intake__submit_screening_reply *s = NULL;
        intake__decide_route_reply *decided = NULL;
        assert_int_equal(submit(t, "desk", call_number(t, i), &s), 0);
        if (i % (CALLS / TEAMS) == 5 && i < CALLS - 10)
            assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_SIPPE, &decided), 0);
    }
}

static sippe__list_work_reply *listed(struct desk *t, sippe__list_work_request *in) {
    sippe__list_work_reply *out = NULL;
    assert_int_equal(LIST_WORK(t, "desk", in, &out), 0);
    return out;
}

/* All pages; how many items there were, none of them twice. */
static size_t all_pages(struct desk *t, sippe__list_work_request *in) {
    size_t n = 0;
    ProtobufCBinaryData *things = arena_alloc(&t->a, 4 * CALLS * sizeof *things);
    uint8_t *kinds = arena_alloc(&t->a, 4 * CALLS);
    for (int pages = 0; pages < 100; pages++) {
        sippe__list_work_reply *l = listed(t, in);
        assert_true(l->n_items <= (in->limit ? in->limit : 50));
        for (size_t i = 0; i < l->n_items; i++) {
            things[n] = l->items[i]->thing;
            kinds[n++] = (uint8_t)l->items[i]->kind;
        }
        if (!l->next.len) break;
        in->after = l->next;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) assert_false(kinds[i] == kinds[k] && SAME_BYTES(things[i], things[k]));
    return n;
}

static intake__find_family_reply *found(struct desk *t, const char *key, const char *name) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->name = name;
    assert_int_equal(ASK(t, key, FindFamily, find_family, in, &out), 0);
    return out;
}

static void test_lists_that_have_grown(void **state) {
    struct desk *t = *state;
    fill(t);
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    sippe__list_work_reply *l = listed(t, in);
    assert_int_equal(l->n_items, 50);
    assert_int_equal(l->total, 1000);
    assert_true(l->more_than);
    in->limit = PAGE_OF;
    size_t all = all_pages(t, in);
    assert_true(all >= CALLS);
    in = NEW(&t->a, sippe__list_work_request);
    in->role = ROLE_TEAM; /* few, among many that are the desk's */
    l = listed(t, in);
    assert_int_equal(l->total, TEAMS);
    assert_int_equal(l->n_items, TEAMS);
    assert_false(l->more_than);
    assert_int_equal(l->next.len, 0);
    in->limit = 2;
    assert_int_equal(all_pages(t, in), TEAMS);
    in = NEW(&t->a, sippe__list_work_request);
    in->role = ROLE_DESK;
    assert_int_equal(all_pages(t, in) + TEAMS, all);
    in = NEW(&t->a, sippe__list_work_request);
    in->overdue_only = true;
    assert_int_equal(listed(t, in)->n_items, 0);
    assert_int_equal(listed(t, in)->next.len, 0);
    leap(t, 20 * DAY_LONG);
    l = listed(t, in);
    assert_int_equal(l->n_items, 50);
    assert_true(l->overdue > 0 && l->next.len);
    intake__find_family_reply *f = found(t, "desk", "xenakis tremblay");
    assert_int_equal(f->n_families, 4);
    assert_int_equal(f->next.len, 0);
    assert_int_equal(found(t, "desk", "marie xenakis")->n_families + found(t, "desk", "zoe xenakis")->n_families, 4);
    assert_int_equal(found(t, "desk", "gagnon xenakis")->n_families, 0);
    assert_int_equal(found(t, "desk", "gagnon tremblay")->n_families, 0); /* two that many have, and nobody both */
    assert_int_equal(found(t, "desk", "gagnon tremblay")->next.len, 0);
    f = found(t, "desk", "marie gagnon");
    assert_int_equal(f->n_families, 50);
    assert_true(f->next.len > 0);
    assert_int_equal(found(t, "desk2", "xenakis")->n_families, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lists_that_have_grown, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
