/* What a family agrees to be told, to whom. What becomes of it: consent_rows.c; how she takes it
 * back: withdraw.c. */
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/consent/consent.h"
#include "intake/family/named.h"
#include "intake/family/shown.h"
#include "intake/referral/consent.h"
#include "intake/rows.h"
#include "intake/work/working_days.h"

struct owned intake_owner_of_consent(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__consent *row = intake_consent_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* The words are those of the day on which they were read, whatever was adopted since; of a day before all rules,
 * today's. */
static const sippe__territory *rules_of(struct decide *d, const intake__consent *c, const sippe__territory *today,
                                        struct rules_used *used) {
    const sippe__territory *then = rules_on(VIEW(d), day_at(civil_zone(today), civil_ms(c->given_at)), used);
    return then ? then : rules_on(VIEW(d), decide_today(d), used);
}

static bool says_who(int reason) {
    return reason == REASON_CONSENT_TOO_YOUNG || reason == REASON_CONSENT_HERS_ALONE ||
           reason == REASON_CONSENT_GIVER_UNFIT;
}

/* Who may give it is the answer to the whole, not to a field. */
static int check(struct decide *d, const intake__consent *c, day birth, const sippe__territory *t) {
    struct arena *a = arena_of(d);
    struct findings f = findings_in(a);
    struct rules_used used;
    int who = 0;
    day given = day_at(civil_zone(t), civil_ms(c->given_at));
    intake_consent_check(c, birth, t, decide_now_ms(d), &f);
    for (size_t i = 0; i < f.n; i++) {
        if (says_who(f.list[i].reason))
            who = f.list[i].reason;
        else
            violation(d, arena_printf(a, "consent.%s", f.list[i].path), f.list[i].reason);
    }
    if (*c->text_version && !intake_consent_text_is_known(rules_of(d, c, t, &used), c->text_version, given))
        violation(d, "consent.text_version", REASON_TEXT_VERSION_UNKNOWN);
    if (!who) return violations(d);
    return violations(d) ? violation(d, "consent.given_by", who) : who;
}

/* ---- in place of another ---- */

/* What rests on the one that it renews goes on, so that both must let the same leave for the same. */
static int may_renew(struct decide *d, const intake__record_consent_request *in) {
    const intake__consent *c = in->consent;
    const intake_rows__consent *old = intake_consent_row(VIEW(d), c->renews);
    if (!old || old->personal->in_error) return REASON_NOT_FOUND;
    if (!intake_same_file(VIEW(d), old->family_id, in->family_id)) return REASON_NOT_FOUND;
    if (old->personal->withdrawn_ms) return REASON_CONSENT_WITHDRAWN;
    if (old->renewed_by.len) return REASON_CONSENT_RENEWED;
    bool same = old->personal->purpose == c->purpose &&
                span_equal(span_pb(old->personal->organization_id), span_pb(c->organization_id));
    return same ? 0 : REASON_CONSENT_RENEWS_OTHER;
}

static bool is_other_giver(const intake_rows__consent *row, intake__consent_giver now, day today) {
    const intake_rows__consent__personal *p = row->personal;
    day ends = civil_day(p->expires_on);
    if (p->withdrawn_ms || p->in_error || row->renewed_by.len || !p->given_by) return false;
    if (p->asked == CONSENT_ASK_GIVER_CHANGED) return false;
    return (ends == DAY_NONE || ends >= today) && intake_consent_giver_changed(p->given_by, now);
}

/* Of those that hold, all whose giver is of the other sort: she can consent again, or cannot any more. Which it is, and
 * whether what they gave still stands, a person asks. */
static void ask_others(struct decide *d, const intake__record_consent_request *in, const sippe__territory *t) {
    struct arena *a = arena_of(d);
    day today = decide_today(d);
    day by = intake_working_day(a, t, today, t->delays ? t->delays->call_back : 0);
    struct id_list list = intake_of_family(VIEW(d), &intake_consents_of_family, in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__consent *row = row_get(VIEW(d), &intake_consents, KEY(KEY_ID(list.ids[i])));
        bool renewed = in->consent->renews.len && id_is(in->consent->renews, list.ids[i]);
        if (row && !renewed && is_other_giver(row, in->consent->given_by, today))
            intake_consent_emit_asked(d, list.ids[i], row, in->family_id, CONSENT_ASK_GIVER_CHANGED, by);
    }
}

/* ---- recorded ---- */

/* At eight, so that it stands on the list when people come in. */
static intake__consent_asking *asking_of(struct decide *d, const intake__consent *c, day birth, day expires,
                                         const sippe__territory *t) {
    enum { ASKED_MIN = 8 * 60 };
    struct arena *a = arena_of(d);
    const struct consent of = {.given_on = day_at(civil_zone(t), c->given_at->ms), .expires_on = expires};
    struct consent_asking asking = intake_consent_asking(birth, &of, c->given_by, t);
    if (!asking.why) return NULL;
    intake__consent_asking *out = NEW(a, intake__consent_asking);
    out->why = asking.why;
    out->at = civil_instant(a, wall_instant(civil_zone(t), (struct wall){asking.from, ASKED_MIN}));
    out->by = civil_date(a, asking.by);
    return out;
}

static intake__consent_recorded *recorded(struct decide *d, const intake__record_consent_request *in, day birth,
                                          const sippe__territory *t) {
    struct arena *a = arena_of(d);
    struct rules_used used = {0};
    const intake__consent *c = in->consent;
    day given = day_at(civil_zone(t), c->given_at->ms);
    day expires = intake_consent_expiry(given, civil_day(c->expires_on), t->partners);
    intake__consent_recorded *e = NEW_WITH_PERSONAL(a, intake__consent_recorded);
    e->consent_id = id_field(a, decide_new_id(d, "consent"));
    e->family_id = in->family_id;
    e->text_version = c->text_version;
    if (rules_of(d, c, t, &used)) e->rules_version = id_field(a, used.version);
    e->renews = c->renews;
    intake__consent_recorded__personal *p = e->personal;
    p->purpose = c->purpose;
    p->organization_id = c->organization_id;
    for (size_t i = 0; i < c->n_covers; i++) APPEND(a, p, covers, c->covers[i]);
    p->given_by = c->given_by;
    p->given_by_name = c->given_by_name;
    for (size_t i = 0; i < c->n_help; i++) APPEND(a, p, help, c->help[i]);
    p->read_in = c->read_in;
    p->mode = c->mode;
    p->given_at = c->given_at;
    p->expires_on = civil_date(a, expires);
    p->asking = asking_of(d, c, birth, expires, t);
    return e;
}

/* It stands beside those that are there, but for the one that it names: which one a referral rests on is chosen when it
 * is sent (intake_consent_choose), and each is withdrawn by itself. */
int intake_record_consent(struct decide *d, const intake__record_consent_request *in,
                          intake__record_consent_reply *out) {
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    const intake__consent *c = in->consent;
    if (!c) return violation(d, "consent", REASON_FIELD_REQUIRED);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!t) return REASON_TERRITORY_MISSING;
    day birth = intake_family_born(VIEW(d), in->family_id);
    int reason = check(d, c, birth, t);
    if (!reason && c->renews.len) reason = may_renew(d, in);
    if (reason) return reason;
    const intake__consent_recorded *e = recorded(d, in, birth, t);
    struct id subjects[] = {id_of(e->consent_id), id_of(e->family_id)};
    out->version = id_field(arena_of(d), emit_for(d, subjects[1], subjects, 2, &e->base));
    out->consent_id = e->consent_id;
    ask_others(d, in, t);
    return 0;
}

