#include "intake/contact/contact.h"

#include <stdlib.h>

#include "base/character.h"
#include "civil/civil.h"
#include "intake/family/changed.h"
#include "intake/family/named.h"
#include "intake/reach/reach.h"
#include "intake/work/taken.h"

/* ---- changed ---- */

struct changing {
    ProtobufCBinaryData family_id, screening_id;
    intake__contact_details *before, *after;
    const char *reason;
};

static struct id emit_change(struct decide *d, const struct changing *c) {
    intake__contact_changed *e = NEW_WITH_PERSONAL(arena_of(d), intake__contact_changed);
    e->family_id = c->family_id;
    e->screening_id = c->screening_id;
    e->personal->contact = c->after;
    e->personal->before = c->before;
    e->personal->reason = c->reason;
    return EMIT_FOR(d, id_of(c->family_id), id_of(c->family_id), e);
}

/* Whoever asks for another number has one, whichever way it came. */
static void number_found(struct decide *d, const struct changing *c) {
    if (c->before && intake_contact_number_is_other(c->before, c->after)) intake_number_recorded(d, c->family_id);
}

/* By a call: what is in force without a record of its own, unless one is needed to say it all. */
static const intake__contact_details *said(struct decide *d, const struct changing *c,
                                           const intake__contact_details *already) {
    bool same = intake_contact_same(arena_of(d), c->after, already);
    if (!same) emit_change(d, c);
    number_found(d, c);
    return same ? already : c->after;
}

/* While she has no row, what the latest call tells is in force without a record: one is needed where it is not all. */
const intake__contact_details *intake_contact_heard(struct decide *d, ProtobufCBinaryData family_id,
                                                    ProtobufCBinaryData screening_id,
                                                    const intake__screening *answers) {
    struct arena *a = arena_of(d);
    intake__contact_details *was = intake_family_contact(VIEW(d), family_id);
    intake__contact_details *told = intake_contact_told(a, answers);
    intake__contact_details *after = intake_contact_later(a, was, told);
    const struct changing c = {family_id, screening_id, was, after, ""};
    return said(d, &c, intake_contact_row(VIEW(d), family_id) ? was : told);
}

/* More is in force than the call told, where somebody changed it, or where it is joined. */
static bool is_more(struct decide *d, ProtobufCBinaryData family_id) {
    return intake_contact_row(VIEW(d), family_id) || intake_aliases_of(VIEW(d), family_id).n;
}

const intake__contact_details *intake_contact_amended(struct decide *d, ProtobufCBinaryData family_id,
                                                      const intake__screening *before,
                                                      const struct corrected_call *after) {
    struct arena *a = arena_of(d);
    intake__contact_details *was = intake_family_contact(VIEW(d), family_id);
    intake__contact_details *told = intake_contact_told(a, before), *now = intake_contact_told(a, after->answers);
    if (!was || !told || !now) return NULL;
    struct changing c = {family_id, after->screening_id, was,
                         is_more(d, family_id) ? intake_contact_corrected(a, was, told, now) : now, ""};
    return said(d, &c, intake_contact_after(VIEW(d), family_id, after));
}

const intake__contact_details *intake_contact_part(struct decide *d, const struct parting *of) {
    intake__contact_details *now = intake_contact_parted(VIEW(d), of);
    struct changing c = {of->left_id, (ProtobufCBinaryData){0}, intake_own_contact(VIEW(d), of->left_id), now,
                         of->reason};
    if (now && !intake_contact_same(arena_of(d), c.before, now)) emit_change(d, &c);
    return now;
}

static int check(struct decide *d, const intake__change_contact_request *in, const intake__contact_details *after) {
    struct findings wrong = findings_in(arena_of(d));
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (!after)
        violation(d, "contact", REASON_FIELD_REQUIRED);
    else
        intake_contact_check(after, &wrong);
    violations_add(d, "contact.", &wrong);
    return violations(d);
}

