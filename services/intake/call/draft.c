/* A draft is saved, discarded, forgotten when its time is over. */
#include "intake/call/draft.h"
#include "civil/civil.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/screening/draft.h"
#include "intake/domain/screening/third_party.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/screening_check.h"
#include "intake/notes/notes.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

/* Where the rules say nothing. */
enum { DRAFT_DAYS = 7 };

intake_rows__draft *intake_draft_row(struct view *v, ProtobufCBinaryData id) {
    struct id draft;
    return id_from(id, &draft) ? row_get(v, &intake_drafts, KEY(KEY_ID(draft))) : NULL;
}

struct owned intake_owner_of_draft(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__draft *row = intake_draft_row(v, id);
    return row ? (struct owned){row->clsc_code, id_of(id)} : (struct owned){0};
}

/* Of the caller's CLSC. */
static const intake_rows__draft *reached(struct decide *d, ProtobufCBinaryData id) {
    const intake_rows__draft *row = intake_draft_row(VIEW(d), id);
    return row && principal_reaches(decide_principal(d), row->clsc_code) ? row : NULL;
}

static const intake__draft_saved *told_by(struct decide *d, ProtobufCBinaryData id) {
    struct record r;
    const intake_rows__draft *row = reached(d, id);
    return row ? READ_EVENT(d, intake__draft_saved, row->saved, &r) : NULL;
}

const char *intake_draft_notes(struct decide *d, ProtobufCBinaryData id) {
    const intake__draft_saved *e = told_by(d, id);
    return e ? e->personal->notes : "";
}

ProtobufCBinaryData intake_draft_inbound(struct decide *d, ProtobufCBinaryData id) {
    const intake__draft_saved *e = told_by(d, id);
    return e ? e->personal->inbound_id : (ProtobufCBinaryData){0};
}

/* ---- saved ---- */

struct saving {
    const sippe__territory *rules;
    intake__screening *answers; /* what is kept */
    const char *notes;
    ProtobufCBinaryData inbound_id;
    bool anonymous;
    struct left_out left_out;
};

/* Of what was told for her all but how to call her back; before the notice was read, who she is as well. */
static void leave_out(struct arena *a, struct saving *s) {
    if (intake_told_by_third_party(s->answers)) s->left_out = intake_third_party_strip(a, s->answers);
    if (!s->anonymous) return;
    struct left_out more = intake_draft_strip(a, s->answers);
    for (size_t i = 0; i < more.n_paths; i++) APPEND(a, &s->left_out, paths, more.paths[i]);
}

/* Nothing is required but whose it is. What is impossible is refused all the same: she is still there to be asked. What
 * must not be kept goes before anybody looks at it. */
static int take(struct decide *d, const intake__save_draft_request *in, struct saving *s) {
    struct arena *a = arena_of(d);
    const intake__screening *given = in->screening;
    struct id inbound;
    check_text(d, "notes", in->notes, NOTE_BYTES);
    if (in->inbound_id.len && !id_from(in->inbound_id, &inbound)) violation(d, "inbound_id", REASON_ID_INVALID);
    if (violations(d)) return REASON_FIELDS_INVALID;
    s->inbound_id = in->inbound_id.len ? in->inbound_id : intake_draft_inbound(d, in->draft_id);
    s->rules = rules_on(VIEW(d), decide_today(d), NULL);
    if (!s->rules) return REASON_TERRITORY_MISSING;
    s->answers = given ? intake_screening_normal(a, given) : NULL;
    if (!s->answers || !s->answers->call || !*s->answers->call->clsc_code) {
        violation(d, "screening.call.clsc_code", REASON_FIELD_REQUIRED);
        return REASON_FIELDS_INVALID;
    }
    intake_clsc_mend(s->rules, s->answers);
    s->anonymous = !intake_draft_names_her(s->answers);
    s->notes = s->anonymous ? "" : in->notes;
    leave_out(a, s);
    if (s->anonymous && *in->notes) APPEND(a, &s->left_out, paths, "notes");
    struct screening_checked checked =
        intake_screening_check(a, s->answers, s->rules, decide_now_ms(d), SCREENING_PREVIEW);
    violations_add(d, "screening.", &checked.wrong);
    if (checked.reason) return checked.reason;
    return principal_reaches(decide_principal(d), s->answers->call->clsc_code) ? 0 : REASON_CLSC_NOT_YOURS;
}

