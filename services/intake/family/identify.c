/* For whoever answers a family who saw her data: under which ids looks at her were noted, here and elsewhere. */
#include "intake/rows.h"

static void add(struct query *q, intake__identify_family_reply *out, ProtobufCBinaryData id) {
    if (!id.len) return;
    for (size_t i = 0; i < out->n_ids; i++)
        if (span_equal(span_pb(out->ids[i]), span_pb(id))) return;
    APPEND(arena_of(q), out, ids, id);
}

static void add_things(struct query *q, intake__identify_family_reply *out, const struct row_table *index) {
    struct id_list list = intake_of_family(VIEW(q), index, out->family_id);
    for (size_t i = 0; i < list.n; i++) add(q, out, id_field(arena_of(q), list.ids[i]));
}

/* Looks at her under an id that she had before were noted under that one. */
static void add_members(struct query *q, intake__identify_family_reply *out) {
    struct id_list members = intake_members(VIEW(q), out->family_id);
    for (size_t i = 0; i < members.n; i++) {
        const intake_rows__family *row = row_get(VIEW(q), &intake_families, KEY(KEY_ID(members.ids[i])));
        add(q, out, id_field(arena_of(q), members.ids[i]));
        if (!row) continue;
        add(q, out, row->personal->enrolment);
        add(q, out, row->take_over);
        add(q, out, row->separation);
    }
}

int intake_identify_family(struct query *q, const intake__identify_family_request *in,
                           intake__identify_family_reply *out) {
    struct id id = id_of(in->family_id);
    const intake_rows__family *row = in->family_id.len ? intake_family_row(VIEW(q), in->family_id)
                                                       : intake_family_by_number(VIEW(q), in->number, &id);
    if (!row) return REASON_NOT_FOUND;
    out->family_id = id_field(arena_of(q), id);
    row = intake_family_now(VIEW(q), &out->family_id);
    if (!row) return REASON_NOT_FOUND;
    query_shows(q, id_of(out->family_id));
    out->number = row->personal->number;
    add(q, out, out->family_id);
    add(q, out, id_field(arena_of(q), id));
    add_members(q, out);
    add_things(q, out, &intake_screenings_of_family);
    add_things(q, out, &intake_calls_of_family);
    add_things(q, out, &intake_consents_of_family);
    add_things(q, out, &intake_referrals_of_family);
    return 0;
}
