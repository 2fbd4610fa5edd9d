/* What becomes of a consent's row: recorded, in place of another, asked for again on its day.
 *
 *   ConsentRecorded ─▶ a day on which it is asked for again (domain/consent/asking.c)
 *     │                  └─▶ ConsentToAsk ─▶ CONSENT_EXPIRES, until one in its place is recorded, or it is withdrawn
 *     ├─ renews another: that one asks no more, and what rests on it rests on this one
 *     └─ who consents for her has changed ─▶ ConsentToAsk of each that the others gave */
#include "civil/civil.h"
#include "intake/referral/consent.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"

static void put(struct apply *a, const struct record *r, struct id consent, intake_rows__consent *row) {
    ROW_PUT(a, &intake_consents, KEY(KEY_ID(consent)), row);
    intake_work_refresh_consent(a, consent, r->at_ms);
}

/* ---- recorded ---- */

/* The deadline of the one that is renewed goes with it. */
static void renewed(struct apply *a, const struct record *r, const intake__consent_recorded *e) {
    intake_rows__consent *old = e->renews.len ? intake_consent_row(VIEW(a), e->renews) : NULL;
    if (!old) return;
    old->renewed_by = e->consent_id;
    old->renewed_for = e->family_id;
    old->version = id_field(arena_of(a), r->id);
    deadline_clear(a, &intake_consent_ask, id_of(e->renews));
    put(a, r, id_of(e->renews), old);
}

void intake_on_consent_recorded(struct apply *a, const struct record *r, const intake__consent_recorded *e) {
    const intake__consent_recorded__personal *p = e->personal;
    intake_rows__consent *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__consent);
    row->family_id = e->family_id;
    row->sealed_for = e->family_id;
    row->version = id_field(arena_of(a), r->id);
    row->recorded = r->seq;
    row->renews = e->renews;
    row->personal->purpose = p->purpose;
    row->personal->organization_id = p->organization_id;
    row->personal->expires_on = p->expires_on;
    row->personal->given_by = p->given_by;
    row->personal->to_confirm = p->to_confirm;
    row->personal->confirm_by = p->confirm_by;
    if (p->asking) {
        row->personal->ask_next = p->asking->why;
        row->personal->ask_next_by = p->asking->by;
        deadline_set(a, &intake_consent_ask, id_of(e->consent_id), civil_ms(p->asking->at));
    }
    renewed(a, r, e);
    put(a, r, id_of(e->consent_id), row);
    intake_taken_renew(a, e->family_id, r);
}

/* ---- asked for again ---- */

void intake_consent_emit_asked(struct decide *d, struct id consent, const intake_rows__consent *row,
                               ProtobufCBinaryData by_family, intake__consent_ask why, day by) {
    struct arena *a = arena_of(d);
    intake__consent_to_ask *e = NEW_WITH_PERSONAL(a, intake__consent_to_ask);
    e->consent_id = id_field(a, consent);
    e->family_id = row->family_id;
    e->by_family_id = by_family;
    e->personal->why = why;
    e->personal->by = civil_date(a, by);
    struct id subjects[] = {consent, id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
}

int intake_consent_ask_due(struct decide *d, const struct due *due) {
    const intake_rows__consent *row = row_get(VIEW(d), &intake_consents, KEY(KEY_ID(due->thing)));
    if (!row || row->personal->withdrawn_ms || row->renewed_by.len) return 0;
    day by = civil_day(row->personal->ask_next_by);
    intake_consent_emit_asked(d, due->thing, row, row->family_id, row->personal->ask_next, by);
    return 0;
}

/* Its version stays: what a person saw of it is as it was. That somebody else consents for her now is not overtaken by
 * a day. */
void intake_on_consent_to_ask(struct apply *a, const struct record *r, const intake__consent_to_ask *e) {
    intake_rows__consent *row = intake_consent_row(VIEW(a), e->consent_id);
    if (!row || row->personal->asked == CONSENT_ASK_GIVER_CHANGED) return;
    row->asked_by = e->by_family_id;
    row->personal->asked = e->personal->why;
    row->personal->ask_by = e->personal->by;
    put(a, r, id_of(e->consent_id), row);
}

/* ---- whose it is ---- */

/* What it stood in the place of holds again: that was hers. */
static void stands_again(struct apply *a, const struct record *r, ProtobufCBinaryData consent) {
    intake_rows__consent *row = intake_consent_row(VIEW(a), consent);
    if (!row) return;
    row->renewed_by = (ProtobufCBinaryData){0};
    row->version = id_field(arena_of(a), r->id);
    put(a, r, id_of(consent), row);
}

void intake_consent_strike(struct apply *a, const struct record *r, struct id consent) {
    intake_rows__consent *row = row_get(VIEW(a), &intake_consents, KEY(KEY_ID(consent)));
    if (!row) return;
    row->personal->in_error = true;
    row->version = id_field(arena_of(a), r->id);
    deadline_clear(a, &intake_consent_ask, consent);
    put(a, r, consent, row);
    if (row->renews.len) stands_again(a, r, row->renews);
}

bool intake_consent_confirmed(struct apply *a, const struct record *r, struct id consent) {
    intake_rows__consent *row = row_get(VIEW(a), &intake_consents, KEY(KEY_ID(consent)));
    if (!row) return false;
    row->personal->to_confirm = false;
    row->version = id_field(arena_of(a), r->id);
    put(a, r, consent, row);
    return true;
}

static void part(struct apply *a, const struct record *r, struct id consent, const struct id_list *members) {
    intake_rows__consent *row = row_get(VIEW(a), &intake_consents, KEY(KEY_ID(consent)));
    if (!row) return;
    bool asked_by_other = row->asked_by.len && !intake_is_among(members, row->asked_by);
    bool renewed_by_other = row->renewed_for.len && !intake_is_among(members, row->renewed_for);
    if (asked_by_other) {
        row->asked_by = (ProtobufCBinaryData){0};
        row->personal->asked = CONSENT_ASK_UNSPECIFIED;
        row->personal->ask_by = NULL;
    }
    if (renewed_by_other) row->renewed_by = row->renewed_for = (ProtobufCBinaryData){0};
    if (asked_by_other || renewed_by_other) put(a, r, consent, row);
}

void intake_consents_part(struct apply *a, const struct record *r, const struct id_list *members) {
    struct id_list list = intake_of_members(VIEW(a), &intake_consents_of_family, members);
    for (size_t i = 0; i < list.n; i++) part(a, r, list.ids[i], members);
}
