/* Invented families by the thousand: all that the generator calls acceptable are accepted, and where it knows the route
 * from the case itself the same one is proposed. */
#include "../../lib/family_screening.h"
#include "fixture.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/proposal/proposal.h"
#include "intake/domain/screening/screening_check.h"

static sippe__territory *montreal_north(struct arena *a) {
    sippe__territory *t = fixture_territory(a);
    t->n_clscs = 0;
    fixture_clsc(a, t, "99001", "H2B", "H2C");
    fixture_clsc(a, t, "99002", "H1G", "H1H");
    static const char *const first[] = {"H2M", "H2N", "H3L", "H3M", "H2P", "H2E"}, *const second[] = {"H1Z", "H1R"};
    for (size_t i = 0; i < COUNT(first); i++) APPEND(a, t->clscs[0], postal_prefixes, first[i]);
    for (size_t i = 0; i < COUNT(second); i++) APPEND(a, t->clscs[1], postal_prefixes, second[i]);
    t->n_sources = 0; /* all are accepted */
    t->doors[0]->n_postal_prefixes = 1;
    return t;
}

static void check_one(struct arena *a, const struct family_case *c, const sippe__territory *t, int64_t now,
                      size_t *agreed) {
    intake__screening *s = intake_screening_normal(a, family_screening(a, c));
    struct screening_checked got = intake_screening_check(a, s, t, now, SCREENING_SUBMIT);
    if (got.reason)
        fail_msg("family %u: %d, %s %d", (unsigned)c->number, got.reason, got.wrong.n ? got.wrong.list[0].path : "",
                 got.wrong.n ? got.wrong.list[0].reason : 0);
    intake__proposal *p = fixture_propose(a, s, t, intake_screening_call_day(s, t, now));
    assert_true(p->route >= ROUTE_SIPPE && p->route <= ROUTE_PRE_REGISTER);
    if (!c->expected) return;
    (*agreed)++;
    if ((int)p->route != c->expected)
        fail_msg("family %u: %d, not %d, %s", (unsigned)c->number, (int)p->route, c->expected,
                 p->n_ask ? p->ask[0]->fact : "nothing asked");
}

static void test_accepted(void **state) {
    (void)state;
    struct arena kept, a;
    arena_init(&kept);
    arena_init(&a);
    const sippe__territory *t = montreal_north(&kept);
    struct families f;
    families_init(&f, 20261120, fixture_today());
    size_t agreed = 0;
    for (int i = 0; i < 5000; i++) {
        struct family_case c;
        families_next(&f, &c);
        arena_reset(&a);
        check_one(&a, &c, t, fixture_now(), &agreed);
    }
    assert_in_range(agreed, 1000, 5000);
    arena_close(&kept);
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_accepted)};
    return cmocka_run_group_tests_name("intake families", tests, NULL, NULL);
}
