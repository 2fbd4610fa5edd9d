/* Organisations: put again, refused, left out, retired, listed by the page. */
#include "directory_world.h"

static void test_unchanged_content_changes_nothing(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__put_organization_reply *first, *again, *changed;
    directory__organization *o = organization(&a, 1, "Maison");
    service_add(&a, o, 11, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", o, &first), 0);
    assert_true(first->changed);
    assert_int_equal(put(w, &a, "operator", o, &again), 0);
    assert_false(again->changed);
    assert_true(span_equal(span_pb(first->version), span_pb(again->version)));
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_put__descriptor, NULL), 1);
    o->contact_name = "Carlos Gagné";
    assert_int_equal(put(w, &a, "operator", o, &changed), 0);
    assert_true(changed->changed);
    assert_false(span_equal(span_pb(first->version), span_pb(changed->version)));
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_published__descriptor, NULL), 2);
    world_close(w, &a);
}

static void test_the_contact_is_personal(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__get_service_reply *out;
    directory__organization_put *e = NULL;
    directory__organization *o = organization(&a, 1, "Maison");
    service_add(&a, o, 11, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", o, NULL), 0);
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_put__descriptor, &e), 1);
    assert_false(message_mentions(&e->organization->base, "Nadège"));
    assert_string_equal(e->personal->contact_name, "Nadège Métellus");
    assert_int_equal(get(w, &a, "desk", 11, &out), 0);
    assert_string_equal(out->organization->contact_name, "Nadège Métellus");
    assert_int_equal(get(w, &a, "partner", 11, &out), 0);
    assert_string_equal(out->organization->contact_name, "");
    assert_int_equal(get(w, &a, "operator", 11, &out), 0);
    assert_string_equal(out->organization->contact_name, "");
    assert_int_equal(out->organization->n_services, 0);
    assert_string_equal(out->service->name, "Répit");
    world_close(w, &a);
}

static void test_refusals(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__get_service_reply *service;
    directory__organization *o = organization(&a, 1, "Maison"), *thief = organization(&a, 2, "Autre");
    service_add(&a, o, 11, "Répit", NEED_RESPITE);
    service_add(&a, thief, 11, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "desk", o, NULL), REASON_NOT_ALLOWED);
    assert_int_equal(put(w, &a, "operator", NULL, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(put(w, &a, "operator", organization(&a, 1, ""), NULL), REASON_FIELDS_INVALID);
    assert_int_equal(put(w, &a, "operator", o, NULL), 0);
    assert_int_equal(put(w, &a, "operator", thief, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(get(w, &a, "desk", 12, &service), REASON_NOT_FOUND);
    assert_int_equal(retire(w, &a, 9, NULL), REASON_ORGANIZATION_UNKNOWN);
    for (uint32_t i = 0; i < 200; i++) service_add(&a, o, 100 + i, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", o, NULL), REASON_TOO_LARGE);
    world_close(w, &a);
}

static void test_what_is_left_out_or_retired_is_not_proposed(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__get_service_reply *service;
    directory__organization_published *published;
    directory__retire_organization_reply *first, *again;
    furnish(w, &a);
    directory__organization *one = organization(&a, 1, "Maison des familles L’Éclaircie");
    service_add(&a, one, 12, "Friperie", NEED_CLOTHING);
    assert_int_equal(put(w, &a, "operator", one, NULL), 0);
    assert_string_equal(found(w, &a, (struct asked){.text = "eclaircie"}), "12");
    assert_string_equal(found(w, &a, (struct asked){.text = "oeuvre"}), "");
    assert_int_equal(get(w, &a, "desk", 11, &service), 0);
    assert_true(service->retired);
    assert_string_equal(service->service->name, "Halte-répit du samedi");

    assert_int_equal(retire(w, &a, 2, &first), 0);
    assert_int_equal(retire(w, &a, 2, &again), 0);
    assert_true(span_equal(span_pb(first->version), span_pb(again->version)));
    assert_string_equal(found(w, &a, (struct asked){.text = NULL}), "12");
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_published__descriptor, &published), 4);
    assert_int_equal(published->n_services, 0);

    /* what is retired may be taken over, and stays with its new organisation when the old one comes back */
    directory__organization *three = organization(&a, 3, "Relève");
    service_add(&a, three, 21, "Dépannage", NEED_FOOD_AID);
    assert_int_equal(put(w, &a, "operator", three, NULL), 0);
    directory__organization *two = organization(&a, 2, "Comptoir d’entraide");
    service_add(&a, two, 24, "Ligne d’écoute", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", two, NULL), 0);
    assert_string_equal(found(w, &a, (struct asked){.text = NULL}), "21 12 24");
    assert_int_equal(get(w, &a, "desk", 21, &service), 0);
    assert_string_equal(service->organization->name, "Relève");
    assert_false(service->retired);
    world_close(w, &a);
}

static void test_the_list_is_paged_by_name(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    static const char *const names[] = {"Éclaircie", "Abri", "écluse", "Zone", "Bottin"};
    const char *listed = "";
    directory__list_organizations_request *in = NEW(&a, directory__list_organizations_request);
    directory__list_organizations_reply *out;
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(put(w, &a, "operator", organization(&a, i + 1, names[i]), NULL), 0);
    assert_int_equal(retire(w, &a, 4, NULL), 0);
    in->limit = 2;
    for (int page = 0; page < 3; page++) {
        assert_int_equal(CALL(w, &a, "directory", "desk", directory, ListOrganizations, list_organizations, in, &out),
                         0);
        for (size_t i = 0; i < out->n_organizations; i++)
            listed = arena_printf(&a, "%s %s%s", listed, out->organizations[i]->name,
                                  out->organizations[i]->retired ? "!" : "");
        assert_int_equal(out->next.len > 0, page < 2);
        in->after = out->next;
    }
    assert_string_equal(listed, " Abri Bottin Éclaircie écluse Zone!");
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unchanged_content_changes_nothing),
        cmocka_unit_test(test_the_contact_is_personal),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_what_is_left_out_or_retired_is_not_proposed),
        cmocka_unit_test(test_the_list_is_paged_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
