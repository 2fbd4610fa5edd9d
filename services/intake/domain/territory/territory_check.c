#include "intake/domain/territory/territory_check.h"

#include "civil/name.h"
#include "intake/domain/consent/consent.h"
#include "intake/domain/screening/answer.h"
#include "proto/status.h"
#include "intake/domain/territory/territory_parts.h"

enum {
    LABEL_LEN = 40,
    NAME_LEN = 200,
    SOURCE_LEN = 1000,
    TEXT_LEN = 20000,
    DAYS_MAX = 120,
    DRAFT_DAYS_MAX = 60,
    DISCLOSURE_YEARS_MAX = 100,
    ACCESS_MONTHS_MIN = 12,
    ACCESS_MONTHS_MAX = 1200,
    RUNGS_MAX = 10,
    TEXTS_MAX = 50,
    HOLIDAYS_MAX = 366,
    OPEN_MINUTES = 5,
    OPEN_MINUTES_MAX = 1440,
    ADULT_AGE_MAX = 25,
    ASK_DAYS_MAX = 366,
    TAKEN_MIN = 5,
    TAKEN_MAX = 1440,
    LINK_DAYS_MAX = 366,
    KEEP_DAYS_MAX = 366,
    A_DAY_MAX = 200
};

/* A zone lies between UTC-12 and UTC+14, in minutes: seconds are found. valid_from may lie in the past: rules can be
 * set right from the day on which they should have held. */
static void check_head(const sippe__territory *t, struct findings *f) {
    if (!*t->territory)
        finding_add(f, REASON_FIELD_REQUIRED, "territory");
    else if (!territory_name_is_valid(t->territory))
        finding_add(f, REASON_NAME_INVALID, "territory");
    intake_rule_text(f, "name", t->name, NAME_LEN, true);
    intake_rule_text(f, "label", t->label, LABEL_LEN, true);
    intake_rule_text(f, "source", t->source, SOURCE_LEN, true);
    if (!t->valid_from)
        finding_add(f, REASON_FIELD_REQUIRED, "valid_from");
    else if (civil_day(t->valid_from) == DAY_NONE)
        finding_add(f, REASON_DATE_IMPOSSIBLE, "valid_from");
    if (!t->zone)
        finding_add(f, REASON_FIELD_REQUIRED, "zone");
    else
        intake_rule_range(f, "zone.standard_utc_offset_minutes", t->zone->standard_utc_offset_minutes, -720, 840);
}

/* Our own steps may be due the same day (0); a partner is given a working day at least, and looking again the same day
 * is none. Work that climbed on its own day would be nobody's first; what is taken for a minute is not taken, and for
 * more than a day it is forgotten. */
static void check_delays(const sippe__delays *d, struct findings *f) {
    if (!d) {
        finding_add(f, REASON_FIELD_REQUIRED, "delays");
        return;
    }
    intake_rule_range(f, "delays.decide_route", d->decide_route, 0, DAYS_MAX);
    intake_rule_range(f, "delays.call_back", d->call_back, 0, DAYS_MAX);
    intake_rule_range(f, "delays.enrol", d->enrol, 0, DAYS_MAX);
    intake_rule_range(f, "delays.key_worker", d->key_worker, 0, DAYS_MAX);
    intake_rule_range(f, "delays.acknowledge", d->acknowledge, 1, DAYS_MAX);
    intake_rule_range(f, "delays.look_again", d->look_again, 1, DAYS_MAX);
    intake_rule_range(f, "delays.recall", d->recall, 0, DAYS_MAX);
    intake_rule_range(f, "delays.draft_days", d->draft_days, 0, DRAFT_DAYS_MAX);
    intake_rule_range(f, "delays.settle_match", d->settle_match, 0, DAYS_MAX);
    intake_rule_range(f, "delays.tell", d->tell, 0, DAYS_MAX);
    intake_rule_range(f, "delays.assess_incident", d->assess_incident, 0, DAYS_MAX);
    intake_rule_range(f, "delays.look_at_opening", d->look_at_opening, 0, DAYS_MAX);
    intake_rule_range(f, "delays.answer_move", d->answer_move, 0, DAYS_MAX);
    intake_rule_range(f, "delays.climb", d->climb, 1, DAYS_MAX);
    intake_rule_range(f, "delays.confirm_visit", d->confirm_visit, 0, DAYS_MAX);
    intake_rule_range(f, "delays.record_visit", d->record_visit, 0, DAYS_MAX);
    intake_rule_range(f, "delays.taken_minutes", d->taken_minutes, TAKEN_MIN, TAKEN_MAX);
    intake_rule_range(f, "delays.olo_start", d->olo_start, 0, DAYS_MAX);
    intake_rule_range(f, "delays.tell_door", d->tell_door, 0, DAYS_MAX);
    intake_rule_range(f, "delays.agreement", d->agreement, 0, DAYS_MAX);
    if (!intake_rule_count(f, "delays.escalate", d->n_escalate, RUNGS_MAX)) return;
    for (size_t i = 0; i < d->n_escalate; i++)
        intake_rule_range(f, arena_printf(f->arena, "delays.escalate[%zu]", i), d->escalate[i], 1, DAYS_MAX);
}

