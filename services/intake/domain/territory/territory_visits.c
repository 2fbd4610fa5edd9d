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
    HOME_AFTER_MAX = 60,
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
    /* Nor can visits be kept further apart than they come. */
    intake_rule_range(f, path_of(f, i, "tolerance_before_days"), p->tolerance_before_days, 0, p->interval_days - 1);
    intake_rule_range(f, path_of(f, i, "tolerance_after_days"), p->tolerance_after_days, 0, p->interval_days - 1);
    int tolerance = p->tolerance_before_days + p->tolerance_after_days; /* each in its range, or it is told above */
    if (p->tolerance_before_days < p->interval_days && p->tolerance_after_days < p->interval_days &&
        tolerance >= p->interval_days) /* two windows may not share a day: a visit on it would be of either */
        finding_add(f, REASON_CONTRADICTION, path_of(f, i, "tolerance_after_days"));
    intake_rule_range(f, path_of(f, i, "min_gap_days"), p->min_gap_days, 0, p->interval_days);
    intake_rule_range(f, path_of(f, i, "minutes"), p->minutes, MINUTES_MIN, MINUTES_MAX);
}

/* In this order they stand in the file. */
static int place_of(sippe__cadence_anchor anchor) {
    switch (anchor) {
    case CADENCE_ANCHOR_ENROLMENT: return 1;
    case CADENCE_ANCHOR_PREGNANCY: return 2;
    case CADENCE_ANCHOR_HOME: return 3;
    case CADENCE_ANCHOR_BIRTH: return 4;
    case CADENCE_ANCHOR_UNSPECIFIED: break;
    }
    return 0;
}

/* Where the first phase of an anchor begins: that of the pregnancy anywhere; those from birth on its day, or where what
 * is counted from the day at home still reaches, as that day is never before the birth. */
static bool begins_well(const sippe__cadence_phase *p, const sippe__cadence_phase *before) {
    if (p->anchor == CADENCE_ANCHOR_PREGNANCY || p->from_day == 0) return true;
    return p->anchor == CADENCE_ANCHOR_BIRTH && before && before->anchor == CADENCE_ANCHOR_HOME &&
           p->from_day <= before->to_day;
}

/* Where one may end: of the pregnancy's the last with the birth, of a child's with the programme, whose rule says the
 * day; a fixed one would end it otherwise than the file is closed. All others on a day after their first. */
static bool ends_well(const sippe__cadence_phase *p, bool last) {
    if (!last || p->anchor == CADENCE_ANCHOR_ENROLMENT || p->anchor == CADENCE_ANCHOR_HOME)
        return p->to_day > p->from_day;
    if (p->anchor == CADENCE_ANCHOR_BIRTH) return p->to_day == 0;
    return p->to_day == 0 || (p->to_day > p->from_day && p->to_day >= PREGNANCY_DAYS);
}

/* Phases of an anchor follow each other day by day. */
static void check_place(const sippe__visits *v, size_t i, struct findings *f) {
    const sippe__cadence_phase *p = v->cadence[i], *before = i ? v->cadence[i - 1] : NULL;
    const sippe__cadence_phase *after = i + 1 < v->n_cadence ? v->cadence[i + 1] : NULL;
    bool first = !before || before->anchor != p->anchor, last = !after || after->anchor != p->anchor;
    if (before && place_of(before->anchor) > place_of(p->anchor))
        finding_add(f, REASON_CONTRADICTION, path_of(f, i, "anchor"));
    if (first ? !begins_well(p, before) : p->from_day != before->to_day)
        finding_add(f, REASON_CONTRADICTION, path_of(f, i, "from_day"));
    if (!ends_well(p, last)) finding_add(f, REASON_CONTRADICTION, path_of(f, i, "to_day"));
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
    if (place_of(p->anchor))
        check_place(v, i, f);
    else
        finding_add(f, p->anchor ? REASON_ENUM_UNKNOWN : REASON_FIELD_REQUIRED, path_of(f, i, "anchor"));
}

/* The first visit is a window like the others: without a phase from the enrolment none would be proposed or missed. */
static void check_cadence(const sippe__visits *v, struct findings *f) {
    if (v->n_cadence == 0 || v->cadence[0]->anchor != CADENCE_ANCHOR_ENROLMENT)
        finding_add(f, REASON_FIELD_REQUIRED, "visits.cadence");
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

/* Zero is what the ministry's figure is. Past its 60th week no pregnancy is counted. */
static void check_intensity(const sippe__prescribed_intensity *p, struct findings *f) {
    if (!p) return;
    intake_rule_range(f, "visits.intensity.from_week", p->from_week, 0, 42);
    intake_rule_range(f, "visits.intensity.weeks", p->weeks, 0, 60);
    intake_rule_range(f, "visits.intensity.per_week_hundredths", p->per_week_hundredths, 0, 700);
    if (!*p->source) finding_add(f, REASON_FIELD_REQUIRED, "visits.intensity.source");
}

void intake_territory_check_visits(const sippe__territory *t, struct findings *f) {
    const sippe__visits *v = t->visits;
    if (!v) {
        finding_add(f, REASON_FIELD_REQUIRED, "visits");
        return;
    }
    check_cadence(v, f);
    check_disciplines(v, f);
    check_intensity(v->intensity, f);
    intake_rule_range(f, "visits.home_after_birth_days", v->home_after_birth_days, 0, HOME_AFTER_MAX);
    intake_rule_range(f, "visits.caseload_cap_tenths", v->caseload_cap_tenths, 1, 10000);
    intake_rule_range(f, "visits.suspended_tenths", v->suspended_tenths, 0, 20);
    intake_rule_range(f, "visits.travel_minutes_base", v->travel_minutes_base, 0, 240);
    intake_rule_range(f, "visits.travel_seconds_per_km", v->travel_seconds_per_km, 0, 3600);
    intake_rule_range(f, "visits.horizon_days", v->horizon_days, 7, 730);
    /* Slots begin on the hour, whatever their length. */
    if (v->slot_minutes < 1 || v->slot_minutes > 60 || 60 % v->slot_minutes != 0)
        finding_add(f, REASON_NUMBER_OUT_OF_RANGE, "visits.slot_minutes");
}
