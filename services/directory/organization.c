/* Organisations put, retired and listed. */
#include "directory/domain/organization.h"

#include <string.h>
#include "directory/directory_rows.h"
#include "directory/tables.h"

enum { PAGE_MAX = 200, PAGE_DEFAULT = 50 };

static directory_rows__organization *organization_row(struct view *v, ProtobufCBinaryData field, struct id *id) {
    return id_from(field, id) ? row_get(v, &directory_organizations, KEY(KEY_ID(*id))) : NULL;
}

/* A service has one organisation at a time; one that is retired may be taken over. */
static void check_owners(struct decide *d, const directory__organization *o) {
    for (size_t i = 0; i < o->n_services; i++) {
        struct id id;
        if (!id_from(o->services[i]->service_id, &id)) continue;
        const directory_rows__service *row = row_get(VIEW(d), &directory_services, KEY(KEY_ID(id)));
        if (row && !row->retired && !span_equal(span_pb(row->organization_id), span_pb(o->organization_id)))
            violation(d, arena_printf(arena_of(d), "organization.services[%zu].service_id", i), REASON_DUPLICATE);
    }
}

static int check(struct decide *d, const directory__organization *o) {
    struct findings found = findings_in(arena_of(d));
    if (!o) return violation(d, "organization", REASON_FIELD_REQUIRED);
    int reason = directory_organization_size_check(o);
    if (reason) return reason;
    directory_organization_check(o, decide_today(d), &found);
    violations_add(d, "organization.", &found);
    check_owners(d, o);
    return violations(d);
}

/* A put that changes nothing leaves no record, so that the same package can be imported again and again. The digest
 * leaves the contact's name out, so it is compared by itself; it may have been erased since: then it is given anew. A
 * retired organisation that is put again is proposed again, same or not. */
static bool is_unchanged(struct decide *d, const directory_rows__organization *row, struct id digest,
                         const char *contact_name) {
    struct record r;
    if (!row || row->retired || !span_equal(span_pb(row->digest), id_span(&digest))) return false;
    const directory__organization_put *e = READ_EVENT(d, directory__organization_put, row->record, &r);
    return e && !strcmp(e->personal->contact_name, contact_name);
}

/* The version is that of the first record; what is told to the others follows from it. */
static struct id emit_put(struct decide *d, struct id id, const directory__organization *o, struct id digest) {
    struct arena *a = arena_of(d);
    directory__organization_put *e = NEW_WITH_PERSONAL(a, directory__organization_put);
    e->organization_id = o->organization_id;
    e->digest = id_field(a, digest);
    e->organization = directory_organization_without_contact(a, o);
    e->personal->contact_name = o->contact_name;
    struct id version = EMIT(d, id, e);
    EMIT(d, id, directory_organization_published(a, o, false));
    return version;
}

int directory_put_organization(struct decide *d, const directory__put_organization_request *in,
                               directory__put_organization_reply *out) {
    const directory__organization *o = in->organization;
    struct id id;
    int reason = check(d, o);
    if (reason) return reason;
    struct id digest =
        directory_organization_digest(arena_of(d), directory_organization_without_contact(arena_of(d), o));
    const directory_rows__organization *row = organization_row(VIEW(d), o->organization_id, &id);
    out->changed = !is_unchanged(d, row, digest, o->contact_name);
    out->version = out->changed ? id_field(arena_of(d), emit_put(d, id, o, digest)) : row->version;
    return 0;
}

/* Retired already: answered as done, without a record; a repeat by another hand is no fault. */
int directory_retire_organization(struct decide *d, const directory__retire_organization_request *in,
                                  directory__retire_organization_reply *out) {
    struct arena *a = arena_of(d);
    struct record r;
    struct id id;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const directory_rows__organization *row = organization_row(VIEW(d), in->organization_id, &id);
    if (!row) return REASON_ORGANIZATION_UNKNOWN;
    out->version = row->version;
    if (row->retired) return 0;
    const directory__organization_put *put = READ_EVENT(d, directory__organization_put, row->record, &r);
    if (!put) return REASON_INTERNAL;
    directory__organization_retired *e = NEW_WITH_PERSONAL(a, directory__organization_retired);
    e->organization_id = in->organization_id;
    e->personal->reason = in->reason;
    out->version = id_field(a, EMIT(d, id, e));
    EMIT(d, id, directory_organization_published(a, put->organization, true));
    return 0;
}

static directory__organization_summary *summary_of(struct query *q, struct id id) {
    const directory_rows__organization *row = row_get(VIEW(q), &directory_organizations, KEY(KEY_ID(id)));
    if (!row) return NULL;
    directory__organization_summary *s = NEW(arena_of(q), directory__organization_summary);
    s->organization_id = id_field(arena_of(q), id);
    s->name = row->name;
    s->n_services = row->n_services;
    s->retired = row->retired;
    s->version = row->version;
    return s;
}

/* By folded name, retired ones among them: an import must see what is there already. The page's place is a key. */
int directory_list_organizations(struct query *q, const directory__list_organizations_request *in,
                                 directory__list_organizations_reply *out) {
    size_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    struct key from = key_from(span_pb(in->after)), key;
    if (limit > PAGE_MAX || in->after.len > KEY_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    struct row_scan *scan =
        row_scan(VIEW(q), &directory_organizations_by_name, KEY_EMPTY, in->after.len ? &from : NULL);
    while (row_next(scan, &key, NULL)) {
        if (out->n_organizations == limit || (out->n_organizations && query_time_is_up(q))) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(scan);
            return 0;
        }
        if (key.len < ID_LEN) continue;
        directory__organization_summary *s = summary_of(q, key_id_at(&key, (size_t)key.len - ID_LEN));
        if (s) APPEND(arena_of(q), out, organizations, s);
    }
    return 0;
}
