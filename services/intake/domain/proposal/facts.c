#include "intake/domain/proposal/facts.h"

#include "intake/domain/proposal/bounds.h"
#include "intake/domain/screening/answer.h"

enum { DAYS_OVERDUE = 14, DAYS_APART = 7, DAYS_EARLY = 140, DAYS_LATE = 21, CHILD_MONTHS = 84, YEARS_MAX = 30 };

bool intake_word_names(const char *word, const ProtobufCEnumDescriptor *type, const char *prefix, int value) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(type, value);
    size_t len = strlen(prefix);
    return v && strncmp(v->name, prefix, len) == 0 && strcmp(v->name + len, word) == 0;
}

const sippe__source_rule *intake_source_rule(const sippe__territory *t, intake__referral_source source) {
    for (size_t i = 0; i < t->n_sources; i++)
        if (intake_word_names(t->sources[i]->referral_source, &intake__referral_source__descriptor, "REFERRAL_SOURCE_",
                              (int)source))
            return t->sources[i];
    return NULL;
}

int intake_household_max(const sippe__territory *t) {
    enum { USUAL = 25 };
    return t->admission && t->admission->household_max > 0 ? t->admission->household_max : USUAL;
}

static int least(int a, int b) { return a < b ? a : b; }
static int most(int a, int b) { return a > b ? a : b; }

static void know(struct facts *f, enum fact fact, const char *path, enum fact_known known) {
    f->of[fact].path = path;
    f->of[fact].known = known;
}

static enum fact_known untold(bool declined) { return declined ? FACT_DECLINED : FACT_ASK_HER; }

static void contradicts(struct facts *f, intake__contradiction_kind kind) { f->contradictions |= 1u << kind; }

/* ---- where she lives, who sent her ---- */

/* A code that was told and lies nowhere is not hers to tell again: the file lists no prefix for it. */
static void read_place(struct facts *f, const intake__screening *s, struct area area) {
    const intake__identity *i = s->identity;
    bool told = i && i->address && i->address->postal_code && *i->address->postal_code->code;
    bool roams = i && i->no_fixed_address == YES_NO_YES;
    f->inside = roams || area.clsc ? SET_YES : area.door ? SET_NO : SET_EITHER;
    know(f, FACT_PLACE, roams ? "identity.no_fixed_address" : "identity.address.postal_code",
         f->inside != SET_EITHER ? FACT_TOLD
         : told                  ? FACT_ASK_US
                                 : FACT_ASK_HER);
}

/* Whoever holds the call knows where it comes from. */
static void read_source(struct facts *f, const intake__screening *s, const sippe__territory *t) {
    bool told = s->call && s->call->source != REFERRAL_SOURCE_UNSPECIFIED, refuses = false;
    const sippe__source_rule *rule = told ? intake_source_rule(t, s->call->source) : NULL;
    for (size_t i = 0; i < t->n_sources; i++) refuses = refuses || !t->sources[i]->accepted;
    f->accepted = told ? (rule && !rule->accepted ? SET_NO : SET_YES) : refuses ? SET_EITHER : SET_YES;
    know(f, FACT_SOURCE, "call.source", told ? FACT_TOLD : FACT_ASK_US);
}

/* ---- the pregnancy ---- */

static bool declined_day(const sippe__date_answer *a) {
    return a && a->answer_case == SIPPE__DATE_ANSWER__ANSWER_NOT_KNOWN && a->not_known == NOT_KNOWN_DECLINED;
}

static bool declined_int(const sippe__int_answer *a) {
    return a && a->answer_case == SIPPE__INT_ANSWER__ANSWER_NOT_KNOWN && a->not_known == NOT_KNOWN_DECLINED;
}

/* Any of three answers dates it: she is asked for the first that she has not declined. */
static void ask_dates(struct facts *f, const intake__pregnancy *p) {
    if (!p || !declined_day(p->due_date))
        know(f, FACT_DUE, "pregnancy.due_date", FACT_ASK_HER);
    else if (!declined_day(p->last_menstrual_date))
        know(f, FACT_DUE, "pregnancy.last_menstrual_date", FACT_ASK_HER);
    else
        know(f, FACT_DUE, "pregnancy.weeks_stated", untold(declined_int(p->weeks_stated)));
}

static void widen(struct facts *f, day due) {
    f->due_from = least(f->due_from, due);
    f->due_to = most(f->due_to, due);
}

/* Completed weeks are a span of seven days, and agree with each day of it. */
static int apart_from_weeks(day due, day by_weeks) {
    return due > by_weeks ? due - by_weeks : due < by_weeks - 6 ? by_weeks - 6 - due : 0;
}

