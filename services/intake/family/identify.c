/* For whoever answers a family who saw her data: under which ids looks at her were noted, here and elsewhere. */
#include "intake/rows.h"

static void add(struct query *q, intake__identify_family_reply *out, ProtobufCBinaryData id) {
    if (!id.len) return;
    for (size_t i = 0; i < out->n_ids; i++)
        if (span_equal(span_pb(out->ids[i]), span_pb(id))) return;
    APPEND(arena_of(q), out, ids, id);
}

/* Her things of one table, and for whom each was made: a family that was merged into her brought at least the call that
 * it was made for. The two fields have one name in all four rows. */
static void add_things(struct query *q, intake__identify_family_reply *out, const struct row_table *index,
                       const struct row_table *table) {
    struct id_list list = intake_of_family(VIEW(q), index, out->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const ProtobufCMessage *row = row_get(VIEW(q), table, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        const ProtobufCFieldDescriptor *made_for =
            protobuf_c_message_descriptor_get_field_by_name(row->descriptor, "sealed_for");
        add(q, out, *(const ProtobufCBinaryData *)(const void *)((const char *)row + made_for->offset));
        add(q, out, id_field(arena_of(q), list.ids[i]));
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
    add_things(q, out, &intake_screenings_of_family, &intake_screenings);
    add_things(q, out, &intake_calls_of_family, &intake_family_calls);
    add_things(q, out, &intake_consents_of_family, &intake_consents);
    add_things(q, out, &intake_referrals_of_family, &intake_referrals);
    add(q, out, row->personal->enrolment);
    add(q, out, row->take_over);
    return 0;
}
