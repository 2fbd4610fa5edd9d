/* Free places: who may say them, of which service, and how long a number stands. Organisation 1 is the partner's. */
#include "directory_world.h"

#define DAY_MS ((int64_t)86400000)

static int report(struct world *w, struct arena *a, const char *key, uint32_t service, int32_t available) {
    directory__report_capacity_request *in = NEW(a, directory__report_capacity_request);
    in->service_id = id_field(a, numbered(service));
    in->available = available;
    return CALL(w, a, "directory", key, directory, ReportCapacity, report_capacity, in, NULL);
}

static int listed(struct world *w, struct arena *a, const char *key, uint32_t organization_id,
                  directory__list_capacity_reply **out) {
    directory__list_capacity_request *in = NEW(a, directory__list_capacity_request);
    in->organization_id = id_field(a, numbered(organization_id));
    return CALL(w, a, "directory", key, directory, ListCapacity, list_capacity, in, out);
}

static const directory__capacity *first(struct world *w, struct arena *a, const char *key) {
    directory__list_capacity_reply *out = NULL;
    assert_int_equal(listed(w, a, key, 1, &out), 0);
    assert_int_equal(out->n_services, 2);
    return out->services[0];
}

static void test_a_partner_says_its_own(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    assert_false(first(w, &a, "partner")->known);
    assert_int_equal(report(w, &a, "partner", 11, 2), 0);
    const directory__capacity *c = first(w, &a, "partner");
    assert_true(c->known);
    assert_int_equal(c->available, 2);
    assert_string_equal(c->service_name, "Halte-répit du samedi");
    assert_int_equal(first(w, &a, "desk")->available, 2);
    assert_int_equal(report(w, &a, "partner", 21, 2), REASON_NOT_FOUND); /* another's */
    assert_int_equal(report(w, &a, "partner", 99, 2), REASON_NOT_FOUND); /* nobody's: one answer */
    assert_int_equal(report(w, &a, "desk", 11, 2), REASON_NOT_ALLOWED);
    assert_int_equal(report(w, &a, "coordinator", 21, 0), 0);
    assert_int_equal(report(w, &a, "coordinator", 99, 0), REASON_SERVICE_UNKNOWN);
    assert_int_equal(report(w, &a, "coordinator", 23, 0), REASON_SERVICE_UNKNOWN); /* inactive */
    assert_int_equal(report(w, &a, "partner", 11, -1), REASON_NUMBER_OUT_OF_RANGE);
    assert_int_equal(report(w, &a, "partner", 11, 1000), REASON_NUMBER_OUT_OF_RANGE);
    world_close(w, &a);
}

/* What a partner asks for is its own, whatever it names. */
static void test_whose_it_is_told(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__list_capacity_reply *out = NULL;
    furnish(w, &a);
    assert_int_equal(listed(w, &a, "partner", 2, &out), 0);
    assert_int_equal(out->services[0]->service_id.data[15], 11);
    assert_int_equal(listed(w, &a, "desk", 2, &out), 0);
    assert_int_equal(out->n_services, 3); /* without the one that is inactive */
    assert_int_equal(listed(w, &a, "desk", 7, NULL), REASON_ORGANIZATION_UNKNOWN);
    assert_int_equal(listed(w, &a, "operator", 2, NULL), REASON_NOT_ALLOWED);
    assert_int_equal(retire(w, &a, 2, NULL), 0);
    assert_int_equal(listed(w, &a, "desk", 2, &out), 0);
    assert_int_equal(out->n_services, 0);
    world_close(w, &a);
}

static void test_a_number_is_to_be_confirmed(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    assert_int_equal(report(w, &a, "partner", 11, 2), 0);
    world_pass(w, 7 * DAY_MS);
    assert_false(first(w, &a, "desk")->stale);
    world_pass(w, DAY_MS);
    assert_true(first(w, &a, "desk")->stale);
    assert_int_equal(report(w, &a, "partner", 11, 2), 0);
    assert_false(first(w, &a, "desk")->stale);
    assert_int_equal(feeder_records(w, &a, "directory", &directory__capacity_reported__descriptor, NULL), 2);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_partner_says_its_own),
                                       cmocka_unit_test(test_whose_it_is_told),
                                       cmocka_unit_test(test_a_number_is_to_be_confirmed)};
    return cmocka_run_group_tests_name("directory: capacity", tests, NULL, NULL);
}