/* Where nothing is referred, nothing need be said about it: `referrals`, 0 or 1, is the least number of months, and
 * whether a text is required. */
static void check_inbound(const sippe__inbound_rules *i, struct findings *f) {
    if (!i || !i->accepted) return;
    intake_rule_range(f, "partners.inbound.act", i->act, 1, DAYS_MAX);
    intake_rule_range(f, "partners.inbound.keep_days", i->keep_days, 1, KEEP_DAYS_MAX);
    intake_rule_range(f, "partners.inbound.a_day", i->a_day, 1, A_DAY_MAX);
    intake_rule_text(f, "partners.inbound.source", i->source, SOURCE_LEN, true);
}

static void check_partners(const sippe__partners *p, struct findings *f) {
    if (!p) {
        finding_add(f, REASON_FIELD_REQUIRED, "partners");
        return;
    }
    intake_rule_range(f, "partners.consent_months", p->consent_months, p->referrals, CONSENT_MONTHS_MAX);
    intake_rule_range(f, "partners.disclosure_years", p->disclosure_years, 0, DISCLOSURE_YEARS_MAX);
    intake_rule_text(f, "partners.notice_text_fr", p->notice_text_fr, TEXT_LEN, p->referrals);
    intake_rule_text(f, "partners.notice_text_en", p->notice_text_en, TEXT_LEN, false);
    intake_rule_range(f, "partners.link_days", p->link_days, 0, LINK_DAYS_MAX);
    intake_rule_range(f, "partners.browser_days", p->browser_days, 0, LINK_DAYS_MAX);
    intake_rule_range(f, "partners.correct_days", p->correct_days, 0, LINK_DAYS_MAX);
    check_inbound(p->inbound, f);
}

/* Somebody too young to consent and adult already would be consented for by nobody. */
static void check_consent(const sippe__territory *t, struct findings *f) {
    const sippe__consent_rules *c = t->consent;
    if (!c) return;
    intake_rule_range(f, "consent.own_age", c->own_age, 0, ADULT_AGE_MAX);
    intake_rule_range(f, "consent.adult_age", c->adult_age, 0, ADULT_AGE_MAX);
    intake_rule_range(f, "consent.ask_before_days", c->ask_before_days, 0, ASK_DAYS_MAX);
    struct consent_ages ages = intake_consent_ages(t);
    if (ages.own > ages.adult) finding_add(f, REASON_CONTRADICTION, "consent.adult_age");
    intake_rule_text(f, "consent.source", c->source, SOURCE_LEN, true);
}

/* Where only those who follow a family see her file, somebody else must be able to open it: who replaces a sick nurse
 * at 8:00 needs the address at once. Of less than a year of looks no yearly report could be made. A door that opens by
 * a word on the telephone names who said that it may. */
static void check_access(const sippe__access *a, struct findings *f) {
    if (!a) return;
    const sippe__break_glass *g = a->break_glass;
    bool allowed = g && g->allowed;
    if (a->care_team == CARE_TEAM_ASSIGNED && !allowed)
        finding_add(f, REASON_CONTRADICTION, "access.break_glass.allowed");
    if (a->care_team < CARE_TEAM_UNSPECIFIED || a->care_team > CARE_TEAM_ASSIGNED)
        finding_add(f, REASON_ENUM_UNKNOWN, "access.care_team");
    if (g) intake_rule_range(f, "access.break_glass.minutes", g->minutes, allowed ? OPEN_MINUTES : 0, OPEN_MINUTES_MAX);
    if (g && g->over_restrictions && !allowed)
        finding_add(f, REASON_CONTRADICTION, "access.break_glass.over_restrictions");
    if (a->keep_months) /* of less than a year no yearly report could be made */
        intake_rule_range(f, "access.keep_months", a->keep_months, ACCESS_MONTHS_MIN, ACCESS_MONTHS_MAX);
    intake_rule_text(f, "access.source", a->source, SOURCE_LEN, a->day_codes);
}

