#include "intake/domain/proposal/proposal.h"

#include "intake/domain/screening/answer.h"
#include "intake/domain/proposal/criteria.h"

/* Indices into the proposal's criteria: the order of CriterionKind. */
enum { IN_TERRITORY, SOURCE, DATED, START_WEEK, LOW_INCOME, NO_DIPLOMA };

static void evaluate(const struct proposal_case *c, intake__proposal *p) {
    int32_t counted;
    int64_t threshold;
    APPEND(c->arena, p, criteria, intake_criterion_in_territory(c));
    APPEND(c->arena, p, criteria, intake_criterion_source(c));
    APPEND(c->arena, p, criteria, intake_criterion_dated(c));
    APPEND(c->arena, p, criteria, intake_criterion_start_week(c));
    APPEND(c->arena, p, criteria, intake_criterion_low_income(c, &counted, &threshold));
    APPEND(c->arena, p, criteria, intake_criterion_no_diploma(c));
    p->household_counted = counted;
    if (threshold < 0) return;
    p->income_threshold = NEW(c->arena, sippe__money);
    p->income_threshold->cents = threshold;
}

/* Where she lives says more than who sent her: the neighbour's door first. "" where the territory knows of none. */
static const char *right_door(const struct proposal_case *c) {
    const sippe__door *d = c->area.door;
    if (d) return *d->phone ? arena_printf(c->arena, "%s, %s", d->name, d->phone) : arena_text(c->arena, d->name);
    if (c->source && !c->source->accepted) return arena_text(c->arena, c->source->right_door);
    return "";
}

/* The order of the branches is the contract's (proposal.h), and keeps one promise more: where the start week is read,
 * admission is there, since without it income is TO_VERIFY and the branch before was taken. Place and source are
 * compared with NO, so that what was not told goes on. Only means are a matter of judgement: outside, no override is
 * suggested. */
static void set_route(const struct proposal_case *c, intake__proposal *p) {
    intake__met met[NO_DIPLOMA + 1];
    for (size_t i = 0; i <= NO_DIPLOMA; i++) met[i] = p->criteria[i]->met;
    if (met[IN_TERRITORY] == MET_NO || met[SOURCE] == MET_NO) {
        p->route = ROUTE_OTHER_SERVICE;
        p->right_door = right_door(c);
    } else if (met[DATED] != MET_YES || met[LOW_INCOME] == MET_TO_VERIFY || met[NO_DIPLOMA] == MET_TO_VERIFY) {
        p->route = ROUTE_CALL_BACK;
    } else if (met[START_WEEK] == MET_NO) {
        p->route = ROUTE_PRE_REGISTER;
        p->recall_on = civil_date(c->arena, intake_pregnancy_week_start(&c->pregnancy, c->t->admission->start_week));
    } else if (met[LOW_INCOME] == MET_NO) {
        p->route = ROUTE_OTHER_SERVICE;
        p->consider_override = p->n_flags > 0;
    } else if (met[NO_DIPLOMA] == MET_YES) {
        p->route = ROUTE_SIPPE;
    } else {
        p->route = ROUTE_OLO_ONLY;
        p->consider_override = p->n_flags > 0;
    }
}

/* Flags before the route, which reads how many there are. */
intake__proposal *intake_propose(struct arena *a, const intake__screening *s, const sippe__territory *t, day call_day,
                                 day on) {
    const struct proposal_case c = intake_proposal_case(a, s, t, call_day, on);
    intake__proposal *p = NEW(a, intake__proposal);
    evaluate(&c, p);
    intake_flags_raise(&c, p);
    p->gestational_age_days = intake_pregnancy_age_days(&c.pregnancy, on);
    set_route(&c, p);
    return p;
}
