/* An entry of the register: written, kept, and forgotten when its time is over. */
#include "intake/disclosure/disclosure.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/work/taken.h"

struct owned intake_owner_of_disclosure(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__disclosure *row = intake_disclosure_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* Midnight of the day, so many years on; 0: the rules name none. */
static int64_t keep_until_ms(struct decide *d) {
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    int32_t years = t && t->partners ? t->partners->disclosure_years : 0;
    if (years <= 0) return 0;
    return wall_instant(civil_zone(t), (struct wall){day_add_months(decide_today(d), 12 * years), 0});
}

/* The subject for which a year's register is sealed: of nobody's family, so that it outlives what is erased of them. */
static struct id register_of(struct decide *d) {
    const char *year = arena_printf(arena_of(d), "%d", (int)civil_date(arena_of(d), decide_today(d))->year);
    return id_derive("sippe register of disclosures", span_text(year), (struct span){0}, (struct span){0});
}

struct id intake_disclosure_emit(struct decide *d, const struct disclosure *what) {
    struct arena *a = arena_of(d);
    struct id id = decide_new_id(d, "disclosure");
    intake__disclosed *e = NEW_WITH_PERSONAL(a, intake__disclosed);
    e->disclosure_id = id_field(a, id);
    e->family_id = what->family_id;
    e->sealed_for = id_field(a, register_of(d));
    e->consent_id = what->consent_id;
    e->referral_id = what->referral_id;
    e->at = civil_instant(a, what->at_ms);
    e->keep_until_ms = keep_until_ms(d);
    e->personal->way = what->way;
    e->personal->purpose = what->purpose;
    e->personal->organization_id = what->organization_id;
    for (size_t i = 0; i < what->n_items; i++) APPEND(a, e->personal, items, what->items[i]);
    e->personal->disclosed_by = id_field(a, what->by);
    emit_for(d, id_of(e->sealed_for), (const struct id[]){id, id_of(what->family_id)}, 2, &e->base);
    return id;
}

/* The register of its year and its day of forgetting stay: what left, left then. */
int intake_disclosure_hand_over(struct decide *d, ProtobufCBinaryData to_family_id, const intake_rows__disclosure *row,
                                ProtobufCBinaryData *as, ProtobufCBinaryData *version) {
    const intake__disclosed *was = READ_EVENT(d, intake__disclosed, row->disclosed, NULL);
    if (!was) return REASON_NOT_FOUND;
    intake__disclosed *e = message_copy(arena_of(d), &was->base);
    struct id id = decide_new_id(d, "disclosure");
    *as = e->disclosure_id = id_field(arena_of(d), id);
    e->family_id = to_family_id;
    struct id subjects[] = {id, id_of(to_family_id)};
    *version = id_field(arena_of(d), emit_for(d, id_of(e->sealed_for), subjects, 2, &e->base));
    return 0;
}

/* What notifications gave to a partner. What that was, the referral's own record says, and who sent it; whoever has
 * printed a sheet is named by notifications. A referral that is not known is one that a restored store has lost. */
int intake_follow_notice_shared(struct decide *d, const struct record *from, const notifications__notice_shared *e) {
    struct id referral;
    struct record opened;
    if (!id_from(e->referral_id, &referral)) return REASON_ID_INVALID;
    const intake_rows__referral *row = intake_referral_row(VIEW(d), e->referral_id);
    const intake__referral_opened *what = row ? READ_EVENT(d, intake__referral_opened, row->opened, &opened) : NULL;
    if (!what) return WAIT;
    struct disclosure out = {.way = e->on_paper ? DISCLOSURE_WAY_SHEET : DISCLOSURE_WAY_NOTICE,
                             .purpose = CONSENT_PURPOSE_PARTNER_REFERRAL,
                             .family_id = row->family_id,
                             .consent_id = row->consent_id,
                             .organization_id = row->personal->organization_id,
                             .referral_id = e->referral_id,
                             .items = what->personal->items,
                             .n_items = what->personal->n_items,
                             .by = e->on_paper ? from->actor : opened.actor,
                             .at_ms = from->at_ms};
    intake_disclosure_emit(d, &out);
    return 0;
}

int intake_disclosure_end_due(struct decide *d, const struct due *due) {
    if (!row_exists(VIEW(d), &intake_disclosures, KEY(KEY_ID(due->thing)))) return 0;
    intake__disclosure_ended *e = NEW(arena_of(d), intake__disclosure_ended);
    e->disclosure_id = id_field(arena_of(d), due->thing);
    EMIT(d, due->thing, e);
    return 0;
}

/* ---- apply ---- */

void intake_disclosure_put(struct apply *a, struct id id, intake_rows__disclosure *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_disclosures, KEY(KEY_ID(id)), row);
    intake_work_refresh_disclosure(a, id, r->at_ms);
    intake_taken_renew(a, row->family_id, r);
}

void intake_on_disclosed(struct apply *a, const struct record *r, const intake__disclosed *e) {
    intake_rows__disclosure *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__disclosure);
    struct id id = id_of(e->disclosure_id);
    row->family_id = e->family_id;
    row->sealed_for = e->sealed_for;
    row->disclosed = r->seq;
    row->consent_id = e->consent_id;
    row->referral_id = e->referral_id;
    intake_disclosure_put(a, id, row, r);
    if (e->keep_until_ms) deadline_set(a, &intake_disclosure_end, id, e->keep_until_ms);
}

void intake_disclosure_strike(struct apply *a, const struct record *r, struct id disclosure) {
    intake_rows__disclosure *row = row_get(VIEW(a), &intake_disclosures, KEY(KEY_ID(disclosure)));
    if (!row) return;
    row->personal->in_error = true;
    row->personal->tell_holder = false;
    intake_disclosure_put(a, disclosure, row, r);
}

/* Its item goes with it: put once more with nothing to do, as items are never taken off by hand. */
void intake_on_disclosure_ended(struct apply *a, const struct record *r, const intake__disclosure_ended *e) {
    intake_rows__disclosure *row = intake_disclosure_row(VIEW(a), e->disclosure_id);
    if (!row) return;
    row->personal->tell_holder = false;
    intake_disclosure_put(a, id_of(e->disclosure_id), row, r);
    row_delete(a, &intake_disclosures, KEY(KEY_ID(id_of(e->disclosure_id))));
}
