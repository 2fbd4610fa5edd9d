#include "proto/scheduling.h"
#include "proto/status.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/territory/territory_parts.h"

enum {
    PHASES_MAX = 20,
    DAYS_MAX = 366 * 8,
    INTERVAL_MAX = 366,
    MINUTES_MIN = 10,
    MINUTES_MAX = 480,
    NAME_LEN = 40,
    SOURCE_LEN = 1000,
};

static const char *path_of(struct findings *f, size_t i, const char *field) {
    return arena_printf(f->arena, "visits.cadence[%zu].%s", i, field);
}

static void check_numbers(const sippe__cadence_phase *p, size_t i, struct findings *f) {
    intake_rule_range(f, path_of(f, i, "from_day"), p->from_day, 0, DAYS_MAX);
    intake_rule_range(f, path_of(f, i, "to_day"), p->to_day, 0, DAYS_MAX);
    intake_rule_range(f, path_of(f, i, "interval_days"), p->interval_days, 1, INTERVAL_MAX);
    if (p->interval_days < 1 || p->interval_days > INTERVAL_MAX) return;
    /* A window may not reach the grid day of the visit before or after, nor can visits be kept further apart than they
     * come. */
    intake_rule_range(f, path_of(f, i, "tolerance_before_days"), p->tolerance_before_days, 0, p->interval_days - 1);
    intake_rule_range(f, path_of(f, i, "tolerance_after_days"), p->tolerance_after_days, 0, p->interval_days - 1);
    intake_rule_range(f, path_of(f, i, "min_gap_days"), p->min_gap_days, 0, p->interval_days);
    intake_rule_range(f, path_of(f, i, "minutes"), p->minutes, MINUTES_MIN, MINUTES_MAX);
}

/* Phases of an anchor follow each other day by day; those of the pregnancy stand first and reach the birth, those after
 * it begin on its day. */
static void check_place(const sippe__visits *v, size_t i, struct findings *f) {
    const sippe__cadence_phase *p = v->cadence[i], *before = i ? v->cadence[i - 1] : NULL;
    const sippe__cadence_phase *after = i + 1 < v->n_cadence ? v->cadence[i + 1] : NULL;
    bool pregnancy = p->anchor == CADENCE_ANCHOR_PREGNANCY;
    bool first = !before || before->anchor != p->anchor, last = !after || after->anchor != p->anchor;
    if (before && pregnancy && before->anchor == CADENCE_ANCHOR_BIRTH)
        finding_add(f, REASON_CONTRADICTION, path_of(f, i, "anchor"));
    if (!first && p->from_day != before->to_day) finding_add(f, REASON_CONTRADICTION, path_of(f, i, "from_day"));
    if (first && !pregnancy && p->from_day != 0) finding_add(f, REASON_CONTRADICTION, path_of(f, i, "from_day"));
    bool until_birth = pregnancy && last && p->to_day == 0;
    bool reaches_birth = !pregnancy || !last || until_birth || p->to_day >= PREGNANCY_DAYS;
    if ((!until_birth && p->to_day <= p->from_day) || !reaches_birth)
        finding_add(f, REASON_CONTRADICTION, path_of(f, i, "to_day"));
}

/* A phase's source is required: no public text gives the number of visits after birth, so whoever sets one says from
 * where. */
static void check_phase(const sippe__visits *v, size_t i, struct findings *f) {
    const sippe__cadence_phase *p = v->cadence[i];
    intake_rule_text(f, path_of(f, i, "name"), p->name, NAME_LEN, true);
    for (size_t k = 0; k < i; k++)
        if (*p->name && strcmp(v->cadence[k]->name, p->name) == 0)
            finding_add(f, REASON_DUPLICATE, path_of(f, i, "name"));
    intake_rule_text(f, path_of(f, i, "source"), p->source, SOURCE_LEN, true);
    check_numbers(p, i, f);
    if (p->anchor == CADENCE_ANCHOR_PREGNANCY || p->anchor == CADENCE_ANCHOR_BIRTH)
        check_place(v, i, f);
    else
        finding_add(f, p->anchor ? REASON_ENUM_UNKNOWN : REASON_FIELD_REQUIRED, path_of(f, i, "anchor"));
}

static void check_cadence(const sippe__visits *v, struct findings *f) {
    if (v->n_cadence == 0) finding_add(f, REASON_FIELD_REQUIRED, "visits.cadence");
    if (!intake_rule_count(f, "visits.cadence", v->n_cadence, PHASES_MAX)) return;
    for (size_t i = 0; i < v->n_cadence; i++) check_phase(v, i, f);
}

static void check_disciplines(const sippe__visits *v, struct findings *f) {
    intake_rule_words(f, "visits.joint_disciplines", v->joint_disciplines, v->n_joint_disciplines,
                      &scheduling__discipline__descriptor, "DISCIPLINE_");
    intake_rule_words(f, "visits.key_worker_disciplines", v->key_worker_disciplines, v->n_key_worker_disciplines,
                      &scheduling__discipline__descriptor, "DISCIPLINE_");
    if (v->n_key_worker_disciplines == 0) finding_add(f, REASON_FIELD_REQUIRED, "visits.key_worker_disciplines");
    if (v->joint_first_visit && v->n_joint_disciplines == 0)
        finding_add(f, REASON_FIELD_REQUIRED, "visits.joint_disciplines");
}

void intake_territory_check_visits(const sippe__territory *t, struct findings *f) {
    const sippe__visits *v = t->visits;
    if (!v) {
        finding_add(f, REASON_FIELD_REQUIRED, "visits");
        return;
    }
    check_cadence(v, f);
    check_disciplines(v, f);
    intake_rule_range(f, "visits.first_visit_minutes", v->first_visit_minutes, MINUTES_MIN, MINUTES_MAX);
    intake_rule_range(f, "visits.first_visit_within_working_days", v->first_visit_within_working_days, 1, 120);
    intake_rule_range(f, "visits.caseload_cap_tenths", v->caseload_cap_tenths, 1, 10000);
    intake_rule_range(f, "visits.travel_minutes_base", v->travel_minutes_base, 0, 240);
    intake_rule_range(f, "visits.travel_seconds_per_km", v->travel_seconds_per_km, 0, 3600);
    intake_rule_range(f, "visits.horizon_days", v->horizon_days, 7, 730);
    /* Slots begin on the hour, whatever their length. */
    if (v->slot_minutes < 1 || v->slot_minutes > 60 || 60 % v->slot_minutes != 0)
        finding_add(f, REASON_NUMBER_OUT_OF_RANGE, "visits.slot_minutes");
}
