/* directory/domain/organization: what is wrong with an organisation is said with its path; what is published of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../../services/directory/domain/organization.h"
#include "base/reason.h"

static struct arena arena;
static day today;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    today = day_from(2026, 11, 21);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static ProtobufCBinaryData numbered(uint8_t last) {
    struct id id = {{0}};
    id.bytes[15] = last;
    return id_field(&arena, id);
}

static sippe__date *date(int year, int month, int dom) {
    sippe__date *d = NEW(&arena, sippe__date);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

static directory__service *service(uint8_t id) {
    directory__service *s = NEW(&arena, directory__service);
    directory__location *l = NEW(&arena, directory__location);
    sippe__language *fr = NEW(&arena, sippe__language);
    s->service_id = numbered(id);
    s->name = "Halte-répit";
    s->phone = "514-555-0100, poste 2";
    fr->code = "fr";
    APPEND(&arena, s, needs, NEED_RESPITE);
    APPEND(&arena, s, languages, fr);
    APPEND(&arena, s, postal_prefixes, "H2M");
    s->verified_on = date(2026, 3, 1);
    l->latitude = 45.55;
    l->longitude = -73.65;
    l->address = NEW(&arena, sippe__address);
    l->address->municipality = "Montréal";
    l->address->postal_code = NEW(&arena, sippe__postal_code);
    l->address->postal_code->code = "H2M1A1";
    APPEND(&arena, s, locations, l);
    return s;
}

static directory__organization *organization(void) {
    directory__organization *o = NEW(&arena, directory__organization);
    o->organization_id = numbered(1);
    o->name = "Maison des familles";
    o->phone = "211";
    o->contact_name = "Élise Tremblay";
    APPEND(&arena, o, services, service(10));
    APPEND(&arena, o, services, service(11));
    return o;
}

static char *letters(size_t n) {
    char *text = arena_alloc(&arena, n + 1);
    memset(text, 'a', n);
    return text;
}

static void no_id(directory__organization *o) { o->organization_id.len = 0; }
static void short_id(directory__organization *o) { o->organization_id.len = 15; }
static void no_name(directory__organization *o) { o->name = " \t"; }
static void long_name(directory__organization *o) { o->name = letters(201); }
static void bad_phone(directory__organization *o) { o->phone = "appelez"; }
static void same_service(directory__organization *o) { o->services[1]->service_id = numbered(10); }
static void service_without_name(directory__organization *o) { o->services[1]->name = ""; }
static void service_without_id(directory__organization *o) { o->services[0]->service_id.len = 0; }
static void no_need(directory__organization *o) { o->services[0]->needs[0] = NEED_UNSPECIFIED; }
static void same_need(directory__organization *o) { APPEND(&arena, o->services[0], needs, NEED_RESPITE); }
static void bad_language(directory__organization *o) { o->services[0]->languages[0]->code = "FR"; }
static void bad_prefix(directory__organization *o) { o->services[1]->postal_prefixes[0] = "D2M"; }
static void part_of_code(directory__organization *o) {
    o->services[0]->locations[0]->address->postal_code->code = "H2M";
}
static void far_north(directory__organization *o) { o->services[0]->locations[0]->latitude = 90.5; }
static void no_number(directory__organization *o) { o->services[0]->locations[0]->longitude = __builtin_nan(""); }
static void no_day(directory__organization *o) { o->services[0]->verified_on = date(2026, 2, 30); }
static void tomorrow(directory__organization *o) { o->services[0]->verified_on = date(2026, 11, 22); }
static void today_is_fine(directory__organization *o) { o->services[0]->verified_on = date(2026, 11, 21); }
static void many_places(directory__organization *o) {
    for (int i = 0; i < 20; i++) APPEND(&arena, o->services[0], locations, NEW(&arena, directory__location));
}
static void nothing(directory__organization *o) { (void)o; }

static const struct {
    void (*change)(directory__organization *o);
    const char *path; /* NULL: nothing is wrong */
    int reason;
} changes[] = {
    {nothing, NULL, 0},
    {today_is_fine, NULL, 0},
    {no_id, "organization_id", REASON_FIELD_REQUIRED},
    {short_id, "organization_id", REASON_ID_INVALID},
    {no_name, "name", REASON_FIELD_REQUIRED},
    {long_name, "name", REASON_TEXT_TOO_LONG},
    {bad_phone, "phone", REASON_PHONE_INVALID},
    {same_service, "services[1].service_id", REASON_DUPLICATE},
    {service_without_name, "services[1].name", REASON_FIELD_REQUIRED},
    {service_without_id, "services[0].service_id", REASON_FIELD_REQUIRED},
    {no_need, "services[0].needs[0]", REASON_ENUM_UNKNOWN},
    {same_need, "services[0].needs[1]", REASON_DUPLICATE},
    {bad_language, "services[0].languages[0]", REASON_LANGUAGE_INVALID},
    {bad_prefix, "services[1].postal_prefixes[0]", REASON_POSTAL_CODE_INVALID},
    {part_of_code, "services[0].locations[0].address.postal_code", REASON_POSTAL_CODE_INVALID},
    {far_north, "services[0].locations[0].latitude", REASON_NUMBER_OUT_OF_RANGE},
    {no_number, "services[0].locations[0].longitude", REASON_NUMBER_OUT_OF_RANGE},
    {no_day, "services[0].verified_on", REASON_DATE_IMPOSSIBLE},
    {tomorrow, "services[0].verified_on", REASON_DATE_IN_FUTURE},
    {many_places, "services[0].locations", REASON_TOO_MANY},
};

