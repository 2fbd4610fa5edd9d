#include "intake/domain/screening/answer.h"
#include "intake/domain/screening/answered.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/pregnancy.h"
#include "proto/status.h"
#include "intake/domain/screening/screening_parts.h"

/* What no route and no call back can do without. The health insurance number is not here: the door is open to women who
 * have none. Nor is the pregnancy: undated, it leads to a call back. */
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
    "identity.phone",
    "household.size",
    "income.annual",
    "schooling.highest_diploma",
};

/* Worth asking again, and shown to whoever opens the call; nobody is turned away for one of these. */
static const char *const kept[] = {
    "call.ended_at",
    "call.caller_is_subject",
    "call.interpreter_needed",
    "call.attempt",
    "call.outcome",
    "consent.channels",
    "consent.safe_contact_hours",
    "consent.restriction_requested",
    "identity.gender",
    "household.adults",
    "income.sources",
};

/* Beyond kept[] the functions below mark at most five. mark() does not look: another one may need more room. */
enum { N_KEPT = sizeof kept / sizeof *kept, MARKS_MAX = N_KEPT + 8 };

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

struct marks {
    const char **list;
    size_t n;
};

static void mark(struct marks *m, const char *path) { m->list[m->n++] = path; }

static void mark_call(const struct screening_case *c, struct marks *m) {
    const intake__call *call = c->s->call;
    if (!call) return;
    if (call->source != REFERRAL_SOURCE_SELF_OLO_CALL && !answers(c, "call.source_reference"))
        mark(m, "call.source_reference");
    if (call->interpreter_needed == YES_NO_YES && !answers(c, "call.interpreter_language"))
        mark(m, "call.interpreter_language");
}

/* That the words were read is required; which words they were is only marked, or a desk whose form still names an older
 * text would lose its calls. */
static void mark_notice(const struct screening_case *c, struct marks *m) {
    const char *version = c->s->consent ? c->s->consent->notice_version : "";
    for (size_t i = 0; i < c->t->n_information_notices; i++)
        if (strcmp(c->t->information_notices[i]->version, version) == 0) return;
    if (*version) mark(m, "consent.notice_version");
}

/* Absent with a reason is an answer. Present and unlikely is marked, and never refused (normal.h). */
static void mark_nam(const struct screening_case *c, struct marks *m) {
    const intake__identity *i = c->s->identity;
    if (!i) return;
    const char *nam = intake_nam_normal(c->wrong->arena, i->nam);
    if (!*nam) {
        if (!answers(c, "identity.no_ramq_reason")) mark(m, "identity.nam");
        return;
    }
    const char *family = i->name ? i->name->family : "", *given = i->name ? i->name->given : "";
    if (!intake_nam_is_plausible(nam, family, given, civil_day(i->birth_date))) mark(m, "identity.nam");
}

size_t intake_screening_marks(struct arena *a, const struct screening_case *c, const char ***marked) {
    struct marks m = {arena_alloc(a, MARKS_MAX * sizeof *m.list), 0};
    for (size_t i = 0; i < N_KEPT; i++)
        if (!answers(c, kept[i])) mark(&m, kept[i]);
    mark_call(c, &m);
    mark_notice(c, &m);
    mark_nam(c, &m);
    struct pregnancy p = intake_pregnancy_of(c->s->pregnancy, c->call_day);
    if (p.dating == PREGNANCY_UNDATED && !p.born) mark(&m, "pregnancy.due_date");
    *marked = m.list;
    return m.n;
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