/* Each saving counts its days anew: somebody is at it. */
static intake__draft_saved *saved(struct decide *d, const struct saving *s, struct id draft) {
    struct arena *a = arena_of(d);
    day today = decide_today(d);
    int32_t days = s->rules->delays ? s->rules->delays->draft_days : 0;
    day until = today + (days > 0 ? days : DRAFT_DAYS);
    intake__draft_saved *e = NEW_WITH_PERSONAL(a, intake__draft_saved);
    e->draft_id = id_field(a, draft);
    e->clsc_code = s->answers->call->clsc_code;
    e->act_by = civil_date(a, intake_working_day(a, s->rules, today, 1));
    e->kept_until = civil_date(a, until);
    e->over_at = civil_instant(a, day_start_ms(civil_zone(s->rules), until + 1));
    e->personal->screening = s->answers;
    e->personal->first_gap = intake_draft_first_gap(s->answers);
    e->personal->anonymous = s->anonymous;
    e->personal->notes = s->notes;
    e->personal->inbound_id = s->inbound_id;
    return e;
}

/* Of a known one: the caller's CLSC's, as she saw it. */
static int known(struct decide *d, const intake__save_draft_request *in) {
    const intake_rows__draft *row = intake_draft_row(VIEW(d), in->draft_id);
    if (row && !principal_reaches(decide_principal(d), row->clsc_code)) row = NULL;
    return CHANGE_BEGIN(d, row, in);
}

int intake_save_draft(struct decide *d, const intake__save_draft_request *in, intake__save_draft_reply *out) {
    struct saving s = {0};
    int reason = take(d, in, &s);
    if (!reason && in->draft_id.len) reason = known(d, in);
    if (reason) return reason;
    struct id draft = in->draft_id.len ? id_of(in->draft_id) : decide_new_id(d, "draft");
    const intake__draft_saved *e = saved(d, &s, draft);
    out->version = id_field(arena_of(d), EMIT_FOR(d, draft, draft, e));
    out->draft_id = e->draft_id;
    out->left_out = s.left_out.paths;
    out->n_left_out = s.left_out.n_paths;
    out->first_gap = e->personal->first_gap;
    out->kept_until = e->kept_until;
    return 0;
}

/* Of an erased one nothing is put, and then nothing is set: a rebuild comes by here again. */
void intake_on_draft_saved(struct apply *a, const struct record *r, const intake__draft_saved *e) {
    struct id draft = id_of(e->draft_id);
    intake_rows__draft *row = NEW(arena_of(a), intake_rows__draft);
    row->clsc_code = e->clsc_code;
    row->version = id_field(arena_of(a), r->id);
    row->saved = r->seq;
    row->act_by = e->act_by;
    row->kept_until = e->kept_until;
    ROW_PUT(a, &intake_drafts, KEY(KEY_ID(draft)), row);
    if (!row_exists(VIEW(a), &intake_drafts, KEY(KEY_ID(draft)))) return;
    deadline_set(a, &intake_draft_over, draft, civil_ms(e->over_at));
    intake_work_refresh_draft(a, draft, r->at_ms);
}

/* ---- ended ---- */

/* The record that says how stands before the erasure, after which nothing is recorded of it. */
static void finish(struct decide *d, struct id draft, intake__draft_end how) {
    intake__draft_ended *e = NEW(arena_of(d), intake__draft_ended);
    e->draft_id = id_field(arena_of(d), draft);
    e->how = how;
    EMIT(d, draft, e);
    subject_erase(d, decide_new_id(d, "draft erased"), draft, true);
}

void intake_draft_finish(struct decide *d, ProtobufCBinaryData id, intake__draft_end how) {
    if (reached(d, id)) finish(d, id_of(id), how);
}

int intake_discard_draft(struct decide *d, const intake__discard_draft_request *in, intake__discard_draft_reply *out) {
    const intake_rows__draft *row = intake_draft_row(VIEW(d), in->draft_id);
    (void)out;
    int reason = CHANGE_BEGIN(d, row, in);
    if (!reason) finish(d, id_of(in->draft_id), DRAFT_END_DISCARDED);
    return reason;
}

/* A saving that came between has moved it. */
int intake_draft_over_due(struct decide *d, const struct due *due) {
    if (row_exists(VIEW(d), &intake_drafts, KEY(KEY_ID(due->thing)))) finish(d, due->thing, DRAFT_END_EXPIRED);
    return 0;
}
