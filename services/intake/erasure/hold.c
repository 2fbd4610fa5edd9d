/* Somebody may still need what is known of a family: a court, she herself, a complaint, an incident. */
#include "base/character.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/erasure/erasure.h"

enum { PAGE = 100 };

/* The hold's version. */
static struct id put(struct decide *d, intake__hold_put *e) {
    struct id subjects[] = {decide_new_id(d, "hold"), id_of(e->family_id)};
    e->hold_id = id_field(arena_of(d), subjects[0]);
    return emit_for(d, subjects[1], subjects, 2, &e->base);
}

int intake_put_hold(struct decide *d, const intake__put_hold_request *in, intake__put_hold_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (!in->kind) violation(d, "kind", REASON_FIELD_REQUIRED);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    intake__hold_put *e = NEW_WITH_PERSONAL(a, intake__hold_put);
    e->family_id = in->family_id;
    e->personal->kind = in->kind;
    e->personal->reason = in->reason;
    out->version = id_field(a, put(d, e));
    out->hold_id = e->hold_id;
    return 0;
}

ProtobufCBinaryData intake_hold_put_by_incident(struct decide *d, ProtobufCBinaryData family_id, struct id incident) {
    intake__hold_put *e = NEW_WITH_PERSONAL(arena_of(d), intake__hold_put);
    e->family_id = family_id;
    e->incident_id = id_field(arena_of(d), incident);
    e->personal->kind = HOLD_KIND_INCIDENT;
    put(d, e);
    return e->hold_id;
}

static void lift(struct decide *d, ProtobufCBinaryData hold, const intake_rows__hold *row, const char *reason) {
    intake__hold_lifted *e = NEW_WITH_PERSONAL(arena_of(d), intake__hold_lifted);
    e->hold_id = hold;
    e->family_id = row->family_id;
    e->personal->reason = reason;
    emit_for(d, id_of(row->sealed_for), (const struct id[]){id_of(hold), id_of(row->family_id)}, 2, &e->base);
}

void intake_hold_lift_by_incident(struct decide *d, ProtobufCBinaryData hold, const char *reason) {
    const intake_rows__hold *row = intake_hold_row(VIEW(d), hold);
    if (row) lift(d, hold, row, reason);
}

int intake_lift_hold(struct decide *d, const intake__lift_hold_request *in, intake__lift_hold_reply *out) {
    (void)out;
    const intake_rows__hold *row = intake_hold_row(VIEW(d), in->hold_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (row->incident_id.len) return REASON_INCIDENT_OPEN;
    lift(d, in->hold_id, row, in->reason);
    return 0;
}

int intake_hold_hand_over(struct decide *d, const intake__reassign_thing_request *to, const intake_rows__hold *row,
                          ProtobufCBinaryData *as, ProtobufCBinaryData *version) {
    const intake__hold_put *was = READ_EVENT(d, intake__hold_put, row->put, NULL);
    if (row->incident_id.len) return REASON_INCIDENT_OPEN;
    if (!was) return REASON_NOT_FOUND;
    intake__hold_put *e = message_copy(arena_of(d), &was->base);
    if (!e) return REASON_NOT_FOUND;
    e->family_id = to->family_id;
    *version = id_field(arena_of(d), put(d, e));
    *as = e->hold_id;
    lift(d, to->thing, row, to->reason);
    return 0;
}

/* ---- apply ---- */

void intake_on_hold_put(struct apply *a, const struct record *r, const intake__hold_put *e) {
    intake_rows__hold *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__hold);
    row->family_id = e->family_id;
    row->sealed_for = e->family_id;
    row->version = id_field(arena_of(a), r->id);
    row->put = r->seq;
    row->incident_id = e->incident_id;
    row->personal->kind = e->personal->kind;
    ROW_PUT(a, &intake_holds, KEY(KEY_ID(id_of(e->hold_id))), row);
}

void intake_on_hold_lifted(struct apply *a, const struct record *r, const intake__hold_lifted *e) {
    (void)r;
    row_delete(a, &intake_holds, KEY(KEY_ID(id_of(e->hold_id))));
}

/* ---- shown ---- */

/* Under the number that she has now: the family that it was put on may have become another. */
static intake__hold *hold_shown(struct view *v, struct id id, const intake_rows__hold *row) {
    struct arena *a = view_arena(v);
    struct record r;
    ProtobufCBinaryData family_id = row->family_id;
    const intake_rows__family *family = intake_family_now(v, &family_id);
    const intake__hold_put *e = READ_EVENT(v, intake__hold_put, row->put, &r);
    intake__hold *out = NEW(a, intake__hold);
    out->hold_id = id_field(a, id);
    out->version = row->version;
    out->family_id = family_id;
    out->family_number = family ? family->personal->number : "";
    out->kind = row->personal->kind;
    out->incident_id = row->incident_id;
    if (!e) return out;
    out->reason = e->personal->reason;
    out->put_at = civil_instant(a, r.at_ms);
    out->put_by = member_name(v, r.actor);
    return out;
}

struct holds intake_holds_of(struct view *v, ProtobufCBinaryData family) {
    struct arena *a = view_arena(v);
    struct holds out = {0};
    struct id_list list = intake_of_family(v, &intake_holds_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__hold *row = row_get(v, &intake_holds, KEY(KEY_ID(list.ids[i])));
        if (row) APPEND(a, &out, holds, hold_shown(v, list.ids[i], row));
    }
    return out;
}

/* In the order of their ids, which is chance: they are few, and a person reads them all. */
static void list_all(struct query *q, const intake__list_holds_request *in, intake__list_holds_reply *out) {
    struct key key, from = in->after.len ? key_from(span_pb(in->after)) : KEY_EMPTY;
    struct row_scan *s = row_scan(VIEW(q), &intake_holds, KEY_EMPTY, in->after.len ? &from : NULL);
    const intake_rows__hold *row;
    while (row_next(s, &key, &row)) {
        if (out->n_holds == PAGE || (out->n_holds && query_time_is_up(q))) {
            out->next = id_field(arena_of(q), key_id_at(&key, 0));
            row_scan_end(s);
            return;
        }
        APPEND(arena_of(q), out, holds, hold_shown(VIEW(q), key_id_at(&key, 0), row));
    }
}

int intake_list_holds(struct query *q, const intake__list_holds_request *in, intake__list_holds_reply *out) {
    if (in->after.len && in->after.len != ID_LEN) return REASON_ID_INVALID;
    if (!in->family_id.len) {
        list_all(q, in, out);
    } else {
        struct holds holds = intake_holds_of(VIEW(q), in->family_id);
        out->holds = holds.holds;
        out->n_holds = holds.n_holds;
    }
    for (size_t i = 0; i < out->n_holds; i++) query_shows(q, id_of(out->holds[i]->family_id));
    return 0;
}
