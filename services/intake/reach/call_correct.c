/* Other words in place of those that were said of a call, or it is struck out.
 *
 * What follows from the new words is decided anew only of the newest call: what came after an older one stands. A call
 * whose course is the same, because only its note or its time was wrong, asks what it asked. */
#include "base/character.h"
#include "intake/reach/reach.h"

enum { WORDINGS = 10 }; /* of one call: what a page has room for */

struct correcting {
    struct reaching r;
    const intake__correct_family_call_request *in;
    intake_rows__family_call *row;
    const intake__call_told *was; /* NULL: what it said is gone */
    bool newest;                  /* none was recorded after it that counts */
};

static bool is_newest(struct view *v, const intake__correct_family_call_request *in) {
    struct id_list list = intake_of_family(v, &intake_calls_of_family, in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__family_call *row = row_get(v, &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        if (row && !row->personal->in_error) return id_is(in->call_id, list.ids[i]);
    }
    return false;
}

static int correct_take(struct decide *d, struct correcting *c) {
    int reason = intake_reaching_begin(d, c->in->family_id, &c->r);
    if (reason) return reason;
    c->row = intake_family_call_row(VIEW(d), c->in->call_id);
    if (c->row && !intake_same_file(VIEW(d), c->row->family_id, c->in->family_id)) return REASON_NOT_FOUND;
    reason = CHANGE_BEGIN(d, c->row, c->in);
    if (reason) return reason;
    if (c->row->personal->in_error) return REASON_STRUCK_OUT;
    c->r.screening_id = c->row->screening_id;
    c->r.screening = intake_screening_row(VIEW(d), c->row->screening_id);
    c->r.letter = intake_call_letter(VIEW(d), c->row);
    const intake__family_call_said *said = intake_call_said(VIEW(d), c->row->said[c->row->n_said - 1]);
    c->was = said ? said->told : NULL;
    c->newest = is_newest(VIEW(d), c->in);
    return 0;
}

static int correct_check(struct decide *d, struct correcting *c) {
    if (!c->in->in_error)
        intake_reaching_take(d, c->in->told, &c->r);
    else if (c->in->told)
        violation(d, "told", REASON_CONTRADICTION);
    if (text_is_blank(c->in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_text(d, "reason", c->in->reason, CHECK_NOTE);
    if (!c->in->in_error && c->row->n_said >= WORDINGS) violation(d, "call_id", REASON_TOO_MANY);
    return violations(d);
}

static bool same_day(const sippe__date *a, const sippe__date *b) { return civil_day(a) == civil_day(b); }
static bool same_time(const sippe__instant *a, const sippe__instant *b) { return (a ? a->ms : 0) == (b ? b->ms : 0); }

static bool same_course(const intake__call_told *was, const intake__call_told *now) {
    return was && was->direction == now->direction && was->whom == now->whom && was->outcome == now->outcome &&
           same_day(was->call_back_on, now->call_back_on) && same_time(was->call_back_at, now->call_back_at);
}

static void stays(struct correcting *c) {
    c->r.asks = c->row->personal->asks;
    c->r.act_by = civil_day(c->row->personal->act_by);
    c->r.aside = true;
}

/* Struck out, it asks nothing; a screening that rested on it is looked at today. */
static void undone(struct decide *d, struct correcting *c) {
    bool waited = c->r.screening && c->r.screening->personal->state == SCREENING_STATE_PRE_REGISTERED;
    bool decided = c->r.screening && c->r.screening->personal->state == SCREENING_STATE_DECIDED;
    c->r.asks = WORK_KIND_UNSPECIFIED;
    c->r.act_by = decide_today(d);
    c->r.aside = !c->newest || waited || decided;
}

static void correct_follow(struct decide *d, struct correcting *c) {
    if (c->in->in_error) {
        undone(d, c);
    } else if (same_course(c->was, c->in->told)) {
        stays(c);
    } else {
        sippe__work_kind asked = c->row->personal->asks;
        intake_reaching_follow(d, &c->r);
        if (c->newest) return;
        c->r.aside = true;
        if (c->r.asks != asked) c->r.asks = WORK_KIND_UNSPECIFIED;
    }
}

int intake_correct_family_call(struct decide *d, const intake__correct_family_call_request *in,
                               intake__correct_family_call_reply *out) {
    struct correcting c = {.in = in};
    int reason = correct_take(d, &c);
    if (!reason) reason = correct_check(d, &c);
    if (reason) return reason;
    correct_follow(d, &c);
    struct arena *a = arena_of(d);
    intake__family_call_corrected *e = NEW_WITH_PERSONAL(a, intake__family_call_corrected);
    e->call_id = in->call_id;
    e->family_id = c.row->family_id;
    e->screening_id = c.r.screening ? c.r.screening_id : (ProtobufCBinaryData){0};
    intake__family_call_corrected__personal *p = e->personal;
    p->told = c.r.told;
    p->reason = in->reason;
    p->reached = c.r.rule.reached;
    p->tried = c.r.rule.tried;
    p->asks = c.r.asks;
    p->act_by = civil_date(a, c.r.act_by);
    p->call_back_on = civil_date(a, c.r.call_back_on);
    p->over = c.r.over;
    p->aside = c.r.aside;
    struct id subjects[] = {id_of(e->call_id), id_of(e->family_id), id_of(e->screening_id)};
    out->version = id_field(a, emit_for(d, id_of(c.row->sealed_for), subjects, c.r.screening ? 3 : 2, &e->base));
    return 0;
}

/* ---- it was another family's ---- */

/* What it asks of a person is asked about the other one from now on; a screening that rested on it stays as it is. */
static void strike(struct decide *d, const intake__reassign_thing_request *in, const intake_rows__family_call *row) {
    intake__family_call_corrected *e = NEW_WITH_PERSONAL(arena_of(d), intake__family_call_corrected);
    e->call_id = in->thing;
    e->family_id = row->family_id;
    e->personal->reason = in->reason;
    e->personal->aside = true;
    struct id subjects[] = {id_of(e->call_id), id_of(e->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
}

int intake_family_call_hand_over(struct decide *d, const intake__reassign_thing_request *in,
                                 const intake_rows__family_call *row, ProtobufCBinaryData *as,
                                 ProtobufCBinaryData *version) {
    struct arena *a = arena_of(d);
    const intake__family_call_said *said = intake_call_said(VIEW(d), row->said[row->n_said - 1]);
    if (!said || !said->told) return REASON_NOT_FOUND;
    intake__family_call_recorded *e = NEW_WITH_PERSONAL(a, intake__family_call_recorded);
    struct id id = decide_new_id(d, "family call");
    *as = e->call_id = id_field(a, id);
    e->family_id = in->family_id;
    e->personal->told = message_copy(a, &said->told->base);
    e->personal->letter = intake_call_letter(VIEW(d), row);
    e->personal->reached = row->personal->reached;
    e->personal->tried = row->personal->tried;
    e->personal->asks = row->personal->asks;
    e->personal->act_by = row->personal->act_by;
    e->personal->aside = true;
    struct id subjects[] = {id, id_of(e->family_id)};
    *version = id_field(a, emit_for(d, subjects[1], subjects, 2, &e->base));
    strike(d, in, row);
    return 0;
}
