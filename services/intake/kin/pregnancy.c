/* A child is born; a pregnancy is dated, ends otherwise, or has not ended after all. */
#include "base/character.h"
#include "civil/civil.h"
#include "intake/domain/kin/apart.h"
#include "intake/kin/kin.h"
#include "intake/notes/notes.h"

/* Slips are caught, nothing else: the programme follows a child to five, and a birth may be told late. */
enum { YEARS_MAX = 6, TOLD_BY_BYTES = 160, DUE_PAST = 60, DUE_AHEAD = 280, EXPECTED_MAX = BORN_MAX };

static void require_reason(struct decide *d, const char *reason) {
    if (text_is_blank(reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_text(d, "reason", reason, CHECK_NOTE);
}

/* The one that is named, else the one that goes on; NULL: there is none. */
static intake__family_pregnancy *named(const struct kin_changing *c, ProtobufCBinaryData id) {
    return id.len ? intake_kin_pregnancy(c->before, id) : intake_kin_open(c->before);
}

/* ---- a birth ---- */

static void check_birth(struct decide *d, const char *path, const sippe__date *date, bool required) {
    day today = decide_today(d), birth = check_date(d, path, date, required);
    if (birth == DAY_NONE) return;
    if (birth > today) violation(d, path, REASON_DATE_IN_FUTURE);
    if (birth < day_add_months(today, -12 * YEARS_MAX)) violation(d, path, REASON_DATE_TOO_OLD);
}

static void check_born(struct decide *d, const intake__record_birth_request *in) {
    check_birth(d, "birth_date", in->birth_date, true);
    if (in->children < 0 || in->children > BORN_MAX) violation(d, "children", REASON_NUMBER_OUT_OF_RANGE);
    if (in->n_born > BORN_MAX) violation(d, "born", REASON_TOO_MANY);
    for (size_t i = 0; i < in->n_born && i < BORN_MAX; i++) {
        check_birth(d, arena_printf(arena_of(d), "born[%zu].birth_date", i), in->born[i]->birth_date, false);
        check_text(d, arena_printf(arena_of(d), "born[%zu].given_name", i), in->born[i]->given_name, TOLD_BY_BYTES);
    }
    day home = check_date(d, "home_on", in->home_on, false);
    if (home > decide_today(d)) violation(d, "home_on", REASON_DATE_IN_FUTURE);
    if (home != DAY_NONE && home < civil_day(in->birth_date)) violation(d, "home_on", REASON_CONTRADICTION);
    if ((in->home == CHILD_HOME_SINCE) != (in->home_on != NULL)) violation(d, "home_on", REASON_CONTRADICTION);
}

/* None of those who were born is left out in silence. */
static bool is_full(const struct kin_changing *c, const intake__record_birth_request *in,
                    const intake__family_pregnancy *p) {
    size_t n = in->n_born ? in->n_born : (size_t)(in->children > 0 ? in->children : 1);
    if (!c->before) return false;
    return c->before->n_people + n > KIN_PEOPLE_MAX || (!p && c->before->n_pregnancies >= KIN_PREGNANCIES_MAX);
}

/* A birth that is there already is told as such; one of a pregnancy that is over in another way is a correction. */
static int may_be_born(struct decide *d, const intake__record_birth_request *in, const struct kin_changing *c) {
    const intake__family_pregnancy *p = named(c, in->pregnancy_id);
    if (in->pregnancy_id.len && !p) return REASON_NOT_FOUND;
    if (p && p->state == PREGNANCY_STATE_BORN) return REASON_BIRTH_KNOWN;
    if (p && p->state != PREGNANCY_STATE_OPEN) return REASON_PREGNANCY_OVER;
    if (!p && intake_kin_birth_is_known(c->before, civil_day(in->birth_date))) return REASON_BIRTH_KNOWN;
    if (is_full(c, in, p)) return violation(d, "family_id", REASON_TOO_MANY);
    bool odd = p && intake_kin_birth_is_odd(civil_day(p->due_date), civil_day(in->birth_date));
    return odd && !in->sure ? violation(d, "birth_date", REASON_BIRTH_ODD) : 0;
}

/* Without a version a birth is added to whatever is there: who holds the telephone has not opened the file. */
int intake_record_birth(struct decide *d, const intake__record_birth_request *in, intake__record_birth_reply *out) {
    struct kin_changing c;
    int reason = intake_kin_begin(d, in->family_id, in->version, &c);
    if (reason) return reason;
    check_born(d, in);
    if (violations(d)) return REASON_FIELDS_INVALID;
    reason = may_be_born(d, in, &c);
    if (reason) return reason;
    const intake__family_pregnancy *p = named(&c, in->pregnancy_id);
    struct kin_birth birth = {.pregnancy_id = p ? p->pregnancy_id : (ProtobufCBinaryData){0},
                              .born = (const intake__born_child *const *)in->born,
                              .n_born = in->n_born,
                              .on = civil_day(in->birth_date),
                              .count = in->children,
                              .home = in->home,
                              .home_on = in->home_on};
    struct kin_ids ids = intake_kin_new_ids(d);
    c.after = intake_kin_with_birth(arena_of(d), c.before, &birth, &ids);
    c.change = KIN_CHANGE_BIRTH;
    out->version = id_field(arena_of(d), intake_kin_emit(d, &c));
    out->pregnancy_id = c.after->pregnancies[c.after->n_pregnancies - 1]->pregnancy_id;
    if (p) out->pregnancy_id = p->pregnancy_id;
    return 0;
}

/* ---- dated ---- */

static void check_dated(struct decide *d, const intake__date_pregnancy_request *in) {
    day today = decide_today(d), due = check_date(d, "due_date", in->due_date, true);
    if (due != DAY_NONE && due > today + DUE_AHEAD) violation(d, "due_date", REASON_DATE_TOO_FAR);
    if (due != DAY_NONE && due < today - DUE_PAST) violation(d, "due_date", REASON_DATE_TOO_OLD);
    if (!in->source) violation(d, "source", REASON_FIELD_REQUIRED);
    if (in->expected < 0 || in->expected > EXPECTED_MAX) violation(d, "expected", REASON_NUMBER_OUT_OF_RANGE);
    if (in->pregnancy_id.len) require_reason(d, in->reason);
    check_text(d, "reason", in->reason, CHECK_NOTE);
}

int intake_date_pregnancy(struct decide *d, const intake__date_pregnancy_request *in,
                          intake__date_pregnancy_reply *out) {
    struct arena *a = arena_of(d);
    struct kin_changing c;
    struct kin_ids ids = intake_kin_new_ids(d);
    int reason = intake_kin_begin(d, in->family_id, in->version, &c);
    if (reason) return reason;
    check_dated(d, in);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake__family_pregnancy *was =
        in->pregnancy_id.len ? intake_kin_pregnancy(c.before, in->pregnancy_id) : NULL;
    if (in->pregnancy_id.len && !was) return REASON_NOT_FOUND;
    if (was && was->state != PREGNANCY_STATE_OPEN) return REASON_PREGNANCY_OVER;
    if (!was && intake_kin_is_dated(c.before, civil_day(in->due_date))) return REASON_PREGNANCY_KNOWN;
    if (!was && c.before && c.before->n_pregnancies >= KIN_PREGNANCIES_MAX)
        return violation(d, "family_id", REASON_TOO_MANY);
    intake__family_pregnancy *now = was ? message_copy(a, &was->base) : NEW(a, intake__family_pregnancy);
    if (!was) now->pregnancy_id = id_field(a, ids.make(ids.owner, 0));
    if (!was && c.before) now->person_id = c.before->holder_id;
    now->due_date = in->due_date;
    now->source = in->source;
    now->state = PREGNANCY_STATE_OPEN;
    if (in->expected) now->expected = in->expected;
    c.after = intake_kin_with_pregnancy(a, c.before, now);
    if (was && intake_kin_same(a, c.before, c.after)) return REASON_KIN_SAME;
    c.change = KIN_CHANGE_DATED;
    c.reason = in->reason;
    out->version = id_field(a, intake_kin_emit(d, &c));
    out->pregnancy_id = now->pregnancy_id;
    return 0;
}

/* ---- a loss ---- */

static void check_loss(struct decide *d, const intake__record_loss_request *in) {
    day on = check_date(d, "on", in->on, true);
    if (on > decide_today(d)) violation(d, "on", REASON_DATE_IN_FUTURE);
    if (on != DAY_NONE && on < decide_today(d) - DUE_AHEAD) violation(d, "on", REASON_DATE_TOO_OLD);
    if (text_is_blank(in->told_by)) violation(d, "told_by", REASON_FIELD_REQUIRED);
    check_text(d, "told_by", in->told_by, TOLD_BY_BYTES);
    check_text(d, "note", in->note, CHECK_NOTE);
}

/* The one that is named, that goes on, or of whose end nobody has spoken with her: that is what is said next. */
static const intake__family_pregnancy *lost(const struct kin_changing *c, ProtobufCBinaryData id) {
    const intake__family_pregnancy *p = named(c, id);
    return p || id.len ? p : intake_kin_unspoken(c->before);
}

/* Said again of one that is known as lost, it says that she has been spoken to, what she wishes, or another day; what
 * is not said stays as it was. */
static void tell_loss(intake__family_pregnancy *now, const intake__record_loss_request *in) {
    now->state = PREGNANCY_STATE_ENDED;
    now->ended_on = in->on;
    if (in->spoken_to) now->spoken_to = in->spoken_to;
    if (!now->spoken_to) now->spoken_to = YES_NO_NO;
    if (in->wish) now->wish = in->wish;
    if (in->spoken_to && in->spoken_to != YES_NO_YES) now->wish = LOSS_WISH_UNSPECIFIED;
}

int intake_record_loss(struct decide *d, const intake__record_loss_request *in, intake__record_loss_reply *out) {
    struct arena *a = arena_of(d);
    struct kin_changing c;
    int reason = intake_kin_begin(d, in->family_id, in->version, &c);
    if (reason) return reason;
    check_loss(d, in);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake__family_pregnancy *was = lost(&c, in->pregnancy_id);
    if (!was) return in->pregnancy_id.len ? REASON_NOT_FOUND : REASON_PREGNANCY_OVER;
    if (was->state != PREGNANCY_STATE_OPEN && was->state != PREGNANCY_STATE_ENDED) return REASON_PREGNANCY_OVER;
    if (intake_kin_loss_is_odd(civil_day(was->due_date), civil_day(in->on))) return violation(d, "on", REASON_LOSS_ODD);
    intake__family_pregnancy *now = message_copy(a, &was->base);
    tell_loss(now, in);
    if (in->wish && now->spoken_to != YES_NO_YES) return violation(d, "wish", REASON_CONTRADICTION);
    c.after = intake_kin_with_pregnancy(a, c.before, now);
    c.change = KIN_CHANGE_LOSS;
    out->version = id_field(a, intake_kin_emit(d, &c));
    intake_note_of_loss(d, in, now->pregnancy_id);
    return 0;
}

/* ---- in error ---- */

int intake_reopen_pregnancy(struct decide *d, const intake__reopen_pregnancy_request *in,
                            intake__reopen_pregnancy_reply *out) {
    struct arena *a = arena_of(d);
    struct kin_changing c;
    int reason = intake_kin_begin(d, in->family_id, in->version, &c);
    if (reason) return reason;
    require_reason(d, in->reason);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake__family_pregnancy *was = intake_kin_pregnancy(c.before, in->pregnancy_id);
    if (!was) return REASON_NOT_FOUND;
    if (intake_kin_born_apart(c.before, in->pregnancy_id)) return REASON_CHILD_OWN_FILE;
    bool over = was->state == PREGNANCY_STATE_BORN || was->state == PREGNANCY_STATE_ENDED;
    if (was->state == PREGNANCY_STATE_IN_ERROR || (!over && !in->in_error)) return REASON_MOVE_ILLEGAL;
    c.after = intake_kin_reopened(a, c.before, in->pregnancy_id);
    if (in->in_error) intake_kin_pregnancy(c.after, in->pregnancy_id)->state = PREGNANCY_STATE_IN_ERROR;
    c.change = KIN_CHANGE_REOPENED;
    c.reason = in->reason;
    out->version = id_field(a, intake_kin_emit(d, &c));
    return 0;
}
