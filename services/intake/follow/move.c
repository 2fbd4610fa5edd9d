#include "intake/follow/move.h"

#include "base/character.h"
#include "civil/civil.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/states.h"
#include "intake/follow/told.h"
#include "intake/work/working_days.h"

enum { OFFER_WITHIN_DAYS = 366 };

struct owned intake_owner_of_move(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__move *row = intake_move_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* ---- offered ---- */

/* The one that is somebody's turn: offered, or declined and not given up. */
static const intake_rows__move *open_move(struct view *v, ProtobufCBinaryData family_id, struct id *id) {
    struct id own = id_of(family_id);
    struct id_list list = intake_of_members(v, &intake_moves_of_family, &(struct id_list){&own, 1});
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__move *row = row_get(v, &intake_moves, KEY(KEY_ID(list.ids[i])));
        if (!row || sm_is_final(&intake_move_states, (int)row->state)) continue;
        *id = list.ids[i];
        return row;
    }
    return NULL;
}

static void check_offer(struct decide *d, const intake__offer_move_request *in) {
    day on = in->on ? civil_day(in->on) : decide_today(d);
    check_text(d, "note", in->note, CHECK_NOTE);
    if (in->reason == MOVE_REASON_UNSPECIFIED) violation(d, "reason", REASON_FIELD_REQUIRED);
    if (in->reason == MOVE_REASON_OTHER && text_is_blank(in->note)) violation(d, "note", REASON_REASON_MISSING);
    if (on == DAY_NONE) violation(d, "on", REASON_DATE_IMPOSSIBLE);
    if (on > decide_today(d) + OFFER_WITHIN_DAYS) violation(d, "on", REASON_DATE_TOO_FAR);
}

static int may_offer(struct decide *d, const intake__offer_move_request *in, const intake_rows__family *family) {
    struct id open;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!t) return REASON_TERRITORY_MISSING;
    if (!intake_clsc_find(t, in->to_clsc_code)) return violation(d, "to_clsc_code", REASON_CLSC_UNKNOWN);
    if (strcmp(in->to_clsc_code, family->clsc_code) == 0) return REASON_MOVE_SAME_CLSC;
    const intake_rows__move *row = open_move(VIEW(d), in->family_id, &open);
    return row && row->state == MOVE_STATE_OFFERED ? REASON_MOVE_OPEN : 0;
}

static struct id emit_of(struct decide *d, struct id move, ProtobufCBinaryData family_id,
                         ProtobufCBinaryData sealed_for, const ProtobufCMessage *event) {
    return emit_for(d, id_of(sealed_for), (struct id[]){move, id_of(family_id)}, 2, event);
}

static struct id say(struct decide *d, struct id move, const intake_rows__move *row, intake__move_answered *e,
                     intake__move_state state) {
    e->move_id = id_field(arena_of(d), move);
    e->family_id = row->family_id;
    e->state = state;
    return emit_of(d, move, row->family_id, row->sealed_for, &e->base);
}

/* Declined there, she is offered elsewhere: nobody need look at the other one any more. */
static void give_up_declined(struct decide *d, ProtobufCBinaryData family_id) {
    struct id id;
    const intake_rows__move *row = open_move(VIEW(d), family_id, &id);
    if (row)
        say(d, id, row, NEW_WITH_PERSONAL(arena_of(d), intake__move_answered),
            (intake__move_state)sm_next(&intake_move_states, (int)row->state, MOVE_WITHDRAW));
}

int intake_offer_move(struct decide *d, const intake__offer_move_request *in, intake__offer_move_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    int reason = CHANGE_BEGIN(d, family, in);
    if (reason) return reason;
    check_offer(d, in);
    reason = may_offer(d, in, family);
    if (reason) return reason;
    if (violations(d)) return REASON_FIELDS_INVALID;
    give_up_declined(d, in->family_id);
    struct id move = decide_new_id(d, "move");
    intake__move_offered *e = NEW_WITH_PERSONAL(a, intake__move_offered);
    e->move_id = id_field(a, move);
    e->family_id = in->family_id;
    e->from_clsc_code = family->clsc_code;
    e->to_clsc_code = in->to_clsc_code;
    e->personal->on = in->on ? in->on : civil_date(a, decide_today(d));
    e->personal->reason = in->reason;
    e->personal->note = in->note;
    e->personal->role = decide_principal(d)->role;
    e->personal->answer_by = intake_due_date(d, INTAKE_ANSWER_MOVE);
    if (civil_day(e->personal->on) > civil_day(e->personal->answer_by)) e->personal->answer_by = e->personal->on;
    out->version = id_field(a, emit_of(d, move, in->family_id, in->family_id, &e->base));
    out->move_id = e->move_id;
    out->answer_by = e->personal->answer_by;
    return 0;
}

