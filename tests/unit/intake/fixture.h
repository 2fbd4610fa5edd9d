/* A territory and a screening that pass every check; tests change one thing at a time. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "intake/domain/proposal/proposal.h"
#include "base/arena.h"
#include "civil/date.h"
#include "base/message.h"
#include "proto/intake.h"
#include "proto/status.h"
#include "intake/domain/screening/answer.h"

#define HOLDER       __attribute__((unused)) static
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct zone fixture_montreal = {-300, true};

HOLDER int64_t fixture_now(void) { return wall_instant(fixture_montreal, (struct wall){day_from(2026, 11, 20), 600}); }
HOLDER day fixture_today(void) { return day_from(2026, 11, 20); }

HOLDER sippe__date *date(struct arena *a, int y, int m, int d) {
    sippe__date *out = NEW(a, sippe__date);
    out->year = y;
    out->month = m;
    out->day = d;
    return out;
}

HOLDER sippe__instant *instant(struct arena *a, int64_t ms) {
    sippe__instant *out = NEW(a, sippe__instant);
    out->ms = ms;
    return out;
}

HOLDER sippe__int_answer *number(struct arena *a, int32_t value) {
    sippe__int_answer *out = NEW(a, sippe__int_answer);
    out->answer_case = SIPPE__INT_ANSWER__ANSWER_VALUE;
    out->value = value;
    return out;
}

HOLDER sippe__int_answer *number_unknown(struct arena *a) {
    sippe__int_answer *out = NEW(a, sippe__int_answer);
    out->answer_case = SIPPE__INT_ANSWER__ANSWER_NOT_KNOWN;
    out->not_known = NOT_KNOWN_UNKNOWN;
    return out;
}

HOLDER sippe__date_answer *told_day(struct arena *a, day d) {
    sippe__date_answer *out = NEW(a, sippe__date_answer);
    out->answer_case = SIPPE__DATE_ANSWER__ANSWER_VALUE;
    out->value = civil_date(a, d);
    return out;
}

HOLDER sippe__date_answer *day_unknown(struct arena *a) {
    sippe__date_answer *out = NEW(a, sippe__date_answer);
    out->answer_case = SIPPE__DATE_ANSWER__ANSWER_NOT_KNOWN;
    out->not_known = NOT_KNOWN_DECLINED;
    return out;
}

HOLDER sippe__money_answer *money(struct arena *a, int64_t cents) {
    sippe__money_answer *out = NEW(a, sippe__money_answer);
    out->answer_case = SIPPE__MONEY_ANSWER__ANSWER_VALUE;
    out->value = NEW(a, sippe__money);
    out->value->cents = cents;
    return out;
}

HOLDER sippe__money *money_of(struct arena *a, int64_t cents) {
    sippe__money *out = NEW(a, sippe__money);
    out->cents = cents;
    return out;
}

/* -1: no such end. */
HOLDER sippe__money_answer *money_range(struct arena *a, int64_t above, int64_t at_most) {
    sippe__money_answer *out = NEW(a, sippe__money_answer);
    out->answer_case = SIPPE__MONEY_ANSWER__ANSWER_RANGE;
    out->range = NEW(a, sippe__money_range);
    out->range->above = above == -1 ? NULL : money_of(a, above);
    out->range->at_most = at_most == -1 ? NULL : money_of(a, at_most);
    return out;
}

HOLDER sippe__money_answer *money_declined(struct arena *a) {
    sippe__money_answer *out = NEW(a, sippe__money_answer);
    out->answer_case = SIPPE__MONEY_ANSWER__ANSWER_NOT_KNOWN;
    out->not_known = NOT_KNOWN_DECLINED;
    return out;
}

HOLDER void fixture_clsc(struct arena *a, sippe__territory *t, const char *code, const char *first,
                         const char *second) {
    sippe__clsc *c = NEW(a, sippe__clsc);
    c->code = code;
    c->name = "CLSC d'essai";
    c->phone = "514 555-0100";
    APPEND(a, c, postal_prefixes, first);
    APPEND(a, c, postal_prefixes, second);
    APPEND(a, t, clscs, c);
}

HOLDER void fixture_phase(struct arena *a, sippe__visits *v, const char *name, sippe__cadence_anchor anchor, int from,
                          int to, int interval) {
    sippe__cadence_phase *p = NEW(a, sippe__cadence_phase);
    p->name = name;
    p->anchor = anchor;
    p->from_day = from;
    p->to_day = to;
    p->interval_days = interval;
    p->tolerance_before_days = interval / 4;
    p->tolerance_after_days = interval / 4;
    p->min_gap_days = interval / 2;
    p->minutes = 75;
    p->source = "essai";
    APPEND(a, v, cadence, p);
}

