#include "intake/domain/proposal/proposal.h"

#include "intake/domain/proposal/criteria.h"
#include "intake/domain/screening/answer.h"

/* ---- what is possible ---- */

static const char *door_of(const struct proposal_case *c, enum outcome o) {
    const sippe__door *d = c->area.door;
    if (o == OUTCOME_PLACE && d)
        return *d->phone ? arena_printf(c->arena, "%s, %s", d->name, d->phone) : arena_text(c->arena, d->name);
    if (o == OUTCOME_SOURCE && c->source) return arena_text(c->arena, c->source->right_door);
    return "";
}

static intake__other_reason because(enum outcome o) {
    switch (o) {
    case OUTCOME_PLACE: return OTHER_REASON_PLACE;
    case OUTCOME_SOURCE: return OTHER_REASON_SOURCE;
    case OUTCOME_INCOME: return OTHER_REASON_INCOME;
    case OUTCOME_PROGRAMME_OVER: return OTHER_REASON_PROGRAMME_OVER;
    case OUTCOME_OLO_OVER: return OTHER_REASON_OLO_OVER;
    case OUTCOME_SIPPE:
    case OUTCOME_OLO:
    case OUTCOME_SIPPE_LATER:
    case OUTCOME_OLO_LATER:
    case OUTCOMES: break;
    }
    return OTHER_REASON_UNSPECIFIED;
}

static bool may_end(const struct proposal_case *c, enum outcome o) { return c->bounds.outcomes & 1u << o; }

/* The earliest day on which it can begin, by the earliest due date that is still possible. */
static day earliest(const struct proposal_case *c, enum outcome later) {
    int week = later == OUTCOME_OLO_LATER ? intake_olo_start_week(c->by.t) : intake_sippe_start_week(c->by.t);
    const struct pregnancy first = {.dating = PREGNANCY_BY_DUE_DATE, .due = c->facts.due_from};
    day from = intake_pregnancy_week_start(&first, week);
    return from > c->by.on ? from : c->by.on + 1;
}

static intake__possible *add_possible(const struct proposal_case *c, intake__proposal *p, intake__route route,
                                      enum outcome o, day from) {
    intake__possible *out = NEW(c->arena, intake__possible);
    out->route = route;
    out->because = because(o);
    out->right_door = door_of(c, o);
    out->from = civil_date(c->arena, from);
    APPEND(c->arena, p, possible, out);
    return out;
}

static void add_ours(const struct proposal_case *c, intake__proposal *p, intake__route route, enum outcome now,
                     enum outcome later) {
    if (may_end(c, now))
        add_possible(c, p, route, now, DAY_NONE)->or_later = may_end(c, later);
    else if (may_end(c, later))
        add_possible(c, p, route, later, earliest(c, later));
}

static void list_possible(const struct proposal_case *c, intake__proposal *p) {
    add_ours(c, p, ROUTE_SIPPE, OUTCOME_SIPPE, OUTCOME_SIPPE_LATER);
    add_ours(c, p, ROUTE_OLO_ONLY, OUTCOME_OLO, OUTCOME_OLO_LATER);
    for (enum outcome o = OUTCOME_INCOME; o < OUTCOMES; o++)
        if (may_end(c, o)) add_possible(c, p, ROUTE_OTHER_SERVICE, o, DAY_NONE);
}

/* ---- what to ask ---- */

/* In a case that cannot be nothing hangs on it, and it is no open fact either. */
static bool is_open(const struct proposal_case *c, enum fact fact) {
    const struct facts *f = &c->facts;
    bool unborn_counts = c->by.t->admission && c->by.t->admission->unborn_counts_in_household;
    if (f->of[fact].known == FACT_TOLD) return false;
    if (fact == FACT_DUE) return f->born & SET_NO;
    if (fact == FACT_BIRTH) return f->born & SET_YES;
    if (fact == FACT_UNBORN) return unborn_counts && f->born & SET_NO;
    if (fact == FACT_YEARS) return c->by.t->admission && c->by.t->admission->years_abroad_as_diploma > 0;
    if (fact == FACT_SOURCE) return f->accepted == SET_EITHER;
    return true;
}

/* Of the income: for whoever is counted at least, so that a yes ends it however many more they are; but no threshold
 * that a range has answered already. */
