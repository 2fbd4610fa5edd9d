#include "intake/kin/kin.h"

#include "civil/civil.h"
#include "intake/call/proposing.h"
#include "intake/family/changed.h"
#include "intake/family/named.h"
#include "intake/follow/aid.h"
#include "intake/follow/programme_end.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

/* ---- changed ---- */

int intake_kin_begin(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData version,
                     struct kin_changing *c) {
    *c = (struct kin_changing){.family_id = family_id, .reason = ""};
    c->family = intake_family_row(VIEW(d), family_id);
    if (!c->family) return REASON_NOT_FOUND;
    int reason = intake_family_closed(c->family);
    if (reason) return reason;
    c->before = intake_family_kin(VIEW(d), family_id);
    return version.len ? version_check(d, intake_kin_version(VIEW(d), family_id), version) : 0;
}

static struct id drawn(void *owner, size_t n) {
    (void)n;
    return decide_new_id(owner, "kin");
}
struct kin_ids intake_kin_new_ids(struct decide *d) {
    return (struct kin_ids){drawn, d, 0};
}

/* A loss is work of the same day; where a newborn is, of the next working morning. What was asked before keeps its day:
 * a correction of something else makes nobody later. */
static day ask_on(struct decide *d, ProtobufCBinaryData family_id, const intake__kin *k) {
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    const intake_rows__kin *row = intake_kin_row(VIEW(d), family_id);
    bool loss = intake_kin_asks_loss(k);
    if (!loss && !intake_kin_asks_home(k)) return DAY_NONE;
    if (row && (loss ? row->personal->ask_loss : row->personal->ask_home)) return civil_day(row->personal->ask_on);
    if (loss) return decide_today(d);
    return t ? intake_working_day(arena_of(d), t, decide_today(d), 1) : decide_today(d) + 1;
}

static struct id emit_record(struct decide *d, const struct kin_changing *c) {
    struct arena *a = arena_of(d);
    intake__kin_changed *e = NEW_WITH_PERSONAL(a, intake__kin_changed);
    e->family_id = c->family_id;
    e->screening_id = c->screening_id;
    e->personal->change = c->change;
    e->personal->kin = c->after;
    e->personal->before = c->before;
    e->personal->reason = c->reason;
    e->personal->ask_on = civil_date(a, ask_on(d, c->family_id, c->after));
    e->personal->due_date = civil_date(a, intake_kin_due(c->after));
    return EMIT_FOR(d, id_of(c->family_id), id_of(c->family_id), e);
}

/* The end of the programme is set by a child, and stays as it was where none is left: a person ends her follow-up. */
void intake_kin_followed(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *enrolment,
                         const intake__kin *kin) {
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    intake_programme_end_emit(d, enrolment_id, enrolment, enrolment->family_id, intake_kin_youngest(kin), t);
    intake_aid_emit(d, enrolment_id, enrolment, enrolment->family_id, kin, t);
}

static void followed(struct decide *d, const struct kin_changing *c) {
    ProtobufCBinaryData id;
    const intake_rows__enrolment *enrolment = intake_family_enrolment(VIEW(d), c->family_id, &id);
    if (enrolment && enrolment->state != ENROLMENT_STATE_ENDED) intake_kin_followed(d, id, enrolment, c->after);
}

/* What partners and letters rest on is broken by a death as by a loss, whichever command tells it: a stillbirth is told
 * as a birth, and a child that dies later as somebody who has left. */
static intake__kin_change breaks(const struct kin_changing *c) {
    if (intake_kin_is_lost(c->before, c->after)) return KIN_CHANGE_LOSS;
    return intake_kin_is_lost(c->after, c->before) ? KIN_CHANGE_REOPENED : c->change;
}

struct id intake_kin_emit(struct decide *d, const struct kin_changing *c) {
    struct id version = emit_record(d, c);
    followed(d, c);
    intake_family_changed(d, c->family_id, &(struct follow_now){.kin = c->after, .change = breaks(c)});
    return version;
}

/* By a call: what is in force without a record of its own, unless one is needed to say it all. */
static const intake__kin *said(struct decide *d, const struct kin_changing *c, const intake__kin *already) {
    bool same = intake_kin_same(arena_of(d), c->after, already);
    if (!same) emit_record(d, c);
    followed(d, c);
    return same ? already : c->after;
}

