/* How a family is reached, as it is in force: what her latest call tells, or the last of her own records. */
#include "intake/contact/contact.h"

intake_rows__contact *intake_contact_row(struct view *v, ProtobufCBinaryData family_id) {
    struct id id;
    return id_from(family_id, &id) ? row_get(v, &intake_contacts, KEY(KEY_ID(id))) : NULL;
}

static uint64_t last_said(const intake_rows__contact *row) { return row->said[row->n_said - 1]; }

intake__contact_details *intake_family_contact(struct view *v, ProtobufCBinaryData family_id,
                                               const intake_rows__family *family) {
    const intake_rows__contact *row = intake_contact_row(v, family_id);
    if (!row) return intake_contact_told(view_arena(v), intake_family_answers(v, family));
    const intake__contact_changed *e = READ_EVENT(v, intake__contact_changed, last_said(row), NULL);
    return e ? e->personal->contact : NULL;
}

ProtobufCBinaryData intake_contact_version(struct view *v, ProtobufCBinaryData family_id,
                                           const intake_rows__family *family) {
    const intake_rows__contact *row = intake_contact_row(v, family_id);
    struct record r;
    if (row) return row->version;
    uint64_t seq = intake_family_told(v, family).seq;
    return seq && record_head(v, seq, &r) ? id_field(view_arena(v), r.id) : (ProtobufCBinaryData){0};
}
