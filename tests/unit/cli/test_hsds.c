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
    /* Thursdays of some weeks, of some days of the month: nobody could say it, so its own words stand alone. */
    assert_non_null(strstr(s->hours, "from 10 am to 6pm weekdays"));
    assert_int_equal(s->n_locations, 1);
    const directory__location *l = s->locations[0];
    assert_string_equal(l->name, "MyCity Civic Center");
    assert_string_equal(l->address->street, "1-30 Main Street, MyVillage");
    assert_null(l->address->postal_code); /* not a Canadian one */
    assert_true(l->latitude == 0 && l->longitude == 0);
    assert_int_equal(p.h.remarks.n, 3); /* latitude 100; its contact and its term name what is not there */
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
    struct hsds h = {0}, other = {.source = "211"};
    struct id lower = hsds_id(&h, "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"),
              upper = hsds_id(&h, "D9D5E0F5-D3CE-4F73-9A2F-4DD0ECC6C610");
    assert_int_equal(lower.bytes[0], 0xd9);
    assert_int_equal(lower.bytes[15], 0x10);
    assert_true(id_equal(lower, upper));
    assert_false(id_equal(hsds_id(&h, "CAN-0042"), hsds_id(&h, "CAN-0043")));
    assert_false(id_equal(hsds_id(&h, "1"), hsds_id(&other, "1"))); /* two publishers that number from 1 */
    assert_true(id_equal(lower, hsds_id(&other, "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610")));
    assert_false(id_equal(hsds_id(&h, "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c61x"), lower));
}

/* A package of one organisation and one service s1 at the place l1, with these tables besides. */
static directory__service *service_with(struct hsds *h, struct arena *a, enum hsds_name table, const char *text) {
    struct hsds_organization *list;
    *h = (struct hsds){.arena = a, .today = day_from(2026, 11, 26)};
    for (int i = 0; i < HSDS_TABLES; i++) h->tables[i] = table_of(a, "");
    for (int i = 0; i < HSDS_TABLES; i++) h->tables[i].name = hsds_names[i];
    h->tables[HSDS_ORGANIZATIONS] = table_of(a, " ID ,Name\no1,One\n"); /* titles as people write them */
    h->tables[HSDS_SERVICES] = table_of(a, "Id,Organization Id,NAME,Status\ns1,o1,First,Active\n");
    h->tables[HSDS_LOCATIONS] = table_of(a, "id,name\nl1,Lieu\n");
    h->tables[HSDS_SERVICE_AT_LOCATION] = table_of(a, "id,service_id,location_id\nx,s1,l1\n");
    struct text_errors errors = {0};
    assert_true(hsds_table_read(&h->tables[table], a, hsds_names[table], span_text(text), &errors));
    size_t n = hsds_join(h, &list);
    return n && list[0].organization->n_services ? list[0].organization->services[0] : NULL;
}

static void hours_say_when_and_no_more(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"byday\nMO", "lun. 9 h à 12 h"},
        {"weekday\nMonday", "lun. 9 h à 12 h"},
        {"freq,byday\nWEEKLY,\"MO,TH\"", "lun., jeu. 9 h à 12 h"},
        {"freq,interval,byday\nWEEKLY,2,TU", "mar., une semaine sur deux 9 h à 12 h"},
        {"freq,bymonthday\nMONTHLY,15", "le 15 du mois 9 h à 12 h"},
        {"freq,bymonthday\nMONTHLY,1", "le 1er du mois 9 h à 12 h"},
        {"freq,bymonthday\nmonthly,-1", "le dernier jour du mois 9 h à 12 h"},
        {"freq,byday\nMONTHLY,1MO", "le 1er lundi du mois 9 h à 12 h"},
        {"freq,byday\nMONTHLY,-1FR", "le dernier vendredi du mois 9 h à 12 h"},
        {"freq,byday\nDAILY,", "tous les jours 9 h à 12 h"},
        {"freq,byday,description\nYEARLY,,Le 24 juin", "Le 24 juin"},
        {"freq,byday,description\nMONTHLY,MO,Certains lundis", "Certains lundis"},
        {"byday,valid_to\nMO,2019-06-30", ""},
        {"byday,until\nMO,2019-06-30T00:00:00Z", ""},
        {"byday,valid_to\nMO,2026-11-26", "lun. 9 h à 12 h"},
        {"byday,valid_from\nMO,2027-01-04", "à partir du 2027-01-04 : lun. 9 h à 12 h"},
        {"byday,valid_from\nMO,2019-01-04", "lun. 9 h à 12 h"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena a;
        struct hsds h;
        arena_init(&a);
        const char *end = strchr(cases[i][0], '\n');
        const char *text = arena_printf(&a, "service_id,opens_at,closes_at,%.*s\ns1,09:00,12:00,%s\n",
                                        (int)(end - cases[i][0]), cases[i][0], end + 1);
        const directory__service *s = service_with(&h, &a, HSDS_SCHEDULES, text);
        assert_non_null(s);
        assert_string_equal(s->hours, cases[i][1]);
        assert_false(s->inactive);
        assert_int_equal(h.remarks.n, 0);
        arena_close(&a);
    }
}