/* ---- by calls ---- */

const intake__kin *intake_kin_heard(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData screening_id,
                                    const intake__screening *answers) {
    struct arena *a = arena_of(d);
    struct view *v = VIEW(d);
    const sippe__territory *t = rules_on(v, decide_today(d), NULL);
    intake__kin *was = intake_family_kin(v, family_id);
    intake__kin *told = intake_kin_told_by(v, screening_id, answers, intake_call_day(answers, t, decide_now_ms(d)));
    struct kin_changing c = {.family_id = family_id,
                             .screening_id = screening_id,
                             .change = KIN_CHANGE_CALL,
                             .before = was,
                             .after = intake_kin_later(a, was, told),
                             .reason = ""};
    return said(d, &c, intake_kin_row(v, family_id) ? was : told);
}

/* More is in force than the call told, where somebody changed it, or where it is joined. */
static bool is_more(struct decide *d, ProtobufCBinaryData family_id) {
    return intake_kin_row(VIEW(d), family_id) || intake_aliases_of(VIEW(d), family_id).n;
}

const intake__kin *intake_kin_amended(struct decide *d, ProtobufCBinaryData family_id, const intake__screening *before,
                                      const struct corrected_call *after) {
    struct arena *a = arena_of(d);
    struct view *v = VIEW(d);
    const sippe__territory *t = rules_on(v, decide_today(d), NULL);
    intake__kin *was = intake_family_kin(v, family_id);
    if (!was || !before || !after->answers) return NULL;
    intake__kin *told =
        intake_kin_told_by(v, after->screening_id, before, intake_call_day(before, t, decide_now_ms(d)));
    intake__kin *now = intake_kin_told_by(v, after->screening_id, after->answers, after->call_day);
    struct kin_changing c = {.family_id = family_id,
                             .screening_id = after->screening_id,
                             .change = KIN_CHANGE_CALL,
                             .before = was,
                             .after = is_more(d, family_id) ? intake_kin_corrected(a, was, told, now) : now,
                             .reason = ""};
    return said(d, &c, intake_kin_after(v, family_id, after));
}

const intake__kin *intake_kin_part(struct decide *d, const struct parting *of) {
    struct arena *a = arena_of(d);
    struct kin_changing c = {.family_id = of->left_id,
                             .change = KIN_CHANGE_PARTED,
                             .before = intake_kin_apart(VIEW(d), of->left_id, of->alias_id),
                             .after = intake_kin_parted(VIEW(d), of),
                             .reason = of->reason};
    if (c.after && !(c.before && span_equal(message_pack(a, &c.before->base), message_pack(a, &c.after->base))))
        emit_record(d, &c);
    return c.after;
}

/* ---- rows ---- */

/* By the latest call she stands among those who may pass by, with the date that is in force; an alias's call keeps its
 * own, as an apply of hers has no words for it. */
static void put_due(struct apply *a, const intake_rows__family *family, sippe__date *due) {
    intake_rows__screening *call = intake_screening_row(VIEW(a), family->screening);
    if (!call) return;
    if (civil_day(call->personal->due_date) == civil_day(due)) return;
    call->personal->due_date = due;
    ROW_PUT(a, &intake_screenings, KEY(KEY_ID(id_of(family->screening))), call);
}

void intake_on_kin_changed(struct apply *a, const struct record *r, const intake__kin_changed *e) {
    struct id family_id = id_of(e->family_id);
    const intake_rows__family *family = intake_family_row(VIEW(a), e->family_id);
    if (!family) return;
    intake_rows__kin *row = intake_kin_row(VIEW(a), e->family_id);
    if (!row) row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__kin);
    row->version = id_field(arena_of(a), r->id);
    APPEND(arena_of(a), row, said, r->seq);
    row->personal->ask_loss = intake_kin_asks_loss(e->personal->kin);
    row->personal->ask_home = !row->personal->ask_loss && intake_kin_asks_home(e->personal->kin);
    row->personal->ask_on = e->personal->ask_on;
    ROW_PUT(a, &intake_kin, KEY(KEY_ID(family_id)), row);
    put_due(a, family, e->personal->due_date);
    intake_family_found_by(a, e->family_id);
    intake_work_refresh_members_kin(a, e->family_id, r->at_ms);
    intake_taken_renew(a, e->family_id, r);
}
