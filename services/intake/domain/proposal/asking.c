/* Which of the unknown facts can still change the route. Each question here is "is there a completion of all others
 * with which this one decides": answered from the ends of intervals and, for the household, by a step a person. */
#include "intake/domain/proposal/cases.h"

static bool differ(const struct judged *by, const struct one_case *x, const struct one_case *y) {
    unsigned both = 1u << intake_case_outcome(by, x) | 1u << intake_case_outcome(by, y);
    return !intake_outcome_is_one(both);
}

static bool may_be(unsigned set, bool value) { return set & (value ? SET_YES : SET_NO); }

/* Is there a stage and a value of the other criterion with which this one decides? */
static bool income_decides(const struct route_case *c, const struct judged *by) {
    for (int stage = c->stage_from; stage <= c->stage_to; stage++)
        for (int diploma = 0; diploma < 2; diploma++)
            if (may_be(c->diploma, diploma) && differ(by, &(struct one_case){c->born, stage, false, diploma},
                                                      &(struct one_case){c->born, stage, true, diploma}))
                return true;
    return false;
}

static bool diploma_decides(const struct route_case *c, const struct judged *by) {
    for (int stage = c->stage_from; stage <= c->stage_to; stage++)
        if (may_be(c->low_income, true) &&
            differ(by, &(struct one_case){c->born, stage, true, false}, &(struct one_case){c->born, stage, true, true}))
            return true;
    return false;
}

static bool stage_decides(const struct route_case *c, const struct judged *by) {
    for (int low = 0; low < 2; low++)
        for (int diploma = 0; diploma < 2; diploma++) {
            unsigned out = 0;
            if (!may_be(c->low_income, low) || !may_be(c->diploma, diploma)) continue;
            for (int stage = c->stage_from; stage <= c->stage_to; stage++)
                out |= 1u << intake_case_outcome(by, &(struct one_case){c->born, stage, low, diploma});
            if (!intake_outcome_is_one(out)) return true;
        }
    return false;
}

/* Is there an income that is low for so many persons and not for so few? */
static bool income_between(const struct facts *f, const struct judged *by, int few, int many) {
    int64_t above = intake_income_threshold(by->t, few), to = intake_income_threshold(by->t, many);
    if (above < 0 || f->income_from > to) return false;
    if (f->low_by_source) return f->income_from > above;
    return above < to && f->income_to > above;
}

static bool income_matters(const struct facts *f, const struct judged *by, const struct route_case *c) {
    return !f->low_by_source && income_decides(c, by) && intake_case_parting_income(f, by, c);
}

/* An amount that she would rather not say is compared with nothing: who is counted then changes nothing. */
static bool is_compared(const struct facts *f) { return f->of[FACT_INCOME].known != FACT_DECLINED; }

static bool household_matters(const struct facts *f, const struct judged *by, const struct route_case *c) {
    if (f->household_from == f->household_to || !is_compared(f) || !income_decides(c, by)) return false;
    for (int unborn = f->unborn_from; unborn <= f->unborn_to; unborn++) {
        int more = intake_case_unborn(by, c->born, unborn);
        if (income_between(f, by, f->household_from + more, f->household_to + more)) return true;
    }
    return false;
}

static bool unborn_matters(const struct facts *f, const struct judged *by, const struct route_case *c) {
    int few = intake_case_unborn(by, c->born, f->unborn_from), many = intake_case_unborn(by, c->born, f->unborn_to);
    if (few == many || !is_compared(f) || !income_decides(c, by)) return false;
    for (int n = f->household_from; n <= f->household_to; n++)
        if (income_between(f, by, n + few, n + many)) return true;
    return false;
}

static int enough_years(const struct judged *by) {
    return by->t->admission ? by->t->admission->years_abroad_as_diploma : 0;
}

static bool diploma_matters(const struct facts *f, const struct judged *by, const struct route_case *c) {
    int enough = enough_years(by);
    bool years_say_it = enough > 0 && f->years_from >= enough;
    return by->t->admission && f->listed_diploma == SET_EITHER && !years_say_it && diploma_decides(c, by);
}

static bool years_matter(const struct facts *f, const struct judged *by, const struct route_case *c) {
    int enough = enough_years(by);
    bool both = enough > 0 && f->years_from < enough && enough <= f->years_to;
    return both && f->listed_diploma & SET_NO && diploma_decides(c, by);
}