HOLDER sippe__visits *fixture_visits(struct arena *a) {
    sippe__visits *v = NEW(a, sippe__visits);
    fixture_phase(a, v, "FIRST", CADENCE_ANCHOR_ENROLMENT, 0, 15, 15);
    v->cadence[0]->tolerance_before_days = 0;
    v->cadence[0]->tolerance_after_days = 14;
    fixture_phase(a, v, "PRENATAL", CADENCE_ANCHOR_PREGNANCY, 84, 0, 14);
    fixture_phase(a, v, "POSTNATAL", CADENCE_ANCHOR_BIRTH, 0, 42, 7);
    fixture_phase(a, v, "INFANT", CADENCE_ANCHOR_BIRTH, 42, 365, 14);
    fixture_phase(a, v, "CHILD", CADENCE_ANCHOR_BIRTH, 365, 0, 30);
    v->home_after_birth_days = 2;
    v->joint_first_visit = true;
    APPEND(a, v, joint_disciplines, "NURSE");
    APPEND(a, v, key_worker_disciplines, "NURSE");
    APPEND(a, v, key_worker_disciplines, "SOCIAL_WORKER");
    v->caseload_cap_tenths = 300;
    v->travel_minutes_base = 5;
    v->travel_seconds_per_km = 150;
    v->slot_minutes = 15;
    v->horizon_days = 90;
    return v;
}

HOLDER sippe__admission *fixture_admission(struct arena *a) {
    static const int64_t dollars[] = {27000, 33140, 40742, 49466, 56104, 63276, 70448};
    sippe__admission *m = NEW(a, sippe__admission);
    m->start_week = 12;
    m->income = NEW(a, sippe__income_thresholds);
    m->income->measure = "SFR avant impôt";
    m->income->year = 2022;
    m->income->each_more = 7172;
    m->income->source = "à confirmer";
    for (size_t i = 0; i < COUNT(dollars); i++) APPEND(a, m->income, dollars, dollars[i]);
    m->unborn_counts_in_household = true;
    static const char *const diplomas[] = {"DES", "DEP_AEP", "DEC", "UNIV"};
    for (size_t i = 0; i < COUNT(diplomas); i++) APPEND(a, m, diplomas, diplomas[i]);
    m->years_abroad_as_diploma = 11;
    m->low_income_sources = NEW(a, sippe__low_income_sources);
    APPEND(a, m->low_income_sources, words, "LAST_RESORT_AID");
    m->low_income_sources->year = 2026;
    m->low_income_sources->source = "à confirmer";
    m->flag_under_age = 20;
    m->flag_arrival_months = 24;
    m->flag_difficulties = 2;
    m->programme_end = PROGRAMME_END_FIFTH_BIRTHDAY;
    m->source = "à confirmer";
    return m;
}

HOLDER void fixture_text(struct arena *a, sippe__text ***list, size_t *n, const char *version) {
    sippe__text *t = NEW(a, sippe__text);
    t->version = version;
    t->fr = "Voici ce que nous faisons de vos renseignements.";
    t->en = "This is what we do with your information.";
    *(sippe__text **)message_grow(a, (void **)list, n, sizeof **list) = t;
}

HOLDER void fixture_source(struct arena *a, sippe__territory *t, const char *word, bool accepted, const char *door) {
    sippe__source_rule *s = NEW(a, sippe__source_rule);
    s->referral_source = word;
    s->accepted = accepted;
    s->right_door = door;
    APPEND(a, t, sources, s);
}

HOLDER void fixture_urgent(struct arena *a, sippe__territory *t, sippe__urgency need, sippe__role role, int hours) {
    sippe__urgent_rule *r = NEW(a, sippe__urgent_rule);
    r->need = need;
    r->role = role;
    r->within_hours = hours;
    r->source = "essai";
    APPEND(a, t->urgent, needs, r);
}

HOLDER sippe__priority_rule *fixture_priority(struct arena *a, sippe__territory *t, int days,
                                              sippe__days_counted counted) {
    sippe__priority_rule *r = NEW(a, sippe__priority_rule);
    r->priority = (int32_t)t->n_priorities + 1;
    r->days = days;
    r->counted = counted;
    r->source = "essai";
    APPEND(a, t, priorities, r);
    return r;
}

