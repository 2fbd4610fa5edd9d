/* "Keep and mark": what is worth asking again, and is shown to whoever opens the call. Nobody is turned away for one of
 * these; see screening_check.h. */
#include "intake/domain/consent/consent.h"
#include "intake/domain/screening/answer.h"
#include "intake/domain/screening/answered.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/screening/screening_parts.h"

static const char *const kept[] = {
    "call.ended_at",
    "call.caller_is_subject",
    "call.interpreter_needed",
    "call.attempt",
    "call.outcome",
    "call.can_talk_now",
    "consent.channels",
    "consent.safe_contact_hours",
    "consent.restriction_requested",
    "identity.gender",
    "household.adults",
    "income.sources",
};

/* Beyond kept[] the functions below mark at most fourteen. mark() does not look: another one may need more room. */
enum { N_KEPT = sizeof kept / sizeof *kept, MARKS_MAX = N_KEPT + 16 };

/* Above it a woman who says that she is pregnant is asked again: was it the year, or is she the file's holder and
 * somebody else is pregnant? Of any other holder it says nothing. */
enum { PREGNANT_AGE = 55 };

struct marks {
    const char **list;
    size_t n;
};

static bool answers(const struct screening_case *c, const char *path) {
    return intake_message_answers(&c->s->base, path);
}

static void mark(struct marks *m, const char *path) { m->list[m->n++] = path; }
static void mark_if(struct marks *m, bool it_is, const char *path) {
    if (it_is) mark(m, path);
}

/* A question on safety that was put while somebody listened is no answer. */
static void mark_call(const struct screening_case *c, struct marks *m) {
    const intake__call *call = c->s->call;
    if (!call) return;
    mark_if(m, call->source != REFERRAL_SOURCE_SELF_OLO_CALL && !answers(c, "call.source_reference"),
            "call.source_reference");
    mark_if(m, call->interpreter_needed == YES_NO_YES && !answers(c, "call.interpreter_language"),
            "call.interpreter_language");
    bool overheard = call->can_talk_now == YES_NO_NO && c->s->urgent;
    mark_if(m, overheard && c->s->urgent->safety_concern == YES_NO_NO, "urgent.safety_concern");
}

/* Read after all was told, or on another day than the call: the words may not have come before the questions. A day
 * before is still the same talk, when a woman was called back. */
static bool is_read_apart(const intake__call *call, const sippe__instant *read) {
    static const int64_t day_ms = 86400000;
    if (!call || !read || read->ms <= 0) return false;
    bool after = call->ended_at && call->ended_at->ms > 0 && read->ms > call->ended_at->ms;
    return after || (call->started_at && call->started_at->ms > 0 && read->ms < call->started_at->ms - day_ms);
}

/* That the words were read is required; which words they were is only marked, or a desk whose form still names an older
 * text would lose its calls. */
static void mark_notice(const struct screening_case *c, struct marks *m) {
    const intake__notice_and_consent *n = c->s->consent;
    if (!n) return;
    mark_if(m, is_read_apart(c->s->call, n->notice_read_at), "consent.notice_read_at");
    const char *version = n->notice_version;
    bool known =
        !*version || intake_text_on(c->t->information_notices, c->t->n_information_notices, version, c->call_day);
    mark_if(m, !known, "consent.notice_version");
}

/* Whose yes it is. Nobody said: hers, which under 14 does not do. A yes that somebody else gave for her holds where the
 * law lets that person give it; else it is no consent of hers, which is asked at her own call. */
static void mark_consent(const struct screening_case *c, struct marks *m) {
    const intake__notice_and_consent *n = c->s->consent;
    if (!n) return;
    day birth = c->s->identity ? civil_day(c->s->identity->birth_date) : DAY_NONE;
    intake__consent_giver giver = n->given_by ? n->given_by : CONSENT_GIVER_SELF;
    bool may = intake_consent_giver_check(birth, c->call_day, giver, intake_consent_ages(c->t)) == 0;
    bool for_her = may && giver != CONSENT_GIVER_SELF;
    mark_if(m, !may, "consent.given_by");
    bool third_party = c->s->call && c->s->call->caller_is_subject == YES_NO_NO;
    mark_if(m, third_party && n->consent_store == YES_NO_YES && !for_her, "consent.consent_store");
}

static bool wants(const intake__notice_and_consent *n, intake__contact_channel channel) {
    for (size_t i = 0; n && i < n->n_channels; i++)
        if (n->channels[i] == channel) return true;
    return false;
}

/* No telephone is no fault where another way leads to her: a third party's number, e-mail, a house that takes mail. */
static void mark_ways(const struct screening_case *c, struct marks *m) {
    bool reached = answers(c, "identity.phone") || answers(c, "identity.alt_phone") || answers(c, "identity.email") ||
                   answers(c, "identity.address.street");
    mark_if(m, !reached, "identity.phone");
    mark_if(m, wants(c->s->consent, CONTACT_CHANNEL_EMAIL) && !answers(c, "identity.email"), "identity.email");
}

/* Absent with a reason is an answer. Present and unlikely is marked, and never refused (normal.h). */
static void mark_nam(const struct screening_case *c, struct marks *m) {
    const intake__identity *i = c->s->identity;
    if (!i) return;
    const char *nam = intake_nam_normal(c->wrong->arena, i->nam);
    if (!*nam) {
        mark_if(m, !answers(c, "identity.no_ramq_reason"), "identity.nam");
        return;
    }
    const char *family = i->name ? i->name->family : "", *given = i->name ? i->name->given : "";
    mark_if(m, !intake_nam_is_plausible(nam, family, given, civil_day(i->birth_date)), "identity.nam");
}

static void mark_pregnancy(const struct screening_case *c, struct marks *m) {
    struct pregnancy p = intake_pregnancy_of(c->s->pregnancy, c->call_day);
    const intake__identity *i = c->s->identity;
    day birth = i ? civil_day(i->birth_date) : DAY_NONE;
    bool dated = p.dating != PREGNANCY_UNDATED && !p.born;
    bool old = birth != DAY_NONE && birth <= c->call_day && day_age(birth, c->call_day) > PREGNANT_AGE;
    mark_if(m, dated && old && i->gender != GENDER_M, "identity.birth_date");
    mark_if(m, p.dating == PREGNANCY_UNDATED && !p.born, "pregnancy.due_date");
    bool elsewhere = intake_is_followed_elsewhere(c->s);
    mark_if(m, elsewhere && !answers(c, "pregnancy.followed_where"), "pregnancy.followed_where");
}

/* More adults than persons: one of the two was misheard. Where none were told, kept[] says so. */
static void mark_household(const struct screening_case *c, struct marks *m) {
    const intake__household *h = c->s->household;
    int32_t size, adults;
    bool both = h && intake_answer_int(h->size, &size) && intake_answer_int(h->adults, &adults);
    mark_if(m, both && adults > size, "household.adults");
}

size_t intake_screening_marks(struct arena *a, const struct screening_case *c, const char ***marked) {
    struct marks m = {arena_alloc(a, MARKS_MAX * sizeof *m.list), 0};
    for (size_t i = 0; i < N_KEPT; i++) mark_if(&m, !answers(c, kept[i]), kept[i]);
    mark_call(c, &m);
    mark_notice(c, &m);
    mark_consent(c, &m);
    mark_ways(c, &m);
    mark_nam(c, &m);
    mark_pregnancy(c, &m);
    mark_household(c, &m);
    *marked = m.list;
    return m.n;
}