static void name_threshold(const struct proposal_case *c, intake__question *q) {
    int persons = intake_persons_parting_income(&c->facts, &c->by);
    if (c->facts.of[FACT_HOUSEHOLD].known != FACT_TOLD || !persons) return;
    q->below = NEW(c->arena, sippe__money);
    q->below->cents = intake_income_threshold(c->by.t, persons);
    q->persons = persons;
}

static void ask(const struct proposal_case *c, intake__proposal *p, enum fact fact) {
    intake__question *q = NEW(c->arena, intake__question);
    q->fact = c->facts.of[fact].path;
    q->whom = c->facts.of[fact].known == FACT_ASK_US ? WHOM_US : WHOM_HER;
    if (fact == FACT_INCOME) name_threshold(c, q);
    APPEND(c->arena, p, ask, q);
}

/* What may end it alone is asked first: then the call is over sooner, and less is asked of her. */
static void list_questions(const struct proposal_case *c, intake__proposal *p) {
    bool open[FACTS], matters[FACTS], ends[FACTS];
    for (enum fact i = 0; i < FACTS; i++) {
        open[i] = is_open(c, i);
        matters[i] = open[i] && intake_fact_matters(&c->facts, &c->by, i);
        ends[i] = matters[i] && intake_fact_may_end(&c->facts, &c->by, i);
    }
    bool settled = intake_outcome_is_one(c->bounds.outcomes);
    for (int first = 1; first >= 0; first--)
        for (enum fact i = 0; i < FACTS; i++)
            if (!settled && matters[i] && ends[i] == first && c->facts.of[i].known != FACT_DECLINED) ask(c, p, i);
    for (enum fact i = 0; i < FACTS; i++) {
        if (!open[i]) continue;
        if (settled || !matters[i])
            APPEND(c->arena, p, not_needed, c->facts.of[i].path);
        else if (c->facts.of[i].known == FACT_DECLINED)
            APPEND(c->arena, p, declined, c->facts.of[i].path);
    }
}

/* ---- what does not agree ---- */

static const char *const facts_of_kind[][3] = {
    [CONTRADICTION_KIND_DATES] = {"pregnancy.due_date", "pregnancy.last_menstrual_date", "pregnancy.weeks_stated"},
    [CONTRADICTION_KIND_OVERDUE] = {"pregnancy.already_delivered"},
    [CONTRADICTION_KIND_BIRTH_UNSAID] = {"pregnancy.child_birth_date", "pregnancy.already_delivered"},
    [CONTRADICTION_KIND_BIRTH_AND_DUE] = {"pregnancy.child_birth_date"},
    [CONTRADICTION_KIND_HOUSEHOLD] = {"household.size", "household.adults", "household.children"},
    [CONTRADICTION_KIND_INCOME_SOURCE] = {"income.annual", "income.sources"},
};

static bool dated_by(const struct proposal_case *c, const char *path) {
    const intake__pregnancy *p = c->s->pregnancy;
    int32_t weeks;
    if (!p) return false;
    if (strcmp(path, "pregnancy.due_date") == 0) return intake_answer_day(p->due_date) != DAY_NONE;
    if (strcmp(path, "pregnancy.last_menstrual_date") == 0)
        return intake_answer_day(p->last_menstrual_date) != DAY_NONE;
    if (strcmp(path, "pregnancy.weeks_stated") == 0) return intake_answer_int(p->weeks_stated, &weeks);
    return true;
}

static void list_contradictions(const struct proposal_case *c, intake__proposal *p) {
    unsigned set = c->facts.contradictions;
    if (c->facts.low_by_source && c->bounds.low_income == SET_NO) set |= 1u << CONTRADICTION_KIND_INCOME_SOURCE;
    for (int kind = CONTRADICTION_KIND_DATES; kind <= CONTRADICTION_KIND_INCOME_SOURCE; kind++) {
        if (!(set & 1u << kind)) continue;
        intake__contradiction *out = NEW(c->arena, intake__contradiction);
        out->kind = (intake__contradiction_kind)kind;
        for (size_t i = 0; i < 3 && facts_of_kind[kind][i]; i++)
            if (dated_by(c, facts_of_kind[kind][i])) APPEND(c->arena, out, facts, facts_of_kind[kind][i]);
        bool by_date = kind == CONTRADICTION_KIND_OVERDUE || kind == CONTRADICTION_KIND_BIRTH_AND_DUE;
        if (by_date) APPEND(c->arena, out, facts, c->pregnancy.fact);
        APPEND(c->arena, p, contradictions, out);
    }
}