static void a_country_is_no_reason_to_drop_a_code(void **state) {
    (void)state;
    static const char *const countries[] = {"CA", "ca", "CAN", "Canada", ""};
    struct arena a;
    struct hsds h;
    arena_init(&a);
    for (size_t i = 0; i < sizeof countries / sizeof countries[0]; i++) {
        const char *text =
            arena_printf(&a, "location_id,address_1,postal_code,country\nl1,1 rue X,H2M 1A1,%s\n", countries[i]);
        assert_string_equal(service_with(&h, &a, HSDS_ADDRESSES, text)->locations[0]->address->postal_code->code,
                            "H2M1A1");
    }
    const directory__service *s =
        service_with(&h, &a, HSDS_ADDRESSES, "location_id,address_1,postal_code,country\nl1,x,75011,FR\n");
    assert_null(s->locations[0]->address->postal_code);
    arena_close(&a);
}

static void states_and_languages_are_read_as_they_are_written(void **state) {
    (void)state;
    static const struct {
        const char *status;
        bool inactive;
        size_t remarks;
    } cases[] = {{"active", false, 0}, {"ACTIVE", false, 0},  {"Actif", false, 0}, {"", false, 0},
                 {"defunct", true, 0}, {"Inactive", true, 0}, {"ouvert", true, 1}};
    static const char *const codes[][2] = {{"fra", "fr"},        {"FR", "fr"},       {"fr-CA", "fr"},  {"es-419", "es"},
                                           {"zh-Hans-CN", "zh"}, {"Français", "fr"}, {"Kreyòl", "ht"}, {"kab", "kab"}};
    struct arena a;
    struct hsds h;
    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *text = arena_printf(&a, "id,organization_id,name,status\ns1,o1,First,%s\n", cases[i].status);
        assert_int_equal(service_with(&h, &a, HSDS_SERVICES, text)->inactive, cases[i].inactive);
        assert_int_equal(h.remarks.n, cases[i].remarks);
    }
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        const char *text = arena_printf(&a, "service_id,language\ns1,%s\n", codes[i][0]);
        assert_string_equal(service_with(&h, &a, HSDS_LANGUAGES, text)->languages[0]->code, codes[i][1]);
    }
    arena_close(&a);
}

static void each_key_that_leads_nowhere_is_named(void **state) {
    (void)state;
    static const struct {
        enum hsds_name table;
        const char *text;
    } cases[] = {{HSDS_SERVICES, "id,organization_id,name\ns1,o9,First\n"},
                 {HSDS_SERVICE_AT_LOCATION, "id,service_id,location_id\nx,s9,l1\n"},
                 {HSDS_SERVICE_AT_LOCATION, "id,service_id,location_id\nx,s1,l9\n"},
                 {HSDS_ADDRESSES, "location_id,address_1\nl9,x\n"},
                 {HSDS_PHONES, "service_id,number\ns9,514 555-0101\n"},
                 {HSDS_LANGUAGES, "service_id,code\ns9,fr\n"},
                 {HSDS_SCHEDULES, "service_id,byday\ns9,MO\n"},
                 {HSDS_CONTACTS, "organization_id,name\no9,Z\n"},
                 {HSDS_SERVICE_AREAS, "service_id,extent,extent_type\ns9,H2M,postal_prefixes\n"},
                 {HSDS_ATTRIBUTES, "link_id,taxonomy_term_id\ns9,\n"},
                 {HSDS_ATTRIBUTES, "link_id,taxonomy_term_id\ns1,t9\n"}};
    struct arena a;
    struct hsds h;
    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        service_with(&h, &a, cases[i].table, cases[i].text);
        assert_int_equal(h.remarks.n, 1);
        assert_int_equal(h.remarks.list[0].place.line, 2);
        assert_string_equal(h.remarks.list[0].path, arena_printf(&a, "%s.csv", hsds_names[cases[i].table]));
    }
    arena_close(&a);
}

static void columns_that_nobody_reads_are_named(void **state) {
    (void)state;
    struct arena a;
    struct hsds h;
    arena_init(&a);
    service_with(&h, &a, HSDS_SERVICES, "id,organization_id,name,colour,shape\ns1,o1,First,blue,\n");
    assert_int_equal(h.unread.n, 1);
    assert_string_equal(h.unread.list[0].fr, "colonnes non lues : colour");
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_official_example_joins),
        cmocka_unit_test(the_demonstration_joins_without_a_remark),
        cmocka_unit_test(rows_are_found_by_any_column),
        cmocka_unit_test(what_leads_nowhere_is_remarked),
        cmocka_unit_test(ids_are_taken_as_they_are_when_they_are_uuids),
        cmocka_unit_test(hours_say_when_and_no_more),
        cmocka_unit_test(a_country_is_no_reason_to_drop_a_code),
        cmocka_unit_test(states_and_languages_are_read_as_they_are_written),
        cmocka_unit_test(each_key_that_leads_nowhere_is_named),
        cmocka_unit_test(columns_that_nobody_reads_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
