/* May she see it? Every role by team, restriction, opening and rules, beside a second statement of the rule that reads
 * none of what the engine reads: a class at a time, from what each case says of itself. */
#include "rig.h"

#include "engine/access/access.h"
#include "rules.h"

static const struct id hers = {{7}}, another = {{8}};
static const struct id family = {{1, 2, 3}};

struct team_case {
    const char *worker; /* NULL: the family has no team */
    int from, until;    /* days from today; 99: none */
    bool in_it;
};
static const struct team_case teams[] = {
    {NULL, 99, 99, false}, {"w1", 99, 99, true},  {"w1", 0, 0, true},  {"w1", -9, -1, false},
    {"w1", 1, 9, false},   {"w2", 99, 99, false}, {"w1", -1, 1, true}, {"w2", 0, 0, false},
};

struct restriction_case {
    const struct id *member; /* NULL: a role */
    bool own_role, own_organization;
    unsigned shows;
    int until;
    unsigned takes; /* what she loses by it */
};
static const struct restriction_case restrictions[] = {
    {&hers, false, false, 0, 99, SHOWS_ALL},
    {&hers, false, false, SHOWS_ANSWERS, 0, SHOWS_ANSWERS},
    {&hers, false, false, SHOWS_IDENTITY | SHOWS_CONTACT, 99, SHOWS_IDENTITY | SHOWS_CONTACT},
    {&hers, true, true, 0, -1, 0},
    {&another, true, true, 0, 99, 0},
    {NULL, true, true, 0, 99, SHOWS_ALL},
    {NULL, true, true, SHOWS_DECISIONS, 5, SHOWS_DECISIONS},
    {NULL, true, false, 0, 99, 0},
    {NULL, false, true, 0, 99, 0},
};
enum { TEAMS = sizeof teams / sizeof *teams, RESTRICTIONS = sizeof restrictions / sizeof *restrictions };
enum opening { NONE, OPEN, OVER, OF_ANOTHER, OPENINGS };

struct scene {
    struct rig r;
    struct arena a;
    day today;
    uint64_t seq;
    bool assigned, over;
};

static struct view view(struct scene *s) {
    struct view v = view_make(s->r.engine, turn_txn(s->r.engine));
    v.arena = &s->a;
    return v;
}

/* Adopted last, so in force. */
static void rules_set(struct scene *s, bool assigned, bool over) {
    struct record record = {.seq = ++s->seq};
    struct apply apply = {.view = view(s), .record = &record};
    sippe__territory *t = rules_for_tests(&s->a, "test");
    t->access = NEW(&s->a, sippe__access);
    t->access->care_team = assigned ? CARE_TEAM_ASSIGNED : CARE_TEAM_OPEN;
    t->access->break_glass = NEW(&s->a, sippe__break_glass);
    t->access->break_glass->allowed = true;
    t->access->break_glass->over_restrictions = over;
    rules_put(&apply, (struct id){{9, (uint8_t)s->seq}}, t, s->r.now_ms);
    s->assigned = assigned;
    s->over = over;
    s->today = today_of(&apply.view, s->r.now_ms);
}

static sippe__date *days_on(struct scene *s, int days) {
    return days == 99 ? NULL : civil_date(&s->a, s->today + days);
}

static void file_put(struct scene *s, const struct team_case *t, const struct restriction_case *r, sippe__role role,
                     enum opening o) {
    struct apply apply = {.view = view(s)};
    node__file_access *f = NEW(&s->a, node__file_access);
    if (t->worker) {
        node__team_member *m = NEW(&s->a, node__team_member);
        m->worker = t->worker;
        m->from = days_on(s, t->from);
        m->until = days_on(s, t->until);
        APPEND(&s->a, f, team, m);
    }
    if (r) {
        node__restriction *n = NEW(&s->a, node__restriction);
        if (r->member) n->member_id = id_field(&s->a, *r->member);
        n->role = r->own_role ? role : role == ROLE_DESK ? ROLE_TEAM : ROLE_DESK;
        n->organization = r->own_organization ? "a" : "b";
        n->shows = r->shows;
        n->until = days_on(s, r->until);
        APPEND(&s->a, f, restrictions, n);
    }
    if (o != NONE) {
        node__opened *n = NEW(&s->a, node__opened);
        n->member_id = id_field(&s->a, o == OF_ANOTHER ? another : hers);
        n->until_ms = s->r.now_ms + (o == OVER ? 0 : 1);
        APPEND(&s->a, f, opened, n);
    }
    file_access_put_whole(&apply, family, f);
}

/* The rule again, a class at a time. */
static bool shall_see(const struct scene *s, sippe__role role, bool own, const struct team_case *t,
                      const struct restriction_case *r, enum opening o, unsigned class) {
    if (role == ROLE_COORDINATOR)
        own = true;
    else if (role != ROLE_DESK && role != ROLE_TEAM && role != ROLE_PARTNER)
        return false;
    if (!own) return false;
    bool opened = o == OPEN;
    if (r && r->takes & class && !(opened && s->over)) return false;
    if (role != ROLE_TEAM || !s->assigned || !t->worker || t->in_it || opened) return true;
    return class == SHOWS_IDENTITY;
}