static void test_each_fault_has_its_path(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        directory__organization *o = organization();
        struct findings faults = findings_in(&arena);
        changes[i].change(o);
        directory_organization_check(o, today, &faults);
        if (!changes[i].path) {
            assert_int_equal(faults.n, 0);
            continue;
        }
        assert_int_equal(faults.n, 1);
        assert_string_equal(faults.list[0].path, changes[i].path);
        assert_int_equal(faults.list[0].reason, changes[i].reason);
    }
}

static void test_faults_are_bounded(void **state) {
    (void)state;
    directory__organization *o = organization();
    struct findings faults = findings_in(&arena);
    for (size_t i = 0; i < 198; i++) APPEND(&arena, o, services, NEW(&arena, directory__service));
    directory_organization_check(o, today, &faults);
    assert_int_equal(faults.n, 100);
}

static void test_size(void **state) {
    (void)state;
    directory__organization *o = organization();
    assert_int_equal(directory_organization_size_check(o), 0);
    while (o->n_services < ORGANIZATION_SERVICES_MAX) APPEND(&arena, o, services, service(12));
    assert_int_equal(directory_organization_size_check(o), 0);
    APPEND(&arena, o, services, service(12));
    assert_int_equal(directory_organization_size_check(o), REASON_TOO_LARGE);
    o = organization();
    o->description = letters(ORGANIZATION_BYTES_MAX);
    assert_int_equal(directory_organization_size_check(o), REASON_TOO_LARGE);
}

static void test_the_digest_is_of_the_content_without_the_contact(void **state) {
    (void)state;
    directory__organization *o = organization(), *same = organization(), *other = organization();
    same->contact_name = "Quelqu’un d’autre";
    other->services[1]->fees = "Gratuit";
    struct id a = directory_organization_digest(&arena, directory_organization_without_contact(&arena, o));
    struct id b = directory_organization_digest(&arena, directory_organization_without_contact(&arena, same));
    struct id c = directory_organization_digest(&arena, directory_organization_without_contact(&arena, other));
    assert_true(id_equal(a, b));
    assert_false(id_equal(a, c));
    assert_string_equal(o->contact_name, "Élise Tremblay");
    assert_false(message_mentions(&directory_organization_without_contact(&arena, o)->base, "Tremblay"));
}

static void test_only_what_is_proposed_is_published(void **state) {
    (void)state;
    directory__organization *o = organization();
    o->services[0]->inactive = true;
    directory__organization_published *p = directory_organization_published(&arena, o, false);
    assert_int_equal(p->n_services, 1);
    assert_true(span_equal(span_pb(p->services[0]->service_id), span_pb(o->services[1]->service_id)));
    assert_string_equal(p->name, "Maison des familles");
    assert_string_equal(p->phone, "211");
    assert_false(message_mentions(&p->base, "Tremblay"));
    assert_int_equal(directory_organization_published(&arena, o, true)->n_services, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_fault_has_its_path, setup, teardown),
        cmocka_unit_test_setup_teardown(test_faults_are_bounded, setup, teardown),
        cmocka_unit_test_setup_teardown(test_size, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_digest_is_of_the_content_without_the_contact, setup, teardown),
        cmocka_unit_test_setup_teardown(test_only_what_is_proposed_is_published, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
