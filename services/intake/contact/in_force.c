/* How a family is reached, as it is in force: what her latest call tells, or the last of her own records; of a file
 * where several were told of, as these are joined (family/joined.h). */
#include "intake/contact/contact.h"

#include "intake/family/joined.h"

intake_rows__contact *intake_contact_row(struct view *v, ProtobufCBinaryData family_id) {
    struct id id;
    return id_from(family_id, &id) ? row_get(v, &intake_contacts, KEY(KEY_ID(id))) : NULL;
}

static uint64_t last_said(const intake_rows__contact *row) { return row->said[row->n_said - 1]; }

static intake__contact_details *said_at(struct view *v, uint64_t seq) {
    const intake__contact_changed *e = READ_EVENT(v, intake__contact_changed, seq, NULL);
    return e ? e->personal->contact : NULL;
}

intake__contact_details *intake_own_contact(struct view *v, ProtobufCBinaryData family_id) {
    const intake_rows__contact *row = intake_contact_row(v, family_id);
    return row ? said_at(v, last_said(row)) : NULL;
}

/* `with`: a call as it is about to be corrected, or NULL. */
static struct said own(struct view *v, ProtobufCBinaryData family_id, const void *with) {
    const struct corrected_call *corrected = with;
    const intake_rows__family *family = intake_family_row(v, family_id);
    const intake_rows__contact *row = intake_contact_row(v, family_id);
    if (!family) return (struct said){0};
    const struct told told = intake_own_told(v, family);
    struct said out = {.at = told.call ? told.call : told.seq, .call = told.call, .version = told.seq};
    if (row) {
        out.value = said_at(v, last_said(row));
        out.at = out.version = last_said(row);
        return out;
    }
    bool other = corrected && id_is(told.by, id_of(corrected->screening_id));
    out.value = intake_contact_told(view_arena(v), other ? corrected->answers : intake_own_answers(v, family));
    return out;
}

static void *later(struct arena *a, const void *older, const void *newer) {
    return intake_contact_later(a, older, newer);
}

static struct joining joining_of(const struct corrected_call *corrected) {
    return (struct joining){.own = own, .later = later, .with = corrected};
}

intake__contact_details *intake_family_contact(struct view *v, ProtobufCBinaryData family_id) {
    return intake_contact_after(v, family_id, NULL);
}

intake__contact_details *intake_contact_after(struct view *v, ProtobufCBinaryData family_id,
                                              const struct corrected_call *corrected) {
    const struct joining how = joining_of(corrected);
    return intake_in_force(v, &how, intake_id_now(v, family_id)).value;
}

intake__contact_details *intake_contact_together(struct view *v, ProtobufCBinaryData into, ProtobufCBinaryData from) {
    const struct joining how = joining_of(NULL);
    return intake_in_force_together(v, &how, into, from).value;
}

intake__contact_details *intake_contact_apart(struct view *v, ProtobufCBinaryData family_id,
                                              ProtobufCBinaryData without) {
    struct joining how = joining_of(NULL);
    how.without = without;
    return intake_in_force(v, &how, family_id).value;
}

ProtobufCBinaryData intake_contact_version(struct view *v, ProtobufCBinaryData family_id) {
    const struct joining how = joining_of(NULL);
    uint64_t seq = intake_in_force(v, &how, intake_id_now(v, family_id)).version;
    struct record r;
    return seq && record_head(v, seq, &r) ? id_field(view_arena(v), r.id) : (ProtobufCBinaryData){0};
}
