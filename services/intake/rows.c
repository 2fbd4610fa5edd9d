#include "civil/family_number.h"
#include "intake/call/number.h"
#include "intake/rows.h"
#include <string.h>

static void *by_id(struct view *v, const struct row_table *table, ProtobufCBinaryData field) {
    struct id id;
    return id_from(field, &id) ? row_get(v, table, KEY(KEY_ID(id))) : NULL;
}

intake_rows__family *intake_family_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_families, id);
}

intake_rows__screening *intake_screening_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_screenings, id);
}

intake_rows__consent *intake_consent_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_consents, id);
}

intake_rows__enrolment *intake_enrolment_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_enrolments, id);
}

intake_rows__followed *intake_followed_row(struct view *v, ProtobufCBinaryData enrolment) {
    intake_rows__followed *row = by_id(v, &intake_followed, enrolment);
    return row ? row : NEW_WITH_PERSONAL(view_arena(v), intake_rows__followed);
}

intake_rows__take_over *intake_take_over_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_take_overs, id);
}

intake_rows__referral *intake_referral_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_referrals, id);
}

intake_rows__disclosure *intake_disclosure_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_disclosures, id);
}

intake_rows__erasure *intake_erasure_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_erasures, id);
}

intake_rows__hold *intake_hold_row(struct view *v, ProtobufCBinaryData id) { return by_id(v, &intake_holds, id); }

intake_rows__urgent *intake_urgent_row(struct view *v, ProtobufCBinaryData id) { return by_id(v, &intake_urgents, id); }

intake_rows__move *intake_move_row(struct view *v, ProtobufCBinaryData id) { return by_id(v, &intake_moves, id); }

intake_rows__access_clock *intake_access_clock_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_access_clocks, id);
}

intake_rows__service *intake_service_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_services, id);
}

/* Looked up in its own form, whatever was typed. */
intake_rows__family *intake_family_by_number(struct view *v, const char *number, struct id *id) {
    uint64_t n;
    if (!family_number_parse(number, &n)) return NULL;
    struct id hash = intake_number_hash(v, family_number_text(view_arena(v), n));
    struct key key;
    struct row_scan *s = row_scan(v, &intake_families_by_number, KEY(KEY_ID(hash)), NULL);
    bool found = row_next(s, &key, NULL);
    row_scan_end(s);
    if (!found) return NULL;
    *id = key_id_at(&key, ID_LEN);
    return row_get(v, &intake_families, KEY(KEY_ID(*id)));
}

/* Of another CLSC since, the call is that one's: whoever corrects it says nothing else. */
static struct last_word of_now(const intake_rows__screening *row, intake__screening *answers,
                               const intake__proposal *proposal, struct matches matches) {
    if (answers && answers->call) answers->call->clsc_code = row->clsc_code;
    return (struct last_word){answers, proposal, matches};
}

struct last_word intake_last_word(struct view *v, const intake_rows__screening *row) {
    if (row->amended) {
        intake__screening_amended *e = READ_EVENT(v, intake__screening_amended, row->amended, NULL);
        if (!e) return (struct last_word){0};
        const intake__screening_amended__personal *p = e->personal;
        return of_now(row, p->screening, p->proposal, (struct matches){p->matches, p->n_matches});
    }
    intake__screening_submitted *e = READ_EVENT(v, intake__screening_submitted, row->submitted, NULL);
    if (!e) return (struct last_word){0};
    const intake__screening_submitted__personal *p = e->personal;
    return of_now(row, p->screening, p->proposal, (struct matches){p->matches, p->n_matches});
}

static const intake_rows__separation *separation_row(struct view *v, ProtobufCBinaryData id) {
    return by_id(v, &intake_separations, id);
}

struct told intake_own_told(struct view *v, const intake_rows__family *row) {
    const intake_rows__screening *call = intake_screening_row(v, row->screening);
    if (call) return (struct told){call->amended ? call->amended : call->submitted, row->screening, call->submitted};
    const intake_rows__take_over *by = intake_take_over_row(v, row->take_over);
    if (by) return (struct told){by->taken, row->take_over, 0};
    const intake_rows__separation *apart = separation_row(v, row->separation);
    return apart ? (struct told){apart->made, row->separation, 0} : (struct told){0};
}

const intake__screening *intake_own_answers(struct view *v, const intake_rows__family *row) {
    intake_rows__screening *screening = intake_screening_row(v, row->screening);
    if (screening) return intake_last_word(v, screening).answers;
    const intake_rows__take_over *by = intake_take_over_row(v, row->take_over);
    const intake__family_taken_over *e = by ? READ_EVENT(v, intake__family_taken_over, by->taken, NULL) : NULL;
    if (e) return e->personal->answers;
    const intake_rows__separation *apart = by ? NULL : separation_row(v, row->separation);
    const intake__child_file_made *made = apart ? READ_EVENT(v, intake__child_file_made, apart->made, NULL) : NULL;
    return made ? made->personal->answers : NULL;
}

const char *intake_scope(const struct principal *p) {
    switch (role_reach(p->role)) {
    case REACH_OWN: return p->organization;
    case REACH_ALL: return "";
    case REACH_NOTHING: break;
    }
    return "-"; /* no CLSC has this code */
}
