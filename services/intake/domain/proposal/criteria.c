#include "intake/domain/proposal/criteria.h"

#include "intake/domain/screening/answer.h"
#include "proto/screening.h"

enum { PERSONS_MAX = 25 }; /* the household of the check; 27 are counted with twins */

static const char *word_of(const ProtobufCEnumDescriptor *type, int value) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(type, value);
    return v ? v->name : "";
}

/* Does the word of the file ("COMMUNITY_ORG") name this value (REFERRAL_SOURCE_COMMUNITY_ORG)? */
static bool names(const char *word, const ProtobufCEnumDescriptor *type, const char *prefix, int value) {
    const char *full = word_of(type, value);
    size_t len = strlen(prefix);
    return strncmp(full, prefix, len) == 0 && strcmp(full + len, word) == 0;
}

static const sippe__source_rule *source_rule(const sippe__territory *t, intake__referral_source source) {
    for (size_t i = 0; i < t->n_sources; i++)
        if (names(t->sources[i]->referral_source, &intake__referral_source__descriptor, "REFERRAL_SOURCE_",
                  (int)source))
            return t->sources[i];
    return NULL;
}

static const char *postal_code(const intake__screening *s) {
    const sippe__address *a = s->identity ? s->identity->address : NULL;
    return a && a->postal_code ? a->postal_code->code : "";
}

struct proposal_case intake_proposal_case(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                          day call_day, day on) {
    return (struct proposal_case){
        .arena = a,
        .s = s,
        .t = t,
        .call_day = call_day,
        .on = on,
        .pregnancy = intake_pregnancy_of(s->pregnancy, call_day),
        .area = intake_area_of(t, postal_code(s)),
        .source = s->call ? source_rule(t, s->call->source) : NULL,
    };
}

static intake__criterion *criterion(const struct proposal_case *c, intake__criterion_kind kind, const char *rule) {
    intake__criterion *out = NEW(c->arena, intake__criterion);
    out->kind = kind;
    out->met = MET_TO_VERIFY;
    out->rule = rule;
    return out;
}

static void used(const struct proposal_case *c, intake__criterion *k, const char *path) {
    APPEND(c->arena, k, facts_used, path);
}

static void missing(const struct proposal_case *c, intake__criterion *k, const char *path) {
    APPEND(c->arena, k, facts_missing, path);
}

static intake__met met_if(bool yes) { return yes ? MET_YES : MET_NO; }

intake__criterion *intake_criterion_in_territory(const struct proposal_case *c) {
    intake__criterion *k = criterion(c, CRITERION_KIND_IN_TERRITORY, "clscs");
    if (c->s->identity && c->s->identity->no_fixed_address == YES_NO_YES) {
        k->met = MET_YES;
        used(c, k, "identity.no_fixed_address");
    } else if (!*postal_code(c->s)) {
        missing(c, k, "identity.address.postal_code");
    } else {
        k->met = met_if(c->area.clsc); /* a neighbour's, or nobody's: outside */
        used(c, k, "identity.address.postal_code");
    }
    return k;
}

static size_t source_index(const struct proposal_case *c) {
    size_t i = 0;
    while (c->t->sources[i] != c->source) i++;
    return i;
}

intake__criterion *intake_criterion_source(const struct proposal_case *c) {
    const char *rule = c->source ? arena_printf(c->arena, "sources[%zu]", source_index(c)) : "sources";
    intake__criterion *k = criterion(c, CRITERION_KIND_SOURCE_ACCEPTED, rule);
    if (!c->s->call || c->s->call->source == REFERRAL_SOURCE_UNSPECIFIED) {
        missing(c, k, "call.source");
        return k;
    }
    k->met = met_if(!c->source || c->source->accepted); /* a door that no rule closes is open */
    used(c, k, "call.source");
    return k;
}

intake__criterion *intake_criterion_dated(const struct proposal_case *c) {
    intake__criterion *k = criterion(c, CRITERION_KIND_PREGNANCY_DATED, "admission.start_week");
    if (c->pregnancy.born || c->pregnancy.fact) {
        k->met = MET_YES;
        used(c, k, c->pregnancy.born ? "pregnancy.already_delivered" : c->pregnancy.fact);
    } else {
        missing(c, k, "pregnancy.due_date");
    }
    return k;
}

