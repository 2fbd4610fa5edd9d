/* The rows of calls. */
#include "intake/call/screening_rows.h"
#include "intake/reach/reach.h"
#include "intake/work/work.h"

intake_rows__family_call *intake_family_call_row(struct view *v, ProtobufCBinaryData field) {
    struct id id;
    return id_from(field, &id) ? row_get(v, &intake_family_calls, KEY(KEY_ID(id))) : NULL;
}

struct owned intake_owner_of_family_call(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__family_call *row = intake_family_call_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* ---- counted ---- */

static const intake_rows__family_call *call_at(struct view *v, struct id id) {
    return row_get(v, &intake_family_calls, KEY(KEY_ID(id)));
}

struct unanswered intake_calls_unanswered(struct view *v, ProtobufCBinaryData family) {
    struct id_list list = intake_of_family(v, &intake_calls_of_family, family);
    struct unanswered out = {0, 0};
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__family_call *row = call_at(v, list.ids[i]);
        if (row && row->personal->reached) break;
        if (!row || !row->personal->tried) continue;
        out.n++;
        out.letters += row->personal->letter;
    }
    return out;
}

int32_t intake_calls_attempts(struct view *v, ProtobufCBinaryData family, struct id screening) {
    struct id_list list = intake_of_family(v, &intake_calls_of_family, family);
    int32_t n = 0;
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__family_call *row = call_at(v, list.ids[i]);
        if (!row || !row->personal->ours || !(row->personal->reached || row->personal->tried)) continue;
        n += id_is_zero(screening) || id_is(row->screening_id, screening);
    }
    return n;
}

/* ---- apply ---- */

static void put(struct apply *a, struct id call, const intake_rows__family_call *row, int64_t at_ms) {
    ROW_PUT(a, &intake_family_calls, KEY(KEY_ID(call)), row);
    intake_work_refresh_family_call(a, call, at_ms);
}

void intake_family_call_put(struct apply *a, struct id call, intake_rows__family_call *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    put(a, call, row, r->at_ms);
}

static void end(intake_rows__family_call *row, ProtobufCBinaryData by) {
    row->personal->asked = row->personal->asks;
    row->personal->asks = WORK_KIND_UNSPECIFIED;
    row->ended_by = by;
}

/* A later call says more of her: what this one asked is no change of it that a person must have seen. */
static void end_earlier(struct apply *a, const struct record *r, const intake__family_call_recorded *e) {
    for (size_t i = 0; i < e->n_ends; i++) {
        intake_rows__family_call *row = intake_family_call_row(VIEW(a), e->ends[i]);
        if (!row) continue;
        end(row, e->family_id);
        put(a, id_of(e->ends[i]), row, r->at_ms);
    }
}

/* What was decided about a screening that waits. Its version moves, so that two people who call the same woman learn of
 * each other. The deadline of a start week does not: whatever day was agreed, she is on the list at eight of the day on
 * which the week begins. */
struct moving {
    ProtobufCBinaryData screening_id;
    sippe__date *act_by, *call_back_on;
    bool over, aside;
};
static void move_screening(struct apply *a, const struct record *r, const struct moving *m) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), m->screening_id);
    if (!row) return;
    if (!m->aside) {
        row->personal->act_by = m->act_by;
        row->personal->call_back_on = m->call_back_on;
        row->personal->calls_over = m->over;
    }
    intake_screening_put(a, id_of(m->screening_id), row, r);
}

void intake_on_family_call_recorded(struct apply *a, const struct record *r, const intake__family_call_recorded *e) {
    const intake__family_call_recorded__personal *told = e->personal;
    intake_rows__family_call *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__family_call);
    row->family_id = e->family_id;
    row->sealed_for = id_field(arena_of(a), r->sealed_for);
    row->screening_id = e->screening_id;
    APPEND(arena_of(a), row, said, r->seq);
    row->personal->at_ms = told->told && told->told->at ? told->told->at->ms : r->at_ms;
    row->personal->ours = told->told && told->told->direction == CALL_DIRECTION_OUTGOING;
    row->personal->reached = told->reached;
    row->personal->tried = told->tried;
    row->personal->letter = told->letter != NULL;
    row->personal->asks = told->asks;
    row->personal->act_by = told->act_by;
    end_earlier(a, r, e);
    intake_family_call_put(a, id_of(e->call_id), row, r);
    const struct moving m = {e->screening_id, told->act_by, told->call_back_on, told->over, told->aside};
    if (e->screening_id.len) move_screening(a, r, &m);
}

void intake_on_family_call_corrected(struct apply *a, const struct record *r, const intake__family_call_corrected *e) {
    const intake__family_call_corrected__personal *told = e->personal;
    intake_rows__family_call *row = intake_family_call_row(VIEW(a), e->call_id);
    if (!row) return;
    APPEND(arena_of(a), row, said, r->seq);
    row->personal->in_error = !told->told;
    row->personal->outdated = OUTDATED_BECAUSE_UNSPECIFIED;
    if (told->told && told->told->at) row->personal->at_ms = told->told->at->ms;
    row->personal->ours = told->told && told->told->direction == CALL_DIRECTION_OUTGOING;
    row->personal->reached = told->reached;
    row->personal->tried = told->tried;
    row->personal->asks = told->asks;
    row->personal->act_by = told->act_by;
    row->ended_by = (ProtobufCBinaryData){0};
    intake_family_call_put(a, id_of(e->call_id), row, r);
    const struct moving m = {e->screening_id, told->act_by, told->call_back_on, told->over, told->aside};
    if (e->screening_id.len) move_screening(a, r, &m);
}

bool intake_family_call_settled(struct apply *a, const struct record *r, struct id call, ProtobufCBinaryData by) {
    intake_rows__family_call *row = row_get(VIEW(a), &intake_family_calls, KEY(KEY_ID(call)));
    if (!row) return false;
    end(row, by);
    intake_family_call_put(a, call, row, r);
    return true;
}

/* It asks what it asked: nothing was answered by what was done of another one. */
void intake_family_calls_part(struct apply *a, const struct record *r, const struct id_list *members) {
    struct id_list list = intake_of_members(VIEW(a), &intake_calls_of_family, members);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__family_call *row = row_get(VIEW(a), &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        if (!row || !row->ended_by.len || intake_is_among(members, row->ended_by)) continue;
        row->ended_by = (ProtobufCBinaryData){0};
        row->personal->asks = row->personal->asked;
        put(a, list.ids[i], row, r->at_ms);
    }
}