/* ---- answered ---- */

struct answering {
    struct id id;
    const intake_rows__move *row;
    intake__move_answered *event;
    intake__move_state next;
};

static int begin(struct decide *d, ProtobufCBinaryData move, ProtobufCBinaryData version, enum move_input input,
                 struct answering *m) {
    m->id = id_of(move);
    m->row = intake_move_row(VIEW(d), move);
    m->event = NEW_WITH_PERSONAL(arena_of(d), intake__move_answered);
    int reason = change_begin(d, m->row ? &m->row->version : NULL, version);
    if (reason) return reason;
    int next = sm_next(&intake_move_states, (int)m->row->state, (int)input);
    if (next < 0) return REASON_MOVE_ANSWERED;
    m->next = (intake__move_state)next;
    return 0;
}

ProtobufCBinaryData intake_moving_enrolment(struct view *v, ProtobufCBinaryData family_id) {
    ProtobufCBinaryData id = {0};
    const intake_rows__family *family = intake_family_row(v, family_id);
    const intake_rows__enrolment *row = intake_family_enrolment(v, family_id, &id);
    if (row && row->state != ENROLMENT_STATE_ENDED) return id;
    return family ? family->personal->enrolment : (ProtobufCBinaryData){0};
}

/* Of her latest enrolment, one that has ended too: its visits can be written down, and it may be opened again. */
static void enrolment_goes(struct decide *d, const struct answering *m) {
    ProtobufCBinaryData enrolment = intake_moving_enrolment(VIEW(d), m->row->family_id);
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(d), enrolment);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!row) return;
    row->state = (intake__enrolment_state)sm_next(&intake_enrolment_states, (int)row->state, ENROLMENT_MOVE);
    row->moves++;
    if (row->state != ENROLMENT_STATE_ENDED) {
        int days = t && t->delays ? t->delays->key_worker : 0;
        row->act_by = civil_date(arena_of(d), intake_working_day(arena_of(d), t, decide_today(d), days));
    }
    m->event->enrolment_state = row->state;
    m->event->act_by = row->act_by;
    const struct follow_now so = {.enrolment = row, .enrolment_id = enrolment, .clsc_code = m->row->to_clsc_code};
    intake_follow_up_tell(d, m->row->family_id, &so);
}

int intake_accept_move(struct decide *d, const intake__accept_move_request *in, intake__accept_move_reply *out) {
    struct answering m;
    int reason = begin(d, in->move_id, in->version, MOVE_ACCEPT, &m);
    if (reason) return reason;
    check_text(d, "note", in->note, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    day on = civil_day(m.row->personal->on);
    if (on != DAY_NONE && decide_today(d) < on) return REASON_MOVE_NOT_YET;
    intake_rows__family *family = intake_family_row(VIEW(d), m.row->family_id);
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    m.event->personal->answer = in->note;
    enrolment_goes(d, &m);
    out->version = id_field(arena_of(d), say(d, m.id, m.row, m.event, m.next));
    return 0;
}

int intake_decline_move(struct decide *d, const intake__decline_move_request *in, intake__decline_move_reply *out) {
    struct answering m;
    int reason = begin(d, in->move_id, in->version, MOVE_DECLINE, &m);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    m.event->personal->answer = in->reason;
    m.event->personal->look_by = intake_due_date(d, INTAKE_ANSWER_MOVE);
    out->version = id_field(arena_of(d), say(d, m.id, m.row, m.event, m.next));
    return 0;
}

int intake_withdraw_move(struct decide *d, const intake__withdraw_move_request *in, intake__withdraw_move_reply *out) {
    struct answering m;
    int reason = begin(d, in->move_id, in->version, MOVE_WITHDRAW, &m);
    if (reason) return reason;
    check_text(d, "note", in->note, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    m.event->personal->answer = in->note;
    out->version = id_field(arena_of(d), say(d, m.id, m.row, m.event, m.next));
    return 0;
}
