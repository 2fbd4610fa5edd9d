#include "intake/domain/proposal/bounds.h"

#include "civil/civil.h"
#include "intake/domain/proposal/cases.h"

/* ---- the rules ---- */

int64_t intake_income_threshold(const sippe__territory *t, int persons) {
    const sippe__income_thresholds *i = t->admission ? t->admission->income : NULL;
    if (!i || i->n_dollars == 0) return -1;
    int64_t more = persons - (int64_t)i->n_dollars;
    if (more <= 0) return 100 * i->dollars[persons - 1];
    return 100 * (i->dollars[i->n_dollars - 1] + more * i->each_more);
}

int intake_sippe_start_week(const sippe__territory *t) { return t->admission ? t->admission->start_week : 0; }

int intake_olo_start_week(const sippe__territory *t) {
    int week = t->admission ? t->admission->olo_start_week : 0;
    return week > 0 ? week : intake_sippe_start_week(t);
}

day intake_programme_ends_on(const sippe__territory *t, day birth) {
    return civil_programme_end(t->admission ? t->admission->programme_end : PROGRAMME_END_UNSPECIFIED, birth);
}

day intake_olo_end(const sippe__territory *t, day birth) {
    enum { USUAL_MONTHS = 24 };
    int months = t->admission ? t->admission->olo_until_child_months : 0;
    return day_add_months(birth, months > 0 ? months : USUAL_MONTHS);
}

/* ---- each criterion by itself ---- */

static unsigned set_of(bool may_be_no, bool may_be_yes) {
    return (may_be_no ? SET_NO : 0u) | (may_be_yes ? SET_YES : 0u);
}

static bool unborn_counts(const struct judged *by) {
    return by->t->admission && by->t->admission->unborn_counts_in_household;
}

int intake_case_unborn(const struct judged *by, bool born, int unborn) {
    return !born && unborn_counts(by) ? unborn : 0;
}

int intake_case_parting_income(const struct facts *f, const struct judged *by, const struct route_case *c) {
    for (int n = c->persons_from; n <= c->persons_to; n++) {
        int64_t threshold = intake_income_threshold(by->t, n);
        if (threshold >= 0 && f->income_from <= threshold && threshold < f->income_to) return n;
    }
    return 0;
}

int intake_persons_parting_income(const struct facts *f, const struct judged *by) {
    int fewest = 0;
    for (unsigned born = 0; born < 2; born++) {
        if (!(f->born & (1u << born))) continue;
        const struct route_case c = intake_case_of(f, by, born);
        int n = intake_case_parting_income(f, by, &c);
        if (n && (!fewest || n < fewest)) fewest = n;
    }
    return fewest;
}

/* A source stands for the amount: it is low, unless all of what was told lies above the threshold. */
unsigned intake_low_income(const struct facts *f, const struct judged *by, int persons_from, int persons_to) {
    int64_t least = intake_income_threshold(by->t, persons_from), most = intake_income_threshold(by->t, persons_to);
    if (least < 0) return SET_EITHER;
    int64_t at_most = f->low_by_source ? f->income_from : f->income_to;
    return set_of(at_most > least, f->income_from <= most);
}

static unsigned diploma_set(const struct facts *f, const struct judged *by) {
    int enough = by->t->admission ? by->t->admission->years_abroad_as_diploma : 0;
    bool always = enough > 0 && f->years_from >= enough, never = enough <= 0 || f->years_to < enough;
    return set_of(f->listed_diploma & SET_NO && !always, f->listed_diploma & SET_YES || !never);
}

/* How far on is a pregnancy: 0 neither has begun, 1 the earlier of SIPPE and Olo, 2 both. Of a child: 0 of an age for
 * both, 1 past Olo, 2 past the programme. Days between two ends give every age between theirs. */
static int stage_of_pregnancy(const struct judged *by, day due) {
    int sippe = intake_sippe_start_week(by->t), olo = intake_olo_start_week(by->t), age = by->on - due + PREGNANCY_DAYS;
    return age >= 7 * (sippe > olo ? sippe : olo) ? 2 : age >= 7 * (sippe < olo ? sippe : olo) ? 1 : 0;
}

static int stage_of_child(const struct judged *by, day birth) {
    if (by->on >= intake_programme_ends_on(by->t, birth)) return 2;
    return by->on >= intake_olo_end(by->t, birth) ? 1 : 0;
}

static bool sippe_started(const struct judged *by, int stage) {
    return stage == 2 || (stage == 1 && intake_sippe_start_week(by->t) <= intake_olo_start_week(by->t));
}

static bool olo_started(const struct judged *by, int stage) {
    return stage == 2 || (stage == 1 && intake_olo_start_week(by->t) <= intake_sippe_start_week(by->t));
}

