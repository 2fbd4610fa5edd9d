/* What a row of a sheet says, whether it was taken over before, and what was recorded since. */
#include "intake/takeover/take_over.h"
#include "intake/call/match.h"

static void read_day(const sippe__date *on, struct taking_over *m) {
    m->on = on ? civil_day(on) : m->today;
    int reason = m->on == DAY_NONE ? REASON_DATE_IMPOSSIBLE : intake_take_over_day(m->on, m->today);
    if (reason) finding_add(&m->wrong, reason, "on");
}

int intake_take_over_read(struct view *v, const intake__taken_over_family *row, const sippe__date *on, int64_t now_ms,
                          struct taking_over *out) {
    struct arena *a = view_arena(v);
    *out = (struct taking_over){.row = row, .today = today_of(v, now_ms), .wrong = findings_in(a)};
    out->rules = rules_on(v, out->today, &out->used);
    if (!out->rules) return REASON_TERRITORY_MISSING;
    read_day(on, out);
    if (!row) {
        finding_add(&out->wrong, REASON_FIELD_REQUIRED, "family");
        return REASON_FIELDS_INVALID;
    }
    out->answers = intake_take_over_answers(a, row, out->rules);
    const struct take_over_case c = {row, out->answers, out->rules, out->on, out->today, now_ms};
    out->wrong.under = "family.";
    intake_take_over_check(&c, &out->wrong);
    out->wrong.under = "";
    return out->wrong.n ? REASON_FIELDS_INVALID : 0;
}

intake__family_taken_over__personal *intake_take_over_personal(struct arena *a, const struct taking_over *m) {
    intake__family_taken_over__personal *p = NEW(a, intake__family_taken_over__personal);
    p->answers = m->answers;
    p->key_worker = m->row->key_worker;
    p->followed_since = m->row->followed_since;
    p->last_visit_on = m->row->last_visit_on;
    p->next_visit_at = m->row->next_visit_at;
    p->agreed_by = m->row->agreed_by;
    p->agreed_on = m->row->agreed_on;
    return p;
}

/* The hash is of the reference alone: calls and take-overs stand under it, of families of every kind. */
const intake_rows__take_over *intake_take_over_known(struct view *v, const struct taking_over *m) {
    const intake_rows__take_over *found = NULL;
    struct id hash;
    struct key key;
    if (!m->answers) return NULL;
    const char *clsc = m->answers->call->clsc_code;
    if (!intake_hash_reference(v, m->row->reference, &hash)) return NULL;
    struct row_scan *s = row_scan(v, &intake_screenings_by_hash, intake_lookup_key(clsc, hash), NULL);
    while (!found && row_next(s, &key, NULL))
        found = row_get(v, &intake_take_overs, KEY(KEY_ID(intake_lookup_said(&key))));
    row_scan_end(s);
    return found;
}

bool intake_take_over_same(struct view *v, const intake_rows__take_over *known, const struct taking_over *m) {
    struct arena *a = view_arena(v);
    const intake__family_taken_over *e = READ_EVENT(v, intake__family_taken_over, known->taken, NULL);
    if (!e) return false;
    intake__family_taken_over__personal was = *e->personal;
    was.family_number = "";
    was.n_matches = 0;
    return span_equal(message_pack(a, &was.base), message_pack(a, &intake_take_over_personal(a, m)->base));
}

/* ---- since then ---- */

static bool has(struct view *v, const struct row_table *index, ProtobufCBinaryData family) {
    struct row_scan *s = row_scan(v, index, KEY(KEY_ID(id_of(family))), NULL);
    bool any = row_next(s, NULL, NULL);
    row_scan_end(s);
    return any;
}

/* What scheduling made of the sheet is the sheet's: the key worker that it names. */
static bool is_another(struct view *v, const intake_rows__take_over *row, const char *key_worker) {
    const intake__family_taken_over *e = READ_EVENT(v, intake__family_taken_over, row->taken, NULL);
    return *key_worker && e && strcmp(e->personal->key_worker, key_worker) != 0;
}

intake__take_over_touched intake_take_over_since(struct view *v, const intake_rows__take_over *row) {
    const intake_rows__enrolment *e = intake_enrolment_row(v, row->enrolment_id);
    const intake_rows__followed *seen = intake_followed_row(v, row->enrolment_id);
    ProtobufCBinaryData id = row->family_id;
    struct take_over_facts f = {
        .ended = !e || e->state == ENROLMENT_STATE_ENDED,
        .visits = seen->personal->encounters_done,
        .booking = seen->touched,
        .other_key_worker = is_another(v, row, seen->personal->key_worker),
        .call = has(v, &intake_screenings_of_family, id) || has(v, &intake_calls_of_family, id) ||
                intake_aliases_of(v, id).n,
        .birth = row_exists(v, &intake_kin, KEY(KEY_ID(id_of(id)))),
        .consent = has(v, &intake_consents_of_family, id),
        .referral = has(v, &intake_referrals_of_family, id) || has(v, &intake_disclosures_of_family, id),
        .other = has(v, &intake_notes_of_family, id) || has(v, &intake_moves_of_family, id) ||
                 has(v, &intake_restrictions_of_family, id) || has(v, &intake_openings_of_family, id) ||
                 has(v, &intake_holds_of_family, id) || has(v, &intake_erasures_of_family, id) ||
                 row_exists(v, &intake_contacts, KEY(KEY_ID(id_of(id))))};
    return intake_take_over_touched(&f);
}
