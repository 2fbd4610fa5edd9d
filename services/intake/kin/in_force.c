/* Who a family is, as it is in force: what her latest call tells, or the last of her own records; of a file where
 * several were told of, as these are joined (family/joined.h). */
#include "intake/kin/kin.h"

#include "civil/civil.h"
#include "intake/call/proposing.h"

intake_rows__kin *intake_kin_row(struct view *v, ProtobufCBinaryData family_id) {
    struct id id;
    return id_from(family_id, &id) ? row_get(v, &intake_kin, KEY(KEY_ID(id))) : NULL;
}

intake__kin *intake_own_kin(struct view *v, ProtobufCBinaryData family_id) {
    const intake_rows__kin *row = intake_kin_row(v, family_id);
    const intake__kin_changed *e = row ? READ_EVENT(v, intake__kin_changed, row->said[row->n_said - 1], NULL) : NULL;
    return e ? e->personal->kin : NULL;
}

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

static struct said told_of(struct view *v, const intake_rows__family *family, const struct corrected_call *corrected) {
    const struct told told = intake_own_told(v, family);
    bool other = corrected && id_is(told.by, id_of(corrected->screening_id));
    const intake__screening *answers = other ? corrected->answers : intake_own_answers(v, family);
    day on = other ? corrected->call_day : answers ? intake_kin_told_on(v, answers, told.seq) : DAY_NONE;
    return (struct said){.value = answers ? intake_kin_told_by(v, told.by, answers, on) : NULL,
                         .at = told.call ? told.call : told.seq,
                         .call = told.call,
                         .version = told.seq};
}

static struct said own(struct view *v, ProtobufCBinaryData family_id, const struct joining *how) {
    const intake_rows__family *family = intake_family_row(v, family_id);
    const intake_rows__kin *row = intake_kin_row(v, family_id);
    size_t n_said = row ? intake_said_until(how, family_id, row->said, row->n_said) : 0;
    if (!family) return (struct said){0};
    if (!n_said) return told_of(v, family, how->corrected);
    uint64_t seq = row->said[n_said - 1];
    const intake__kin_changed *e = READ_EVENT(v, intake__kin_changed, seq, NULL);
    return (struct said){e ? e->personal->kin : NULL, seq, intake_own_told(v, family).call, seq};
}

static void *later(struct arena *a, const void *older, const void *newer) { return intake_kin_later(a, older, newer); }

static struct joining joining_of(const struct corrected_call *corrected) {
    return (struct joining){.own = own, .later = later, .corrected = corrected};
}

intake__kin *intake_family_kin(struct view *v, ProtobufCBinaryData family_id) {
    return intake_kin_after(v, family_id, NULL);
}

intake__kin *intake_kin_after(struct view *v, ProtobufCBinaryData family_id, const struct corrected_call *corrected) {
    const struct joining how = joining_of(corrected);
    return intake_in_force(v, &how, intake_id_now(v, family_id)).value;
}

intake__kin *intake_kin_together(struct view *v, ProtobufCBinaryData into, ProtobufCBinaryData from) {
    const struct joining how = joining_of(NULL);
    return intake_in_force_together(v, &how, into, from).value;
}

intake__kin *intake_kin_apart(struct view *v, ProtobufCBinaryData family_id, ProtobufCBinaryData without) {
    struct joining how = joining_of(NULL);
    how.without = without;
    return intake_in_force(v, &how, family_id).value;
}

intake__kin *intake_kin_parted(struct view *v, const struct parting *of) {
    struct joining how = joining_of(NULL);
    how.without = of->alias_id;
    how.of = of->left_id;
    how.until = of->merged;
    const intake_rows__kin *row = intake_kin_row(v, of->left_id);
    if (!row || row->said[row->n_said - 1] <= of->merged) return NULL;
    intake__kin *value = intake_in_force(v, &how, of->left_id).value;
    for (size_t i = 0; i < row->n_said; i++) {
        const intake__kin_changed *e =
            row->said[i] > of->merged ? READ_EVENT(v, intake__kin_changed, row->said[i], NULL) : NULL;
        if (e) value = intake_kin_since(view_arena(v), value, e->personal->before, e->personal->kin);
    }
    return value;
}

ProtobufCBinaryData intake_kin_version(struct view *v, ProtobufCBinaryData family_id) {
    const struct joining how = joining_of(NULL);
    uint64_t seq = intake_in_force(v, &how, intake_id_now(v, family_id)).version;
    struct record r;
    return seq && record_head(v, seq, &r) ? id_field(view_arena(v), r.id) : (ProtobufCBinaryData){0};
}

/* By the places of records alone: an apply asks it, which has the words of one. */
bool intake_kin_counts(struct view *v, ProtobufCBinaryData family_id) {
    const intake_rows__family *row = intake_family_row(v, family_id);
    for (uint64_t aliased; row && row->personal->alias_of.len;) {
        aliased = row->aliased;
        family_id = row->personal->alias_of;
        row = intake_family_row(v, family_id);
        const intake_rows__kin *said = intake_kin_row(v, family_id);
        const struct told told = row ? intake_own_told(v, row) : (struct told){0};
        if (said ? said->said[said->n_said - 1] > aliased : told.call > aliased) return false;
    }
    return row != NULL;
}