/* Each with each: HOLIDAYS_MAX is what bounds the time. */
static void check_days(sippe__date *const *days, size_t n, const char *path, struct findings *f) {
    if (!intake_rule_count(f, path, n, HOLIDAYS_MAX)) return;
    for (size_t i = 0; i < n; i++) {
        day d = civil_day(days[i]);
        if (d == DAY_NONE) FINDING(f, REASON_DATE_IMPOSSIBLE, "%s[%zu]", path, i);
        for (size_t k = 0; d != DAY_NONE && k < i; k++)
            if (civil_day(days[k]) == d) FINDING(f, REASON_DUPLICATE, "%s[%zu]", path, i);
    }
}

static void check_holidays(const sippe__holidays *h, struct findings *f) {
    if (!h) {
        finding_add(f, REASON_FIELD_REQUIRED, "holidays");
        return;
    }
    if (!*h->easter)
        finding_add(f, REASON_FIELD_REQUIRED, "holidays.easter");
    else if (strcmp(h->easter, "GOOD_FRIDAY") != 0 && strcmp(h->easter, "EASTER_MONDAY") != 0)
        finding_add(f, REASON_ENUM_UNKNOWN, "holidays.easter");
    check_days(h->extra, h->n_extra, "holidays.extra", f);
    check_days(h->worked, h->n_worked, "holidays.worked", f);
    for (size_t i = 0; i < h->n_worked && h->n_extra <= HOLIDAYS_MAX && h->n_worked <= HOLIDAYS_MAX; i++)
        for (size_t k = 0; k < h->n_extra; k++)
            if (civil_day(h->worked[i]) != DAY_NONE && civil_day(h->worked[i]) == civil_day(h->extra[k]))
                FINDING(f, REASON_CONTRADICTION, "holidays.worked[%zu]", i);
}

/* French is required: another language stands beside it, never alone. */
static void check_texts(sippe__text *const *texts, size_t n, const char *path, bool required, struct findings *f) {
    if (required && n == 0) finding_add(f, REASON_FIELD_REQUIRED, path);
    if (!intake_rule_count(f, path, n, TEXTS_MAX)) return;
    for (size_t i = 0; i < n; i++) {
        const char *version = arena_printf(f->arena, "%s[%zu].version", path, i);
        intake_rule_text(f, version, texts[i]->version, LABEL_LEN, true);
        for (size_t k = 0; k < i; k++)
            if (*texts[i]->version && strcmp(texts[k]->version, texts[i]->version) == 0)
                finding_add(f, REASON_DUPLICATE, version);
        intake_rule_text(f, arena_printf(f->arena, "%s[%zu].fr", path, i), texts[i]->fr, TEXT_LEN, true);
        intake_rule_text(f, arena_printf(f->arena, "%s[%zu].en", path, i), texts[i]->en, TEXT_LEN, false);
        if (texts[i]->from && civil_day(texts[i]->from) == DAY_NONE)
            FINDING(f, REASON_DATE_IMPOSSIBLE, "%s[%zu].from", path, i);
    }
}

static void check_minor_aid(const sippe__minor_aid *m, struct findings *f) {
    if (!m) return;
    intake_rule_range(f, "minor_aid.at_week", m->at_week, 0, 40);
    intake_rule_range(f, "minor_aid.under_age", m->under_age, 0, ADULT_AGE_MAX);
    intake_rule_range(f, "minor_aid.within_days", m->within_days, 0, DAYS_MAX);
    intake_rule_text(f, "minor_aid.attestation_fr", m->attestation_fr, TEXT_LEN, true);
    intake_rule_text(f, "minor_aid.attestation_en", m->attestation_en, TEXT_LEN, false);
    intake_rule_text(f, "minor_aid.source", m->source, SOURCE_LEN, true);
}

void intake_territory_check(const sippe__territory *t, struct findings *f) {
    check_head(t, f);
    intake_territory_check_places(t, f);
    intake_territory_check_admission(t, f);
    intake_territory_check_visits(t, f);
    check_delays(t->delays, f);
    intake_territory_check_letters(t, f);
    check_partners(t->partners, f);
    check_holidays(t->holidays, f);
    check_access(t->access, f);
    check_consent(t, f);
    check_minor_aid(t->minor_aid, f);
    intake_territory_check_erasure(t->erasure, f);
    intake_territory_check_urgent(t->urgent, f);
    intake_territory_check_priorities(t, f);
    intake_territory_check_second_offer(t->second_offer, f);
    check_texts(t->information_notices, t->n_information_notices, "information_notices", true, f);
    check_texts(t->participation_texts, t->n_participation_texts, "participation_texts", false, f);
    check_texts(t->consent_texts, t->n_consent_texts, "consent_texts", t->partners && t->partners->referrals, f);
}
