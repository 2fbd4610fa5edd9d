/* Referring a family to a partner. What leaves names the referral and never the family, and holds
 * only what the consent covers. */
#include "intake/referral/referral.h"
#include "intake/access/access.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/consent/consent.h"
#include "intake/domain/states.h"
#include "intake/call/proposing.h"
#include "intake/referral/agreed.h"
#include "intake/contact/contact.h"
#include "intake/kin/kin.h"
#include "intake/rows.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

struct owned intake_owner_of_referral(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__referral *row = intake_referral_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

struct referring {
    const intake__refer_to_partner_request *in;
    const intake_rows__family *family;
    const intake_rows__service *service;
    const sippe__territory *rules;
    struct agreed agreed;
    day today;
};

/* ---- may it be referred? ---- */

static int check_service(struct decide *d, struct referring *m) {
    m->service = intake_service_row(VIEW(d), m->in->service_id);
    if (!m->service) return REASON_SERVICE_UNKNOWN;
    return m->service->retired ? REASON_SERVICE_RETIRED : 0;
}

/* One open referral to a service at a time: of two, the partner would call her twice. */
static int check_open(struct decide *d, const struct referring *m) {
    struct id service = id_of(m->in->service_id);
    struct id_list list = intake_of_family(VIEW(d), &intake_referrals_of_family, m->in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(VIEW(d), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row || !id_is(row->personal->service_id, service)) continue;
        if (intake_referral_is_open(row->personal->state)) return REASON_REFERRAL_OPEN;
    }
    return 0;
}

/* Something unread about any of these may say that nothing must leave. */
static bool is_held(struct decide *d, const struct referring *m) {
    return subject_is_held(d, id_of(m->in->family_id)) || subject_is_held(d, m->agreed.consent_id) ||
           subject_is_held(d, id_of(m->in->service_id)) || subject_is_held(d, id_of(m->service->organization_id));
}

static int may_refer(struct decide *d, struct referring *m) {
    m->family = intake_family_row(VIEW(d), m->in->family_id);
    if (!m->family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(m->family);
    if (closed) return closed;
    m->today = decide_today(d);
    m->rules = rules_on(VIEW(d), m->today, NULL);
    if (!m->rules) return REASON_TERRITORY_MISSING;
    check_text(d, "note", m->in->note, CHECK_NOTE);
    if (m->in->need == NEED_UNSPECIFIED) violation(d, "need", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!m->rules->partners || !m->rules->partners->referrals) return REASON_REFERRALS_DISABLED;
    int reason = restore_is_unreviewed(d) ? REASON_RESTORE_UNREVIEWED : 0;
    if (!reason) reason = check_service(d, m);
    if (!reason)
        reason = intake_agreed(d, m->in->family_id, CONSENT_PURPOSE_PARTNER_REFERRAL,
                               id_of(m->service->organization_id), &m->agreed);
    if (!reason) reason = check_open(d, m);
    if (!reason && is_held(d, m)) reason = REASON_HELD;
    return reason;
}

/* ---- what leaves, and what stays ---- */

/* Of a family whose answers were erased nothing leaves but whom it goes to. */
static intake__referral_sent__personal *shared(struct decide *d, const struct referring *m) {
    struct arena *a = arena_of(d);
    const intake__consent_recorded__personal *c = m->agreed.consent->personal;
    struct sharing of = {.answers = intake_family_answers(VIEW(d), m->in->family_id),
                         .contact = intake_family_contact(VIEW(d), m->in->family_id)};
    of.due = intake_kin_due(intake_family_kin(VIEW(d), m->in->family_id));
    intake__referral_sent__personal *p = of.answers
                                             ? intake_referral_personal(a, &of, c->covers, c->n_covers, m->in->note)
                                             : NEW(a, intake__referral_sent__personal);
    p->organization_id = m->service->organization_id;
    p->agreed_until = c->expires_on;
    p->service_id = m->in->service_id;
    p->need = intake_shared_need(c->covers, c->n_covers, m->in->need);
    return p;
}

static intake__referral_sent *sent(struct decide *d, const struct referring *m, struct id referral) {
    struct arena *a = arena_of(d);
    const sippe__clsc *clsc = intake_clsc_find(m->rules, m->family->clsc_code);
    int32_t delay = m->rules->delays ? m->rules->delays->acknowledge : 0;
    intake__referral_sent *e = NEW(a, intake__referral_sent);
    e->referral_id = id_field(a, referral);
    e->acknowledge_by = civil_date(a, intake_working_day(a, m->rules, m->today, delay));
    e->clsc_phone = clsc ? clsc->phone : "";
    e->clsc_name = clsc ? clsc->name : "";
    e->clsc_code = m->family->clsc_code;
    e->personal = shared(d, m);
    return e;
}

/* What she and a family that was merged into hers have each said stays apart: an apply has the words of one alone. */
static void tell_replaced(struct decide *d, const struct referring *m, intake__referral_opened *e) {
    struct id_list list = intake_of_family(VIEW(d), &intake_referrals_of_family, m->in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(VIEW(d), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row || id_is(row->sealed_for, id_of(m->in->family_id))) continue;
        if (intake_referral_waits_for_door(row, m->in->need))
            APPEND(arena_of(d), e, replaces, id_field(arena_of(d), list.ids[i]));
    }
}

static struct id emit_opened(struct decide *d, const struct referring *m, const intake__referral_sent *sent_event,
                             struct id sent_record) {
    struct arena *a = arena_of(d);
    intake__referral_opened *e = NEW_WITH_PERSONAL(a, intake__referral_opened);
    e->referral_id = sent_event->referral_id;
    e->family_id = m->in->family_id;
    e->consent_id = id_field(a, m->agreed.consent_id);
    e->acknowledge_by = sent_event->acknowledge_by;
    e->sent_record = id_field(a, sent_record);
    tell_replaced(d, m, e);
    e->personal->service_id = m->in->service_id;
    e->personal->organization_id = m->service->organization_id;
    e->personal->need = m->in->need; /* all of it: this one stays */
    intake_shared_items(a, sent_event->personal, e->personal);
    struct id subjects[] = {id_of(e->referral_id), id_of(e->family_id)};
    return emit_for(d, subjects[1], subjects, 2, &e->base);
}

/* Two records. The one that leaves has the referral as its only subject, since subjects travel with a record and
 * notifications must not learn whose it is; the one that stays names the family, and comes second because it names the
 * first. They are of one commit: no answer comes between. */
int intake_refer_to_partner(struct decide *d, const intake__refer_to_partner_request *in,
                            intake__refer_to_partner_reply *out) {
    struct referring m = {.in = in};
    int reason = may_refer(d, &m);
    if (reason) return reason;
    struct id referral = decide_new_id(d, "referral");
    intake__referral_sent *e = sent(d, &m, referral);
    intake_access_say_referral(d, in->family_id, referral); /* before there is anything of it to see */
    struct id sent_record = EMIT_FOR(d, id_of(in->family_id), referral, e);
    out->version = id_field(arena_of(d), emit_opened(d, &m, e, sent_record));
    out->referral_id = e->referral_id;
    return 0;
}
