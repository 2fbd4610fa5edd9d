/* The items of what is of no family, or need not be: drafts, what came in, incidents, erasures. */
#include "intake/work/wanted.h"

/* Of no family yet. */
void intake_work_refresh_draft(struct apply *a, struct id draft, int64_t since_ms) {
    const intake_rows__draft *row = row_get(VIEW(a), &intake_drafts, KEY(KEY_ID(draft)));
    if (!row) return;
    struct wanted w = {.thing = draft, .clsc_code = row->clsc_code, .since_ms = since_ms, .rank = RANK_USUAL};
    w.sealed_for = id_field(arena_of(a), draft);
    ASK_RULE(w, intake_work_of_draft, civil_day(row->act_by));
    intake_work_make(a, &w);
}

void intake_work_refresh_inbound(struct apply *a, struct id inbound, int64_t since_ms) {
    const intake_rows__inbound *row = row_get(VIEW(a), &intake_inbounds, KEY(KEY_ID(inbound)));
    if (!row) return;
    struct wanted w = {.thing = inbound, .clsc_code = row->clsc_code, .since_ms = since_ms, .rank = RANK_USUAL};
    w.sealed_for = id_field(arena_of(a), inbound);
    ASK_RULE(w, intake_work_of_inbound, row->closed == 0, civil_day(row->act_by));
    intake_work_make(a, &w);
}

/* Of a family it is in the list of hers; of none, or of several, of nobody's CLSC. */
void intake_work_refresh_incident(struct apply *a, struct id incident, int64_t since_ms) {
    const intake_rows__incident *row = row_get(VIEW(a), &intake_incidents, KEY(KEY_ID(incident)));
    struct file file;
    if (!row) return;
    struct wanted w = {.thing = incident, .clsc_code = "", .since_ms = since_ms, .rank = RANK_USUAL};
    w.sealed_for = id_field(arena_of(a), incident);
    if (row->family_id.len && intake_work_file_of(a, row->family_id, &file)) {
        w.family = file.id;
        w.clsc_code = file.clsc_code;
    }
    ASK_RULE(w, intake_work_of_incident, row->state == INCIDENT_STATE_OPEN, civil_day(row->act_by));
    intake_work_make(a, &w);
}

/* Of nobody's CLSC: only who sees all of them acts on it. While it is proposed its item is hers and goes with her; then
 * it is the house's, and names no family. */
void intake_work_refresh_erasure(struct apply *a, struct id erasure, int64_t since_ms) {
    const intake_rows__erasure *row = row_get(VIEW(a), &intake_erasures, KEY(KEY_ID(erasure)));
    if (!row) return;
    bool proposed = row->state == ERASURE_STATE_PROPOSED;
    struct erasure_facts facts = {
        .state = row->state, .confirm_from = civil_day(row->confirm_from), .answer_by = civil_day(row->answer_by)};
    struct wanted w = {.thing = erasure, .clsc_code = "", .since_ms = since_ms, .rank = RANK_USUAL};
    if (proposed) w.family = row->family_id;
    w.sealed_for = proposed ? row->family_id : id_field(arena_of(a), view_house(VIEW(a)));
    ASK_RULE(w, intake_work_of_erasure, &facts);
    intake_work_make(a, &w);
}
