/* What cannot wait, how soon a family is met, and when she is asked once more. */
#include "intake/domain/proposal/urgent.h"
#include "intake/domain/territory/territory_parts.h"
#include "proto/status.h"

enum { SOURCE_LEN = 1000, HOURS_MAX = 24, WEEKS_MAX = 42, DAYS_MAX = 366, OFFER_DAYS_MAX = 1826, PRIORITIES_MAX = 4 };

static bool is_named(const sippe__urgent_rules *u, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (u->needs[k]->need == u->needs[i]->need) return true;
    return false;
}

/* Whose work it is must be one of those who have a worklist. */
static void check_need(const sippe__urgent_rules *u, size_t i, struct findings *f) {
    const sippe__urgent_rule *r = u->needs[i];
    const char *need = arena_printf(f->arena, "urgent.needs[%zu].need", i);
    if (r->need == URGENCY_UNSPECIFIED)
        finding_add(f, REASON_FIELD_REQUIRED, need);
    else if (r->need < URGENCY_UNSPECIFIED || r->need > URGENCY_NO_PRENATAL_CARE)
        finding_add(f, REASON_ENUM_UNKNOWN, need);
    else if (is_named(u, i))
        finding_add(f, REASON_DUPLICATE, need);
    if (r->need == URGENCY_NO_PRENATAL_CARE && !u->no_care_from_week)
        finding_add(f, REASON_CONTRADICTION, "urgent.no_care_from_week");
    if (r->role != ROLE_DESK && r->role != ROLE_TEAM && r->role != ROLE_COORDINATOR)
        FINDING(f, REASON_ENUM_UNKNOWN, "urgent.needs[%zu].role", i);
    intake_rule_range(f, arena_printf(f->arena, "urgent.needs[%zu].within_hours", i), r->within_hours, 0, HOURS_MAX);
    intake_rule_text(f, arena_printf(f->arena, "urgent.needs[%zu].source", i), r->source, SOURCE_LEN, true);
}

void intake_territory_check_urgent(const sippe__urgent_rules *u, struct findings *f) {
    if (!u) return;
    int opens = intake_minute_read(u->desk_opens), closes = intake_minute_read(u->desk_closes);
    if (opens < 0) finding_add(f, REASON_NUMBER_OUT_OF_RANGE, "urgent.desk_opens");
    if (closes < 0) finding_add(f, REASON_NUMBER_OUT_OF_RANGE, "urgent.desk_closes");
    if (opens >= 0 && closes >= 0 && closes <= opens) finding_add(f, REASON_CONTRADICTION, "urgent.desk_closes");
    intake_rule_range(f, "urgent.no_care_from_week", u->no_care_from_week, 0, WEEKS_MAX);
    if (!intake_rule_count(f, "urgent.needs", u->n_needs, URGENCY_NO_PRENATAL_CARE)) return;
    for (size_t i = 0; i < u->n_needs; i++) check_need(u, i, f);
}

/* A reason that stands twice would say two priorities of one family. */
static bool stands_before(const sippe__territory *t, size_t i, size_t k) {
    for (size_t m = 0; m <= i; m++)
        for (size_t n = 0; n < (m < i ? t->priorities[m]->n_reasons : k); n++)
            if (t->priorities[m]->reasons[n] == t->priorities[i]->reasons[k]) return true;
    return false;
}

static void check_reasons(const sippe__territory *t, size_t i, struct findings *f) {
    const sippe__priority_rule *r = t->priorities[i];
    const char *path = arena_printf(f->arena, "priorities[%zu].reasons", i);
    if (!r->n_reasons && i + 1 < t->n_priorities) finding_add(f, REASON_FIELD_REQUIRED, path);
    if (!intake_rule_count(f, path, r->n_reasons, PRIORITY_REASON_REPEATED_DIFFICULTY)) return;
    for (size_t k = 0; k < r->n_reasons; k++) {
        bool known =
            r->reasons[k] > PRIORITY_REASON_UNSPECIFIED && r->reasons[k] <= PRIORITY_REASON_REPEATED_DIFFICULTY;
        if (!known) FINDING(f, REASON_ENUM_UNKNOWN, "priorities[%zu].reasons[%zu]", i, k);
        if (known && stands_before(t, i, k)) FINDING(f, REASON_DUPLICATE, "priorities[%zu].reasons[%zu]", i, k);
    }
}

/* Each later one waits no less than the one before. */
void intake_territory_check_priorities(const sippe__territory *t, struct findings *f) {
    if (!intake_rule_count(f, "priorities", t->n_priorities, PRIORITIES_MAX)) return;
    for (size_t i = 0; i < t->n_priorities; i++) {
        const sippe__priority_rule *r = t->priorities[i], *before = i ? t->priorities[i - 1] : NULL;
        const char *priority = arena_printf(f->arena, "priorities[%zu].priority", i);
        const char *days = arena_printf(f->arena, "priorities[%zu].days", i);
        intake_rule_range(f, priority, r->priority, 1, PRIORITIES_MAX);
        if (before && r->priority <= before->priority) finding_add(f, REASON_CONTRADICTION, priority);
        intake_rule_range(f, days, r->days, 1, DAYS_MAX);
        if (before && r->days < before->days) finding_add(f, REASON_CONTRADICTION, days);
        if (r->counted != DAYS_COUNTED_CALENDAR && r->counted != DAYS_COUNTED_WORKING)
            FINDING(f, REASON_ENUM_UNKNOWN, "priorities[%zu].counted", i);
        intake_rule_text(f, arena_printf(f->arena, "priorities[%zu].source", i), r->source, SOURCE_LEN, true);
        check_reasons(t, i, f);
    }
}

void intake_territory_check_second_offer(const sippe__second_offer *o, struct findings *f) {
    if (!o) return;
    intake_rule_range(f, "second_offer.at_week", o->at_week, 0, WEEKS_MAX);
    intake_rule_range(f, "second_offer.after_birth_days", o->after_birth_days, 0, OFFER_DAYS_MAX);
    intake_rule_text(f, "second_offer.source", o->source, SOURCE_LEN, true);
}
