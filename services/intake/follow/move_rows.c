/* What the records of a move do to rows, and how it is read back. An accepted one changes whose each row of hers is;
 * each keeps its version, as nothing about it changed that a person has seen. */
#include "intake/call/match.h"
#include "intake/domain/states.h"
#include "intake/follow/move.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"

void intake_on_move_offered(struct apply *a, const struct record *r, const intake__move_offered *e) {
    intake_rows__move *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__move);
    intake_rows__family *family = intake_family_row(VIEW(a), e->family_id);
    if (!family) return;
    family->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), family);
    row->family_id = row->sealed_for = e->family_id;
    row->version = id_field(arena_of(a), r->id);
    row->state = MOVE_STATE_OFFERED;
    row->from_clsc_code = e->from_clsc_code;
    row->to_clsc_code = e->to_clsc_code;
    row->offered = r->seq;
    row->personal->on = e->personal->on;
    row->personal->act_by = e->personal->answer_by;
    row->personal->role = e->personal->role;
    ROW_PUT(a, &intake_moves, KEY(KEY_ID(id_of(e->move_id))), row);
    intake_work_refresh_move(a, id_of(e->move_id), r->at_ms);
    intake_taken_renew(a, e->family_id, r);
}

/* ---- accepted ---- */

static void screenings_go(struct apply *a, ProtobufCBinaryData family_id, const char *clsc_code) {
    struct id_list list = intake_of_family(VIEW(a), &intake_screenings_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->clsc_code = clsc_code;
        ROW_PUT(a, &intake_screenings, KEY(KEY_ID(list.ids[i])), row);
    }
    list = intake_said_of_family(VIEW(a), family_id);
    for (size_t i = 0; i < list.n; i++) intake_lookup_move(a, list.ids[i], clsc_code);
}

/* Who kept the bond does no more, whatever scheduling had told before it hears of this. */
static void enrolment_goes(struct apply *a, const struct record *r, ProtobufCBinaryData enrolment,
                           const intake__move_answered *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), enrolment);
    if (!row || !e->enrolment_state) return;
    row->state = e->enrolment_state;
    row->act_by = e->act_by;
    row->moves++;
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(enrolment))), row);
    intake_rows__followed *seen = intake_followed_row(VIEW(a), enrolment);
    if (!seen->sealed_for.len) return;
    seen->key_worker_overdue = false;
    seen->personal->key_worker = "";
    ROW_PUT(a, &intake_followed, KEY(KEY_ID(id_of(enrolment))), seen);
}

static void family_goes(struct apply *a, const struct record *r, const intake_rows__move *move,
                        const intake__move_answered *e) {
    intake_rows__family *family = intake_family_row(VIEW(a), move->family_id);
    if (!family) return;
    family->clsc_code = move->to_clsc_code;
    family->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(move->family_id))), family);
    screenings_go(a, move->family_id, move->to_clsc_code);
    enrolment_goes(a, r, intake_moving_enrolment(VIEW(a), move->family_id), e);
    intake_work_refresh_family(a, move->family_id, r->at_ms);
}

void intake_on_move_answered(struct apply *a, const struct record *r, const intake__move_answered *e) {
    intake_rows__move *row = intake_move_row(VIEW(a), e->move_id);
    if (!row) return;
    row->state = e->state;
    row->version = id_field(arena_of(a), r->id);
    row->personal->act_by = e->personal->look_by;
    APPEND(arena_of(a), row, answers, r->seq);
    ROW_PUT(a, &intake_moves, KEY(KEY_ID(id_of(e->move_id))), row);
    intake_work_refresh_move(a, id_of(e->move_id), r->at_ms);
    if (e->state == MOVE_STATE_ACCEPTED) family_goes(a, r, row, e);
    intake_taken_renew(a, row->family_id, r);
}

/* ---- read back ---- */

static void show_answer(struct view *v, uint64_t seq, intake__move *out) {
    struct record r;
    const intake__move_answered *e = READ_EVENT(v, intake__move_answered, seq, &r);
    if (!e) return;
    out->state = e->state;
    out->answered_at = civil_instant(view_arena(v), r.at_ms);
    out->answered_by = member_name(v, r.actor);
    out->answer = e->personal->answer;
}

intake__move *intake_move_shown(struct view *v, struct id id, const intake_rows__move *row, size_t n_answers) {
    struct arena *a = view_arena(v);
    struct record r;
    intake__move *out = NEW(a, intake__move);
    const intake__move_offered *e = READ_EVENT(v, intake__move_offered, row->offered, &r);
    out->move_id = id_field(a, id);
    out->version = row->version;
    out->state = n_answers == row->n_answers ? row->state : MOVE_STATE_OFFERED;
    bool hers = id_is(intake_id_now(v, row->family_id), id_of(row->family_id));
    if (!hers && n_answers == row->n_answers && !sm_is_final(&intake_move_states, (int)row->state))
        out->state = MOVE_STATE_WITHDRAWN;
    out->from_clsc_code = row->from_clsc_code;
    out->to_clsc_code = row->to_clsc_code;
    out->on = row->personal->on;
    bool waits = out->state == MOVE_STATE_OFFERED || out->state == MOVE_STATE_DECLINED;
    if (waits) out->answer_by = row->personal->act_by;
    if (n_answers) show_answer(v, row->answers[n_answers - 1], out);
    if (!e) return out;
    out->reason = e->personal->reason;
    out->note = e->personal->note;
    out->offered_at = civil_instant(a, r.at_ms);
    out->offered_by = member_name(v, r.actor);
    return out;
}

struct moves intake_moves_of(struct view *v, ProtobufCBinaryData family_id) {
    struct moves out = {NULL, 0};
    struct id_list list = intake_of_family(v, &intake_moves_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__move *row = row_get(v, &intake_moves, KEY(KEY_ID(list.ids[i])));
        if (row) APPEND(view_arena(v), &out, moves, intake_move_shown(v, list.ids[i], row, row->n_answers));
    }
    return out;
}
