/* What was recorded while two families were taken for one. */
#include <stdlib.h>
#include "intake/merge/merge.h"

#include "base/message.h"
#include "civil/civil.h"
#include "intake/notes/notes.h"
#include "intake/reach/reach.h"

/* ---- gathered ---- */

/* One family above the alias: what is hers from the record `from` on. */
struct gathering {
    struct view *v;
    ProtobufCBinaryData family;
    uint64_t from;
    struct recorded_list *out;
};

static void add(const struct gathering *g, intake__recorded_kind kind, struct id thing, uint64_t at) {
    if (at <= g->from) return;
    *(struct recorded *)message_grow(view_arena(g->v), (void **)&g->out->list, &g->out->n, sizeof *g->out->list) =
        (struct recorded){kind, thing, at};
}

/* By the place of the record that made each, which its index has. */
static void add_things(const struct gathering *g, const struct row_table *index, intake__recorded_kind kind) {
    struct key key;
    struct row_scan *s = row_scan(g->v, index, KEY(KEY_ID(id_of(g->family))), NULL);
    while (row_next(s, &key, NULL)) add(g, kind, key_id_at(&key, ID_LEN + 8), ~key_u64_at(&key, ID_LEN));
}

static void add_notes(const struct gathering *g) {
    struct notes_list all = intake_notes_of(g->v, g->family, NOTE_KIND_FILE);
    for (size_t i = 0; i < all.n; i++)
        if (id_is(all.list[i].family_id, id_of(g->family)))
            add(g, RECORDED_KIND_NOTE, id_of(all.list[i].one->note_id), all.list[i].one->said[0]);
}

/* A notice that left is its referral's, and told with it. */
static void add_told(const struct gathering *g) {
    struct key key;
    struct row_scan *s = row_scan(g->v, &intake_disclosures_of_family, KEY(KEY_ID(id_of(g->family))), NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN + 8);
        const intake_rows__disclosure *row = row_get(g->v, &intake_disclosures, KEY(KEY_ID(id)));
        if (row && !row->referral_id.len) add(g, RECORDED_KIND_DISCLOSURE, id, row->disclosed);
    }
}

/* By the record that says whom it became. */
static void add_inbounds(const struct gathering *g) {
    struct key key;
    struct row_scan *s = row_scan(g->v, &intake_inbounds_of_family, KEY(KEY_ID(id_of(g->family))), NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN + 8);
        const intake_rows__inbound *row = row_get(g->v, &intake_inbounds, KEY(KEY_ID(id)));
        if (row) add(g, RECORDED_KIND_INBOUND, id, row->closed);
    }
}

static void add_said(const struct gathering *g) {
    struct key key = KEY(KEY_ID(id_of(g->family)));
    const intake_rows__contact *contact = row_get(g->v, &intake_contacts, key);
    const intake_rows__kin *kin = row_get(g->v, &intake_kin, key);
    for (size_t i = 0; contact && i < contact->n_said; i++)
        add(g, RECORDED_KIND_CONTACT, id_of(g->family), contact->said[i]);
    for (size_t i = 0; kin && i < kin->n_said; i++) add(g, RECORDED_KIND_KIN, id_of(g->family), kin->said[i]);
}

static void add_enrolment(const struct gathering *g) {
    const intake_rows__family *family = intake_family_row(g->v, g->family);
    const intake_rows__enrolment *row = family ? intake_enrolment_row(g->v, family->personal->enrolment) : NULL;
    if (row) add(g, RECORDED_KIND_ENROLMENT, id_of(family->personal->enrolment), row->enrolled);
}

static void gather(const struct gathering *g) {
    add_things(g, &intake_screenings_of_family, RECORDED_KIND_SCREENING);
    add_things(g, &intake_calls_of_family, RECORDED_KIND_CALL);
    add_things(g, &intake_consents_of_family, RECORDED_KIND_CONSENT);
    add_things(g, &intake_referrals_of_family, RECORDED_KIND_REFERRAL);
    add_things(g, &intake_restrictions_of_family, RECORDED_KIND_RESTRICTION);
    add_things(g, &intake_holds_of_family, RECORDED_KIND_HOLD);
    add_inbounds(g);
    add_notes(g);
    add_told(g);
    add_said(g);
    add_enrolment(g);
}

