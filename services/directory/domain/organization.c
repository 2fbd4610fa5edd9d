#include "directory/domain/organization.h"

#include <string.h>
#include "base/character.h"
#include "civil/language.h"
#include "civil/postal.h"

/* Bytes. A name fits a line of a table, a text a page; together they are held by ORGANIZATION_BYTES_MAX. */
enum { NAME_MAX_LEN = 200, LINE_MAX_LEN = 500, TEXT_MAX_LEN = 8000 };

struct check {
    struct findings *wrong; /* under the path of the part in hand */
    day today;
};

static void fault(const struct check *c, const char *field, int reason) { finding_add(c->wrong, reason, field); }

static void fault_at(const struct check *c, const char *list, size_t i, int reason) {
    FINDING(c->wrong, reason, "%s[%zu]", list, i);
}

static void check_text(const struct check *c, const char *field, const char *text, size_t max) {
    if (strlen(text) > max) fault(c, field, REASON_TEXT_TOO_LONG);
}

static void check_name(const struct check *c, const char *name) {
    if (text_is_blank(name)) fault(c, "name", REASON_FIELD_REQUIRED);
    check_text(c, "name", name, NAME_MAX_LEN);
}

/* Free enough for "811, option 2" and extensions; three digits at least. */
static void check_phone(const struct check *c, const char *phone) {
    size_t digits = 0;
    for (const char *p = phone; *p; p++) digits += *p >= '0' && *p <= '9';
    if (!text_is_blank(phone) && (digits < 3 || strlen(phone) > 60)) fault(c, "phone", REASON_PHONE_INVALID);
}

/* Missing and misshapen are two slips: one of who wrote the package, one of a program. */
static void check_id(const struct check *c, const char *field, ProtobufCBinaryData id) {
    if (!id.len)
        fault(c, field, REASON_FIELD_REQUIRED);
    else if (id.len != ID_LEN)
        fault(c, field, REASON_ID_INVALID);
}

/* The numbers seen as bits of a word: hence below 64, of which the contract uses some twenty. */
static void check_needs(const struct check *c, const directory__service *s) {
    uint64_t seen = 0;
    for (size_t i = 0; i < s->n_needs; i++) {
        int need = (int)s->needs[i];
        if (need <= 0 || need >= 64 || !protobuf_c_enum_descriptor_get_value(&sippe__need__descriptor, need)) {
            fault_at(c, "needs", i, REASON_ENUM_UNKNOWN);
            continue;
        }
        if (seen >> need & 1) fault_at(c, "needs", i, REASON_DUPLICATE);
        seen |= UINT64_C(1) << need;
    }
}

static void check_reach(const struct check *c, const directory__service *s) {
    char postal[POSTAL_LEN + 1];
    if (s->n_languages > SERVICE_LANGUAGES_MAX) fault(c, "languages", REASON_TOO_MANY);
    if (s->n_postal_prefixes > SERVICE_PREFIXES_MAX) fault(c, "postal_prefixes", REASON_TOO_MANY);
    for (size_t i = 0; i < s->n_languages; i++)
        if (!language_is_code(s->languages[i]->code)) fault_at(c, "languages", i, REASON_LANGUAGE_INVALID);
    for (size_t i = 0; i < s->n_postal_prefixes; i++)
        if (!postal_read(s->postal_prefixes[i], postal)) fault_at(c, "postal_prefixes", i, REASON_POSTAL_CODE_INVALID);
}

/* Written as "not inside" and not as "outside": a NaN is neither below nor above. 0 and 0 means that it is not known: a
 * shelter does not say where it is. */
static void check_location(const struct check *c, const directory__location *l) {
    if (l->location_id.len && l->location_id.len != ID_LEN) fault(c, "location_id", REASON_ID_INVALID);
    check_text(c, "name", l->name, NAME_MAX_LEN);
    if (!(l->latitude >= -90 && l->latitude <= 90)) fault(c, "latitude", REASON_NUMBER_OUT_OF_RANGE);
    if (!(l->longitude >= -180 && l->longitude <= 180)) fault(c, "longitude", REASON_NUMBER_OUT_OF_RANGE);
    if (!l->address) return;
    check_text(c, "address.street", l->address->street, LINE_MAX_LEN);
    check_text(c, "address.municipality", l->address->municipality, NAME_MAX_LEN);
    const sippe__postal_code *code = l->address->postal_code;
    if (code && !postal_is_whole(code->code)) fault(c, "address.postal_code", REASON_POSTAL_CODE_INVALID);
}

