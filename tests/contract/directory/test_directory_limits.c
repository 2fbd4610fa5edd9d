/* How much of the directory one question may ask for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "directory/tables.h"
#include "feeder.h"

enum { SEARCH_MOST = 100, LIST_MOST = 200 };

static const struct service *const both[] = {&feeder_intake, &directory_service};

struct asking {
    struct world *w;
    struct arena a;
};

static int setup(void **state) {
    struct asking *k = test_calloc(1, sizeof *k);
    struct world_options o = {
        .seed = 7, .services = both, .n_services = 2, .territory = "test", .start_ms = 1795186800000};
    k->w = world_new(&o);
    world_key(k->w, "operator", ROLE_OPERATOR, "");
    world_key(k->w, "desk", ROLE_DESK, "06511");
    arena_init(&k->a);
    *state = k;
    return 0;
}

static int teardown(void **state) {
    struct asking *k = *state;
    const char *fault = world_verify(k->w);
    world_free(k->w);
    arena_close(&k->a);
    test_free(k);
    return fault ? -1 : 0;
}

static int search(struct asking *k, uint32_t limit) {
    directory__search_services_request *in = NEW(&k->a, directory__search_services_request);
    directory__search_services_reply *out;
    in->text = "halte";
    in->limit = limit;
    return CALL(k->w, &k->a, "directory", "desk", directory, SearchServices, search_services, in, &out);
}

static int list(struct asking *k, uint32_t limit) {
    directory__list_organizations_request *in = NEW(&k->a, directory__list_organizations_request);
    directory__list_organizations_reply *out;
    in->limit = limit;
    return CALL(k->w, &k->a, "directory", "operator", directory, ListOrganizations, list_organizations, in, &out);
}

static void a_page_has_its_most(void **state) {
    struct asking *k = *state;
    assert_int_equal(search(k, 0), 0);
    assert_int_equal(search(k, SEARCH_MOST), 0);
    assert_int_equal(search(k, SEARCH_MOST + 1), REASON_NUMBER_OUT_OF_RANGE);
    assert_int_equal(list(k, 0), 0);
    assert_int_equal(list(k, LIST_MOST), 0);
    assert_int_equal(list(k, LIST_MOST + 1), REASON_NUMBER_OUT_OF_RANGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(a_page_has_its_most, setup, teardown)};
    return cmocka_run_group_tests_name("directory limits", tests, NULL, NULL);
}
