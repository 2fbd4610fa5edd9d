#include "intake/domain/consent/consent.h"
#include "intake/domain/screening/answer.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/proposal/criteria.h"

static bool is_under_age(const struct proposal_case *c) {
    day birth = c->s->identity ? civil_day(c->s->identity->birth_date) : DAY_NONE;
    return birth != DAY_NONE && c->by.t->admission && day_age(birth, c->by.on) < c->by.t->admission->flag_under_age;
}

/* Not a territory's: by the Act (R-22.1, s. 6) a parent or tutor consents under 14, and from 14 she herself. */
static bool is_aged(const struct proposal_case *c, int from, int below) {
    day birth = c->s->identity ? civil_day(c->s->identity->birth_date) : DAY_NONE;
    return birth != DAY_NONE && day_age(birth, c->by.on) >= from && day_age(birth, c->by.on) < below;
}

/* SOMETIMES counts: the pregnancy notice asks whether she feels alone sometimes or often, and has somebody call her for
 * either (La Presse, 2022-03-10). */
static bool is_isolated(const intake__support *s) {
    return s && (s->feels_alone == FREQUENCY_OFTEN || s->feels_alone == FREQUENCY_SOMETIMES ||
                 s->can_count_on_someone == YES_NO_NO);
}

static bool has_just_arrived(const struct proposal_case *c) {
    day arrival = c->s->migration ? intake_answer_day(c->s->migration->arrival_date) : DAY_NONE;
    int months = c->by.t->admission ? c->by.t->admission->flag_arrival_months : 0;
    return arrival != DAY_NONE && months > 0 && c->by.on < day_add_months(arrival, months);
}

static bool has_asylum_income(const intake__income *i) {
    for (size_t k = 0; i && k < i->n_sources; k++)
        if (i->sources[k] == INCOME_SOURCE_ASYLUM) return true;
    return false;
}

/* Any one of four answers: each is told where another is not asked, or not answered to a stranger on the telephone. */
static bool seeks_refuge(const intake__screening *s) {
    const intake__migration *m = s->migration;
    if (m && (m->status == IMMIGRATION_STATUS_REFUGEE || m->status == IMMIGRATION_STATUS_ASYLUM_CLAIMANT)) return true;
    return (m && m->praida_client == YES_NO_YES) || has_asylum_income(s->income);
}

/* Questions of different blocks are counted together; two of them the pregnancy notice asks as well. The territory says
 * how many make a difficulty (0: never). */
static bool is_in_repeated_difficulty(const struct proposal_case *c) {
    const intake__income *i = c->s->income;
    const intake__urgent_needs *u = c->s->urgent;
    int n = i && i->difficulty_groceries_or_rent == YES_NO_YES;
    if (u) {
        n += u->housing_risk == YES_NO_YES;
        n += u->food_today == YES_NO_NO; /* the question is whether there is food for today */
        n += u->wants_to_talk_to_professional == YES_NO_YES;
    }
    int enough = c->by.t->admission ? c->by.t->admission->flag_difficulties : 0;
    return enough > 0 && n >= enough;
}

/* In the order of Flag. A flag asks a person to look and moves no route: what is done about it is her decision, with a
 * reason. */
void intake_flags_raise(const struct proposal_case *c, intake__proposal *p) {
    const struct {
        intake__flag flag;
        bool raised;
    } flags[] = {
        {FLAG_UNDER_20, is_under_age(c)},
        {FLAG_ISOLATION, is_isolated(c->s->support)},
        {FLAG_RECENT_ARRIVAL, has_just_arrived(c)},
        {FLAG_REFUGEE_OR_ASYLUM, seeks_refuge(c->s)},
        {FLAG_SAFETY, c->s->urgent && c->s->urgent->safety_concern == YES_NO_YES},
        {FLAG_REPEATED_DIFFICULTY, is_in_repeated_difficulty(c)},
        {FLAG_UNDER_14, is_aged(c, 0, CONSENT_AGE)},
        {FLAG_MINOR, is_aged(c, CONSENT_AGE, ADULT_AGE)},
        {FLAG_FOLLOWED_ELSEWHERE, intake_is_followed_elsewhere(c->s)},
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (flags[i].raised) APPEND(c->arena, p, flags, flags[i].flag);
}
