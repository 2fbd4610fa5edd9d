/* Things by the first digits of their ids: what a table shows is what a person types. Read by key range, so that it
 * costs the same in a territory of any size. */
#include "base/id_prefix.h"
#include "intake/access/access.h"
#include "intake/domain/worklist.h"
#include "intake/rows.h"
#include "intake/work/work.h"

enum { FOUND_MAX = 20 };

static const struct row_table *table_of(intake__thing_kind kind) {
    switch (kind) {
    case THING_KIND_FAMILY: return &intake_families;
    case THING_KIND_SCREENING: return &intake_screenings;
    case THING_KIND_CONSENT: return &intake_consents;
    case THING_KIND_ENROLMENT: return &intake_enrolments;
    case THING_KIND_REFERRAL: return &intake_referrals;
    case THING_KIND_WORK: return &intake_work;
    case THING_KIND_UNSPECIFIED: break;
    }
    return NULL;
}

/* Whom one must see for it to be there: of the worklist each item is asked for by itself. */
static unsigned needs_of(intake__thing_kind kind) {
    switch (kind) {
    case THING_KIND_SCREENING: return SHOWS_IDENTITY | SHOWS_DECISIONS;
    case THING_KIND_CONSENT: return SHOWS_IDENTITY | SHOWS_CONSENTS;
    case THING_KIND_ENROLMENT: return SHOWS_IDENTITY | SHOWS_FOLLOW_UP;
    case THING_KIND_REFERRAL: return SHOWS_IDENTITY | SHOWS_REFERRALS;
    case THING_KIND_FAMILY:
    case THING_KIND_WORK:
    case THING_KIND_UNSPECIFIED: break;
    }
    return SHOWS_IDENTITY;
}

/* Each row but a family's own names its family, by one name. */
static ProtobufCBinaryData family_of(struct query *q, intake__thing_kind kind, struct id id,
                                     const ProtobufCMessage *row) {
    if (kind == THING_KIND_FAMILY) return id_field(arena_of(q), id);
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(row->descriptor, "family_id");
    return *(const ProtobufCBinaryData *)(const void *)((const char *)row + f->offset);
}

static void add(struct query *q, struct id id, const intake_rows__family *family, sippe__work_kind work,
                intake__find_thing_reply *out) {
    struct arena *a = arena_of(q);
    if (out->n_things == FOUND_MAX) {
        out->more = true;
        return;
    }
    intake__thing *thing = NEW(a, intake__thing);
    thing->id = id_field(a, id);
    thing->family_number = family->personal->number;
    thing->work = work;
    APPEND(a, out, things, thing);
    query_shows(q, id);
}

/* Of the worklist each item is one. */
static void list_thing(struct query *q, intake__thing_kind kind, const struct key *key, const ProtobufCMessage *row,
                       intake__find_thing_reply *out) {
    struct id id = key_id_at(key, 0);
    unsigned needs = needs_of(kind);
    ProtobufCBinaryData hers = family_of(q, kind, id, row), now = hers;
    const intake_rows__family *left = intake_family_now(VIEW(q), &now);
    const intake_rows__family *family = kind == THING_KIND_FAMILY ? intake_family_row(VIEW(q), hers) : left;
    if (!family || !left) return;
    if (intake_sees(VIEW(q), query_principal(q), family->clsc_code, now, needs) != needs) return;
    if (kind != THING_KIND_WORK) {
        add(q, id, family, WORK_KIND_UNSPECIFIED, out);
        return;
    }
    const intake_rows__work__personal *p = ((const intake_rows__work *)row)->personal;
    for (size_t i = 0; i < p->n_items; i++)
        if (intake_work_is_seen(q, p->items[i]->kind, id, family->clsc_code, id_of(now)))
            add(q, id, family, p->items[i]->kind, out);
}

int intake_find_thing(struct query *q, const intake__find_thing_request *in, intake__find_thing_reply *out) {
    const struct row_table *table = table_of(in->kind);
    struct id_prefix digits;
    struct key key;
    ProtobufCMessage *row;
    if (!table) return REASON_FIELD_REQUIRED;
    if (!id_prefix_parse(in->digits, &digits)) return REASON_ID_INVALID;
    struct row_scan *s = row_scan(VIEW(q), table, key_from(span_of(digits.bytes, digits.n)), NULL);
    while (!out->more && row_next(s, &key, &row))
        if (id_prefix_fits(&digits, key.bytes)) list_thing(q, in->kind, &key, row, out);
    row_scan_end(s);
    return 0;
}