/* What is urgent, the ministry's four priorities, and a second offer. */
HOLDER void fixture_access(struct arena *a, sippe__territory *t) {
    t->urgent = NEW(a, sippe__urgent_rules);
    t->urgent->desk_opens = "8:00";
    t->urgent->desk_closes = "16:30";
    t->urgent->no_care_from_week = 28;
    fixture_urgent(a, t, URGENCY_FOOD_TODAY, ROLE_DESK, 0);
    fixture_urgent(a, t, URGENCY_HOUSING, ROLE_COORDINATOR, 0);
    fixture_urgent(a, t, URGENCY_SAFETY, ROLE_TEAM, 4);
    fixture_urgent(a, t, URGENCY_NO_PRENATAL_CARE, ROLE_TEAM, 0);
    sippe__priority_rule *p = fixture_priority(a, t, 2, DAYS_COUNTED_WORKING);
    APPEND(a, p, reasons, PRIORITY_REASON_SAFETY);
    APPEND(a, p, reasons, PRIORITY_REASON_FOOD_TODAY);
    p = fixture_priority(a, t, 10, DAYS_COUNTED_WORKING);
    APPEND(a, p, reasons, PRIORITY_REASON_HOUSING);
    APPEND(a, p, reasons, PRIORITY_REASON_UNDER_AGE);
    p = fixture_priority(a, t, 30, DAYS_COUNTED_CALENDAR);
    APPEND(a, p, reasons, PRIORITY_REASON_ISOLATION);
    fixture_priority(a, t, 90, DAYS_COUNTED_CALENDAR);
    t->second_offer = NEW(a, sippe__second_offer);
    t->second_offer->at_week = 30;
    t->second_offer->after_birth_days = 30;
    t->second_offer->source = "essai";
}

HOLDER void fixture_letter(struct arena *a, sippe__territory *t, const char *kind) {
    sippe__letter *l = NEW(a, sippe__letter);
    l->kind = kind;
    l->fr = "Appelez-nous au {phone} d'ici le {reply_by}.";
    l->en = "Call us at {phone} by {reply_by}.";
    APPEND(a, t, letters, l);
}

HOLDER sippe__territory *fixture_territory(struct arena *a) {
    sippe__territory *t = NEW(a, sippe__territory);
    t->territory = "essai-nord";
    t->name = "Territoire d'essai";
    t->label = "2026-11";
    t->valid_from = date(a, 2026, 1, 1);
    t->source = "invention";
    t->zone = NEW(a, sippe__zone);
    t->zone->standard_utc_offset_minutes = -300;
    t->zone->daylight_saving = true;
    fixture_clsc(a, t, "99001", "H2M", "H2N");
    fixture_clsc(a, t, "99002", "H1G", "h2m 1a");
    sippe__door *d = NEW(a, sippe__door);
    d->name = "CLSC voisin";
    d->phone = "450 555-0123";
    APPEND(a, d, postal_prefixes, "H7");
    APPEND(a, d, postal_prefixes, "H2N 9");
    APPEND(a, t, doors, d);
    sippe__postal_area *area = NEW(a, sippe__postal_area);
    area->prefix = "H2M";
    area->latitude_e4 = 455500;
    area->longitude_e4 = -736400;
    APPEND(a, t, areas, area);
    fixture_source(a, t, "SELF_OLO_CALL", true, "");
    fixture_source(a, t, "COMMUNITY_ORG", false, "Demander à la famille d'appeler elle-même");
    t->admission = fixture_admission(a);
    t->visits = fixture_visits(a);
    t->delays = NEW(a, sippe__delays);
    t->delays->decide_route = 2;
    t->delays->call_back = 2;
    t->delays->enrol = 5;
    t->delays->key_worker = 5;
    t->delays->acknowledge = 5;
    APPEND(a, t->delays, escalate, 5);
    t->delays->look_again = 20;
    t->delays->settle_match = 1;
    t->delays->tell = 1;
    t->delays->look_at_opening = 5;
    t->delays->answer_move = 3;
    t->delays->climb = 2;
    t->delays->taken_minutes = 120;
    t->delays->olo_start = 3;
    t->delays->tell_door = 2;
    fixture_access(a, t);
    t->attempts = NEW(a, sippe__attempts);
    t->attempts->propose_unreachable = 3;
    t->attempts->letter_reply = 10;
    t->attempts->source = "invention";
    fixture_letter(a, t, "CALL_US");
    t->delays->confirm_visit = 2;
    t->delays->record_visit = 2;
    t->minor_aid = NEW(a, sippe__minor_aid);
    t->minor_aid->within_days = 5;
    t->minor_aid->attestation_fr = "Nous attestons qu'elle est suivie.";
    t->minor_aid->source = "essai";
    t->partners = NEW(a, sippe__partners);
    t->partners->referrals = true;
    t->partners->consent_months = 12;
    t->partners->disclosure_years = 10;
    t->partners->notice_text_fr = "Merci de répondre en un clic.";
    t->holidays = NEW(a, sippe__holidays);
    t->holidays->easter = "GOOD_FRIDAY";
    t->access = NEW(a, sippe__access);
    t->access->care_team = CARE_TEAM_ASSIGNED;
    t->access->break_glass = NEW(a, sippe__break_glass);
    t->access->break_glass->allowed = true;
    t->access->break_glass->minutes = 480;
    fixture_text(a, &t->information_notices, &t->n_information_notices, "2026-1");
    fixture_text(a, &t->consent_texts, &t->n_consent_texts, "C-2026-1");
    return t;
}