static void hull_of_dates(struct facts *f, const intake__pregnancy *p, const struct pregnancy *dated, day call_day) {
    day by_due = intake_answer_day(p->due_date), last = intake_answer_day(p->last_menstrual_date);
    day by_period = last == DAY_NONE ? DAY_NONE : last + PREGNANCY_DAYS;
    int32_t weeks;
    bool counted = intake_answer_int(p->weeks_stated, &weeks) && weeks >= 0 && weeks <= PREGNANCY_WEEKS_MAX;
    day by_weeks = counted ? call_day + PREGNANCY_DAYS - 7 * weeks : DAY_NONE;
    bool apart =
        by_due != DAY_NONE && by_period != DAY_NONE && most(by_due, by_period) - least(by_due, by_period) > DAYS_APART;
    if (counted && by_due != DAY_NONE) apart = apart || apart_from_weeks(by_due, by_weeks) > DAYS_APART;
    if (counted && by_period != DAY_NONE) apart = apart || apart_from_weeks(by_period, by_weeks) > DAYS_APART;
    f->due_from = f->due_to = dated->due;
    if (!apart) return;
    contradicts(f, CONTRADICTION_KIND_DATES);
    if (by_due != DAY_NONE) widen(f, by_due);
    if (by_period != DAY_NONE) widen(f, by_period);
    if (counted) widen(f, by_weeks);
    ask_dates(f, p);
}

static void any_week(struct facts *f, day call_day, day on) {
    f->due_from = least(on - DAYS_OVERDUE, call_day);
    f->due_to = call_day + PREGNANCY_DAYS;
}

static void read_birth(struct facts *f, const intake__pregnancy *p, const struct pregnancy *dated, day on) {
    day told = p ? civil_day(p->child_birth_date) : DAY_NONE;
    f->birth_from = f->birth_to = told;
    know(f, FACT_BIRTH, "pregnancy.child_birth_date", told == DAY_NONE ? FACT_ASK_HER : FACT_TOLD);
    if (told != DAY_NONE) return;
    bool dates = dated->dating != PREGNANCY_UNDATED;
    f->birth_from = dates ? least(dated->due - DAYS_EARLY, on) : day_add_months(on, -CHILD_MONTHS);
    f->birth_to = dates ? most(f->birth_from, least(dated->due + DAYS_LATE, on)) : on;
}

static void read_born(struct facts *f, const intake__pregnancy *p, const struct pregnancy *dated, day on) {
    sippe__yes_no said = p ? p->already_delivered : YES_NO_UNSPECIFIED;
    day birth = p ? civil_day(p->child_birth_date) : DAY_NONE;
    bool dates = dated->dating != PREGNANCY_UNDATED;
    bool overdue = dates && on > f->due_to + DAYS_OVERDUE;
    bool untimely = said == YES_NO_YES && dates && birth != DAY_NONE &&
                    (birth < f->due_from - DAYS_EARLY || birth > f->due_to + DAYS_LATE);
    bool unsaid = said != YES_NO_YES && birth != DAY_NONE;
    f->born = said == YES_NO_YES                                           ? SET_YES
              : said == YES_NO_NO || (said == YES_NO_UNSPECIFIED && dates) ? SET_NO
                                                                           : SET_EITHER;
    if (said != YES_NO_YES && overdue) contradicts(f, CONTRADICTION_KIND_OVERDUE);
    if (untimely) contradicts(f, CONTRADICTION_KIND_BIRTH_AND_DUE);
    if (unsaid) contradicts(f, CONTRADICTION_KIND_BIRTH_UNSAID);
    if ((said != YES_NO_YES && overdue) || untimely || unsaid) f->born = SET_EITHER;
    bool declined = said == YES_NO_DECLINED && !overdue && !unsaid;
    know(f, FACT_BORN, "pregnancy.already_delivered", f->born == SET_EITHER ? untold(declined) : FACT_TOLD);
}

static void read_pregnancy(struct facts *f, const intake__pregnancy *p, const struct pregnancy *dated, day call_day,
                           day on) {
    know(f, FACT_DUE, dated->fact, FACT_TOLD);
    if (dated->dating == PREGNANCY_UNDATED) {
        any_week(f, call_day, on);
        ask_dates(f, p);
    } else {
        hull_of_dates(f, p, dated, call_day);
    }
    read_born(f, p, dated, on);
    read_birth(f, p, dated, on);
    if (f->born & SET_NO && f->contradictions & 1u << CONTRADICTION_KIND_OVERDUE) { /* then its date is wrong */
        any_week(f, call_day, on);
        ask_dates(f, p);
    }
}

/* ---- means ---- */

static void read_household(struct facts *f, const intake__household *h, const sippe__territory *t) {
    int32_t size, adults = 0;
    int top = intake_household_max(t);
    if (h) intake_answer_int(h->adults, &adults);
    int listed = h ? least(top, most(least(adults, top), 1) + (int)(h->n_children < 1000 ? h->n_children : 1000)) : 1;
    bool told = h && intake_answer_int(h->size, &size) && size >= 1;
    f->household_from = told ? size : listed;
    f->household_to = told ? most(size, listed) : top;
    bool fewer = told && size < listed;
    if (fewer) contradicts(f, CONTRADICTION_KIND_HOUSEHOLD);
    know(f, FACT_HOUSEHOLD, "household.size",
         told ? (fewer ? FACT_ASK_HER : FACT_TOLD) : untold(h && declined_int(h->size)));
}

