/* The register as the family may see it: what left, and what became of it. */
#include "intake/disclosure/disclosure.h"
#include "civil/civil.h"
#include "intake/family/shown.h"

static void show_said(struct view *v, const intake_rows__disclosure *row, intake__disclosure *out) {
    struct arena *a = view_arena(v);
    const intake__disclosed *e = READ_EVENT(v, intake__disclosed, row->disclosed, NULL);
    if (!e) return;
    const intake__disclosed__personal *p = e->personal;
    out->at = e->at;
    out->way = p->way;
    out->purpose = p->purpose;
    out->organization_id = p->organization_id;
    out->organization_name = intake_organization_name(v, p->organization_id);
    for (size_t i = 0; i < p->n_items; i++) APPEND(a, out, items, p->items[i]);
    out->disclosed_by = member_name(v, id_of(p->disclosed_by));
    if (e->keep_until_ms) out->keep_until = civil_date(a, today_of(v, e->keep_until_ms));
}

static void show_told(struct view *v, uint64_t seq, intake__disclosure *out) {
    struct record r;
    const intake__holder_told *e = seq ? READ_EVENT(v, intake__holder_told, seq, &r) : NULL;
    if (!e) return;
    out->told_at = e->personal->told_at;
    out->told_person = e->personal->told_person;
    out->told_note = e->personal->note;
    out->told_by = member_name(v, r.actor);
}

/* Whether it was withdrawn, and who was told: a referral says it for all that left of it. */
static void show_recall(struct view *v, const intake_rows__disclosure *row, intake__disclosure *out) {
    struct arena *a = view_arena(v);
    const intake_rows__referral *referral = intake_referral_row(v, row->referral_id);
    if (!referral) {
        out->recalled_at = civil_instant(a, row->recalled_ms);
        out->to_tell = row->personal->tell_holder;
        show_told(v, row->told, out);
        return;
    }
    if (referral->personal->state != REFERRAL_STATE_CANCELLED) return;
    out->recalled_at = civil_instant(a, referral->changed_ms);
    out->to_tell = referral->personal->tell_holder;
    show_told(v, referral->told, out);
}

intake__disclosure *intake_disclosure_shown(struct view *v, struct id id) {
    const intake_rows__disclosure *row = row_get(v, &intake_disclosures, KEY(KEY_ID(id)));
    intake__disclosure *out = NEW(view_arena(v), intake__disclosure);
    out->disclosure_id = id_field(view_arena(v), id);
    if (!row) return out;
    out->consent_id = row->consent_id;
    out->referral_id = row->referral_id;
    out->in_error = row->personal->in_error;
    show_said(v, row, out);
    show_recall(v, row, out);
    return out;
}

int intake_list_disclosures(struct query *q, const intake__list_disclosures_request *in,
                            intake__list_disclosures_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_disclosures_of_family, in->family_id);
    for (size_t i = 0; i < list.n; i++)
        APPEND(arena_of(q), out, disclosures, intake_disclosure_shown(VIEW(q), list.ids[i]));
    query_shows(q, id_of(in->family_id));
    return 0;
}
