/* What she says of taking part. It may be said again, and put right: each is a record, the last one holds, and those
 * before it stay readable. Who does not take part is not followed against her will, and is not left by a machine
 * either: what it means for the follow-up is for a person to settle with her (AGREEMENT), who ends it or notes that she
 * agrees. */
#include "intake/follow/agreement.h"
#include "base/character.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/consent/consent.h"
#include "intake/family/named.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

enum { NAME_CHARS = 200 };

day intake_agreement_day(struct arena *a, const sippe__territory *t, day from) {
    const sippe__delays *delays = t->delays;
    int days = !delays ? 0 : delays->agreement ? delays->agreement : delays->key_worker;
    return intake_working_day(a, t, from, days);
}

/* ---- what is said ---- */

/* The words are those of the day on which they were read; of a day before all rules, today's. */
static const sippe__territory *rules_of(struct decide *d, day on, struct rules_used *used) {
    const sippe__territory *then = rules_on(VIEW(d), on, used);
    return then ? then : rules_on(VIEW(d), decide_today(d), used);
}

/* The words, where the rules of that day have some. */
static void check_words(struct decide *d, const intake__agreement *said, day on) {
    struct rules_used used;
    const sippe__territory *then = rules_of(d, on, &used);
    size_t n = then ? then->n_participation_texts : 0;
    if (n && text_is_blank(said->text_version))
        violation(d, "agreement.text_version", REASON_FIELD_REQUIRED);
    else if (*said->text_version && !(n && intake_text_on(then->participation_texts, n, said->text_version, on)))
        violation(d, "agreement.text_version", REASON_TEXT_VERSION_UNKNOWN);
}

static void check_name(struct decide *d, const intake__agreement *said) {
    bool named = !text_is_blank(said->given_by_name), hers = said->given_by == CONSENT_GIVER_SELF;
    check_text(d, "agreement.given_by_name", said->given_by_name, NAME_CHARS);
    if (!said->given_by)
        violation(d, "agreement.given_by", REASON_FIELD_REQUIRED);
    else if (hers == named)
        violation(d, "agreement.given_by_name", hers ? REASON_CONTRADICTION : REASON_FIELD_REQUIRED);
}

/* 0, or who may say it at her age. */
static int check_said(struct decide *d, ProtobufCBinaryData family_id, const intake__agreement *said,
                      const sippe__territory *t) {
    day on = civil_day(said->on), today = decide_today(d);
    if (!said->answer) violation(d, "agreement.answer", REASON_FIELD_REQUIRED);
    if (!said->mode) violation(d, "agreement.mode", REASON_FIELD_REQUIRED);
    if (!said->on)
        violation(d, "agreement.on", REASON_FIELD_REQUIRED);
    else if (on == DAY_NONE)
        violation(d, "agreement.on", REASON_DATE_IMPOSSIBLE);
    else if (on > today)
        violation(d, "agreement.on", REASON_DATE_IN_FUTURE);
    check_text(d, "agreement.reason", said->reason, CHECK_NOTE);
    check_name(d, said);
    if (violations(d)) return REASON_FIELDS_INVALID;
    check_words(d, said, on);
    if (violations(d)) return REASON_FIELDS_INVALID;
    return intake_consent_giver_check(intake_family_born(VIEW(d), family_id), on, said->given_by,
                                      intake_consent_ages(t));
}

int intake_agreement_check_first(struct decide *d, ProtobufCBinaryData family_id, const intake__agreement *said,
                                 const sippe__territory *t) {
    if (said->answer && said->answer != AGREEMENT_ANSWER_AGREED)
        return violation(d, "agreement.answer", REASON_CONTRADICTION);
    return check_said(d, family_id, said, t);
}

/* ---- recorded ---- */

struct id intake_agreement_emit(struct decide *d, ProtobufCBinaryData enrolment_id, ProtobufCBinaryData family_id,
                                struct id sealed_for, const intake__agreement *said, const sippe__territory *t) {
    struct arena *a = arena_of(d);
    struct rules_used used;
    intake__agreement_recorded *e = NEW_WITH_PERSONAL(a, intake__agreement_recorded);
    e->enrolment_id = enrolment_id;
    e->family_id = family_id;
    e->ask_by = civil_date(a, intake_agreement_day(a, t, decide_today(d)));
    if (rules_of(d, civil_day(said->on), &used)) e->rules_version = id_field(a, used.version);
    e->personal->agreement = message_copy(a, &said->base);
    e->personal->agreement->recorded_at = NULL;
    e->personal->agreement->recorded_by = "";
    struct id subjects[] = {id_of(enrolment_id), id_of(family_id)};
    return emit_for(d, sealed_for, subjects, 2, &e->base);
}

/* The same once more is no other answer, whatever is given as the reason for it. */
static bool is_same(struct decide *d, const intake_rows__enrolment *row, const intake__agreement *said) {
    struct arena *a = arena_of(d);
    const intake__agreement_recorded *last =
        row->n_agreements ? READ_EVENT(d, intake__agreement_recorded, row->agreements[row->n_agreements - 1], NULL)
                          : NULL;
    if (!last) return false;
    intake__agreement *was = message_copy(a, &last->personal->agreement->base), *is = message_copy(a, &said->base);
    was->reason = is->reason = was->recorded_by = is->recorded_by = "";
    was->recorded_at = is->recorded_at = NULL;
    return span_equal(message_pack(a, &was->base), message_pack(a, &is->base));
}

int intake_record_agreement(struct decide *d, const intake__record_agreement_request *in,
                            intake__record_agreement_reply *out) {
    const intake_rows__enrolment *row = intake_enrolment_row(VIEW(d), in->enrolment_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    const intake__agreement *said = in->agreement;
    if (!said) return violation(d, "agreement", REASON_FIELD_REQUIRED);
    const intake_rows__family *family = intake_family_row(VIEW(d), row->family_id);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!family) return REASON_NOT_FOUND;
    if (!t) return REASON_TERRITORY_MISSING;
    if (row->n_agreements && text_is_blank(said->reason)) violation(d, "agreement.reason", REASON_REASON_MISSING);
    reason = check_said(d, row->family_id, said, t);
    if (reason) return reason;
    if (row->state == ENROLMENT_STATE_ENDED) return REASON_NOT_ENROLLED;
    if (is_same(d, row, said)) return REASON_AGREEMENT_SAME;
    out->version = id_field(
        arena_of(d), intake_agreement_emit(d, in->enrolment_id, row->family_id, id_of(row->sealed_for), said, t));
    return 0;
}

void intake_on_agreement_recorded(struct apply *a, const struct record *r, const intake__agreement_recorded *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    APPEND(arena_of(a), row, agreements, r->seq);
    row->agree_by = e->ask_by;
    if (e->personal->agreement) row->personal->agreement = e->personal->agreement->answer; /* erased, nobody reads it */
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(e->enrolment_id))), row);
    intake_work_refresh_enrolment(a, id_of(e->enrolment_id), r->at_ms);
    intake_taken_renew(a, row->family_id, r);
}