struct route_case intake_case_of(const struct facts *f, const struct judged *by, bool born) {
    struct route_case c = {.born = born, .diploma = diploma_set(f, by)};
    c.persons_from = f->household_from + intake_case_unborn(by, born, f->unborn_from);
    c.persons_to = f->household_to + intake_case_unborn(by, born, f->unborn_to);
    c.low_income = intake_low_income(f, by, c.persons_from, c.persons_to);
    c.stage_from = born ? stage_of_child(by, f->birth_to) : stage_of_pregnancy(by, f->due_to);
    c.stage_to = born ? stage_of_child(by, f->birth_from) : stage_of_pregnancy(by, f->due_from);
    return c;
}

/* ---- through the table ---- */

/* Of one who lives here and was sent by whom we accept. Ages before means: a child that has left is served elsewhere
 * whatever the family earns. */
enum outcome intake_case_outcome(const struct judged *by, const struct one_case *o) {
    if (o->born && o->stage == 2) return OUTCOME_PROGRAMME_OVER;
    if (!o->low_income) return OUTCOME_INCOME;
    if (o->born) return !o->diploma ? OUTCOME_SIPPE : o->stage ? OUTCOME_OLO_OVER : OUTCOME_OLO;
    if (o->diploma) return olo_started(by, o->stage) ? OUTCOME_OLO : OUTCOME_OLO_LATER;
    return sippe_started(by, o->stage) ? OUTCOME_SIPPE : OUTCOME_SIPPE_LATER;
}

unsigned intake_case_outcomes(const struct route_case *c, const struct judged *by) {
    unsigned out = 0;
    for (int stage = c->stage_from; stage <= c->stage_to; stage++)
        for (unsigned low = 0; low < 2; low++)
            for (unsigned diploma = 0; diploma < 2; diploma++) {
                const struct one_case o = {c->born, stage, low, diploma};
                if (c->low_income & (1u << low) && c->diploma & (1u << diploma))
                    out |= 1u << intake_case_outcome(by, &o);
            }
    return out;
}

static void join(struct bounds *b, const struct route_case *c, const struct judged *by) {
    bool first = !b->low_income;
    b->low_income |= c->low_income;
    b->diploma |= c->diploma;
    if (first || c->persons_from < b->persons_from) b->persons_from = c->persons_from;
    if (first || c->persons_to > b->persons_to) b->persons_to = c->persons_to;
    for (int stage = c->stage_from; stage <= c->stage_to; stage++) {
        b->sippe_started |= set_of(!c->born && !sippe_started(by, stage), c->born || sippe_started(by, stage));
        b->olo_started |= set_of(!c->born && !olo_started(by, stage), c->born || olo_started(by, stage));
        b->in_programme |= set_of(c->born && stage == 2, !c->born || stage < 2);
        b->in_olo |= set_of(c->born && stage > 0, !c->born || stage == 0);
    }
}

/* Where she lives says more than who sent her: the neighbour's door first. */
struct bounds intake_bounds_of(const struct facts *f, const struct judged *by) {
    struct bounds b = {0};
    unsigned ours = 0;
    for (unsigned born = 0; born < 2; born++) {
        if (!(f->born & (1u << born))) continue;
        const struct route_case c = intake_case_of(f, by, born);
        join(&b, &c, by);
        ours |= intake_case_outcomes(&c, by);
    }
    if (f->inside & SET_NO) b.outcomes |= 1u << OUTCOME_PLACE;
    if (f->inside & SET_YES && f->accepted & SET_NO) b.outcomes |= 1u << OUTCOME_SOURCE;
    if (f->inside & SET_YES && f->accepted & SET_YES) b.outcomes |= ours;
    return b;
}

unsigned intake_outcome_kinds(unsigned outcomes) {
    static const unsigned kind_of[OUTCOMES] = {
        [OUTCOME_SIPPE] = 1,     [OUTCOME_OLO] = 2,    [OUTCOME_SIPPE_LATER] = 4,
        [OUTCOME_OLO_LATER] = 4, [OUTCOME_INCOME] = 8, [OUTCOME_PROGRAMME_OVER] = 8,
        [OUTCOME_OLO_OVER] = 8,  [OUTCOME_PLACE] = 16, [OUTCOME_SOURCE] = 32,
    };
    unsigned kinds = 0;
    for (int i = 0; i < OUTCOMES; i++)
        if (outcomes & 1u << i) kinds |= kind_of[i];
    return kinds;
}

bool intake_outcome_is_one(unsigned outcomes) {
    unsigned kinds = intake_outcome_kinds(outcomes);
    return kinds && !(kinds & (kinds - 1));
}
