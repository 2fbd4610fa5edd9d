/* What a family agrees to be told, to whom. How she takes it back: withdraw.c. */
#include "intake/domain/consent/consent.h"
#include "intake/rows.h"
#include "intake/work/taken.h"

struct owned intake_owner_of_consent(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__consent *row = intake_consent_row(v, id);
    return intake_owner_of_family(v, row ? row->family_id : (ProtobufCBinaryData){0});
}

/* Of answers that were erased nothing is known, and then only she herself may consent. */
static day birth_of(struct decide *d, const intake_rows__family *family) {
    const intake__screening *s = intake_family_answers(VIEW(d), family);
    return s && s->identity ? civil_day(s->identity->birth_date) : DAY_NONE;
}

/* The words are those of the day on which they were read, whatever was adopted since; of a day before all rules,
 * today's. */
static bool text_is_known(struct decide *d, const intake__consent *c, const sippe__territory *t) {
    const sippe__territory *then = rules_on(VIEW(d), day_at(civil_zone(t), civil_ms(c->given_at)), NULL);
    return intake_consent_text_is_known(then ? then : t, c->text_version);
}

/* Who may give it is the answer to the whole, not to a field. */
static int check(struct decide *d, const intake__consent *c, day birth, const sippe__territory *t) {
    struct arena *a = arena_of(d);
    struct findings f = findings_in(a);
    bool too_young = false;
    intake_consent_check(c, birth, t, decide_now_ms(d), &f);
    for (size_t i = 0; i < f.n; i++) {
        if (f.list[i].reason == REASON_CONSENT_TOO_YOUNG)
            too_young = true;
        else
            violation(d, arena_printf(a, "consent.%s", f.list[i].path), f.list[i].reason);
    }
    if (*c->text_version && !text_is_known(d, c, t)) violation(d, "consent.text_version", REASON_TEXT_VERSION_UNKNOWN);
    if (!too_young) return violations(d);
    return violations(d) ? violation(d, "consent.given_by", REASON_CONSENT_TOO_YOUNG) : REASON_CONSENT_TOO_YOUNG;
}

/* It stands beside those that are there and replaces none: which one a referral rests on is chosen when it is sent
 * (intake_consent_choose), and each is withdrawn by itself. */
int intake_record_consent(struct decide *d, const intake__record_consent_request *in,
                          intake__record_consent_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    const intake__consent *c = in->consent;
    if (!c) return violation(d, "consent", REASON_FIELD_REQUIRED);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!t) return REASON_TERRITORY_MISSING;
    int reason = check(d, c, birth_of(d, family), t);
    if (reason) return reason;
    day given = day_at(civil_zone(t), c->given_at->ms);
    intake__consent_recorded *e = NEW_WITH_PERSONAL(a, intake__consent_recorded);
    e->consent_id = id_field(a, decide_new_id(d, "consent"));
    e->family_id = in->family_id;
    e->text_version = c->text_version;
    intake__consent_recorded__personal *p = e->personal;
    p->purpose = c->purpose;
    p->organization_id = c->organization_id;
    for (size_t i = 0; i < c->n_covers; i++) APPEND(a, p, covers, c->covers[i]);
    p->given_by = c->given_by;
    p->mode = c->mode;
    p->given_at = c->given_at;
    p->expires_on = civil_date(a, intake_consent_expiry(given, civil_day(c->expires_on), t->partners));
    struct id subjects[] = {id_of(e->consent_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, subjects[1], subjects, 2, &e->base));
    out->consent_id = e->consent_id;
    return 0;
}

void intake_on_consent_recorded(struct apply *a, const struct record *r, const intake__consent_recorded *e) {
    intake_rows__consent *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__consent);
    row->family_id = e->family_id;
    row->sealed_for = e->family_id;
    row->version = id_field(arena_of(a), r->id);
    row->recorded = r->seq;
    row->personal->purpose = e->personal->purpose;
    row->personal->organization_id = e->personal->organization_id;
    row->personal->expires_on = e->personal->expires_on;
    ROW_PUT(a, &intake_consents, KEY(KEY_ID(id_of(e->consent_id))), row);
    intake_taken_renew(a, e->family_id, r);
}