HOLDER sippe__language *language(struct arena *a, const char *code) {
    sippe__language *l = NEW(a, sippe__language);
    l->code = code;
    return l;
}

HOLDER intake__identity *fixture_identity(struct arena *a) {
    intake__identity *i = NEW(a, intake__identity);
    i->name = NEW(a, sippe__person_name);
    i->name->family = "Tremblay";
    i->name->given = "Maude";
    i->birth_date = date(a, 1998, 5, 16);
    i->gender = GENDER_F;
    i->nam = "TREM 9855 1612";
    i->phone = "(514) 555-0188";
    i->address = NEW(a, sippe__address);
    i->address->postal_code = NEW(a, sippe__postal_code);
    i->address->postal_code->code = "h2n 1y4";
    return i;
}

/* Dated at 14 weeks, two persons, low income, no diploma: SIPPE. */
HOLDER intake__screening *fixture_screening(struct arena *a) {
    intake__screening *s = NEW(a, intake__screening);
    s->call = NEW(a, intake__call);
    s->call->started_at = instant(a, fixture_now() - 1800000);
    s->call->ended_at = instant(a, fixture_now() - 600000);
    s->call->called_by = "j.roy";
    s->call->clsc_code = "99001";
    s->call->source = REFERRAL_SOURCE_SELF_OLO_CALL;
    s->call->caller_is_subject = YES_NO_YES;
    s->call->language = language(a, "fr");
    s->call->interpreter_needed = YES_NO_NO;
    s->call->attempt = 1;
    s->call->outcome = CALL_OUTCOME_COMPLETED;
    s->call->can_talk_now = YES_NO_YES;
    s->consent = NEW(a, intake__notice_and_consent);
    s->consent->notice_read_at = instant(a, fixture_now() - 1790000);
    s->consent->notice_version = "2026-1";
    s->consent->consent_store = YES_NO_YES;
    APPEND(a, s->consent, channels, CONTACT_CHANNEL_PHONE);
    s->consent->safe_to_leave_message = VOICE_MAIL_UNKNOWN;
    s->consent->safe_contact_hours = "le matin";
    s->consent->restriction_requested = YES_NO_NO;
    s->identity = fixture_identity(a);
    s->pregnancy = NEW(a, intake__pregnancy);
    s->pregnancy->due_date = told_day(a, fixture_today() + 280 - 7 * 14);
    s->household = NEW(a, intake__household);
    s->household->size = number(a, 2);
    s->household->adults = number(a, 2);
    s->income = NEW(a, intake__income);
    s->income->annual = money(a, 2000000);
    APPEND(a, s->income, sources, INCOME_SOURCE_WORK);
    s->schooling = NEW(a, intake__schooling);
    s->schooling->highest_diploma = DIPLOMA_NONE;
    s->migration = NEW(a, intake__migration);
    s->support = NEW(a, intake__support);
    s->urgent = NEW(a, intake__urgent_needs);
    s->olo = NEW(a, intake__olo_logistics);
    return s;
}

/* As it stands on the day of the call. */
static inline intake__proposal *fixture_propose(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                                day call_day) {
    return intake_propose(a, s, t, call_day, call_day);
}
