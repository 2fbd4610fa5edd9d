/* A merge is taken back: it was no fact. Nothing was moved by it, so that nothing has to be moved back. What was
 * recorded in between of the family that is left stays hers, until a person has looked at it. */
#include "base/character.h"
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/call/screening_rows.h"
#include "intake/contact/contact.h"
#include "intake/family/changed.h"
#include "intake/follow/access_clock.h"
#include "intake/follow/programme_end.h"
#include "intake/follow/aid.h"
#include "intake/kin/kin.h"
#include "intake/merge/merge.h"
#include "intake/reach/reach.h"
#include "intake/referral/consent.h"
#include "intake/referral/referral.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

struct undoing {
    ProtobufCBinaryData alias_id, left_id, screening_id;
    const intake_rows__family *alias, *left;
    struct id_list under, rest; /* who goes with her; who is left */
    struct recorded_list since;
};

/* ---- may it be? ---- */

/* The call by which she became an alias, which is her own. */
static ProtobufCBinaryData call_of(struct view *v, ProtobufCBinaryData alias_id, uint64_t aliased) {
    struct id alias = id_of(alias_id);
    struct id_list list = intake_of_members(v, &intake_screenings_of_family, &(struct id_list){&alias, 1});
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__screening *row = row_get(v, &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (row && row->settled == aliased) return id_field(view_arena(v), list.ids[i]);
    }
    return (ProtobufCBinaryData){0};
}

static int check(struct decide *d, const intake__undo_match_request *in, struct undoing *u) {
    u->alias_id = u->left_id = in->family_id;
    u->alias = intake_family_row(VIEW(d), in->family_id);
    int reason = CHANGE_BEGIN(d, u->alias, in);
    if (reason) return reason;
    if (!u->alias->personal->alias_of.len) return REASON_FAMILY_NOT_MERGED;
    reason = intake_may_change(d, u->alias->clsc_code, in->family_id); /* as of whoever joined them */
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    return violations(d);
}

static void gather(struct view *v, struct undoing *u) {
    u->left = intake_family_now(v, &u->left_id);
    u->under = intake_members_under(v, u->alias_id);
    u->rest = intake_members_without(v, intake_members(v, u->left_id), &u->under);
    u->screening_id = call_of(v, u->alias_id, u->alias->aliased);
    u->since = intake_recorded_since(v, u->alias_id);
}

/* ---- said ---- */

static intake__match_undone *undone(struct decide *d, const struct undoing *u, const char *reason) {
    struct arena *a = arena_of(d);
    intake__match_undone *e = NEW_WITH_PERSONAL(a, intake__match_undone);
    e->undo_id = id_field(a, decide_new_id(d, "undone match"));
    e->family_id = u->left_id;
    e->alias_id = u->alias_id;
    e->screening_id = u->screening_id;
    e->merged = u->alias->aliased;
    e->personal->reason = reason;
    for (size_t i = 0; i < u->since.n; i++) {
        intake__match_undone__recorded_of *one = NEW(a, intake__match_undone__recorded_of);
        one->kind = u->since.list[i].kind;
        one->thing = id_field(a, u->since.list[i].thing);
        one->at = u->since.list[i].at;
        APPEND(a, e->personal, since, one);
    }
    if (u->since.n) e->personal->review_by = intake_due_date(d, INTAKE_SETTLE_MATCH);
    return e;
}

static void tell_parted(struct decide *d, const struct undoing *u) {
    intake__family_parted *e = NEW(arena_of(d), intake__family_parted);
    e->family_id = u->alias_id;
    e->clsc_code = u->alias->clsc_code;
    emit_about(d, (struct id[]){id_of(u->alias_id), id_of(u->left_id)}, 2, &e->base);
}

/* What both had together is no one's: of who is left it is as it was, with what was changed since. */
static struct parting parting_of(struct view *v, const struct undoing *u, const char *reason) {
    struct parting p = {.left_id = u->left_id, .alias_id = u->alias_id, .reason = reason};
    const intake_rows__family *row = u->alias;
    for (; row && row->personal->alias_of.len; row = intake_family_row(v, row->personal->alias_of))
        p.merged = row->aliased;
    return p;
}

/* Of each of the two, what scheduling uses of her is what she has said herself; so is until when the programme is for
 * her. */
static void tell_followed(struct decide *d, ProtobufCBinaryData family, const struct id_list *part,
                          const struct parting *of) {
    const intake__contact_details *contact = of ? intake_contact_part(d, of) : NULL;
    const intake__kin *kin = of ? intake_kin_part(d, of) : NULL;
    ProtobufCBinaryData without = of ? of->alias_id : (ProtobufCBinaryData){0};
    ProtobufCBinaryData id = {0};
    const intake_rows__enrolment *row = intake_members_enrolment(VIEW(d), part, &id);
    bool followed = row && row->state != ENROLMENT_STATE_ENDED;
    const struct follow_now now = {.enrolment = followed ? row : NULL,
                                   .enrolment_id = id,
                                   .contact = contact ? contact : intake_contact_apart(VIEW(d), family, without),
                                   .kin = kin ? kin : intake_kin_apart(VIEW(d), family, without),
                                   .part = part};
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (followed) intake_programme_end_apart(d, id, row, intake_kin_youngest(now.kin));
    if (followed) intake_aid_emit(d, id, row, row->family_id, now.kin, t);
    intake_family_changed(d, family, &now);
}

