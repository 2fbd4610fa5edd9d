/* What follows a call, decided: when she is called again, what a person is asked, which earlier questions are over. */
#include "intake/reach/reach.h"
#include "intake/work/working_days.h"

/* A year: a date beyond it has the wrong year. A call is no longer than a working day. */
enum { CALL_BACK_DAYS_MAX = 366, MINUTES_MAX = 600 };

int intake_reaching_begin(struct decide *d, ProtobufCBinaryData family_id, struct reaching *r) {
    r->family_id = family_id;
    r->family = intake_family_row(VIEW(d), family_id);
    if (!r->family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(r->family);
    if (closed) return closed;
    r->rules = rules_on(VIEW(d), decide_today(d), NULL);
    return r->rules ? 0 : REASON_TERRITORY_MISSING;
}

static bool waits(const intake_rows__screening *row) { return row->personal->state != SCREENING_STATE_DECIDED; }

int intake_reaching_about(struct decide *d, ProtobufCBinaryData screening_id, struct reaching *r) {
    if (screening_id.len) {
        r->screening = intake_screening_row(VIEW(d), screening_id);
        r->screening_id = screening_id;
        return r->screening && intake_same_file(VIEW(d), r->screening->family_id, r->family_id) ? 0 : REASON_NOT_FOUND;
    }
    struct id_list list = intake_of_family(VIEW(d), &intake_screenings_of_family, r->family_id);
    for (size_t i = 0; i < list.n && !r->screening; i++) {
        const intake_rows__screening *row = row_get(VIEW(d), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row || !waits(row)) continue;
        r->screening = row;
        r->screening_id = id_field(arena_of(d), list.ids[i]);
    }
    return 0;
}

/* ---- what a person says of it ---- */

/* The day that was agreed with her, by itself or with an hour; DAY_NONE: none was. */
static day call_back_said(struct decide *d, const intake__call_told *told) {
    const char *path = told->call_back_at ? "told.call_back_at" : "told.call_back_on";
    check_time(d, "told.call_back_at", told->call_back_at, false);
    day today = decide_today(d), on = check_date(d, "told.call_back_on", told->call_back_on, false);
    if (told->call_back_at) on = today_of(VIEW(d), told->call_back_at->ms);
    if (on == DAY_NONE) return on;
    if (on < today || (told->call_back_at && told->call_back_at->ms < decide_now_ms(d)))
        violation(d, path, REASON_IN_THE_PAST);
    if (on > today + CALL_BACK_DAYS_MAX) violation(d, path, REASON_DATE_TOO_FAR);
    return on;
}

void intake_reaching_take(struct decide *d, const intake__call_told *told, struct reaching *r) {
    if (!told) {
        violation(d, "told", REASON_FIELD_REQUIRED);
        return;
    }
    if (!told->direction) violation(d, "told.direction", REASON_FIELD_REQUIRED);
    if (!told->way) violation(d, "told.way", REASON_FIELD_REQUIRED);
    if (!told->outcome) violation(d, "told.outcome", REASON_FIELD_REQUIRED);
    const char *wrong = intake_call_contradicts(told);
    if (wrong) violation(d, arena_printf(arena_of(d), "told.%s", wrong), REASON_CONTRADICTION);
    if (told->minutes < 0 || told->minutes > MINUTES_MAX) violation(d, "told.minutes", REASON_NUMBER_OUT_OF_RANGE);
    check_moment(d, "told.at", told->at);
    check_text(d, "told.note", told->note, CHECK_NOTE);
    r->call_back_on = call_back_said(d, told);
    r->told = message_copy(arena_of(d), &told->base);
    if (!told->at) r->told->at = civil_instant(arena_of(d), decide_at_ms(d));
    r->rule = intake_call_rule(told, r->letter != NULL);
}

/* ---- what follows ---- */

static day delay_of(struct decide *d, const struct reaching *r) {
    const sippe__delays *delays = r->rules->delays;
    day today = decide_today(d);
    return delays ? intake_working_day(arena_of(d), r->rules, today, delays->call_back) : today;
}

/* Never before the start week that is waited for: until then there is nothing to decide. */
static day start_week_of(const struct reaching *r) {
    bool waited = r->screening && r->screening->personal->state == SCREENING_STATE_PRE_REGISTERED;
    return waited ? civil_day(r->screening->personal->act_by) : DAY_NONE;
}

static day later(day a, day b) { return a > b ? a : b; } /* DAY_NONE is the least */

/* A day that was said goes before the rule: she was reached, and another call was agreed. */
static void follow_rule(struct decide *d, struct reaching *r) {
    day today = decide_today(d), start = start_week_of(r);
    if (r->call_back_on != DAY_NONE) {
        r->act_by = r->call_back_on;
        return;
    }
    switch (r->rule.next) {
    case CALL_ASIDE: r->aside = true; return;
    case CALL_OVER:
        r->over = r->rule.reached;
        r->act_by = today;
        break;
    case CALL_OTHERWISE: r->act_by = delay_of(d, r); break;
    case CALL_AGAIN: r->act_by = r->call_back_on = later(delay_of(d, r), start); return;
    case CALL_TODAY: r->act_by = r->call_back_on = later(today, start); return;
    case CALL_WAITS: r->act_by = r->call_back_on = later(civil_day(r->letter->reply_by), start); return;
    }
    r->aside = start != DAY_NONE;
}

/* What a screening waits for it asks itself; of one that is decided, and of none, the call asks. */
void intake_reaching_follow(struct decide *d, struct reaching *r) {
    r->act_by = DAY_NONE;
    r->aside = r->over = false;
    follow_rule(d, r);
    bool asked = r->screening && waits(r->screening);
    r->asks = r->rule.asks;
    if (!r->asks && !asked && r->call_back_on != DAY_NONE) r->asks = WORK_KIND_CALL_BACK;
    if (r->asks == WORK_KIND_LETTER) r->act_by = civil_day(r->letter->reply_by);
    if (!asked) r->aside = true;
}

/* ---- what is over ---- */

struct open_call {
    ProtobufCBinaryData id;
    const intake_rows__family_call *row;
};

static size_t open_calls(struct view *v, ProtobufCBinaryData family, struct open_call out[CALLS_ENDED_MAX]) {
    struct id_list list = intake_of_family(v, &intake_calls_of_family, family);
    size_t n = 0;
    for (size_t i = 0; i < list.n && n < CALLS_ENDED_MAX; i++) {
        const intake_rows__family_call *row = row_get(v, &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        if (row && row->personal->asks) out[n++] = (struct open_call){id_field(view_arena(v), list.ids[i]), row};
    }
    return n;
}

/* What is about a call of an alias is hers, as that call is. */
struct id intake_reaching_emit(struct decide *d, const struct reaching *r, ProtobufCBinaryData *call_id) {
    struct arena *a = arena_of(d);
    struct open_call open[CALLS_ENDED_MAX];
    size_t n = open_calls(VIEW(d), r->family_id, open);
    struct id id = decide_new_id(d, "family call");
    ProtobufCBinaryData hers = r->screening ? r->screening->family_id : r->family_id;
    struct id subjects[] = {id, id_of(hers), id_of(r->screening_id)};
    intake__family_call_recorded *e = NEW_WITH_PERSONAL(a, intake__family_call_recorded);
    e->call_id = *call_id = id_field(a, id);
    e->family_id = hers;
    e->screening_id = r->screening_id;
    for (size_t i = 0; i < n; i++)
        if (intake_call_ends(r->rule, r->told->outcome == CALL_OUTCOME_RETURNED, open[i].row->personal->asks))
            APPEND(a, e, ends, open[i].id);
    intake__family_call_recorded__personal *p = e->personal;
    p->told = r->told;
    p->letter = r->letter;
    p->reached = r->rule.reached;
    p->tried = r->rule.tried;
    p->asks = r->asks;
    p->act_by = civil_date(a, r->act_by);
    p->call_back_on = civil_date(a, r->call_back_on);
    p->over = r->over;
    p->aside = r->aside;
    return emit_for(d, subjects[1], subjects, r->screening ? 3 : 2, &e->base);
}

void intake_calls_settle(struct decide *d, ProtobufCBinaryData family, call_ends_fn *ends, const void *with) {
    struct open_call open[CALLS_ENDED_MAX];
    size_t n = open_calls(VIEW(d), family, open);
    for (size_t i = 0; i < n; i++) {
        if (!ends(with, open[i].row->personal->asks)) continue;
        intake__work_settled *e = NEW_WITH_PERSONAL(arena_of(d), intake__work_settled);
        e->thing = open[i].id;
        e->family_id = open[i].row->family_id;
        e->by_family_id = family;
        e->personal->kind = open[i].row->personal->asks;
        struct id subjects[] = {id_of(e->thing), id_of(e->family_id)};
        emit_for(d, id_of(open[i].row->sealed_for), subjects, 2, &e->base);
    }
}

static bool asks_number(const void *with, sippe__work_kind asks) {
    (void)with;
    return asks == WORK_KIND_ASK_NUMBER;
}
void intake_number_recorded(struct decide *d, ProtobufCBinaryData family) {
    intake_calls_settle(d, family, asks_number, NULL);
}

static bool asks_anything(const void *with, sippe__work_kind asks) {
    (void)with;
    return asks != WORK_KIND_UNSPECIFIED;
}
void intake_family_left_alone(struct decide *d, ProtobufCBinaryData family) {
    intake_calls_settle(d, family, asks_anything, NULL);
}

static bool ended_by_route(const void *with, sippe__work_kind asks) {
    return intake_decision_ends(*(const intake__route *)with, asks);
}
void intake_route_was_decided(struct decide *d, ProtobufCBinaryData family, intake__route route) {
    intake_calls_settle(d, family, ended_by_route, &route);
}