static int newest_first(const void *x, const void *y) {
    const struct recorded *a = x, *b = y;
    return a->at < b->at ? 1 : a->at > b->at ? -1 : 0;
}

/* Up the chain: of each family what came after she and the alias were one, by the newest merge between them. An alias
 * gets no new things, so that what one above had was recorded before the next merge. */
struct recorded_list intake_recorded_since(struct view *v, ProtobufCBinaryData alias) {
    struct recorded_list out = {0};
    uint64_t from = 0;
    const intake_rows__family *row = intake_family_row(v, alias);
    while (row && row->personal->alias_of.len) {
        from = row->aliased > from ? row->aliased : from;
        gather(&(struct gathering){v, row->personal->alias_of, from, &out});
        row = intake_family_row(v, row->personal->alias_of);
    }
    if (out.n > 1) qsort(out.list, out.n, sizeof *out.list, newest_first);
    return out;
}

/* ---- shown ---- */

static bool can_reassign(intake__recorded_kind kind) {
    return kind == RECORDED_KIND_CALL || kind == RECORDED_KIND_NOTE || kind == RECORDED_KIND_CONSENT ||
           kind == RECORDED_KIND_DISCLOSURE || kind == RECORDED_KIND_HOLD || kind == RECORDED_KIND_RESTRICTION ||
           kind == RECORDED_KIND_INBOUND;
}

static ProtobufCBinaryData version_of_note(struct view *v, struct id note, ProtobufCBinaryData family) {
    struct notes_list all = intake_notes_of(v, family, NOTE_KIND_FILE);
    for (size_t i = 0; i < all.n; i++)
        if (id_is(all.list[i].one->note_id, note)) return all.list[i].one->version;
    return (ProtobufCBinaryData){0};
}

/* Of what keeps her file, or brought her. */
static ProtobufCBinaryData version_of_kept(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__hold *hold = intake_hold_row(v, id);
    const intake_rows__restriction *restriction = row_get(v, &intake_restrictions, KEY(KEY_ID(id_of(id))));
    const intake_rows__inbound *inbound = row_get(v, &intake_inbounds, KEY(KEY_ID(id_of(id))));
    if (hold || restriction) return hold ? hold->version : restriction->version;
    return inbound ? inbound->version : (ProtobufCBinaryData){0};
}

static ProtobufCBinaryData version_of(struct view *v, const struct recorded *what, ProtobufCBinaryData family) {
    ProtobufCBinaryData id = id_field(view_arena(v), what->thing);
    const intake_rows__family_call *call = intake_family_call_row(v, id);
    const intake_rows__consent *consent = intake_consent_row(v, id);
    const intake_rows__disclosure *told = intake_disclosure_row(v, id);
    if (what->kind == RECORDED_KIND_NOTE) return version_of_note(v, what->thing, family);
    if (call || consent) return call ? call->version : consent->version;
    return told ? told->version : version_of_kept(v, id);
}

intake__recorded_since *intake_recorded_shown(struct view *v, const struct recorded *what, ProtobufCBinaryData family,
                                              ProtobufCBinaryData as) {
    struct record r;
    intake__recorded_since *out = NEW(view_arena(v), intake__recorded_since);
    out->kind = what->kind;
    out->thing = id_field(view_arena(v), what->thing);
    out->can_reassign = can_reassign(what->kind) && !as.len;
    out->reassigned_as = as;
    if (out->can_reassign) out->version = version_of(v, what, family);
    if (!record_head(v, what->at, &r)) return out;
    out->at = civil_instant(view_arena(v), r.at_ms);
    out->by = member_name(v, r.actor);
    return out;
}
