#include "run.h"
#include "cli/hsds/directory_import.h"
#include "cli/hsds/hsds.h"

/* The official tabular example of HSDS 3.0 (tests/data/hsds, CC BY-SA 4.0) and the demonstration's package. */

struct package {
    struct cli c;
    struct hsds h;
    struct hsds_organization *list;
    size_t n;
};

static void package_open(struct package *p, const char *folder) {
    p->c = cli_make();
    arena_init(&p->c.arena);
    assert_int_equal(directory_package_read(&p->c, folder, &p->h), 0);
    p->n = hsds_join(&p->h, &p->list);
}

static void package_close(struct package *p) { arena_close(&p->c.arena); }

static void the_official_example_joins(void **state) {
    (void)state;
    struct package p;
    package_open(&p, SOURCE_DIR "/tests/data/hsds");
    assert_int_equal(p.n, 1);
    assert_int_equal(p.list[0].line, 2);
    const directory__organization *o = p.list[0].organization;
    assert_string_equal(o->name, "Example Organization Inc.");
    assert_string_equal(o->external_id, "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610");
    assert_memory_equal(o->organization_id.data, "\xd9\xd5\xe0\xf5\xd3\xce\x4f\x73\x9a\x2f\x4d\xd0\xec\xc6\xc6\x10",
                        16);
    assert_string_equal(o->phone, "+44 1234 234567, poste 100");
    assert_string_equal(o->email, "email@example.com");
    assert_string_equal(o->contact_name, ""); /* the example's contact names another organisation */
    assert_int_equal(o->n_services, 1);
    const directory__service *s = o->services[0];
    assert_string_equal(s->name, "Community Counselling");
    assert_false(s->inactive);
    assert_int_equal(s->n_languages, 1);
    assert_string_equal(s->languages[0]->code, "ur");
    assert_int_equal(s->n_needs, 0);
    assert_int_equal(s->n_postal_prefixes, 0); /* its area is of another kind */
    assert_string_equal(s->hours, "jeu., ven. 10 h à 18 h");
    assert_int_equal(s->n_locations, 1);
    const directory__location *l = s->locations[0];
    assert_string_equal(l->name, "MyCity Civic Center");
    assert_string_equal(l->address->street, "1-30 Main Street, MyVillage");
    assert_null(l->address->postal_code); /* not a Canadian one */
    assert_true(l->latitude == 0 && l->longitude == 0);
    assert_int_equal(p.h.remarks.n, 1); /* latitude 100 */
    package_close(&p);
}

static void the_demonstration_joins_without_a_remark(void **state) {
    (void)state;
    struct package p;
    size_t services = 0, with_need = 0, places = 0, hidden_places = 0;
    package_open(&p, SOURCE_DIR "/deploy/demo/directory");
    for (size_t i = 0; i < p.n; i++)
        for (size_t j = 0; j < p.list[i].organization->n_services; j++) {
            const directory__service *s = p.list[i].organization->services[j];
            services++;
            with_need += s->n_needs > 0;
            places += s->n_locations;
            for (size_t k = 0; k < s->n_locations; k++) {
                const directory__location *l = s->locations[k];
                bool hidden = l->latitude == 0 && l->longitude == 0; /* a shelter does not say where it is */
                assert_true(hidden || (l->latitude > 45 && l->longitude < -73 && l->address->postal_code));
                hidden_places += hidden;
            }
        }
    assert_int_equal(p.h.remarks.n, 0);
    assert_int_equal(p.n, p.h.tables[HSDS_ORGANIZATIONS].n);
    assert_int_equal(services, p.h.tables[HSDS_SERVICES].n);
    assert_int_equal(with_need, services);
    assert_int_equal(places, p.h.tables[HSDS_SERVICE_AT_LOCATION].n);
    assert_true(hidden_places > 0 && hidden_places < places / 10);
    package_close(&p);
}

static struct hsds_table table_of(struct arena *a, const char *text) {
    struct hsds_table t;
    struct text_errors errors = {0};
    assert_true(hsds_table_read(&t, a, "t", span_text(text), &errors));
    return t;
}

static void rows_are_found_by_any_column(void **state) {
    (void)state;
    struct arena a;
    const struct hsds_row *const *rows;
    arena_init(&a);
    struct hsds_table t = table_of(&a, "id,of,name\nb,1,x\na,2,y\nc,1,z\n,1,\n");
    assert_int_equal(hsds_find(&t, "of", "1", &rows), 3);
    assert_int_equal(rows[0]->line, 2);
    assert_int_equal(rows[2]->line, 5);
    assert_int_equal(hsds_find(&t, "id", "a", &rows), 1);
    assert_string_equal(hsds_cell(&t, rows[0], "name"), "y");
    assert_string_equal(hsds_cell(&t, rows[0], "nowhere"), "");
    assert_int_equal(hsds_find(&t, "id", "", &rows), 0);
    assert_int_equal(hsds_find(&t, "id", "zz", &rows), 0);
    assert_int_equal(hsds_find(&t, "nowhere", "a", &rows), 0);
    arena_close(&a);
}

static void what_leads_nowhere_is_remarked(void **state) {
    (void)state;
    struct arena a;
    struct hsds h = {0};
    struct hsds_organization *list;
    arena_init(&a);
    h.arena = &a;
    for (int i = 0; i < HSDS_TABLES; i++) h.tables[i] = table_of(&a, "");
    h.tables[HSDS_ORGANIZATIONS] = table_of(&a, "id,name\no1,One\n,Nameless\n");
    h.tables[HSDS_SERVICES] = table_of(&a, "id,organization_id,name,status\ns1,o1,First,defunct\ns2,o9,Lost,active\n");
    h.tables[HSDS_SERVICE_AT_LOCATION] = table_of(&a, "id,service_id,location_id\nx,s1,nowhere\n");
    h.tables[HSDS_ATTRIBUTES] = table_of(&a, "id,link_id,taxonomy_term_id\ny,s1,t9\n");
    assert_int_equal(hsds_join(&h, &list), 1);
    assert_int_equal(h.remarks.n, 4);
    assert_true(list[0].organization->services[0]->inactive);
    assert_int_equal(list[0].organization->organization_id.len, 16);
    arena_close(&a);
}

static void ids_are_taken_as_they_are_when_they_are_uuids(void **state) {
    (void)state;
    struct id lower = hsds_id("d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"),
              upper = hsds_id("D9D5E0F5-D3CE-4F73-9A2F-4DD0ECC6C610");
    assert_int_equal(lower.bytes[0], 0xd9);
    assert_int_equal(lower.bytes[15], 0x10);
    assert_true(id_equal(lower, upper));
    assert_false(id_equal(hsds_id("CAN-0042"), hsds_id("CAN-0043")));
    assert_false(id_equal(hsds_id("d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c61x"), lower));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_official_example_joins),
        cmocka_unit_test(the_demonstration_joins_without_a_remark),
        cmocka_unit_test(rows_are_found_by_any_column),
        cmocka_unit_test(what_leads_nowhere_is_remarked),
        cmocka_unit_test(ids_are_taken_as_they_are_when_they_are_uuids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