int intake_undo_match(struct decide *d, const intake__undo_match_request *in, intake__undo_match_reply *out) {
    struct arena *a = arena_of(d);
    struct undoing u = {0};
    int reason = check(d, in, &u);
    if (reason) return reason;
    gather(VIEW(d), &u);
    intake__match_undone *e = undone(d, &u, in->reason);
    struct id subjects[] = {id_of(e->undo_id), id_of(u.left_id), id_of(u.alias_id), id_of(u.screening_id)};
    out->version = id_field(a, emit_for(d, subjects[1], subjects, u.screening_id.len ? 4 : 3, &e->base));
    tell_parted(d, &u);
    intake_access_part(d, u.left_id, &u.under);
    const struct parting of = parting_of(VIEW(d), &u, in->reason);
    tell_followed(d, u.left_id, &u.rest, &of);
    tell_followed(d, u.alias_id, &u.under, NULL);
    out->undo_id = e->undo_id;
    out->left_family_id = u.left_id;
    out->left_family_number = u.left->personal->number;
    out->review_by = e->personal->review_by;
    for (size_t i = 0; i < u.since.n; i++)
        APPEND(a, out, since, intake_recorded_shown(VIEW(d), &u.since.list[i], u.left_id, (ProtobufCBinaryData){0}));
    return 0;
}

/* ---- rows ---- */

intake_rows__undone_match *intake_undone_row(struct view *v, ProtobufCBinaryData field) {
    struct id id;
    return id_from(field, &id) ? row_get(v, &intake_undone_matches, KEY(KEY_ID(id))) : NULL;
}

struct owned intake_owner_of_undone(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__undone_match *row = intake_undone_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

void intake_undone_put(struct apply *a, struct id id, intake_rows__undone_match *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_undone_matches, KEY(KEY_ID(id)), row);
    intake_work_refresh_undone(a, id, r->at_ms);
}

static void part(struct apply *a, const struct record *r, ProtobufCBinaryData alias_id) {
    intake_rows__family *alias = intake_family_row(VIEW(a), alias_id);
    if (!alias) return;
    alias->personal->alias_of = (ProtobufCBinaryData){0};
    alias->aliased = 0;
    alias->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(alias_id))), alias);
}

static void touch(struct apply *a, const struct record *r, ProtobufCBinaryData family_id) {
    intake_rows__family *row = intake_family_row(VIEW(a), family_id);
    if (!row) return;
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(family_id))), row);
}

/* Whether she is known is as open as it was: she may be another one's yet. */
static void ask_again(struct apply *a, const struct record *r, ProtobufCBinaryData screening_id) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), screening_id);
    if (!row) return;
    row->settled = 0;
    row->personal->match_open = row->personal->n_matches > 0;
    intake_screening_put(a, id_of(screening_id), row, r);
}

/* What one did to a thing of the other is taken back with the merge; what is derived is as each file is now. */
static void apart(struct apply *a, const struct record *r, ProtobufCBinaryData family_id) {
    struct id_list members = intake_members(VIEW(a), family_id);
    intake_access_clocks_part(a, r, &members);
    intake_family_calls_part(a, r, &members);
    intake_referrals_part(a, r, &members);
    intake_consents_part(a, r, &members);
    intake_screenings_refile(a, &members);
    intake_work_renew_family(a, family_id, r->at_ms);
}

static void put_undone(struct apply *a, const struct record *r, const intake__match_undone *e) {
    struct arena *arena = arena_of(a);
    intake_rows__undone_match *row = NEW_WITH_PERSONAL(arena, intake_rows__undone_match);
    row->family_id = e->family_id;
    row->alias_id = e->alias_id;
    row->screening_id = e->screening_id;
    row->merged = e->merged;
    row->undone = r->seq;
    for (size_t i = 0; i < e->personal->n_since; i++) {
        intake_rows__undone_match__one *one = NEW(arena, intake_rows__undone_match__one);
        one->kind = e->personal->since[i]->kind;
        one->thing = e->personal->since[i]->thing;
        one->at = e->personal->since[i]->at;
        APPEND(arena, row->personal, since, one);
    }
    row->personal->review_by = e->personal->review_by;
    row->personal->reviewed = !row->personal->n_since;
    intake_undone_put(a, id_of(e->undo_id), row, r);
}

void intake_on_match_undone(struct apply *a, const struct record *r, const intake__match_undone *e) {
    part(a, r, e->alias_id);
    touch(a, r, e->family_id);
    ask_again(a, r, e->screening_id);
    apart(a, r, e->alias_id);
    apart(a, r, e->family_id);
    if (intake_family_row(VIEW(a), e->family_id)) put_undone(a, r, e);
}

/* Each of those who had become her; whoever is under them goes with them. */
void intake_merges_end(struct apply *a, const struct record *r, ProtobufCBinaryData erased) {
    struct id_list aliases = intake_aliases_of(VIEW(a), erased);
    for (size_t i = 0; i < aliases.n; i++) {
        ProtobufCBinaryData alias_id = id_field(arena_of(a), aliases.ids[i]);
        const intake_rows__family *alias = intake_family_row(VIEW(a), alias_id);
        if (!alias) continue;
        ProtobufCBinaryData call = call_of(VIEW(a), alias_id, alias->aliased);
        part(a, r, alias_id);
        ask_again(a, r, call);
        apart(a, r, alias_id);
    }
}

bool intake_undone_reviewed(struct apply *a, struct id id, const struct record *r) {
    intake_rows__undone_match *row = row_get(VIEW(a), &intake_undone_matches, KEY(KEY_ID(id)));
    if (!row) return false;
    row->personal->reviewed = true;
    intake_undone_put(a, id, row, r);
    return true;
}