static size_t compare(struct scene *s, const struct team_case *t, const struct restriction_case *r, sippe__role role,
                      enum opening o) {
    struct view v = view(s);
    struct principal p = {hers, "somebody", role, "a", .worker = "w1"};
    unsigned own = may_see(&v, &p, "a", family, SHOWS_ALL), theirs = may_see(&v, &p, "b", family, SHOWS_ALL);
    for (unsigned class = 1; class <= SHOWS_ALL; class <<= 1) {
        assert_int_equal((own & class) != 0, shall_see(s, role, true, t, r, o, class));
        assert_int_equal((theirs & class) != 0, shall_see(s, role, false, t, r, o, class));
        assert_int_equal(may_see(&v, &p, "a", family, class), own & class);
    }
    assert_int_equal(may_see(&v, &p, NULL, family, SHOWS_ALL), 0);
    return 1;
}

static void everybody_by_everything(void **state) {
    struct scene *s = *state;
    size_t n = 0;
    for (int rules = 0; rules < 4; rules++) {
        rules_set(s, rules & 1, rules & 2);
        for (int role = 0; role < 12; role++)
            for (size_t t = 0; t < TEAMS; t++)
                for (size_t r = 0; r <= RESTRICTIONS; r++)
                    for (enum opening o = 0; o < OPENINGS; o++) {
                        const struct restriction_case *restriction = r < RESTRICTIONS ? &restrictions[r] : NULL;
                        file_put(s, &teams[t], restriction, (sippe__role)role, o);
                        n += compare(s, &teams[t], restriction, (sippe__role)role, o);
                        arena_reset(&s->a);
                    }
    }
    assert_int_equal(n, 4 * 12 * TEAMS * (RESTRICTIONS + 1) * OPENINGS);
}

/* What one of them says leaves what the other said. */
static void the_team_and_the_rest_are_said_apart(void **state) {
    struct scene *s = *state;
    rules_set(s, true, false);
    file_put(s, &teams[1], &restrictions[1], ROLE_TEAM, OPEN);
    struct apply apply = {.view = view(s)};
    node__team_changed__personal team = NODE__TEAM_CHANGED__PERSONAL__INIT;
    file_team_put(&apply, family, &team);
    const node__file_access *f = file_access(&apply.view, family);
    assert_true(f->n_team == 0 && f->n_restrictions == 1 && f->n_opened == 1);
    file_put(s, &teams[1], &restrictions[1], ROLE_TEAM, OPEN);
    node__file_access_ruled__personal ruled = NODE__FILE_ACCESS_RULED__PERSONAL__INIT;
    file_access_put(&apply, family, &ruled);
    f = file_access(&apply.view, family);
    assert_true(f->n_team == 1 && f->n_restrictions == 0 && f->n_opened == 0);
}

/* ---- asked by the engine, before a handler ---- */

static int get(struct rig *r, const char *who) {
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = "a"; /* a counter of the desk's own organisation */
    return rig_reason(rig_call(r, who, rig_request_id(r), "intake.Get", &in->base));
}

static void keep_from(struct rig *r, const char *who, unsigned shows) {
    struct apply apply = {.view = view_make(r->engine, turn_txn(r->engine))};
    node__file_access *f = NEW(&r->arena, node__file_access);
    node__restriction *n = NEW(&r->arena, node__restriction);
    n->member_id = id_field(&r->arena, member_of_name(who));
    n->shows = shows;
    APPEND(&r->arena, f, restrictions, n);
    file_access_put_whole(&apply, tally_subject("a"), f);
    assert_int_equal(commit_outside_turn(r->engine), 0);
}

/* A coordinator too, who reaches all; and who was refused what stands in the access journal. */
static void a_handler_is_not_reached(void **state) {
    (void)state;
    static const char *const who[] = {"desk", "coordinator"};
    struct rig r;
    rig_open(&r, &tally_looked_at);
    assert_int_equal(rig_add(&r, rig_adding(&r, "a", 1)), 0);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(get(&r, who[i]), 0);
        keep_from(&r, who[i], SHOWS_CONTACT); /* the query shows answers alone */
        assert_int_equal(get(&r, who[i]), 0);
        keep_from(&r, who[i], SHOWS_ANSWERS);
        uint64_t n = r.engine->access.n;
        assert_int_equal(get(&r, who[i]), REASON_CARE_TEAM_ONLY);
        assert_int_equal(r.engine->access.n, n + 1);
        keep_from(&r, who[i], 0);
        assert_int_equal(get(&r, who[i]), REASON_NOT_FOUND);
        assert_int_equal(get(&r, who[!i]), 0);
    }
    rig_close(&r);
}

static int opened(void **state) {
    static struct scene s;
    s = (struct scene){0};
    rig_open(&s.r, &tally_looked_at);
    rig_turn(&s.r, 0);
    arena_init(&s.a);
    *state = &s;
    return 0;
}

static int closed(void **state) {
    struct scene *s = *state;
    arena_close(&s->a);
    rig_close(&s->r);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everybody_by_everything, opened, closed),
        cmocka_unit_test_setup_teardown(the_team_and_the_rest_are_said_apart, opened, closed),
        cmocka_unit_test(a_handler_is_not_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
