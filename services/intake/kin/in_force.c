/* Who a family is, as it is in force: what her latest call tells, or the last of her own records. */
#include "intake/kin/kin.h"

#include "civil/civil.h"
#include "intake/call/proposing.h"

intake_rows__kin *intake_kin_row(struct view *v, ProtobufCBinaryData family_id) {
    struct id id;
    return id_from(family_id, &id) ? row_get(v, &intake_kin, KEY(KEY_ID(id))) : NULL;
}

bool intake_kin_is_kept(struct view *v, ProtobufCBinaryData family_id) { return intake_kin_row(v, family_id) != NULL; }

/* What a call tells gets the same ids whenever it is read: of the call, and of their place in it. */
struct told_ids {
    struct view *view;
    char said[33];
};
static struct id told_id(void *owner, size_t n) {
    const struct told_ids *t = owner;
    return lookup_hash(t->view, "kin", arena_printf(view_arena(t->view), "%s:%zu", t->said, n));
}

intake__kin *intake_kin_told_by(struct view *v, ProtobufCBinaryData said, const intake__screening *answers,
                                day call_day) {
    struct told_ids *t = arena_alloc(view_arena(v), sizeof *t);
    t->view = v;
    id_hex(id_of(said), t->said);
    struct kin_ids ids = {told_id, t, 0};
    return intake_kin_told(view_arena(v), answers, call_day, &ids);
}

/* The day from which weeks that were told are counted: that of the call; of a sheet, the one of its take-over. */
day intake_kin_told_on(struct view *v, const intake__screening *s, uint64_t said) {
    struct record r;
    int64_t at_ms = record_head(v, said, &r) ? r.at_ms : 0;
    return intake_call_day(s, rules_on(v, today_of(v, at_ms), NULL), at_ms);
}

intake__kin *intake_family_kin(struct view *v, ProtobufCBinaryData family_id, const intake_rows__family *family) {
    const intake_rows__kin *row = intake_kin_row(v, family_id);
    if (row) {
        const intake__kin_changed *e = READ_EVENT(v, intake__kin_changed, row->said[row->n_said - 1], NULL);
        return e ? e->personal->kin : NULL;
    }
    struct told told = intake_family_told(v, family);
    const intake__screening *answers = intake_family_answers(v, family);
    return answers ? intake_kin_told_by(v, told.by, answers, intake_kin_told_on(v, answers, told.seq)) : NULL;
}

ProtobufCBinaryData intake_kin_version(struct view *v, ProtobufCBinaryData family_id,
                                       const intake_rows__family *family) {
    const intake_rows__kin *row = intake_kin_row(v, family_id);
    struct record r;
    if (row) return row->version;
    uint64_t seq = intake_family_told(v, family).seq;
    return seq && record_head(v, seq, &r) ? id_field(view_arena(v), r.id) : (ProtobufCBinaryData){0};
}
