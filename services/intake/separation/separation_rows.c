/* What the records of a separation do to rows: of either file, out of what its own record says. */
#include "intake/call/match.h"
#include "intake/call/number.h"
#include "intake/separation/separation.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"

intake_rows__separation *intake_separation_row(struct view *v, ProtobufCBinaryData field) {
    struct id id;
    return id_from(field, &id) ? row_get(v, &intake_separations, KEY(KEY_ID(id))) : NULL;
}

struct owned intake_owner_of_separation(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__separation *row = intake_separation_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

ProtobufCBinaryData intake_followed_apart(struct view *v, ProtobufCBinaryData family_id) {
    struct id_list list = intake_of_family(v, &intake_separations_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__separation *row = row_get(v, &intake_separations, KEY(KEY_ID(list.ids[i])));
        if (row && row->personal->came && row->personal->followed && !row->ended)
            return id_field(view_arena(v), list.ids[i]);
    }
    return (ProtobufCBinaryData){0};
}

static void put(struct apply *a, const struct record *r, struct id id, intake_rows__separation *row) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_separations, KEY(KEY_ID(id)), row);
    intake_work_refresh_separation(a, id, r->at_ms);
}

/* ---- made ---- */

void intake_on_child_separated(struct apply *a, const struct record *r, const intake__child_separated *e) {
    if (!intake_family_row(VIEW(a), e->family_id)) return;
    intake_rows__separation *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__separation);
    row->family_id = e->family_id;
    row->made = r->seq;
    row->personal->other_family_id = e->personal->other_family_id;
    row->personal->other_id = e->personal->other_id;
    for (size_t i = 0; i < e->personal->n_were; i++)
        APPEND(arena_of(a), row->personal, children, e->personal->were[i]->person_id);
    put(a, r, id_of(e->separation_id), row);
}

static void put_family(struct apply *a, const struct record *r, const intake__child_file_made *e) {
    intake_rows__family *row = intake_family_numbered(a, r, e->personal->family_number, e->clsc_code);
    row->separation = e->separation_id;
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), row);
}

void intake_on_child_file_made(struct apply *a, const struct record *r, const intake__child_file_made *e) {
    const intake__child_file_made__personal *p = e->personal;
    intake_number_count(a);
    put_family(a, r, e);
    const struct lookup_of of = {e->clsc_code, e->family_id};
    intake_lookup_replace(a, id_of(e->separation_id), &of, p->answers);
    intake_rows__separation *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__separation);
    row->family_id = e->family_id;
    row->made = r->seq;
    row->personal->came = true;
    row->personal->other_family_id = p->other_family_id;
    row->personal->other_id = p->other_id;
    row->personal->children = p->children;
    row->personal->n_children = p->n_children;
    row->personal->followed = p->followed;
    row->personal->asks = true;
    row->personal->act_by = e->act_by;
    put(a, r, id_of(e->separation_id), row);
}

/* ---- and ended ---- */

void intake_on_child_returned(struct apply *a, const struct record *r, const intake__child_returned *e) {
    intake_rows__separation *row = intake_separation_row(VIEW(a), e->separation_id);
    if (!row || !e->personal->over) return;
    row->ended = r->seq;
    put(a, r, id_of(e->separation_id), row);
}

/* As a take-over that is taken back: on no list, found by nothing, and still there under its number. */
static void close_file(struct apply *a, const struct record *r, const intake__child_file_ended *e) {
    intake_rows__family *family = intake_family_row(VIEW(a), e->family_id);
    if (!family) return;
    family->undone = true;
    family->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), family);
    intake_lookup_replace(a, id_of(e->separation_id), NULL, NULL);
    intake_lookup_replace(a, id_of(e->family_id), NULL, NULL);
    intake_work_refresh_family(a, e->family_id, r->at_ms);
}

void intake_on_child_file_ended(struct apply *a, const struct record *r, const intake__child_file_ended *e) {
    intake_rows__separation *row = intake_separation_row(VIEW(a), e->separation_id);
    if (!row) return;
    row->ended = r->seq;
    row->personal->asks = false;
    put(a, r, id_of(e->separation_id), row);
    if (e->closed) close_file(a, r, e);
    intake_taken_renew(a, e->family_id, r);
}

/* ---- what it asks ---- */

bool intake_separation_settled(struct apply *a, struct id id, const struct record *r) {
    intake_rows__separation *row = row_get(VIEW(a), &intake_separations, KEY(KEY_ID(id)));
    if (!row) return false;
    row->personal->asks = false;
    put(a, r, id, row);
    return true;
}

void intake_separations_enrolled(struct apply *a, ProtobufCBinaryData family_id) {
    struct id_list list = intake_of_family(VIEW(a), &intake_separations_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__separation *row = row_get(VIEW(a), &intake_separations, KEY(KEY_ID(list.ids[i])));
        if (!row || !row->personal->asks || !id_is(row->family_id, id_of(family_id))) continue;
        row->personal->asks = false;
        ROW_PUT(a, &intake_separations, KEY(KEY_ID(list.ids[i])), row);
    }
}
