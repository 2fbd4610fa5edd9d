/* Merges of a family: those that stand, and those that were taken back. */
#include "intake/merge/merge.h"

#include "civil/civil.h"
#include "intake/access/access.h"

/* "" of a family that who asks does not see. */
static const char *number_of(struct query *q, ProtobufCBinaryData family_id) {
    const intake_rows__family *row = intake_family_row(VIEW(q), family_id);
    struct owned now = intake_owned_by(VIEW(q), family_id);
    if (!row || !now.organization) return "";
    bool seen = intake_sees(VIEW(q), query_principal(q), now.organization, family_id, SHOWS_IDENTITY);
    return seen ? row->personal->number : "";
}

static void show_settled(struct query *q, uint64_t seq, intake__merge *out) {
    struct record r;
    const intake__match_settled *e = READ_EVENT(q, intake__match_settled, seq, NULL);
    if (e) out->screening_id = e->screening_id;
    if (!record_head(VIEW(q), seq, &r)) return;
    out->merged_at = civil_instant(arena_of(q), r.at_ms);
    out->merged_by = member_name(VIEW(q), r.actor);
}

static intake__merge *standing(struct query *q, ProtobufCBinaryData alias_id, const intake_rows__family *alias) {
    intake__merge *out = NEW(arena_of(q), intake__merge);
    out->family_id = alias_id;
    out->family_number = alias->personal->number;
    out->version = alias->version;
    out->into_family_id = alias->personal->alias_of;
    out->into_family_number = number_of(q, alias->personal->alias_of);
    show_settled(q, alias->aliased, out);
    struct recorded_list since = intake_recorded_since(VIEW(q), alias_id);
    for (size_t i = 0; i < since.n; i++)
        APPEND(arena_of(q), out, since,
               intake_recorded_shown(VIEW(q), &since.list[i], alias_id, (ProtobufCBinaryData){0}));
    return out;
}

static intake__merge *taken_back(struct query *q, const intake_rows__undone_match *row) {
    struct record r;
    intake__merge *out = NEW(arena_of(q), intake__merge);
    const intake__match_undone *e = READ_EVENT(q, intake__match_undone, row->undone, &r);
    out->family_id = row->alias_id;
    out->family_number = number_of(q, row->alias_id);
    out->into_family_id = row->family_id;
    out->into_family_number = number_of(q, row->family_id);
    show_settled(q, row->merged, out);
    out->to_review = !row->personal->reviewed && row->n_reassigned < row->personal->n_since;
    for (size_t i = 0; i < row->personal->n_since; i++) {
        const intake_rows__undone_match__one *one = row->personal->since[i];
        const struct recorded what = {one->kind, id_of(one->thing), one->at};
        APPEND(arena_of(q), out, since,
               intake_recorded_shown(VIEW(q), &what, row->family_id, intake_reassigned_as(VIEW(q), row, one->thing)));
    }
    if (!e) return out;
    out->undone_at = civil_instant(arena_of(q), r.at_ms);
    out->undone_by = member_name(VIEW(q), r.actor);
    out->reason = e->personal->reason;
    return out;
}

int intake_list_merges(struct query *q, const intake__list_merges_request *in, intake__list_merges_reply *out) {
    if (!intake_family_row(VIEW(q), in->family_id)) return REASON_NOT_FOUND;
    query_shows(q, id_of(in->family_id));
    struct id_list members = intake_members(VIEW(q), in->family_id);
    for (size_t i = 1; i < members.n; i++) {
        const intake_rows__family *row = row_get(VIEW(q), &intake_families, KEY(KEY_ID(members.ids[i])));
        if (row) APPEND(arena_of(q), out, merges, standing(q, id_field(arena_of(q), members.ids[i]), row));
    }
    struct id_list list = intake_of_family(VIEW(q), &intake_undone_of_family, in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__undone_match *row = row_get(VIEW(q), &intake_undone_matches, KEY(KEY_ID(list.ids[i])));
        if (row) APPEND(arena_of(q), out, merges, taken_back(q, row));
    }
    return 0;
}