intake__criterion *intake_criterion_start_week(const struct proposal_case *c) {
    intake__criterion *k = criterion(c, CRITERION_KIND_START_WEEK_REACHED, "admission.start_week");
    if (c->pregnancy.born) {
        k->met = MET_YES;
        used(c, k, "pregnancy.already_delivered");
    } else if (!c->pregnancy.fact) {
        missing(c, k, "pregnancy.due_date");
    } else {
        int week = c->t->admission ? c->t->admission->start_week : 0; /* no rule: from the first day */
        k->met = met_if(c->on >= intake_pregnancy_week_start(&c->pregnancy, week));
        used(c, k, c->pregnancy.fact);
    }
    return k;
}

static int64_t threshold_cents(const sippe__income_thresholds *i, int32_t persons) {
    if (!i || i->n_dollars == 0) return -1; /* no rule: to be verified */
    int64_t more = persons - (int64_t)i->n_dollars;
    if (more <= 0) return 100 * i->dollars[persons - 1]; /* persons is 1 at least: persons_counted */
    return 100 * (i->dollars[i->n_dollars - 1] + more * i->each_more);
}

static bool unborn_counts(const struct proposal_case *c) {
    return c->t->admission && c->t->admission->unborn_counts_in_household && !c->pregnancy.born;
}

static bool persons_counted(const struct proposal_case *c, int32_t *counted) {
    int32_t size;
    if (!c->s->household || !intake_answer_int(c->s->household->size, &size)) return false;
    if (size < 1 || size > PERSONS_MAX) return false;
    *counted = size + (unborn_counts(c) ? c->pregnancy.multiple ? 2 : 1 : 0); /* multiple: how many is not asked */
    return true;
}

intake__criterion *intake_criterion_low_income(const struct proposal_case *c, int32_t *counted, int64_t *threshold) {
    intake__criterion *k = criterion(c, CRITERION_KIND_LOW_INCOME, "admission.income");
    *counted = 0;
    *threshold = -1;
    int64_t annual;
    bool income_known = c->s->income && intake_answer_cents(c->s->income->annual, &annual);
    if (income_known)
        used(c, k, "income.annual");
    else
        missing(c, k, "income.annual");
    if (persons_counted(c, counted)) {
        used(c, k, "household.size");
        if (unborn_counts(c) && c->pregnancy.multiple) used(c, k, "pregnancy.multiple_pregnancy");
        *threshold = threshold_cents(c->t->admission ? c->t->admission->income : NULL, *counted);
    } else {
        missing(c, k, "household.size");
    }
    if (income_known && *threshold >= 0) k->met = met_if(annual <= *threshold); /* at the threshold: low */
    return k;
}

static bool diploma_is_listed(const struct proposal_case *c, intake__diploma d) {
    for (size_t i = 0; i < c->t->admission->n_diplomas; i++)
        if (names(c->t->admission->diplomas[i], &intake__diploma__descriptor, "DIPLOMA_", (int)d)) return true;
    return false;
}

static bool diploma_is_told(intake__diploma d) {
    return d != DIPLOMA_UNSPECIFIED && d != DIPLOMA_UNKNOWN && d != DIPLOMA_DECLINED;
}

intake__criterion *intake_criterion_no_diploma(const struct proposal_case *c) {
    intake__criterion *k = criterion(c, CRITERION_KIND_NO_DIPLOMA, "admission.diplomas");
    const sippe__admission *rules = c->t->admission;
    const intake__schooling *s = c->s->schooling;
    intake__diploma highest = s ? s->highest_diploma : DIPLOMA_UNSPECIFIED;
    int32_t years = 0, enough = rules ? rules->years_abroad_as_diploma : 0;
    bool years_known = s && intake_answer_int(s->years_abroad, &years);
    if (diploma_is_told(highest))
        used(c, k, "schooling.highest_diploma");
    else
        missing(c, k, "schooling.highest_diploma");
    if (!rules) return k;
    if (diploma_is_told(highest) && diploma_is_listed(c, highest)) {
        k->met = MET_NO;
    } else if (enough > 0 && years_known && years >= enough) {
        k->met = MET_NO;
        k->rule = "admission.years_abroad_as_diploma";
        k->n_facts_missing = 0; /* the years say it, whatever the diploma */
        used(c, k, "schooling.years_abroad");
    } else if (highest == DIPLOMA_FOREIGN && enough > 0 && !years_known) {
        k->rule = "admission.years_abroad_as_diploma";
        missing(c, k, "schooling.years_abroad");
    } else if (diploma_is_told(highest)) { /* NONE; FOREIGN of too few years, or where no years count */
        k->met = MET_YES;
        if (years_known && enough > 0) used(c, k, "schooling.years_abroad");
    }
    return k;
}