int intake_change_contact(struct decide *d, const intake__change_contact_request *in,
                          intake__change_contact_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    int reason = intake_family_closed(family);
    if (!reason) reason = version_check(d, intake_contact_version(VIEW(d), in->family_id), in->version);
    if (reason) return reason;
    intake__contact_details *after = in->contact ? intake_contact_normal(a, in->contact) : NULL;
    reason = check(d, in, after);
    if (reason) return reason;
    const struct changing c = {in->family_id, (ProtobufCBinaryData){0}, intake_family_contact(VIEW(d), in->family_id),
                               after, in->reason};
    if (intake_contact_same(a, c.before, after)) return REASON_CONTACT_SAME;
    out->version = id_field(a, emit_change(d, &c));
    number_found(d, &c);
    intake_family_changed(d, in->family_id, &(struct follow_now){.contact = after});
    return 0;
}

/* ---- rows ---- */

void intake_on_contact_changed(struct apply *a, const struct record *r, const intake__contact_changed *e) {
    struct id family = id_of(e->family_id);
    intake_rows__contact *row = intake_contact_row(VIEW(a), e->family_id);
    if (!intake_family_row(VIEW(a), e->family_id)) return;
    if (!row) row = NEW(arena_of(a), intake_rows__contact);
    row->version = id_field(arena_of(a), r->id);
    APPEND(arena_of(a), row, said, r->seq);
    ROW_PUT(a, &intake_contacts, KEY(KEY_ID(family)), row);
    intake_family_found_by(a, e->family_id);
    intake_taken_renew(a, e->family_id, r);
}

/* ---- read ---- */

static intake__contact_said *said_of(struct view *v, uint64_t seq, intake__contact_details **before) {
    struct record r;
    const intake__contact_changed *e = READ_EVENT(v, intake__contact_changed, seq, &r);
    if (!e) return NULL;
    intake__contact_said *out = NEW(view_arena(v), intake__contact_said);
    out->contact = e->personal->contact;
    out->reason = e->personal->reason;
    out->by = member_name(v, r.actor);
    out->written_at = civil_instant(view_arena(v), r.at_ms);
    *before = e->personal->before;
    return out;
}

/* What one member has said, newest first. */
static void list_of(struct query *q, struct id member, intake__contact_details **before,
                    intake__list_contact_details_reply *out) {
    const intake_rows__contact *row = row_get(VIEW(q), &intake_contacts, KEY(KEY_ID(member)));
    for (size_t i = row ? row->n_said : 0; i > 0; i--) {
        intake__contact_said *said = said_of(VIEW(q), row->said[i - 1], before);
        if (said) APPEND(arena_of(q), out, said, said);
    }
}

static int newest_first(const void *x, const void *y) {
    const intake__contact_said *const *a = x, *const *b = y;
    int64_t a_ms = civil_ms((*a)->written_at), b_ms = civil_ms((*b)->written_at);
    return a_ms < b_ms ? 1 : a_ms > b_ms ? -1 : 0;
}

/* Who told what stood there before the first change, and when, stands with the call. */
int intake_list_contact_details(struct query *q, const intake__list_contact_details_request *in,
                                intake__list_contact_details_reply *out) {
    struct view *v = VIEW(q);
    const intake_rows__family *family = intake_family_row(v, in->family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    query_shows(q, id_of(in->family_id));
    out->version = intake_contact_version(v, in->family_id);
    intake__contact_details *before = NULL;
    struct id_list members = intake_members(v, in->family_id);
    for (size_t i = members.n; i > 0; i--) list_of(q, members.ids[i - 1], &before, out);
    if (out->n_said > 1) qsort(out->said, out->n_said, sizeof(void *), newest_first);
    if (!out->n_said) before = intake_family_contact(v, in->family_id);
    if (!before) return 0;
    intake__contact_said *first = NEW(arena_of(q), intake__contact_said);
    first->contact = before;
    APPEND(arena_of(q), out, said, first);
    return 0;
}
