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

static struct said own(struct view *v, ProtobufCBinaryData family_id, const struct joining *how) {
    const struct corrected_call *corrected = how->corrected;
    const intake_rows__family *family = intake_family_row(v, family_id);
    const intake_rows__contact *row = intake_contact_row(v, family_id);
    size_t n_said = row ? intake_said_until(how, family_id, row->said, row->n_said) : 0;
    if (!family) return (struct said){0};
    const struct told told = intake_own_told(v, family);
    struct said out = {.at = told.call ? told.call : told.seq, .call = told.call, .version = told.seq};
    if (n_said) {
        out.value = said_at(v, row->said[n_said - 1]);
        out.at = out.version = row->said[n_said - 1];
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
    return (struct joining){.own = own, .later = later, .corrected = corrected};
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

intake__contact_details *intake_contact_parted(struct view *v, const struct parting *of) {
    struct joining how = joining_of(NULL);
    how.without = of->alias_id;
    how.of = of->left_id;
    how.until = of->merged;
    const intake_rows__contact *row = intake_contact_row(v, of->left_id);
    if (!row || last_said(row) <= of->merged) return NULL;
    intake__contact_details *value = intake_in_force(v, &how, of->left_id).value;
    for (size_t i = 0; i < row->n_said; i++) {
        const intake__contact_changed *e =
            row->said[i] > of->merged ? READ_EVENT(v, intake__contact_changed, row->said[i], NULL) : NULL;
        if (e) value = intake_contact_since(view_arena(v), value, e->personal->before, e->personal->contact);
    }
    return value;
}

ProtobufCBinaryData intake_contact_version(struct view *v, ProtobufCBinaryData family_id) {
    const struct joining how = joining_of(NULL);
    uint64_t seq = intake_in_force(v, &how, intake_id_now(v, family_id)).version;
    struct record r;
    return seq && record_head(v, seq, &r) ? id_field(view_arena(v), r.id) : (ProtobufCBinaryData){0};
}
