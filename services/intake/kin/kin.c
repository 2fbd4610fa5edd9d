#include "intake/kin/kin.h"

#include "civil/civil.h"
#include "intake/call/proposing.h"
#include "intake/follow/dates_told.h"
#include "intake/follow/programme_end.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

static intake_rows__kin *row_of(struct view *v, ProtobufCBinaryData family_id) {
    struct id id;
    return id_from(family_id, &id) ? row_get(v, &intake_kin, KEY(KEY_ID(id))) : NULL;
}

bool intake_kin_is_kept(struct view *v, ProtobufCBinaryData family_id) { return row_of(v, family_id) != NULL; }

/* ---- in force ---- */

/* What a call tells gets the same ids whenever it is read: of the call, and of their place in it. */
struct told_ids {
    struct view *view;
    char said[33];
};
static struct id told_id(void *owner, size_t n) {
    const struct told_ids *t = owner;
    return lookup_hash(t->view, "kin", arena_printf(view_arena(t->view), "%s:%zu", t->said, n));
}

static intake__kin *told_by(struct view *v, ProtobufCBinaryData said, const intake__screening *answers, day call_day) {
    struct told_ids *t = arena_alloc(view_arena(v), sizeof *t);
    t->view = v;
    id_hex(id_of(said), t->said);
    struct kin_ids ids = {told_id, t, 0};
    return intake_kin_told(view_arena(v), answers, call_day, &ids);
}

/* The day from which weeks that were told are counted: that of the call; of a sheet, the one of its take-over. */
static day told_on(struct view *v, const intake__screening *s, uint64_t said) {
    struct record r;
    int64_t at_ms = record_head(v, said, &r) ? r.at_ms : 0;
    return intake_call_day(s, rules_on(v, today_of(v, at_ms), NULL), at_ms);
}

intake__kin *intake_family_kin(struct view *v, ProtobufCBinaryData family_id, const intake_rows__family *family) {
    const intake_rows__kin *row = row_of(v, family_id);
    if (row) {
        const intake__kin_changed *e = READ_EVENT(v, intake__kin_changed, row->said[row->n_said - 1], NULL);
        return e ? e->personal->kin : NULL;
    }
    struct told told = intake_family_told(v, family);
    const intake__screening *answers = intake_family_answers(v, family);
    return answers ? told_by(v, told.by, answers, told_on(v, answers, told.seq)) : NULL;
}

ProtobufCBinaryData intake_kin_version(struct view *v, ProtobufCBinaryData family_id,
                                       const intake_rows__family *family) {
    const intake_rows__kin *row = row_of(v, family_id);
    struct record r;
    if (row) return row->version;
    uint64_t seq = intake_family_told(v, family).seq;
    return seq && record_head(v, seq, &r) ? id_field(view_arena(v), r.id) : (ProtobufCBinaryData){0};
}

/* ---- changed ---- */

int intake_kin_begin(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData version,
                     struct kin_changing *c) {
    *c = (struct kin_changing){.family_id = family_id, .reason = ""};
    c->family = intake_family_row(VIEW(d), family_id);
    if (!c->family) return REASON_NOT_FOUND;
    int reason = intake_family_closed(c->family);
    if (reason) return reason;
    c->before = intake_family_kin(VIEW(d), family_id, c->family);
    return version.len ? version_check(d, intake_kin_version(VIEW(d), family_id, c->family), version) : 0;
}

static struct id drawn(void *owner, size_t n) {
    (void)n;
    return decide_new_id(owner, "kin");
}
struct kin_ids intake_kin_new_ids(struct decide *d) {
    return (struct kin_ids){drawn, d, 0};
}

static bool asks_loss(const intake__kin *k) {
    for (size_t i = 0; k && i < k->n_pregnancies; i++)
        if (k->pregnancies[i]->state == PREGNANCY_STATE_ENDED && k->pregnancies[i]->spoken_to != YES_NO_YES)
            return true;
    return false;
}

static bool asks_home(const intake__kin *k) {
    const intake__person *child = intake_kin_newborn(k);
    return child && (child->home == CHILD_HOME_IN_HOSPITAL || child->home == CHILD_HOME_UNKNOWN);
}

/* A loss is work of the same day; where a newborn is, of the next working morning. What was asked before keeps its day:
 * a correction of something else makes nobody later. */
static day ask_on(struct decide *d, ProtobufCBinaryData family_id, const intake__kin *k) {
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    const intake_rows__kin *row = row_of(VIEW(d), family_id);
    bool loss = asks_loss(k);
    if (!loss && !asks_home(k)) return DAY_NONE;
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

/* Of a followed family. The end of the programme is set by a child, and stays as it was where none is left: a person
 * ends her follow-up. */
static void followed(struct decide *d, const struct kin_changing *c) {
    const intake_rows__enrolment *enrolment = intake_live_enrolment(VIEW(d), c->family);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!enrolment) return;
    intake_dates_tell(d, c->family, enrolment, c->before, c->after);
    intake_programme_end_emit(d, c->family->personal->enrolment, enrolment, c->family_id, intake_kin_youngest(c->after),
                              t);
}

