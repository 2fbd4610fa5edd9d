#include "intake/domain/takeover/take_over.h"

#include <string.h>
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/screening/answered.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/screening_check.h"

enum { CODE_BYTES = 64 };

/* ---- in the places of answers ---- */

/* The youngest, or as many as there are when none is dated: visits after a birth are counted from the last one. */
static size_t youngest(const intake__taken_over_family *row) {
    size_t found = row->n_children;
    day last = DAY_NONE;
    for (size_t i = 0; i < row->n_children; i++) {
        day born = civil_day(row->children[i]->birth_date);
        if (born == DAY_NONE || (last != DAY_NONE && born <= last)) continue;
        last = born;
        found = i;
    }
    return found;
}

/* A pregnancy that is dated goes before children who are there: they are followed, and the next one is awaited. */
static intake__pregnancy *pregnancy_of(struct arena *a, const intake__taken_over_family *row) {
    intake__pregnancy *p = NEW(a, intake__pregnancy);
    size_t last = youngest(row);
    sippe__date *born = last < row->n_children ? row->children[last]->birth_date : NULL;
    p->already_delivered = row->due_date || !born ? YES_NO_NO : YES_NO_YES;
    if (!row->due_date) p->child_birth_date = born;
    if (!row->due_date) return p;
    p->due_date = NEW(a, sippe__date_answer);
    p->due_date->answer_case = SIPPE__DATE_ANSWER__ANSWER_VALUE;
    p->due_date->value = row->due_date;
    return p;
}

static intake__call *call_of(struct arena *a, const intake__taken_over_family *row) {
    intake__call *call = NEW(a, intake__call);
    call->clsc_code = row->clsc_code;
    call->language = row->language;
    call->interpreter_needed = row->interpreter_needed;
    call->interpreter_language = row->interpreter_language;
    return call;
}

static intake__notice_and_consent *contact_of(struct arena *a, const intake__taken_over_family *row) {
    intake__notice_and_consent *c = NEW(a, intake__notice_and_consent);
    c->safe_to_leave_message = row->safe_to_leave_message ? row->safe_to_leave_message : VOICE_MAIL_UNKNOWN;
    c->safe_contact_hours = row->safe_contact_hours;
    c->channels = row->channels;
    c->n_channels = row->n_channels;
    return c;
}

intake__screening *intake_take_over_answers(struct arena *a, const intake__taken_over_family *row,
                                            const sippe__territory *t) {
    intake__screening *s = NEW(a, intake__screening);
    s->call = call_of(a, row);
    s->consent = contact_of(a, row);
    s->identity = row->identity ? row->identity : NEW(a, intake__identity);
    s->pregnancy = pregnancy_of(a, row);
    s->household = NEW(a, intake__household);
    s->household->children = row->children;
    s->household->n_children = row->n_children;
    s->local_reference = row->reference;
    s = intake_screening_normal(a, s);
    intake_clsc_mend(t, s);
    return s;
}

/* ---- the check ---- */

static void require(const struct take_over_case *c, struct findings *wrong, const char *path) {
    if (!intake_message_answers(&c->row->base, path)) finding_add(wrong, REASON_FIELD_REQUIRED, path);
}

static void check_required(const struct take_over_case *c, struct findings *wrong) {
    static const char *const required[] = {"reference",           "clsc_code",           "identity.name.family",
                                           "identity.name.given", "identity.birth_date", "language",
                                           "followed_since"};
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) require(c, wrong, required[i]);
    if (!c->row->due_date && c->row->n_children == 0) finding_add(wrong, REASON_FIELD_REQUIRED, "due_date");
    for (size_t i = 0; i < c->row->n_children; i++)
        if (!c->row->children[i]->birth_date) FINDING(wrong, REASON_FIELD_REQUIRED, "children[%zu].birth_date", i);
    if (c->row->agreed_by && !c->row->agreed_on) finding_add(wrong, REASON_FIELD_REQUIRED, "agreed_on");
    if (c->row->agreed_on && !c->row->agreed_by) finding_add(wrong, REASON_FIELD_REQUIRED, "agreed_by");
}

/* A day that has been: DAY_NONE when it is absent, or told to be wrong. */
static day past_day(const struct take_over_case *c, struct findings *wrong, const sippe__date *told, const char *path) {
    day on = civil_day(told);
    if (!told) return DAY_NONE;
    if (on == DAY_NONE)
        finding_add(wrong, REASON_DATE_IMPOSSIBLE, path);
    else if (on > c->today)
        finding_add(wrong, REASON_DATE_IN_FUTURE, path);
    else if (on < day_add_months(c->today, -12 * TAKE_OVER_YEARS_MAX))
        finding_add(wrong, REASON_DATE_TOO_OLD, path);
    else
        return on;
    return DAY_NONE;
}