/* Each location's faults are told under its own path; past the bound one fault stands for all. */
static void check_locations(struct check *c, const directory__service *s) {
    const char *at = c->wrong->under;
    if (s->n_locations > SERVICE_LOCATIONS_MAX) fault(c, "locations", REASON_TOO_MANY);
    for (size_t i = 0; i < s->n_locations && i < SERVICE_LOCATIONS_MAX; i++) {
        c->wrong->under = arena_printf(c->wrong->arena, "%slocations[%zu].", at, i);
        check_location(c, s->locations[i]);
    }
    c->wrong->under = at;
}

static void check_verified(const struct check *c, const sippe__date *on) {
    if (!on) return;
    day d = day_from(on->year, on->month, on->day);
    if (d == DAY_NONE)
        fault(c, "verified_on", REASON_DATE_IMPOSSIBLE);
    else if (d > c->today)
        fault(c, "verified_on", REASON_DATE_IN_FUTURE);
}

static void check_service(struct check *c, const directory__service *s) {
    check_id(c, "service_id", s->service_id);
    check_name(c, s->name);
    check_text(c, "alternate_name", s->alternate_name, NAME_MAX_LEN);
    check_text(c, "description", s->description, TEXT_MAX_LEN);
    check_text(c, "application_process", s->application_process, TEXT_MAX_LEN);
    check_text(c, "fees", s->fees, TEXT_MAX_LEN);
    check_text(c, "hours", s->hours, TEXT_MAX_LEN);
    check_phone(c, s->phone);
    check_needs(c, s);
    check_reach(c, s);
    check_locations(c, s);
    check_verified(c, s->verified_on);
}

static bool id_came_before(const directory__organization *o, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (span_equal(span_pb(o->services[k]->service_id), span_pb(o->services[i]->service_id))) return true;
    return false;
}

int directory_organization_size_check(const directory__organization *o) {
    if (o->n_services > ORGANIZATION_SERVICES_MAX) return REASON_TOO_LARGE;
    return protobuf_c_message_get_packed_size(&o->base) > ORGANIZATION_BYTES_MAX ? REASON_TOO_LARGE : 0;
}

void directory_organization_check(const directory__organization *o, day today, struct findings *wrong) {
    struct check c = {.wrong = wrong, .today = today};
    check_id(&c, "organization_id", o->organization_id);
    check_name(&c, o->name);
    check_text(&c, "alternate_name", o->alternate_name, NAME_MAX_LEN);
    check_text(&c, "description", o->description, TEXT_MAX_LEN);
    check_phone(&c, o->phone);
    check_text(&c, "email", o->email, LINE_MAX_LEN);
    check_text(&c, "website", o->website, LINE_MAX_LEN);
    check_text(&c, "contact_name", o->contact_name, NAME_MAX_LEN);
    check_text(&c, "external_id", o->external_id, LINE_MAX_LEN);
    for (size_t i = 0; i < o->n_services; i++) {
        wrong->under = arena_printf(wrong->arena, "services[%zu].", i);
        check_service(&c, o->services[i]);
        if (o->services[i]->service_id.len && id_came_before(o, i)) fault(&c, "service_id", REASON_DUPLICATE);
    }
    wrong->under = "";
}

directory__organization *directory_organization_without_contact(struct arena *a, const directory__organization *o) {
    directory__organization *plain = arena_copy(a, o, sizeof *o);
    plain->contact_name = "";
    return plain;
}

struct id directory_organization_digest(struct arena *a, const directory__organization *plain) {
    return id_derive("directory.organization", message_pack(a, &plain->base), span_of(NULL, 0), span_of(NULL, 0));
}

bool directory_service_is_proposed(const directory__service *s) { return !s->inactive; }

/* Names and telephones only: what a referral and a sheet need. The rest is asked of the directory when somebody
 * looks. */
directory__organization_published *directory_organization_published(struct arena *a, const directory__organization *o,
                                                                    bool retired) {
    directory__organization_published *p = NEW(a, directory__organization_published);
    p->organization_id = o->organization_id;
    p->name = o->name;
    p->phone = o->phone;
    for (size_t i = 0; i < o->n_services && !retired; i++) {
        if (!directory_service_is_proposed(o->services[i])) continue;
        directory__service_brief *brief = NEW(a, directory__service_brief);
        brief->service_id = o->services[i]->service_id;
        brief->name = o->services[i]->name;
        APPEND(a, p, services, brief);
    }
    return p;
}
