/* Rules of visits and of delays: one fault at a time, each found at its path. */
#include "territory_faults.h"

FAULT(no_visits) { g->t->visits = NULL; }
FAULT(no_cadence) { g->t->visits->n_cadence = 0; }
FAULT(phase_gap) { g->t->visits->cadence[3]->from_day = 43; }
FAULT(phase_overlap) { g->t->visits->cadence[3]->from_day = 41; }
FAULT(phase_late) { g->t->visits->cadence[2]->from_day = 1; }
FAULT(phase_backwards) { g->t->visits->cadence[4]->to_day = 365; }
FAULT(phase_fixed) { g->t->visits->cadence[4]->to_day = 1826; }
FAULT(phase_endless) { g->t->visits->cadence[3]->to_day = 0; }
FAULT(phase_first_endless) { g->t->visits->cadence[0]->to_day = 0; }
FAULT(phase_first_late) { g->t->visits->cadence[0]->from_day = 1; }
FAULT(phase_no_first) { g->t->visits->cadence[0]->anchor = CADENCE_ANCHOR_HOME; }
FAULT(phase_home) { g->t->visits->cadence[2]->anchor = CADENCE_ANCHOR_HOME; }
FAULT(phase_home_late) {
    phase_home(g);
    g->t->visits->cadence[2]->from_day = 1;
}
FAULT(phase_home_endless) {
    phase_home(g);
    g->t->visits->cadence[2]->to_day = 0;
}
FAULT(phase_home_overlaps) {
    phase_home(g);
    g->t->visits->cadence[3]->from_day = 30;
}
FAULT(phase_home_gap) {
    phase_home(g);
    g->t->visits->cadence[3]->from_day = 43;
}
FAULT(phase_tolerances) { g->t->visits->cadence[2]->tolerance_before_days = 6; }
FAULT(phase_tolerances_most) { g->t->visits->cadence[2]->tolerance_before_days = 5; }
FAULT(phase_home_after) { g->t->visits->home_after_birth_days = 61; }
FAULT(phase_before_birth) { g->t->visits->cadence[1]->to_day = 279; }
FAULT(phase_to_birth) { g->t->visits->cadence[1]->to_day = 280; }
FAULT(phase_order) {
    sippe__cadence_phase *prenatal = g->t->visits->cadence[1];
    for (size_t i = 0; i < 3; i++) g->t->visits->cadence[i] = g->t->visits->cadence[i + 1];
    g->t->visits->cadence[4] = prenatal;
}
FAULT(phase_anchor) { g->t->visits->cadence[1]->anchor = CADENCE_ANCHOR_UNSPECIFIED; }
FAULT(phase_name) { g->t->visits->cadence[4]->name = "INFANT"; }
FAULT(phase_interval) { g->t->visits->cadence[2]->interval_days = 0; }
FAULT(phase_tolerance) { g->t->visits->cadence[2]->tolerance_after_days = 7; }
FAULT(phase_gap_days) { g->t->visits->cadence[2]->min_gap_days = 8; }
FAULT(phase_minutes) { g->t->visits->cadence[2]->minutes = 5; }
FAULT(phase_source) { g->t->visits->cadence[2]->source = ""; }
FAULT(discipline_word) { g->t->visits->joint_disciplines[0] = "DENTIST"; }
FAULT(discipline_twice) { g->t->visits->key_worker_disciplines[1] = "NURSE"; }
FAULT(no_joint) { g->t->visits->n_joint_disciplines = 0; }
FAULT(no_key_workers) { g->t->visits->n_key_worker_disciplines = 0; }
FAULT(slot) { g->t->visits->slot_minutes = 25; }
FAULT(slot_zero) { g->t->visits->slot_minutes = 0; }
FAULT(cap) { g->t->visits->caseload_cap_tenths = 0; }
static sippe__prescribed_intensity *intensity(struct stage *g) {
    sippe__prescribed_intensity *p = g->t->visits->intensity = NEW(g->a, sippe__prescribed_intensity);
    p->source = "MSSS 2004";
    return p;
}
FAULT(intensity_usual) { intensity(g); }
FAULT(intensity_week) { intensity(g)->from_week = 43; }
FAULT(intensity_weeks) { intensity(g)->weeks = 61; }
FAULT(intensity_negative) { intensity(g)->weeks = -1; }
FAULT(intensity_prescribed) { intensity(g)->per_week_hundredths = 701; }
FAULT(intensity_no_source) { intensity(g)->source = ""; }
FAULT(horizon) { g->t->visits->horizon_days = 6; }
FAULT(no_delays) { g->t->delays = NULL; }
FAULT(delay_negative) { g->t->delays->call_back = -1; }
FAULT(delay_acknowledge) { g->t->delays->acknowledge = 0; }
FAULT(delay_rung) { g->t->delays->escalate[0] = 0; }
FAULT(delay_recall) { g->t->delays->recall = -1; }
FAULT(delay_draft) { g->t->delays->draft_days = 61; }
FAULT(delay_settle) { g->t->delays->settle_match = -1; }
FAULT(delay_tell) { g->t->delays->tell = -1; }
FAULT(delay_opening) { g->t->delays->look_at_opening = -1; }
FAULT(delay_move) { g->t->delays->answer_move = -1; }
FAULT(delay_climb) { g->t->delays->climb = 0; }
FAULT(delay_confirm) { g->t->delays->confirm_visit = -1; }
FAULT(delay_record) { g->t->delays->record_visit = -1; }
FAULT(delay_taken) { g->t->delays->taken_minutes = 4; }