/* Born or not, of the same household, income and schooling: can the two end differently? An income may be low while the
 * unborn are counted and not once they are born, never the other way round. */
static bool birth_decides(const struct facts *f, const struct judged *by) {
    const struct route_case before = intake_case_of(f, by, false), after = intake_case_of(f, by, true);
    bool parts = false;
    for (int n = f->household_from; is_compared(f) && n <= f->household_to; n++)
        parts = parts || income_between(f, by, n, n + intake_case_unborn(by, false, f->unborn_to));
    for (int low = 0; low < 4; low++) {
        bool low_before = low & 1, low_after = low & 2;
        bool happens = low_before == low_after
                           ? may_be(before.low_income, low_before) && may_be(after.low_income, low_after)
                           : low_before && parts;
        for (int diploma = 0; happens && diploma < 2; diploma++)
            for (int x = before.stage_from; may_be(before.diploma, diploma) && x <= before.stage_to; x++)
                for (int y = after.stage_from; y <= after.stage_to; y++)
                    if (differ(by, &(struct one_case){false, x, low_before, diploma},
                               &(struct one_case){true, y, low_after, diploma}))
                        return true;
    }
    return false;
}

static bool matters_in(const struct facts *f, const struct judged *by, enum fact fact, bool born) {
    const struct route_case c = intake_case_of(f, by, born);
    switch (fact) {
    case FACT_DUE: return !born && f->due_from < f->due_to && stage_decides(&c, by);
    case FACT_BIRTH: return born && f->birth_from < f->birth_to && stage_decides(&c, by);
    case FACT_INCOME: return income_matters(f, by, &c);
    case FACT_HOUSEHOLD: return household_matters(f, by, &c);
    case FACT_UNBORN: return unborn_matters(f, by, &c);
    case FACT_DIPLOMA: return diploma_matters(f, by, &c);
    case FACT_YEARS: return years_matter(f, by, &c);
    case FACT_PLACE:
    case FACT_SOURCE:
    case FACT_BORN:
    case FACTS: break;
    }
    return false;
}

bool intake_fact_matters(const struct facts *f, const struct judged *by, enum fact fact) {
    if (fact == FACT_PLACE) return f->inside == SET_EITHER;
    if (fact == FACT_SOURCE) return f->accepted == SET_EITHER && f->inside & SET_YES;
    if (!(f->inside & SET_YES) || !(f->accepted & SET_YES)) return false;
    if (fact == FACT_BORN) return f->born == SET_EITHER && birth_decides(f, by);
    return (f->born & SET_NO && matters_in(f, by, fact, false)) || (f->born & SET_YES && matters_in(f, by, fact, true));
}

/* The facts with this one told: as its least value, or as its greatest. */
static struct facts completed(const struct facts *f, enum fact fact, bool greatest) {
    struct facts g = *f;
    unsigned set = greatest ? SET_YES : SET_NO;
    switch (fact) {
    case FACT_PLACE: g.inside = set; break;
    case FACT_SOURCE: g.accepted = set; break;
    case FACT_BORN: g.born = set; break;
    case FACT_DUE: g.due_from = g.due_to = greatest ? f->due_to : f->due_from; break;
    case FACT_BIRTH: g.birth_from = g.birth_to = greatest ? f->birth_to : f->birth_from; break;
    case FACT_INCOME: g.income_from = g.income_to = greatest ? f->income_to : f->income_from; break;
    case FACT_HOUSEHOLD: g.household_from = g.household_to = greatest ? f->household_to : f->household_from; break;
    case FACT_UNBORN: g.unborn_from = g.unborn_to = greatest ? f->unborn_to : f->unborn_from; break;
    case FACT_DIPLOMA: g.listed_diploma = set; break;
    case FACT_YEARS: g.years_from = g.years_to = greatest ? f->years_to : f->years_from; break;
    case FACTS: break;
    }
    return g;
}

bool intake_fact_may_end(const struct facts *f, const struct judged *by, enum fact fact) {
    for (int greatest = 0; greatest < 2; greatest++) {
        const struct facts g = completed(f, fact, greatest);
        if (intake_outcome_is_one(intake_bounds_of(&g, by).outcomes)) return true;
    }
    return false;
}
