#include "intake/domain/screening/answer.h"
#include "intake/domain/screening/answered.h"
#include "proto/status.h"
#include "intake/domain/screening/screening_parts.h"

/* What no route and no call back can do without. The health insurance number is not here: the door is open to women who
 * have none. Nor is the pregnancy: undated, it leads to a call back; nor a telephone: she may be reached by other
 * ways. */
static const char *const required[] = {
    "call.started_at",
    "call.called_by",
    "call.clsc_code",
    "call.source",
    "call.language",
    "consent.notice_version",
    "consent.safe_to_leave_message",
    "identity.name.family",
    "identity.name.given",
    "identity.birth_date",
    "household.size",
    "income.annual",
    "schooling.highest_diploma",
};

static bool answers(const struct screening_case *c, const char *path) {
    return intake_message_answers(&c->s->base, path);
}

static void require(const struct screening_case *c, const char *path) {
    if (!answers(c, path)) finding_add(c->wrong, REASON_FIELD_REQUIRED, path);
}

void intake_screening_check_required(const struct screening_case *c) {
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) require(c, required[i]);
    if (!c->s->identity || c->s->identity->no_fixed_address != YES_NO_YES) require(c, "identity.address.postal_code");
    if (c->s->pregnancy && c->s->pregnancy->already_delivered == YES_NO_YES) require(c, "pregnancy.child_birth_date");
}

static bool call_started(const intake__screening *s) {
    return s->call && s->call->started_at && s->call->started_at->ms > 0;
}

day intake_screening_call_day(const intake__screening *s, const sippe__territory *t, int64_t now_ms) {
    /* A start far ahead of the clock is refused, and must not carry the calendar out of its range meanwhile. */
    bool usable = call_started(s) && s->call->started_at->ms <= now_ms + 86400000;
    return day_at(civil_zone(t), usable ? s->call->started_at->ms : now_ms);
}

/* Before anything else, and alone: until she has been told what is collected and agrees that it is kept, nothing she
 * said may be looked at, not even to say what is wrong with it (Act, ss. 6 and 14). */
static int consent_reason(const intake__screening *s, struct findings *wrong) {
    const intake__notice_and_consent *c = s->consent;
    bool told = c && c->notice_read_at && c->notice_read_at->ms > 0;
    int reason = !told ? REASON_NOTICE_NOT_READ : c->consent_store != YES_NO_YES ? REASON_CONSENT_TO_STORE_MISSING : 0;
    if (reason) finding_add(wrong, reason, told ? "consent.consent_store" : "consent.notice_read_at");
    return reason;
}

static struct screening_checked check(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                      int64_t now_ms, int64_t taken_ms, enum screening_mode mode) {
    struct screening_checked out = {.wrong = findings_in(a)};
    if (mode == SCREENING_SUBMIT) out.reason = consent_reason(s, &out.wrong);
    if (out.reason) return out;
    const struct screening_case c = {
        .s = s,
        .t = t,
        .today = day_at(civil_zone(t), now_ms),
        .call_day = intake_screening_call_day(s, t, now_ms),
        .now_ms = now_ms,
        .taken_ms = taken_ms,
        .wrong = &out.wrong,
    };
    if (mode == SCREENING_SUBMIT) intake_screening_check_required(&c);
    intake_screening_check_forms(&c);
    intake_screening_check_values(&c);
    out.n_marked = intake_screening_marks(a, &c, &out.marked);
    if (out.wrong.n == 0) return out;
    bool only_clsc = out.wrong.n == 1 && out.wrong.list[0].reason == REASON_CLSC_UNKNOWN;
    out.reason = only_clsc ? REASON_CLSC_UNKNOWN : REASON_FIELDS_INVALID;
    return out;
}

struct screening_checked intake_screening_check(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                                int64_t now_ms, enum screening_mode mode) {
    return check(a, s, t, now_ms, now_ms, mode);
}

struct screening_checked intake_screening_check_taken(struct arena *a, const intake__screening *s,
                                                      const sippe__territory *t, int64_t now_ms, int64_t taken_ms) {
    return check(a, s, t, now_ms, taken_ms, SCREENING_SUBMIT);
}