static const struct fault_case cases[] = {
    CASE(no_visits, "visits", REASON_FIELD_REQUIRED),
    CASE(no_cadence, "visits.cadence", REASON_FIELD_REQUIRED),
    CASE(phase_gap, "visits.cadence[3].from_day", REASON_CONTRADICTION),
    CASE(phase_overlap, "visits.cadence[3].from_day", REASON_CONTRADICTION),
    CASE(phase_late, "visits.cadence[2].from_day", REASON_CONTRADICTION),
    CASE(phase_backwards, "visits.cadence[4].to_day", REASON_CONTRADICTION),
    CASE(phase_fixed, "visits.cadence[4].to_day", REASON_CONTRADICTION),
    CASE(phase_endless, "visits.cadence[3].to_day", REASON_CONTRADICTION),
    CASE(phase_first_endless, "visits.cadence[0].to_day", REASON_CONTRADICTION),
    CASE(phase_first_late, "visits.cadence[0].from_day", REASON_CONTRADICTION),
    CASE(phase_no_first, "visits.cadence", REASON_FIELD_REQUIRED),
    CASE(phase_home, "", 0),
    CASE(phase_home_late, "visits.cadence[2].from_day", REASON_CONTRADICTION),
    CASE(phase_home_endless, "visits.cadence[2].to_day", REASON_CONTRADICTION),
    CASE(phase_home_overlaps, "", 0),
    CASE(phase_home_gap, "visits.cadence[3].from_day", REASON_CONTRADICTION),
    CASE(phase_tolerances, "visits.cadence[2].tolerance_after_days", REASON_CONTRADICTION),
    CASE(phase_tolerances_most, "", 0),
    CASE(phase_home_after, "visits.home_after_birth_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(phase_before_birth, "visits.cadence[1].to_day", REASON_CONTRADICTION),
    CASE(phase_to_birth, "", 0),
    CASE(phase_order, "visits.cadence[4].anchor", REASON_CONTRADICTION),
    CASE(phase_anchor, "visits.cadence[1].anchor", REASON_FIELD_REQUIRED),
    CASE(phase_name, "visits.cadence[4].name", REASON_DUPLICATE),
    CASE(phase_interval, "visits.cadence[2].interval_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(phase_tolerance, "visits.cadence[2].tolerance_after_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(phase_gap_days, "visits.cadence[2].min_gap_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(phase_minutes, "visits.cadence[2].minutes", REASON_NUMBER_OUT_OF_RANGE),
    CASE(phase_source, "visits.cadence[2].source", REASON_FIELD_REQUIRED),
    CASE(discipline_word, "visits.joint_disciplines[0]", REASON_ENUM_UNKNOWN),
    CASE(discipline_twice, "visits.key_worker_disciplines[1]", REASON_DUPLICATE),
    CASE(no_joint, "visits.joint_disciplines", REASON_FIELD_REQUIRED),
    CASE(no_key_workers, "visits.key_worker_disciplines", REASON_FIELD_REQUIRED),
    CASE(slot, "visits.slot_minutes", REASON_NUMBER_OUT_OF_RANGE),
    CASE(slot_zero, "visits.slot_minutes", REASON_NUMBER_OUT_OF_RANGE),
    CASE(cap, "visits.caseload_cap_tenths", REASON_NUMBER_OUT_OF_RANGE),
    CASE(intensity_usual, "", 0),
    CASE(intensity_week, "visits.intensity.from_week", REASON_NUMBER_OUT_OF_RANGE),
    CASE(intensity_weeks, "visits.intensity.weeks", REASON_NUMBER_OUT_OF_RANGE),
    CASE(intensity_negative, "visits.intensity.weeks", REASON_NUMBER_OUT_OF_RANGE),
    CASE(intensity_prescribed, "visits.intensity.per_week_hundredths", REASON_NUMBER_OUT_OF_RANGE),
    CASE(intensity_no_source, "visits.intensity.source", REASON_FIELD_REQUIRED),
    CASE(horizon, "visits.horizon_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(no_delays, "delays", REASON_FIELD_REQUIRED),
    CASE(delay_negative, "delays.call_back", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_acknowledge, "delays.acknowledge", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_rung, "delays.escalate[0]", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_recall, "delays.recall", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_draft, "delays.draft_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_settle, "delays.settle_match", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_tell, "delays.tell", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_opening, "delays.look_at_opening", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_move, "delays.answer_move", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_climb, "delays.climb", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_confirm, "delays.confirm_visit", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_record, "delays.record_visit", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_taken, "delays.taken_minutes", REASON_NUMBER_OUT_OF_RANGE),
};

static void test_faults(void **state) {
    (void)state;
    faults_are_found(cases, COUNT(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests_name("intake territory visits", tests, NULL, NULL);
}
