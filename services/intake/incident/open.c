/* An incident is opened: by a person who learned of it, or by a partner's answer. */
#include "base/character.h"
#include "civil/civil.h"
#include "intake/domain/states.h"
#include "intake/erasure/erasure.h"
#include "intake/incident/incident.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

struct incident_opened intake_incident_open(struct decide *d, const struct incident_opening *what) {
    struct arena *a = arena_of(d);
    struct id incident = decide_new_id(d, "incident"), subjects[2] = {incident};
    size_t n = 1;
    intake__incident_opened *e = NEW_WITH_PERSONAL(a, intake__incident_opened);
    e->incident_id = id_field(a, incident);
    e->referral_id = what->referral_id;
    e->act_by = intake_due_date(d, INTAKE_ASSESS_INCIDENT);
    e->personal->source = what->source;
    e->personal->facts = what->facts;
    if (what->family_id.len) {
        e->family_id = what->family_id;
        e->hold_id = intake_hold_put_by_incident(d, what->family_id, incident);
        subjects[n++] = id_of(what->family_id);
    }
    struct id version = emit_for(d, incident, subjects, n, &e->base);
    return (struct incident_opened){incident, version, e->act_by};
}

/* ---- by a person ---- */

static void check_days(struct decide *d, const intake__incident_facts *f) {
    day occurred = check_date(d, "facts.occurred_on", f->occurred_on, true);
    day until = check_date(d, "facts.occurred_until", f->occurred_until, false);
    day known = check_date(d, "facts.known_on", f->known_on, true);
    day today = decide_today(d);
    if (occurred > today) violation(d, "facts.occurred_on", REASON_DATE_IN_FUTURE);
    if (until > today) violation(d, "facts.occurred_until", REASON_DATE_IN_FUTURE);
    if (known > today) violation(d, "facts.known_on", REASON_DATE_IN_FUTURE);
    if (until != DAY_NONE && until < occurred) violation(d, "facts.occurred_until", REASON_DATES_OUT_OF_ORDER);
    if (known != DAY_NONE && known < occurred) violation(d, "facts.known_on", REASON_DATES_OUT_OF_ORDER);
}

void intake_incident_facts_check(struct decide *d, const intake__incident_facts *f) {
    enum { PEOPLE_MAX = 10000000 };
    if (!f->kind) violation(d, "facts.kind", REASON_FIELD_REQUIRED);
    check_text(d, "facts.described", f->described, CHECK_NOTE);
    check_text(d, "facts.circumstances", f->circumstances, CHECK_NOTE);
    if (text_is_blank(f->circumstances)) violation(d, "facts.circumstances", REASON_FIELD_REQUIRED);
    if (f->people < 0 || f->people > PEOPLE_MAX) violation(d, "facts.people", REASON_NUMBER_OUT_OF_RANGE);
    for (size_t i = 0; i < f->n_information; i++)
        if (!f->information[i]) violation(d, "facts.information", REASON_FIELD_REQUIRED);
    check_days(d, f);
}

int intake_open_incident(struct decide *d, const intake__open_incident_request *in, intake__open_incident_reply *out) {
    const intake_rows__family *family = in->family_id.len ? intake_family_row(VIEW(d), in->family_id) : NULL;
    if (in->family_id.len && !family) return REASON_NOT_FOUND;
    if (family && family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    if (!in->facts) return violation(d, "facts", REASON_FIELD_REQUIRED);
    intake_incident_facts_check(d, in->facts);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const struct incident_opening what = {
        .family_id = in->family_id, .source = INCIDENT_SOURCE_PERSON, .facts = in->facts};
    struct incident_opened opened = intake_incident_open(d, &what);
    out->incident_id = id_field(arena_of(d), opened.id);
    out->version = id_field(arena_of(d), opened.version);
    out->act_by = opened.act_by;
    return 0;
}

/* ---- by a partner's answer ---- */

static bool stands_for(struct view *v, ProtobufCBinaryData family_id, struct id referral) {
    struct id_list list = intake_of_family(v, &intake_incidents_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__incident *row = row_get(v, &intake_incidents, KEY(KEY_ID(list.ids[i])));
        if (row && id_is(row->referral_id, referral) && row->state != INCIDENT_STATE_IN_ERROR) return true;
    }
    return false;
}

/* A notice says who she is, how she is reached and what she needs: what it held, its referral's own record says. In
 * words nothing is told here, as what the partner wrote may be hers. */
static intake__incident_facts *facts_of_notice(struct decide *d, const intake_rows__referral *row) {
    static const node__shows told[] = {SHOWS_IDENTITY, SHOWS_CONTACT, SHOWS_REFERRALS};
    struct arena *a = arena_of(d);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    intake__incident_facts *f = NEW(a, intake__incident_facts);
    f->kind = INCIDENT_KIND_COMMUNICATION;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) APPEND(a, f, information, told[i]);
    f->occurred_on = civil_date(a, day_at(civil_zone(t), row->sent_ms));
    f->known_on = civil_date(a, decide_today(d));
    f->people = 1;
    f->people_about = true; /* whoever read it there may be of several: a person says */
    return f;
}

void intake_incident_of_referral(struct decide *d, ProtobufCBinaryData referral_id, const intake_rows__referral *row) {
    ProtobufCBinaryData family_id = row->family_id;
    if (!intake_family_now(VIEW(d), &family_id) || stands_for(VIEW(d), family_id, id_of(referral_id))) return;
    const struct incident_opening what = {.family_id = family_id,
                                          .referral_id = referral_id,
                                          .source = INCIDENT_SOURCE_PARTNER,
                                          .facts = facts_of_notice(d, row)};
    intake_incident_open(d, &what);
}

/* ---- apply ---- */

void intake_on_incident_opened(struct apply *a, const struct record *r, const intake__incident_opened *e) {
    struct id incident = id_of(e->incident_id);
    intake_rows__incident *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__incident);
    row->family_id = e->family_id;
    row->referral_id = e->referral_id;
    row->hold_id = e->hold_id;
    row->version = id_field(arena_of(a), r->id);
    row->state = INCIDENT_STATE_OPEN;
    row->act_by = e->act_by;
    row->opened = r->seq;
    row->personal->facts = r->seq;
    ROW_PUT(a, &intake_incidents, KEY(KEY_ID(incident)), row);
    intake_work_refresh_incident(a, incident, r->at_ms);
}
