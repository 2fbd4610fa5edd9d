/* What an organisation referred to us itself: a receipt on its stream, then one of two words. Intake says both; here
 * they become what a partner's program follows and what its list shows. */
#include "notifications/rows.h"

enum { PAGE = 50, PAGE_MAX = 200 };

static notifications_rows__inbound *inbound_row(struct view *v, ProtobufCBinaryData field, struct id *id) {
    return id_from(field, id) ? row_get(v, &notifications_inbounds, KEY(KEY_ID(*id))) : NULL;
}

void notifications_inbounds_of_organization_keys(const notifications_rows__inbound *r, struct keys *out) {
    if (r->organization_hash.len) keys_add(out, KEY(KEY_ID(id_of(r->organization_hash)), KEY_U64(~r->received)));
}

/* ---- heard from intake ---- */

/* Heard before: nothing more is told. The partner's record holds nothing but what it may know; whose it is, is one
 * apart. */
int notifications_follow_inbound_receipt_told(struct decide *d, const struct record *from,
                                              const intake__inbound_receipt_told *e) {
    struct arena *a = arena_of(d);
    struct id inbound, organization;
    (void)from;
    if (!id_from(e->inbound_id, &inbound) || !id_from(e->personal->organization_id, &organization))
        return REASON_MALFORMED;
    if (row_exists(VIEW(d), &notifications_inbounds, KEY(KEY_ID(inbound)))) return 0;
    notifications__inbound_received *received = NEW_WITH_PERSONAL(a, notifications__inbound_received);
    received->inbound_id = e->inbound_id;
    received->received_on = e->received_on;
    received->clsc_name = e->clsc_name;
    received->clsc_phone = e->clsc_phone;
    received->personal->number = e->personal->number;
    emit_to_partner(d, organization, inbound, inbound, &received->base);
    notifications__inbound_opened *opened = NEW_WITH_PERSONAL(a, notifications__inbound_opened);
    opened->inbound_id = e->inbound_id;
    opened->personal->organization_id = e->personal->organization_id;
    EMIT_FOR(d, inbound, inbound, opened);
    return 0;
}

static notifications__inbound_outcome outcome_of(const intake__inbound_outcome_told *e) {
    return e->personal->not_reached ? INBOUND_OUTCOME_NOT_REACHED : INBOUND_OUTCOME_TAKEN_CARE_OF;
}

static bool was_told(struct decide *d, const notifications_rows__inbound *row, notifications__inbound_outcome outcome) {
    const notifications__inbound_answered *e = READ_EVENT(d, notifications__inbound_answered, row->answered, NULL);
    return e && e->personal->outcome == outcome;
}

int notifications_follow_inbound_outcome_told(struct decide *d, const struct record *from,
                                              const intake__inbound_outcome_told *e) {
    struct id inbound, organization;
    (void)from;
    if (!id_from(e->personal->organization_id, &organization)) return REASON_MALFORMED;
    const notifications_rows__inbound *row = inbound_row(VIEW(d), e->inbound_id, &inbound);
    if (!row) return REASON_MALFORMED;
    if (row->answered && was_told(d, row, outcome_of(e))) return 0; /* closed again, and it is so still */
    notifications__inbound_answered *answered = NEW_WITH_PERSONAL(arena_of(d), notifications__inbound_answered);
    answered->inbound_id = e->inbound_id;
    answered->personal->outcome = outcome_of(e);
    emit_to_partner(d, organization, inbound, inbound, &answered->base);
    return 0;
}

/* ---- applied ---- */

void notifications_on_inbound_received(struct apply *a, const struct record *r,
                                       const notifications__inbound_received *e) {
    notifications_rows__inbound *row = NEW(arena_of(a), notifications_rows__inbound);
    row->received = r->seq;
    ROW_PUT(a, &notifications_inbounds, KEY(KEY_ID(id_of(e->inbound_id))), row);
}

void notifications_on_inbound_opened(struct apply *a, const struct record *r, const notifications__inbound_opened *e) {
    struct id inbound, organization;
    notifications_rows__inbound *row = inbound_row(VIEW(a), e->inbound_id, &inbound);
    (void)r;
    if (!row || !id_from(e->personal->organization_id, &organization)) return;
    row->organization_hash = id_field(arena_of(a), notifications_organization_hash(VIEW(a), organization));
    ROW_PUT(a, &notifications_inbounds, KEY(KEY_ID(inbound)), row);
}

void notifications_on_inbound_answered(struct apply *a, const struct record *r,
                                       const notifications__inbound_answered *e) {
    struct id inbound;
    notifications_rows__inbound *row = inbound_row(VIEW(a), e->inbound_id, &inbound);
    if (!row) return;
    row->answered = r->seq;
    ROW_PUT(a, &notifications_inbounds, KEY(KEY_ID(inbound)), row);
}

/* ---- shown ---- */

static void show_outcome(struct query *q, const notifications_rows__inbound *row, notifications__inbound_receipt *out) {
    struct record r;
    const notifications__inbound_answered *e =
        row->answered ? READ_EVENT(q, notifications__inbound_answered, row->answered, &r) : NULL;
    if (!e) return;
    out->outcome = e->personal->outcome;
    out->told_at = civil_instant(arena_of(q), r.at_ms);
}

/* NULL: what it held is gone. */
static notifications__inbound_receipt *receipt(struct query *q, struct id id) {
    struct record r;
    const notifications_rows__inbound *row = row_get(VIEW(q), &notifications_inbounds, KEY(KEY_ID(id)));
    const notifications__inbound_received *e =
        row ? READ_EVENT(q, notifications__inbound_received, row->received, &r) : NULL;
    if (!e) return NULL;
    notifications__inbound_receipt *out = NEW(arena_of(q), notifications__inbound_receipt);
    out->inbound_id = e->inbound_id;
    out->number = e->personal->number;
    out->received_on = e->received_on;
    out->clsc_name = e->clsc_name;
    out->clsc_phone = e->clsc_phone;
    show_outcome(q, row, out);
    query_shows(q, id);
    return out;
}

/* A partner is kept to its own by its key; a page's place is a key of that list. */
int notifications_list_inbound_receipts(struct query *q, const notifications__list_inbound_receipts_request *in,
                                        notifications__list_inbound_receipts_reply *out) {
    uint32_t limit = in->limit ? in->limit : PAGE;
    struct key key, from = key_from(span_pb(in->after));
    struct id organization;
    if (limit > PAGE_MAX || in->after.len > KEY_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (!id_parse(query_principal(q)->organization, &organization)) return REASON_NOT_FOUND;
    struct key prefix = KEY(KEY_ID(notifications_organization_hash(VIEW(q), organization)));
    struct row_scan *s =
        row_scan(VIEW(q), &notifications_inbounds_of_organization, prefix, in->after.len ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        if (out->n_receipts == limit || (out->n_receipts && query_time_is_up(q))) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(s);
            return 0;
        }
        notifications__inbound_receipt *one = receipt(q, key_id_at(&key, (size_t)key.len - ID_LEN));
        if (one) APPEND(arena_of(q), out, receipts, one);
    }
    return 0;
}
