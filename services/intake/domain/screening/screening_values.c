#include "intake/domain/screening/answer.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/proposal/facts.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/pregnancy.h"
#include "proto/status.h"
#include "intake/domain/screening/screening_parts.h"

enum {
    CALL_DAYS_OLD = 366,
    AGE_MIN = 10,
    AGE_MAX = 115, /* of whoever the file is named for: a grandfather too; beyond it a year was mistyped */
    DUE_DAYS_PAST = 60,
    DUE_DAYS_AHEAD = PREGNANCY_DAYS, /* further ahead it is not begun */
    PERIOD_WEEKS_PAST = 45,
    CHILDREN_MAX = 20,
    CHILD_YEARS = 7,
    BIRTHS_MAX = 25,
    SCHOOL_YEARS_MAX = 30,
    ATTEMPTS_MAX = 1000,
};
static const int64_t INCOME_CENTS_MAX = 100000000, DAY_MS = 86400000;

static void check_range(const struct screening_case *c, const sippe__int_answer *answer, int32_t from, int32_t to,
                        const char *path) {
    int32_t value;
    if (intake_answer_int(answer, &value) && (value < from || value > to))
        finding_add(c->wrong, REASON_NUMBER_OUT_OF_RANGE, path);
}

static void check_call(const struct screening_case *c) {
    const intake__call *call = c->s->call;
    if (!call) return;
    if (call->started_at && call->started_at->ms < c->taken_ms - CALL_DAYS_OLD * DAY_MS)
        finding_add(c->wrong, REASON_DATE_TOO_OLD, "call.started_at");
    if (call->started_at && call->ended_at && call->ended_at->ms < call->started_at->ms)
        finding_add(c->wrong, REASON_CONTRADICTION, "call.ended_at");
    if (call->attempt < 0 || call->attempt > ATTEMPTS_MAX)
        finding_add(c->wrong, REASON_NUMBER_OUT_OF_RANGE, "call.attempt");
    if (*call->clsc_code && !intake_clsc_find(c->t, call->clsc_code))
        finding_add(c->wrong, REASON_CLSC_UNKNOWN, "call.clsc_code");
}

/* `extension` is told by itself; one behind the number that is another contradicts it. */
/* 0, or what is wrong with it. */
static int extension_reason(struct arena *a, const char *phone, const char *extension) {
    struct phone read;
    if (!*extension) return 0;
    if (!intake_extension_is_valid(extension)) return REASON_PHONE_EXTENSION;
    bool other = intake_phone_read(a, phone, &read) && *read.extension && strcmp(extension, read.extension) != 0;
    return other ? REASON_CONTRADICTION : 0;
}

static void check_phone(const struct screening_case *c, const char *phone, const char *extension, const char *path) {
    int reason = intake_phone_check(c->wrong->arena, phone);
    if (reason) finding_add(c->wrong, reason, path);
    reason = extension_reason(c->wrong->arena, phone, extension);
    if (reason) FINDING(c->wrong, reason, "%s_extension", path);
}

/* Dates that are impossible or lie ahead are the forms' to tell: one fault, one finding. */
static void check_identity(const struct screening_case *c) {
    const intake__identity *i = c->s->identity;
    if (!i) return;
    check_phone(c, i->phone, i->phone_extension, "identity.phone");
    check_phone(c, i->alt_phone, i->alt_phone_extension, "identity.alt_phone");
    if (*i->email && !intake_email_is_valid(i->email)) finding_add(c->wrong, REASON_EMAIL_INVALID, "identity.email");
    day birth = civil_day(i->birth_date);
    if (birth == DAY_NONE || birth > c->today) return; /* told already */
    int age = day_age(birth, c->call_day);
    if (age > AGE_MAX) finding_add(c->wrong, REASON_DATE_TOO_OLD, "identity.birth_date");
    if (age < AGE_MIN) finding_add(c->wrong, REASON_NUMBER_OUT_OF_RANGE, "identity.birth_date");
}