int intake_get_consent(struct query *q, const intake__get_consent_request *in, intake__get_consent_reply *out) {
    const intake_rows__consent *row = intake_consent_row(VIEW(q), in->consent_id);
    if (!row) return REASON_NOT_FOUND;
    const intake__consent_recorded *e = READ_EVENT(q, intake__consent_recorded, row->recorded, NULL);
    out->consent = intake_consent_shown(VIEW(q), id_of(in->consent_id), row);
    out->asked = intake_consent_asked(VIEW(q), id_of(in->consent_id), row);
    if (out->asked) out->ask_by = row->personal->ask_by;
    if (e) out->text = intake_consent_text(VIEW(q), e, query_today(q));
    query_shows(q, id_of(row->family_id));
    return 0;
}

/* ---- it was another family's ---- */

int intake_consent_hand_over(struct decide *d, ProtobufCBinaryData to_family_id, const intake_rows__consent *row,
                             ProtobufCBinaryData *as, ProtobufCBinaryData *version) {
    const intake__consent_recorded *was = READ_EVENT(d, intake__consent_recorded, row->recorded, NULL);
    if (!was) return REASON_NOT_FOUND;
    if (row->personal->withdrawn_ms) return REASON_CONSENT_WITHDRAWN;
    if (row->renewed_by.len) return REASON_CONSENT_RENEWED;
    intake__consent_recorded *e = message_copy(arena_of(d), &was->base);
    struct id id = decide_new_id(d, "consent");
    *as = e->consent_id = id_field(arena_of(d), id);
    e->family_id = to_family_id;
    e->renews = (ProtobufCBinaryData){0};
    e->personal->asking = NULL;
    e->personal->to_confirm = true;
    e->personal->confirm_by = intake_due_date(d, INTAKE_TELL);
    struct id subjects[] = {id, id_of(to_family_id)};
    *version = id_field(arena_of(d), emit_for(d, subjects[1], subjects, 2, &e->base));
    return 0;
}
