/* A child's own file as it is shown, and, to who sees both, where it came from. */
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/separation/separation.h"

static void show_ended(struct view *v, const intake_rows__separation *row, intake__child_file *out) {
    struct record r;
    const intake__child_file_ended *e = row->ended ? READ_EVENT(v, intake__child_file_ended, row->ended, &r) : NULL;
    if (!e) return;
    out->ended_at = civil_instant(view_arena(v), r.at_ms);
    out->in_error = e->personal->in_error;
}

intake__child_file *intake_child_file_shown(struct view *v, const intake_rows__family *family) {
    const intake_rows__separation *row = intake_separation_row(v, family->separation);
    const intake__child_file_made *e = row ? READ_EVENT(v, intake__child_file_made, row->made, NULL) : NULL;
    if (!e) return NULL;
    intake__child_file *out = NEW(view_arena(v), intake__child_file);
    out->since = e->personal->since;
    out->decides = e->personal->decides;
    out->followed = e->personal->followed;
    out->key_worker = e->personal->key_worker;
    show_ended(v, row, out);
    return out;
}

/* The other file stands in the journal of who was shown it only where it was. */
static void show_other(struct query *q, const intake_rows__separation *row, intake__separation *out) {
    ProtobufCBinaryData id = intake_id_now(VIEW(q), row->personal->other_family_id);
    const intake_rows__family *other = intake_family_row(VIEW(q), id);
    if (!other || !intake_sees(VIEW(q), query_principal(q), other->clsc_code, id, SHOWS_IDENTITY)) return;
    out->other_family_id = id;
    out->other_number = other->personal->number;
    query_shows(q, id_of(id));
}

static void show_made(struct query *q, const intake_rows__separation *row, intake__separation *out) {
    struct record r;
    const intake__child_separated *left = READ_EVENT(q, intake__child_separated, row->made, NULL);
    const intake__child_file_made *made = left ? NULL : READ_EVENT(q, intake__child_file_made, row->made, NULL);
    if (left) {
        out->since = left->personal->since;
        out->reason = left->personal->reason;
    } else if (made) {
        out->since = made->personal->since;
    }
    if (!record_head(VIEW(q), row->made, &r)) return;
    out->at = civil_instant(arena_of(q), r.at_ms);
    out->by = member_name(VIEW(q), r.actor);
}

static intake__separation *shown(struct query *q, struct id id, const intake_rows__separation *row) {
    struct record r;
    intake__separation *out = NEW(arena_of(q), intake__separation);
    out->separation_id = id_field(arena_of(q), id);
    out->came = row->personal->came;
    out->children = row->personal->children;
    out->n_children = row->personal->n_children;
    show_made(q, row, out);
    show_other(q, row, out);
    if (!row->ended || !record_head(VIEW(q), row->ended, &r)) return out;
    out->ended_at = civil_instant(arena_of(q), r.at_ms);
    out->ended_by = member_name(VIEW(q), r.actor);
    const intake__child_returned *back = READ_EVENT(q, intake__child_returned, row->ended, NULL);
    const intake__child_file_ended *theirs = back ? NULL : READ_EVENT(q, intake__child_file_ended, row->ended, NULL);
    if (back) out->ended_reason = back->personal->reason;
    out->in_error = back ? back->personal->in_error : theirs && theirs->personal->in_error;
    return out;
}

int intake_list_separations(struct query *q, const intake__list_separations_request *in,
                            intake__list_separations_reply *out) {
    if (!intake_family_row(VIEW(q), in->family_id)) return REASON_NOT_FOUND;
    query_shows(q, id_of(in->family_id));
    struct id_list list = intake_of_family(VIEW(q), &intake_separations_of_family, in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__separation *row = row_get(VIEW(q), &intake_separations, KEY(KEY_ID(list.ids[i])));
        if (row) APPEND(arena_of(q), out, separations, shown(q, list.ids[i], row));
    }
    return 0;
}
