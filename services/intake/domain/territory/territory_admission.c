#include "proto/intake/screening.h"
#include "proto/status.h"
#include "intake/domain/territory/territory_parts.h"

enum { SOURCE_LEN = 1000, MEASURE_LEN = 200, PERSONS_MAX = 25, DOLLARS_MAX = 1000000 };
/* Months: past them the programme is over for every child, whatever it says. */
enum { CHILD_MONTHS_MAX = 60, HOUSEHOLD_MAX = 40 };

/* A larger household never has a lower threshold. Which measure it is, and whose, is text: what no source settles
 * cannot be checked. */
static void check_income(const sippe__income_thresholds *i, struct findings *f) {
    if (!i) {
        finding_add(f, REASON_FIELD_REQUIRED, "admission.income");
        return;
    }
    intake_rule_text(f, "admission.income.measure", i->measure, MEASURE_LEN, true);
    intake_rule_text(f, "admission.income.community_class", i->community_class, MEASURE_LEN, false);
    intake_rule_text(f, "admission.income.source", i->source, SOURCE_LEN, true);
    intake_rule_range(f, "admission.income.year", i->year, 1992, 2199); /* the thresholds' base year is the first */
    intake_rule_range(f, "admission.income.each_more", i->each_more, 0, DOLLARS_MAX);
    if (i->n_dollars == 0) finding_add(f, REASON_FIELD_REQUIRED, "admission.income.dollars");
    if (!intake_rule_count(f, "admission.income.dollars", i->n_dollars, PERSONS_MAX)) return;
    for (size_t k = 0; k < i->n_dollars; k++) {
        const char *path = arena_printf(f->arena, "admission.income.dollars[%zu]", k);
        intake_rule_range(f, path, i->dollars[k], 1, DOLLARS_MAX);
        if (k && i->dollars[k] < i->dollars[k - 1]) finding_add(f, REASON_CONTRADICTION, path);
    }
}

/* What says that there is no diploma, or that it is not known, cannot count as one. */
static void check_diplomas(const sippe__admission *a, struct findings *f) {
    intake_rule_words(f, "admission.diplomas", a->diplomas, a->n_diplomas, &intake__diploma__descriptor, "DIPLOMA_");
    if (a->n_diplomas == 0) finding_add(f, REASON_FIELD_REQUIRED, "admission.diplomas");
    for (size_t i = 0; i < a->n_diplomas && i < intake__diploma__descriptor.n_values; i++) {
        const char *word = a->diplomas[i];
        if (strcmp(word, "NONE") == 0 || strcmp(word, "UNKNOWN") == 0 || strcmp(word, "DECLINED") == 0)
            FINDING(f, REASON_CONTRADICTION, "admission.diplomas[%zu]", i);
    }
}

/* A list with nothing in it, or that does not say where it comes from, is a slip. */
static void check_low_income_sources(const sippe__low_income_sources *l, struct findings *f) {
    if (!l) return;
    intake_rule_words(f, "admission.low_income_sources.words", l->words, l->n_words, &intake__income_source__descriptor,
                      "INCOME_SOURCE_");
    if (l->n_words == 0) finding_add(f, REASON_FIELD_REQUIRED, "admission.low_income_sources.words");
    intake_rule_range(f, "admission.low_income_sources.year", l->year, 1992, 2199);
    intake_rule_text(f, "admission.low_income_sources.source", l->source, SOURCE_LEN, true);
}

/* Week 0 is from the first day. Difficulties: 4 questions are counted (proposal/flags.c), so that more would never be
 * reached. */
void intake_territory_check_admission(const sippe__territory *t, struct findings *f) {
    const sippe__admission *a = t->admission;
    if (!a) {
        finding_add(f, REASON_FIELD_REQUIRED, "admission");
        return;
    }
    intake_rule_range(f, "admission.start_week", a->start_week, 0, 40);
    intake_rule_range(f, "admission.olo_start_week", a->olo_start_week, 0, 40);
    intake_rule_range(f, "admission.olo_until_child_months", a->olo_until_child_months, 0, CHILD_MONTHS_MAX);
    if (a->household_max) intake_rule_range(f, "admission.household_max", a->household_max, 2, HOUSEHOLD_MAX);
    if (a->reach_by_week) intake_rule_range(f, "admission.reach_by_week", a->reach_by_week, a->start_week, 40);
    intake_rule_range(f, "admission.years_abroad_as_diploma", a->years_abroad_as_diploma, 0, 30);
    intake_rule_range(f, "admission.flag_under_age", a->flag_under_age, 0, 60);
    intake_rule_range(f, "admission.flag_arrival_months", a->flag_arrival_months, 0, 120);
    intake_rule_range(f, "admission.flag_difficulties", a->flag_difficulties, 0, 4);
    if (a->programme_end < PROGRAMME_END_UNSPECIFIED || a->programme_end > PROGRAMME_END_SCHOOL_ENTRY)
        finding_add(f, REASON_ENUM_UNKNOWN, "admission.programme_end");
    intake_rule_text(f, "admission.source", a->source, SOURCE_LEN, true);
    check_income(a->income, f);
    check_low_income_sources(a->low_income_sources, f);
    check_diplomas(a, f);
}