/* ---- the route ---- */

static enum outcome only_outcome(const struct proposal_case *c) {
    enum outcome o = 0;
    while (!may_end(c, o)) o++;
    return o;
}

static void set_later(const struct proposal_case *c, intake__proposal *p) {
    day sippe = may_end(c, OUTCOME_SIPPE_LATER) ? earliest(c, OUTCOME_SIPPE_LATER) : INT32_MAX;
    day olo = may_end(c, OUTCOME_OLO_LATER) ? earliest(c, OUTCOME_OLO_LATER) : INT32_MAX;
    p->route = ROUTE_PRE_REGISTER;
    p->recall_on = civil_date(c->arena, sippe < olo ? sippe : olo);
}

static void set_elsewhere(const struct proposal_case *c, intake__proposal *p, enum outcome o) {
    p->route = ROUTE_OTHER_SERVICE;
    p->because = because(o);
    p->right_door = door_of(c, o);
}

/* Only means and ages are a matter of judgement: elsewhere, no override is suggested. */
static void set_route(const struct proposal_case *c, intake__proposal *p) {
    enum outcome o = only_outcome(c);
    p->right_door = "";
    if (!intake_outcome_is_one(c->bounds.outcomes)) {
        p->route = ROUTE_CALL_BACK;
        return;
    }
    switch (o) {
    case OUTCOME_SIPPE: p->route = ROUTE_SIPPE; return;
    case OUTCOME_OLO: p->route = ROUTE_OLO_ONLY; break;
    case OUTCOME_SIPPE_LATER:
    case OUTCOME_OLO_LATER: set_later(c, p); return;
    case OUTCOME_PLACE:
    case OUTCOME_SOURCE: set_elsewhere(c, p, o); return;
    case OUTCOME_INCOME:
    case OUTCOME_PROGRAMME_OVER:
    case OUTCOME_OLO_OVER:
    case OUTCOMES: set_elsewhere(c, p, o); break;
    }
    p->consider_override = p->n_flags > 0;
}

static void set_ends(const struct proposal_case *c, intake__proposal *p) {
    day birth = c->facts.birth_from;
    if (c->facts.born != SET_YES || birth != c->facts.birth_to) return;
    p->programme_end = civil_date(c->arena, intake_programme_ends_on(c->by.t, birth));
    p->olo_end = civil_date(c->arena, intake_olo_end(c->by.t, birth));
}

/* Flags before the route, which reads how many there are. */
intake__proposal *intake_propose(struct arena *a, const intake__screening *s, const sippe__territory *t, day call_day,
                                 day on) {
    const struct proposal_case c = intake_proposal_case(a, s, t, call_day, on);
    intake__proposal *p = NEW(a, intake__proposal);
    intake_criteria_list(&c, p);
    intake_flags_raise(&c, p);
    p->gestational_age_days = intake_pregnancy_age_days(&c.pregnancy, on);
    set_route(&c, p);
    list_possible(&c, p);
    list_questions(&c, p);
    list_contradictions(&c, p);
    set_ends(&c, p);
    const char *desk = s->call ? s->call->clsc_code : "";
    bool other = c.area.clsc && *desk && strcmp(c.area.clsc->code, desk) != 0;
    p->clsc_suggested = other ? arena_text(a, c.area.clsc->code) : "";
    return p;
}

bool intake_proposal_asks_her(const intake__proposal *p) {
    for (size_t i = 0; i < p->n_ask; i++)
        if (p->ask[i]->whom == WHOM_HER) return true;
    return false;
}

bool intake_proposal_place_unknown(const intake__proposal *p) {
    for (size_t i = 0; i < p->n_ask; i++)
        if (p->ask[i]->whom == WHOM_US && strcmp(p->ask[i]->fact, "identity.address.postal_code") == 0) return true;
    return false;
}

static bool is_same_text(const char *x, const char *y) { return strcmp(x, y) == 0; }

bool intake_proposal_differs(const intake__proposal *x, const intake__proposal *y) {
    return x->route != y->route || x->because != y->because || !is_same_text(x->right_door, y->right_door) ||
           civil_day(x->recall_on) != civil_day(y->recall_on);
}