struct id intake_kin_emit(struct decide *d, const struct kin_changing *c) {
    struct id version = emit_record(d, c);
    followed(d, c);
    return version;
}

/* ---- by calls ---- */

void intake_kin_heard(struct decide *d, ProtobufCBinaryData family_id, const intake_rows__family *family,
                      ProtobufCBinaryData screening_id, const intake__screening *answers) {
    struct arena *a = arena_of(d);
    struct view *v = VIEW(d);
    const sippe__territory *t = rules_on(v, decide_today(d), NULL);
    intake__kin *was = intake_family_kin(v, family_id, family);
    intake__kin *told = told_by(v, screening_id, answers, intake_call_day(answers, t, decide_now_ms(d)));
    struct kin_changing c = {family_id, screening_id, family, KIN_CHANGE_CALL, was, intake_kin_later(a, was, told), ""};
    bool said = intake_kin_same(a, c.after, intake_kin_is_kept(v, family_id) ? was : told);
    if (!said)
        intake_kin_emit(d, &c);
    else
        followed(d, &c);
}

void intake_kin_amended(struct decide *d, ProtobufCBinaryData family_id, const intake_rows__family *family,
                        const intake__screening *before, const intake__screening *after) {
    struct arena *a = arena_of(d);
    struct view *v = VIEW(d);
    const sippe__territory *t = rules_on(v, decide_today(d), NULL);
    intake__kin *was = intake_family_kin(v, family_id, family);
    if (!was || !before || !after) return;
    intake__kin *told = told_by(v, family->screening, before, intake_call_day(before, t, decide_now_ms(d)));
    intake__kin *now = told_by(v, family->screening, after, intake_call_day(after, t, decide_now_ms(d)));
    bool kept = intake_kin_is_kept(v, family_id);
    struct kin_changing c = {family_id, family->screening,
                             family,    KIN_CHANGE_CALL,
                             was,       kept ? intake_kin_corrected(a, was, told, now) : now,
                             ""};
    if (kept && !intake_kin_same(a, was, c.after))
        intake_kin_emit(d, &c);
    else
        followed(d, &c);
}

void intake_kin_joined(struct decide *d, ProtobufCBinaryData into_id, ProtobufCBinaryData from_id,
                       ProtobufCBinaryData latest) {
    struct arena *a = arena_of(d);
    struct view *v = VIEW(d);
    const intake_rows__family *into = intake_family_row(v, into_id), *from = intake_family_row(v, from_id);
    if (!into || !from) return;
    intake__kin *hers = intake_family_kin(v, into_id, into), *other = intake_family_kin(v, from_id, from);
    bool newer = id_is(latest, id_of(from->screening)); /* the other's is the newer word */
    intake__kin *older = newer ? hers : other, *word = newer ? other : hers;
    if (!word) return;
    struct kin_changing c = {into_id, latest, into, KIN_CHANGE_CALL, hers, intake_kin_later(a, older, word), ""};
    const intake_rows__screening *call = intake_screening_row(v, latest);
    const intake__screening *answers = call ? intake_last_word(v, call).answers : NULL;
    intake__kin *told = answers ? told_by(v, latest, answers, told_on(v, answers, call->submitted)) : NULL;
    bool said = intake_kin_same(a, c.after, intake_kin_is_kept(v, into_id) ? hers : told);
    if (!said)
        intake_kin_emit(d, &c);
    else
        followed(d, &c);
}

/* ---- rows ---- */

/* By the latest call she stands among those who may pass by: with the date that is in force, unless that call is of a
 * family that was merged into hers, whose words an apply of hers has not. */
static void put_due(struct apply *a, const intake_rows__family *family, sippe__date *due) {
    intake_rows__screening *call = intake_screening_row(VIEW(a), family->screening);
    if (!call || !id_is(call->sealed_for, id_of(call->family_id))) return;
    if (civil_day(call->personal->due_date) == civil_day(due)) return;
    call->personal->due_date = due;
    ROW_PUT(a, &intake_screenings, KEY(KEY_ID(id_of(family->screening))), call);
}

void intake_on_kin_changed(struct apply *a, const struct record *r, const intake__kin_changed *e) {
    struct id family_id = id_of(e->family_id);
    const intake_rows__family *family = intake_family_row(VIEW(a), e->family_id);
    if (!family) return;
    intake_rows__kin *row = row_of(VIEW(a), e->family_id);
    if (!row) row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__kin);
    row->version = id_field(arena_of(a), r->id);
    APPEND(arena_of(a), row, said, r->seq);
    row->personal->ask_loss = asks_loss(e->personal->kin);
    row->personal->ask_home = !row->personal->ask_loss && asks_home(e->personal->kin);
    row->personal->ask_on = e->personal->ask_on;
    ROW_PUT(a, &intake_kin, KEY(KEY_ID(family_id)), row);
    put_due(a, family, e->personal->due_date);
    intake_work_refresh_kin(a, family_id, r->at_ms);
    intake_taken_renew(a, e->family_id, r);
}