static bool tells_low_income(const intake__income *i, const sippe__admission *rules) {
    const sippe__low_income_sources *low = rules ? rules->low_income_sources : NULL;
    for (size_t k = 0; i && low && k < i->n_sources; k++)
        for (size_t w = 0; w < low->n_words; w++)
            if (intake_word_names(low->words[w], &intake__income_source__descriptor, "INCOME_SOURCE_",
                                  (int)i->sources[k]))
                return true;
    return false;
}

static void read_income(struct facts *f, const intake__income *i, const sippe__territory *t) {
    const sippe__money_answer *a = i ? i->annual : NULL;
    struct amounts told = {0, INT64_MAX};
    bool is_told = intake_answer_amounts(a, &told);
    bool declined = a && a->answer_case == SIPPE__MONEY_ANSWER__ANSWER_NOT_KNOWN && a->not_known == NOT_KNOWN_DECLINED;
    f->income_from = is_told ? told.from : 0;
    f->income_to = is_told ? told.to : INT64_MAX;
    f->low_by_source = tells_low_income(i, t->admission);
    know(f, FACT_INCOME, "income.annual", is_told && told.from == told.to ? FACT_TOLD : untold(declined));
}

/* Once all who may be counted are known: which of its amounts it is, then changes nothing. */
static void settle_income(struct facts *f, const struct judged *by) {
    bool ranged = f->income_from > 0 || f->income_to < INT64_MAX;
    if (ranged && !intake_persons_parting_income(f, by)) know(f, FACT_INCOME, "income.annual", FACT_TOLD);
}

static void read_unborn(struct facts *f, const intake__pregnancy *p) {
    sippe__yes_no said = p ? p->multiple_pregnancy : YES_NO_UNSPECIFIED;
    bool told = said == YES_NO_YES || said == YES_NO_NO;
    f->unborn_from = said == YES_NO_YES ? 2 : 1;
    f->unborn_to = said == YES_NO_NO ? 1 : 2;
    know(f, FACT_UNBORN, "pregnancy.multiple_pregnancy", told ? FACT_TOLD : untold(said == YES_NO_DECLINED));
}

/* ---- schooling ---- */

static bool diploma_is_told(intake__diploma d) {
    return d != DIPLOMA_UNSPECIFIED && d != DIPLOMA_UNKNOWN && d != DIPLOMA_DECLINED;
}

static bool diploma_is_listed(const sippe__admission *rules, intake__diploma d) {
    for (size_t i = 0; i < rules->n_diplomas; i++)
        if (intake_word_names(rules->diplomas[i], &intake__diploma__descriptor, "DIPLOMA_", (int)d)) return true;
    return false;
}

/* Had she a school abroad, and was not asked? Her diploma or her arrival tells. */
static bool perhaps_abroad(const intake__screening *s, intake__diploma highest, bool asked) {
    if (asked || highest == DIPLOMA_FOREIGN || !diploma_is_told(highest)) return true;
    return s->migration && intake_answer_day(s->migration->arrival_date) != DAY_NONE;
}

static void read_schooling(struct facts *f, const intake__screening *s, const sippe__admission *rules) {
    const intake__schooling *school = s->schooling;
    intake__diploma highest = school ? school->highest_diploma : DIPLOMA_UNSPECIFIED;
    bool told = diploma_is_told(highest);
    f->listed_diploma = !rules || !told ? SET_EITHER : diploma_is_listed(rules, highest) ? SET_YES : SET_NO;
    know(f, FACT_DIPLOMA, "schooling.highest_diploma", told ? FACT_TOLD : untold(highest == DIPLOMA_DECLINED));
    const sippe__int_answer *years = school ? school->years_abroad : NULL;
    int32_t n;
    if (intake_answer_int(years, &n)) {
        f->years_from = f->years_to = n;
        know(f, FACT_YEARS, "schooling.years_abroad", FACT_TOLD);
        return;
    }
    bool asked = years && years->answer_case == SIPPE__INT_ANSWER__ANSWER_NOT_KNOWN;
    bool perhaps = perhaps_abroad(s, highest, asked);
    f->years_to = perhaps ? YEARS_MAX : 0;
    know(f, FACT_YEARS, "schooling.years_abroad", perhaps ? untold(declined_int(years)) : FACT_TOLD);
}

struct facts intake_facts_of(const intake__screening *s, const sippe__territory *t, const struct pregnancy *p,
                             struct area area, day call_day, day on) {
    struct facts f = {0};
    read_place(&f, s, area);
    read_source(&f, s, t);
    read_pregnancy(&f, s->pregnancy, p, call_day, on);
    read_household(&f, s->household, t);
    read_income(&f, s->income, t);
    read_unborn(&f, s->pregnancy);
    read_schooling(&f, s, t->admission);
    settle_income(&f, &(struct judged){t, on});
    return f;
}