/* Brothers and sisters may be of any age, and of a child who is past the programme's end somebody is told
 * (END_OF_PROGRAMME). That the youngest of them is older than anybody is followed is a slip. */
static void check_youngest(const struct take_over_case *c, struct findings *wrong) {
    size_t last = youngest(c->row);
    if (c->row->due_date || last == c->row->n_children) return;
    if (civil_day(c->row->children[last]->birth_date) < day_add_months(c->today, -12 * TAKE_OVER_YEARS_MAX))
        FINDING(wrong, REASON_DATE_TOO_OLD, "children[%zu].birth_date", last);
}

static void check_days(const struct take_over_case *c, struct findings *wrong) {
    day since = past_day(c, wrong, c->row->followed_since, "followed_since");
    day last = past_day(c, wrong, c->row->last_visit_on, "last_visit_on");
    past_day(c, wrong, c->row->agreed_on, "agreed_on");
    if (since != DAY_NONE && c->on != DAY_NONE && since > c->on)
        finding_add(wrong, REASON_CONTRADICTION, "followed_since");
    if (last != DAY_NONE && since != DAY_NONE && last < since)
        finding_add(wrong, REASON_CONTRADICTION, "last_visit_on");
    const sippe__instant *next = c->row->next_visit_at;
    if (!next) return;
    if (next->ms < c->now_ms) finding_add(wrong, REASON_IN_THE_PAST, "next_visit_at");
    if (next->ms > c->now_ms + TAKE_OVER_DAYS_AHEAD * INT64_C(86400000))
        finding_add(wrong, REASON_DATE_TOO_FAR, "next_visit_at");
}

/* Where a fault of the answers stands in the row. NULL: it is told otherwise, as that of the youngest child. */
static const char *path_in_row(struct arena *a, const char *path) {
    static const struct {
        const char *answers, *row;
    } places[] = {
        {"call.", ""},      {"consent.", ""},   {"pregnancy.child_birth_date", NULL},
        {"pregnancy.", ""}, {"household.", ""}, {"local_reference", "reference"},
        {"", ""},
    };
    size_t i = 0;
    while (strncmp(places[i].answers, path, strlen(places[i].answers)) != 0) i++;
    return places[i].row ? arena_printf(a, "%s%s", places[i].row, path + strlen(places[i].answers)) : NULL;
}

static void check_answers(const struct take_over_case *c, struct findings *wrong) {
    struct arena *a = wrong->arena;
    struct screening_checked checked = intake_screening_check(a, c->answers, c->t, c->now_ms, SCREENING_PREVIEW);
    for (size_t i = 0; i < checked.wrong.n; i++) {
        const char *path = path_in_row(a, checked.wrong.list[i].path);
        if (path) finding_add(wrong, checked.wrong.list[i].reason, path);
    }
}

void intake_take_over_check(const struct take_over_case *c, struct findings *wrong) {
    check_required(c, wrong);
    check_answers(c, wrong);
    check_days(c, wrong);
    check_youngest(c, wrong);
    if (strlen(c->row->key_worker) > CODE_BYTES) finding_add(wrong, REASON_TEXT_TOO_LONG, "key_worker");
}

int intake_take_over_day(day on, day today) {
    if (on > today + TAKE_OVER_DAYS_AROUND) return REASON_DATE_TOO_FAR;
    return on < today - TAKE_OVER_DAYS_AROUND ? REASON_DATE_TOO_OLD : 0;
}

/* ---- since then ---- */

intake__take_over_touched intake_take_over_touched(const struct take_over_facts *f) {
    if (f->ended) return TAKE_OVER_TOUCHED_ENDED;
    if (f->visits > 0) return TAKE_OVER_TOUCHED_VISIT;
    if (f->booking) return TAKE_OVER_TOUCHED_BOOKING;
    if (f->other_key_worker) return TAKE_OVER_TOUCHED_KEY_WORKER;
    if (f->call) return TAKE_OVER_TOUCHED_CALL;
    if (f->birth) return TAKE_OVER_TOUCHED_BIRTH;
    if (f->consent) return TAKE_OVER_TOUCHED_CONSENT;
    if (f->referral) return TAKE_OVER_TOUCHED_REFERRAL;
    return f->other ? TAKE_OVER_TOUCHED_OTHER : TAKE_OVER_TOUCHED_UNSPECIFIED;
}
