/* The territories that are delivered: they parse, pass the check that adoption makes, differ where territories do, and
 * say where each number comes from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "reading.h"
#include "proto/territory.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/territory/territory_check.h"

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

static char *text_of(const char *name, size_t *len) {
    const char *path = arena_printf(&arena, "%s/deploy/territories/%s", SOURCE_DIR, name);
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s", path);
    char *text = arena_alloc(&arena, YAML_SIZE_MAX + 1);
    *len = fread(text, 1, YAML_SIZE_MAX, f);
    text[*len] = 0;
    fclose(f);
    return text;
}

static sippe__territory *territory(const char *name) {
    size_t len;
    char *text = text_of(name, &len);
    struct text_errors errors = {0};
    sippe__territory *t = yaml_read(&arena, &sippe__territory__descriptor, text, len, &errors);
    if (!t) fail_msg("%s", text_errors_print(&arena, &errors, name, false));
    return t;
}

static size_t findings_of(const char *name, const sippe__territory *t) {
    struct findings f = findings_in(&arena);
    intake_territory_check(t, &f);
    for (size_t i = 0; i < f.n; i++) print_error("%s: %s: %d\n", name, f.list[i].path, (int)f.list[i].reason);
    return f.n;
}

static void test_both_can_be_adopted(void **state) {
    (void)state;
    static const char *const names[] = {"ahuntsic-demo.yaml", "ouest-demo.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(findings_of(names[i], territory(names[i])), 0);
}

/* The check sees what it should: without a rule or with one out of order the file is refused. */
static void test_a_broken_one_cannot(void **state) {
    (void)state;
    sippe__territory *t = territory("ahuntsic-demo.yaml");
    t->visits->cadence[3]->from_day++;
    assert_int_not_equal(findings_of("(a gap of one day, refused as it should be)", t), 0);
}

static const sippe__source_rule *source(const sippe__territory *t, const char *name) {
    for (size_t i = 0; i < t->n_sources; i++)
        if (strcmp(t->sources[i]->referral_source, name) == 0) return t->sources[i];
    fail_msg("%s", name);
    return NULL;
}

static void test_they_differ(void **state) {
    (void)state;
    const sippe__territory *nord = territory("ahuntsic-demo.yaml"), *ouest = territory("ouest-demo.yaml");
    assert_string_equal(nord->territory, "demo-nord");
    assert_string_equal(ouest->territory, "demo-ouest");
    assert_true(source(nord, "COMMUNITY_ORG")->accepted && source(nord, "OUTREACH_WORKER")->accepted);
    assert_false(source(ouest, "COMMUNITY_ORG")->accepted || source(ouest, "OUTREACH_WORKER")->accepted);
    assert_true(*source(ouest, "COMMUNITY_ORG")->right_door && *source(ouest, "OUTREACH_WORKER")->right_door);
    assert_true(nord->partners->referrals && !ouest->partners->referrals);
    assert_true(nord->visits->joint_first_visit && !ouest->visits->joint_first_visit);
    assert_int_equal(nord->admission->start_week, 12);
    assert_int_equal(nord->admission->olo_start_week, 12);
    assert_int_equal(ouest->admission->olo_start_week, 20);
    assert_int_equal(nord->admission->programme_end, PROGRAMME_END_FIFTH_BIRTHDAY);
    assert_int_equal(ouest->admission->programme_end, PROGRAMME_END_SCHOOL_ENTRY);
    assert_true(nord->admission->low_income_sources->n_words > ouest->admission->low_income_sources->n_words);
    assert_int_equal(nord->admission->years_abroad_as_diploma, 0);
    assert_int_equal(ouest->admission->years_abroad_as_diploma, 11);
    assert_true(nord->admission->unborn_counts_in_household && !ouest->admission->unborn_counts_in_household);
    assert_string_not_equal(nord->holidays->easter, ouest->holidays->easter);
    assert_int_not_equal(nord->delays->acknowledge, ouest->delays->acknowledge);
}

/* Every area of a CLSC has a place, or distances to it would be unknown. */
static void test_areas_are_known(void **state) {
    (void)state;
    const sippe__territory *t = territory("ahuntsic-demo.yaml");
    for (size_t i = 0; i < t->n_clscs; i++)
        for (size_t k = 0; k < t->clscs[i]->n_postal_prefixes; k++) {
            const char *prefix = t->clscs[i]->postal_prefixes[k];
            bool found = false;
            for (size_t j = 0; j < t->n_areas; j++) found = found || strcmp(t->areas[j]->prefix, prefix) == 0;
            if (!found) fail_msg("%s", prefix);
        }
}

static void test_longest_prefix(void **state) {
    (void)state;
    const sippe__territory *t = territory("ouest-demo.yaml");
    static const char *const cases[][2] = {
        {"H9P1J3", "99103"}, {"H9P2A2", "99102"}, {"H9S1A1", "99103"}, {"H8S3B4", "99101"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct area a = intake_area_of(t, cases[i][0]);
        assert_non_null(a.clsc);
        assert_string_equal(a.clsc->code, cases[i][1]);
    }
    assert_non_null(intake_area_of(t, "H3L2B2").door);
}

static void test_income_table(void **state) {
    (void)state;
    const sippe__income_thresholds *n = territory("ahuntsic-demo.yaml")->admission->income;
    static const int64_t expected[] = {26957, 33140, 40742, 49466, 56104, 63276, 70448};
    assert_int_equal(n->n_dollars, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < n->n_dollars; i++) assert_int_equal(n->dollars[i], expected[i]);
    assert_non_null(strstr(n->source, "à confirmer"));
    assert_non_null(strstr(n->measure, "provisoire"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_both_can_be_adopted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_broken_one_cannot, setup, teardown),
        cmocka_unit_test_setup_teardown(test_they_differ, setup, teardown),
        cmocka_unit_test_setup_teardown(test_areas_are_known, setup, teardown),
        cmocka_unit_test_setup_teardown(test_longest_prefix, setup, teardown),
        cmocka_unit_test_setup_teardown(test_income_table, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