/* Of a child that is born the dates of the pregnancy may lie years back. */
static void check_dating(const struct screening_case *c, const intake__pregnancy *p, bool born) {
    day due = intake_answer_day(p->due_date), last = intake_answer_day(p->last_menstrual_date);
    if (due != DAY_NONE && due > c->call_day + DUE_DAYS_AHEAD)
        finding_add(c->wrong, REASON_DATE_TOO_FAR, "pregnancy.due_date");
    if (!born && due != DAY_NONE && due < c->call_day - DUE_DAYS_PAST)
        finding_add(c->wrong, REASON_DATE_TOO_OLD, "pregnancy.due_date");
    if (!born && last != DAY_NONE && last < c->call_day - 7 * PERIOD_WEEKS_PAST)
        finding_add(c->wrong, REASON_DATE_TOO_OLD, "pregnancy.last_menstrual_date");
    check_range(c, p->weeks_stated, 0, PREGNANCY_WEEKS_MAX, "pregnancy.weeks_stated");
}

/* The child of this pregnancy; her other children may be of any age. */
static void check_child(const struct screening_case *c, const sippe__date *birth_date) {
    day birth = civil_day(birth_date);
    if (birth != DAY_NONE && birth <= c->today && day_age(birth, c->call_day) >= CHILD_YEARS)
        finding_add(c->wrong, REASON_DATE_TOO_OLD, "pregnancy.child_birth_date");
}

static void check_pregnancy(const struct screening_case *c) {
    const intake__pregnancy *p = c->s->pregnancy;
    if (!p) return;
    check_dating(c, p, p->already_delivered == YES_NO_YES);
    check_range(c, p->parity, 0, BIRTHS_MAX, "pregnancy.parity");
    check_child(c, p->child_birth_date);
    if (p->already_delivered == YES_NO_NO && civil_day(p->child_birth_date) != DAY_NONE)
        finding_add(c->wrong, REASON_CONTRADICTION, "pregnancy.child_birth_date");
}

/* Who lives there is not compared with how many they are said to be (screening_marks.c). More than 30 children were
 * told already, as a list that is too long. */
static void check_household(const struct screening_case *c) {
    const intake__household *h = c->s->household;
    if (!h) return;
    check_range(c, h->size, 1, intake_household_max(c->t), "household.size");
    check_range(c, h->adults, 0, intake_household_max(c->t), "household.adults");
    if (h->n_children > CHILDREN_MAX && h->n_children <= 30)
        finding_add(c->wrong, REASON_TOO_MANY, "household.children");
}

static bool is_income(const sippe__money *m) { return !m || (m->cents >= 0 && m->cents <= INCOME_CENTS_MAX); }

/* A range without an end answers nothing (answered.h): where the income is required, that is told. */
static void check_income_range(const struct screening_case *c, const sippe__money_range *r) {
    if (!is_income(r->above) || !is_income(r->at_most))
        finding_add(c->wrong, REASON_NUMBER_OUT_OF_RANGE, "income.annual");
    else if (r->above && r->at_most && r->above->cents >= r->at_most->cents)
        finding_add(c->wrong, REASON_RANGE_EMPTY, "income.annual");
}

static void check_income(const struct screening_case *c) {
    const sippe__money_answer *a = c->s->income ? c->s->income->annual : NULL;
    if (!a) return;
    if (a->answer_case == SIPPE__MONEY_ANSWER__ANSWER_RANGE && a->range) check_income_range(c, a->range);
    if (a->answer_case == SIPPE__MONEY_ANSWER__ANSWER_VALUE && !is_income(a->value))
        finding_add(c->wrong, REASON_NUMBER_OUT_OF_RANGE, "income.annual");
}

void intake_screening_check_values(const struct screening_case *c) {
    check_call(c);
    check_identity(c);
    check_pregnancy(c);
    check_household(c);
    check_income(c);
    if (c->s->schooling) check_range(c, c->s->schooling->years_abroad, 0, SCHOOL_YEARS_MAX, "schooling.years_abroad");
}
