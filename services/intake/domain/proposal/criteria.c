#include "intake/domain/proposal/criteria.h"

#include "intake/domain/screening/answer.h"
#include "proto/intake/screening.h"

static const char *postal_code(const intake__screening *s) {
    const sippe__address *a = s->identity ? s->identity->address : NULL;
    return a && a->postal_code ? a->postal_code->code : "";
}

struct proposal_case intake_proposal_case(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                          day call_day, day on) {
    struct proposal_case c = {
        .arena = a,
        .s = s,
        .by = {t, on},
        .call_day = call_day,
        .pregnancy = intake_pregnancy_of(s->pregnancy, call_day),
        .area = intake_area_of(t, postal_code(s)),
        .source = s->call ? intake_source_rule(t, s->call->source) : NULL,
    };
    c.facts = intake_facts_of(s, t, &c.pregnancy, c.area, call_day, on);
    c.bounds = intake_bounds_of(&c.facts, &c.by);
    return c;
}

static intake__criterion *add(const struct proposal_case *c, intake__proposal *p, intake__criterion_kind kind,
                              unsigned set, const char *rule) {
    intake__criterion *k = NEW(c->arena, intake__criterion);
    k->kind = kind;
    k->met = set == SET_YES ? MET_YES : set == SET_NO ? MET_NO : MET_TO_VERIFY;
    k->rule = rule;
    APPEND(c->arena, p, criteria, k);
    return k;
}

/* Used when it was told, missing when it is open and was not. */
static void name(const struct proposal_case *c, intake__criterion *k, enum fact fact) {
    const char *path = c->facts.of[fact].path;
    if (c->facts.of[fact].known == FACT_TOLD)
        APPEND(c->arena, k, facts_used, path);
    else if (k->met == MET_TO_VERIFY)
        APPEND(c->arena, k, facts_missing, path);
}

static bool may_be_born(const struct proposal_case *c) { return c->facts.born & SET_YES; }
static bool may_be_unborn(const struct proposal_case *c) { return c->facts.born & SET_NO; }

/* Whether she is delivered is named where it is all that is known, or all that is not. */
static void name_age(const struct proposal_case *c, intake__criterion *k, enum fact own) {
    bool speaks = own == FACT_DUE ? may_be_unborn(c) : may_be_born(c);
    if (speaks) name(c, k, own);
    if (!speaks || c->facts.born == SET_EITHER) name(c, k, FACT_BORN);
    bool decided = k->met != MET_TO_VERIFY && k->n_facts_used == 0;
    if (decided) APPEND(c->arena, k, facts_used, c->facts.of[FACT_BORN].path);
}

static void add_dated(const struct proposal_case *c, intake__proposal *p) {
    bool open = may_be_unborn(c) && c->facts.of[FACT_DUE].known != FACT_TOLD;
    intake__criterion *k =
        add(c, p, CRITERION_KIND_PREGNANCY_DATED, open ? SET_EITHER : SET_YES, "admission.start_week");
    name(c, k, may_be_unborn(c) ? FACT_DUE : FACT_BORN);
}

static void add_source(const struct proposal_case *c, intake__proposal *p) {
    size_t i = 0;
    while (c->source && c->by.t->sources[i] != c->source) i++;
    const char *rule = c->source ? arena_printf(c->arena, "sources[%zu]", i) : "sources";
    name(c, add(c, p, CRITERION_KIND_SOURCE_ACCEPTED, c->facts.accepted, rule), FACT_SOURCE);
}

/* It is low, and what was told of the amount would not say so alone. */
static bool is_low_by_source(const struct proposal_case *c) {
    struct facts amount = c->facts;
    amount.low_by_source = false;
    return c->facts.low_by_source && c->bounds.low_income == SET_YES &&
           intake_bounds_of(&amount, &c->by).low_income != SET_YES;
}

/* Whose threshold is told: of whoever is counted at least, or at most where even theirs is too low. Where a range
 * leaves it open, that of the question (proposal.c). */
static int persons_compared(const struct proposal_case *c) {
    if (c->bounds.low_income == SET_NO) return c->bounds.persons_to;
    int asked = c->bounds.low_income == SET_EITHER ? intake_persons_parting_income(&c->facts, &c->by) : 0;
    return asked ? asked : c->bounds.persons_from;
}

static void add_low_income(const struct proposal_case *c, intake__proposal *p) {
    const struct facts *f = &c->facts;
    const struct bounds *b = &c->bounds;
    bool sourced = is_low_by_source(c);
    intake__criterion *k = add(c, p, CRITERION_KIND_LOW_INCOME, b->low_income,
                               sourced ? "admission.low_income_sources" : "admission.income");
    if (sourced)
        APPEND(c->arena, k, facts_used, "income.sources");
    else
        name(c, k, FACT_INCOME);
    name(c, k, FACT_HOUSEHOLD);
    bool counted = may_be_unborn(c) && c->by.t->admission && c->by.t->admission->unborn_counts_in_household;
    if (counted && (f->unborn_from > 1 || f->unborn_to > f->unborn_from)) name(c, k, FACT_UNBORN);
    if (b->low_income == SET_EITHER && f->of[FACT_HOUSEHOLD].known != FACT_TOLD) return; /* for how many? */
    int persons = persons_compared(c);
    int64_t threshold = intake_income_threshold(c->by.t, persons);
    if (threshold < 0) return;
    p->household_counted = persons;
    p->income_threshold = NEW(c->arena, sippe__money);
    p->income_threshold->cents = threshold;
}

static void add_no_diploma(const struct proposal_case *c, intake__proposal *p) {
    const struct facts *f = &c->facts;
    int enough = c->by.t->admission ? c->by.t->admission->years_abroad_as_diploma : 0;
    bool by_years = enough > 0 && f->listed_diploma != SET_YES && f->years_to > 0 &&
                    (f->listed_diploma == SET_NO || f->years_from >= enough);
    unsigned set = (c->bounds.diploma & SET_YES ? SET_NO : 0u) | (c->bounds.diploma & SET_NO ? SET_YES : 0u);
    intake__criterion *k = add(c, p, CRITERION_KIND_NO_DIPLOMA, set,
                               by_years ? "admission.years_abroad_as_diploma" : "admission.diplomas");
    name(c, k, FACT_DIPLOMA);
    if (by_years || (enough > 0 && f->years_to > 0 && f->listed_diploma == SET_EITHER)) name(c, k, FACT_YEARS);
}

void intake_criteria_list(const struct proposal_case *c, intake__proposal *p) {
    const struct bounds *b = &c->bounds;
    name(c, add(c, p, CRITERION_KIND_IN_TERRITORY, c->facts.inside, "clscs"), FACT_PLACE);
    add_source(c, p);
    add_dated(c, p);
    name_age(c, add(c, p, CRITERION_KIND_START_WEEK_REACHED, b->sippe_started, "admission.start_week"), FACT_DUE);
    add_low_income(c, p);
    add_no_diploma(c, p);
    bool own = c->by.t->admission && c->by.t->admission->olo_start_week > 0;
    name_age(c,
             add(c, p, CRITERION_KIND_OLO_START_WEEK_REACHED, b->olo_started,
                 own ? "admission.olo_start_week" : "admission.start_week"),
             FACT_DUE);
    name_age(c, add(c, p, CRITERION_KIND_IN_PROGRAMME_AGE, b->in_programme, "admission.programme_end"), FACT_BIRTH);
    name_age(c, add(c, p, CRITERION_KIND_IN_OLO_AGE, b->in_olo, "admission.olo_until_child_months"), FACT_BIRTH);
}
