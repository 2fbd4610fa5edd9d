#include "intake/call/proposing.h"
#include "intake/domain/screening/answer.h"
#include "intake/domain/proposal/proposal.h"
#include "intake/domain/screening/screening_check.h"
#include "intake/rows.h"
#include "intake/work/working_days.h"

/* Eight o'clock, so that she stands on the list when the desk opens. No rule of a territory says when that is. */
enum { DESK_OPENS_MIN = 8 * 60 };

int intake_answers_check(struct decide *d, const intake__screening *s, const sippe__territory *t, int64_t taken_ms) {
    struct arena *a = arena_of(d);
    struct screening_checked checked = intake_screening_check_taken(a, s, t, decide_now_ms(d), taken_ms);
    violations_add(d, "screening.", &checked.wrong);
    return checked.reason;
}

intake__rules_used *intake_rules_used(struct arena *a, const sippe__territory *t, const struct rules_used *used) {
    intake__rules_used *out = NEW(a, intake__rules_used);
    out->version = id_field(a, used->version);
    out->label = arena_text(a, t->label);
    out->valid_from = civil_date(a, civil_day(t->valid_from));
    return out;
}

day intake_call_day(const intake__screening *s, const sippe__territory *t, int64_t now_ms) {
    const sippe__instant *start = s->call ? s->call->started_at : NULL;
    return day_at(civil_zone(t), start ? start->ms : now_ms);
}

/* Answers without a start are a preview's, and of the day that they are previewed on: its midnight stands for the
 * start. */
intake__proposal *intake_proposal_make(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                       const struct rules_used *used, day on) {
    intake__proposal *p = intake_propose(a, s, t, intake_call_day(s, t, day_start_ms(civil_zone(t), on)), on);
    p->rules = intake_rules_used(a, t, used);
    return p;
}

intake__proposal *intake_proposal_of_call(struct view *v, const intake__screening *s, const struct rules_of_day *today,
                                          day call_day) {
    struct rules_used then_used;
    const sippe__territory *then = rules_on(v, call_day, &then_used);
    if (then) return intake_proposal_make(view_arena(v), s, then, &then_used, call_day);
    intake__proposal *p = intake_proposal_make(view_arena(v), s, today->t, today->used, call_day);
    p->rules_came_later = true;
    return p;
}

intake__proposal *intake_proposal_otherwise(struct arena *a, const intake__screening *s, const intake__proposal *p,
                                            const struct rules_of_day *today, day call_day) {
    intake__proposal *now = intake_proposal_make(a, s, today->t, today->used, call_day);
    return intake_proposal_differs(p, now) ? now : NULL;
}

/* The start week's own day, whichever day of the week that is: what waits cannot be late before it. */
day intake_act_by(struct arena *a, const intake__proposal *p, const sippe__territory *t, day today) {
    day recall = civil_day(p->recall_on);
    if (p->route == ROUTE_PRE_REGISTER && recall != DAY_NONE) return recall;
    const sippe__delays *delays = t->delays;
    if (!delays) return today;
    bool call = p->route == ROUTE_CALL_BACK && intake_proposal_asks_her(p);
    return intake_working_day(a, t, today, call ? delays->call_back : delays->decide_route);
}

sippe__instant *intake_recall_at(struct arena *a, const intake__proposal *p, const sippe__territory *t) {
    day recall = civil_day(p->recall_on);
    if (p->route != ROUTE_PRE_REGISTER || recall == DAY_NONE) return NULL;
    return civil_instant(a, wall_instant(civil_zone(t), (struct wall){recall, DESK_OPENS_MIN}));
}

/* By the calendar and not by the state: from midnight she is far enough, and the deadline fires at eight, or later
 * after a stop. Of a decided call the record is shown as it was; what the person saw stands in her RouteDecided. */
const intake__proposal *intake_proposal_today(struct view *v, const intake_rows__screening *row,
                                              const sippe__territory *t, const struct rules_used *used, day today) {
    const struct last_word last = intake_last_word(v, row);
    const intake__proposal *p = last.proposal;
    if (!p || !t || p->route != ROUTE_PRE_REGISTER || row->personal->state == SCREENING_STATE_DECIDED) return p;
    day recall = civil_day(p->recall_on);
    if (recall == DAY_NONE || recall > today || !last.answers) return p;
    return intake_proposal_make(view_arena(v), last.answers, t, used, today);
}
