/* A family's file: who she is by her latest answers, all that belongs to her, and who must act next. */
#include <stdlib.h>
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/call/urgent.h"
#include "intake/contact/contact.h"
#include "intake/follow/access_clock.h"
#include "intake/follow/move.h"
#include "intake/kin/kin.h"
#include "intake/erasure/erasure.h"
#include "intake/family/named.h"
#include "intake/family/shown.h"
#include "intake/notes/notes.h"
#include "intake/reach/reach.h"
#include "intake/rows.h"
#include "intake/separation/separation.h"
#include "intake/work/whose.h"

/* When the child is due or was born is an answer, which who follows her sees; who her people are, is not. */
static void show_kin(struct query *q, unsigned seen, intake__get_family_reply *out) {
    intake__kin *kin = intake_family_kin(VIEW(q), out->family_id);
    out->kin = seen & SHOWS_IDENTITY ? kin : intake_kin_without_names(arena_of(q), kin);
    out->kin_version = intake_kin_version(VIEW(q), out->family_id);
    out->due_date = civil_date(arena_of(q), intake_kin_due(kin));
    out->child_birth_date = civil_date(arena_of(q), intake_kin_birth(kin));
}

static void show_contact(struct query *q, intake__get_family_reply *out) {
    out->contact = intake_family_contact(VIEW(q), out->family_id);
    out->contact_version = intake_contact_version(VIEW(q), out->family_id);
}

static void show_person(struct query *q, unsigned seen, intake__get_family_reply *out) {
    const intake__screening *s = intake_family_answers(VIEW(q), out->family_id);
    if (seen & SHOWS_ANSWERS) show_kin(q, seen, out);
    if (seen & SHOWS_IDENTITY) {
        const struct named named = intake_family_named(VIEW(q), out->family_id, s);
        out->name = named.name;
        out->birth_date = named.birth_date;
    }
    if (seen & SHOWS_CONTACT) show_contact(q, out);
    if (s && s->consent && seen & SHOWS_CONSENTS) out->restriction_requested = s->consent->restriction_requested;
    if (!s || !s->urgent || !(seen & SHOWS_ANSWERS)) return;
    out->needs = s->urgent->needs;
    out->n_needs = s->urgent->n_needs;
}

/* What cannot wait is before all else of its day, as in the list. */
static bool is_pressing(const sippe__work_item *item) {
    return item->kind == WORK_KIND_URGENT_NEED || item->kind == WORK_KIND_LOSS;
}

static int sooner(const void *x, const void *y) {
    const sippe__work_item *a = *(sippe__work_item *const *)x, *b = *(sippe__work_item *const *)y;
    day on = civil_day(a->due_on), other = civil_day(b->due_on);
    if (on != other) return on < other ? -1 : 1;
    if (is_pressing(a) != is_pressing(b)) return is_pressing(a) ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

/* Of all that is to do, in the order of its days, whose it is by now. */
static void show_climbed(struct query *q, const intake__get_family_reply *out) {
    if (out->n_next > 1) qsort(out->next, out->n_next, sizeof(sippe__work_item *), sooner);
    struct whose whose = intake_whose(q);
    for (size_t i = 0; i < out->n_next; i++) intake_whose_say(&whose, out->next[i]);
}

static void show_work(struct query *q, struct id thing, intake__get_family_reply *out) {
    struct work_items work = {out->next, out->n_next};
    intake_work_list_thing(q, thing, &work);
    out->next = work.items;
    out->n_next = work.n_items;
}

/* What is asked of who each member is. */
static void show_members_work(struct query *q, intake__get_family_reply *out) {
    struct id_list members = intake_members(VIEW(q), out->family_id);
    for (size_t i = 0; i < members.n; i++) show_work(q, members.ids[i], out);
}

static void show_screenings(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_screenings_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__screening *row = row_get(VIEW(q), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        APPEND(arena_of(q), out, screenings, intake_screening_summary(q, list.ids[i], row));
        show_work(q, list.ids[i], out);
    }
}

static void show_urgents(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_urgents_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__urgent *row = row_get(VIEW(q), &intake_urgents, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        APPEND(arena_of(q), out, urgent, intake_urgent_shown(q, list.ids[i], row));
        show_work(q, list.ids[i], out);
    }
}

static void show_clocks(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_access_clocks_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__access_clock *row = row_get(VIEW(q), &intake_access_clocks, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        APPEND(arena_of(q), out, clocks, intake_access_clock_shown(q, list.ids[i], row));
        show_work(q, list.ids[i], out);
    }
}

static void show_consents(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_consents_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__consent *row = row_get(VIEW(q), &intake_consents, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        APPEND(arena_of(q), out, consents, intake_consent_shown(VIEW(q), list.ids[i], row));
        show_work(q, list.ids[i], out);
    }
}

static void show_referrals(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_referrals_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(VIEW(q), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        APPEND(arena_of(q), out, referrals, intake_referral_shown(VIEW(q), list.ids[i], row, query_today(q)));
        show_work(q, list.ids[i], out);
    }
}

static void show_undone(struct view *v, const intake_rows__take_over *row, intake__taken_over *out) {
    struct record r;
    const intake__take_over_undone *e = row->undone ? READ_EVENT(v, intake__take_over_undone, row->undone, &r) : NULL;
    if (!e) return;
    out->undone_at = civil_instant(view_arena(v), r.at_ms);
    out->undone_reason = e->personal->reason;
}

/* What she came by, when that was no call: with the follow-up, which rests on it. Her children are who they are. */
static void show_taken_over(struct query *q, const intake_rows__family *family, unsigned seen,
                            intake__get_family_reply *out) {
    const intake_rows__take_over *row = intake_take_over_row(VIEW(q), family->take_over);
    const intake__family_taken_over *e = row ? READ_EVENT(q, intake__family_taken_over, row->taken, NULL) : NULL;
    if (!e) return;
    const intake__screening *s = e->personal->answers;
    intake__taken_over *shown = out->taken_over = NEW(arena_of(q), intake__taken_over);
    shown->batch_id = row->batch_id;
    shown->on = e->on;
    shown->followed_since = e->personal->followed_since;
    shown->last_visit_on = e->personal->last_visit_on;
    shown->agreed_by = e->personal->agreed_by;
    shown->agreed_on = e->personal->agreed_on;
    show_undone(VIEW(q), row, shown);
    if (!s || !(seen & SHOWS_IDENTITY)) return;
    shown->reference = s->local_reference;
    if (!s->household) return;
    shown->children = s->household->children;
    shown->n_children = s->household->n_children;
}

/* And what it asks. Of a file that is several it is whose that one is. */
static void show_child_file(struct query *q, const intake_rows__family *family, intake__get_family_reply *out) {
    out->child_file = intake_child_file_shown(VIEW(q), family);
    struct id_list list = intake_of_family(VIEW(q), &intake_separations_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) show_work(q, list.ids[i], out);
}

/* Whose a family is: the CLSC that follows her. Desks and teams of another one are told NOT_FOUND. */
struct owned intake_owner_of_family(struct view *v, ProtobufCBinaryData id) {
    return intake_owned_by(v, id);
}

/* By an alias of hers: whose that one is decides who may ask, and who she is now whom the file is for. */
static struct owned asked_of(struct view *v, const intake_rows__family *row, ProtobufCBinaryData id) {
    return (struct owned){row->clsc_code, id_of(intake_id_now(v, id))};
}

struct owned intake_owner_of_get_family(struct view *v, const intake__get_family_request *in) {
    struct id id;
    const intake_rows__family *row = NULL;
    if (id_from(in->family_id, &id)) row = intake_family_row(v, in->family_id);
    if (!in->family_id.len) row = intake_family_by_number(v, in->number, &id);
    return row ? asked_of(v, row, id_field(view_arena(v), id)) : (struct owned){0};
}

static void show_enrolment(struct query *q, intake__get_family_reply *out) {
    ProtobufCBinaryData id = {0};
    const intake_rows__enrolment *enrolment = intake_family_enrolment(VIEW(q), out->family_id, &id);
    if (!enrolment) return;
    out->enrolment = intake_enrolment_shown(VIEW(q), id_of(id), enrolment);
    show_work(q, id_of(id), out);
}

static void show_calls(struct query *q, intake__get_family_reply *out) {
    enum { SHOWN = 5 };
    struct call_summaries last = intake_calls_last(VIEW(q), out->family_id, (struct id){{0}}, SHOWN);
    out->calls = last.calls;
    out->n_calls = last.n_calls;
}

/* What calls of hers ask: whoever may see an item sees it. */
static void show_asked(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_calls_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) show_work(q, list.ids[i], out);
}

/* Merges of hers that were taken back, while somebody is to look at them. */
static void show_parted(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_undone_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__undone_match *row = row_get(VIEW(q), &intake_undone_matches, KEY(KEY_ID(list.ids[i])));
        if (row && intake_same_file(VIEW(q), row->family_id, out->family_id)) show_work(q, list.ids[i], out);
    }
}

static void show_openings(struct query *q, intake__get_family_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_openings_of_family, out->family_id);
    for (size_t i = 0; i < list.n; i++) show_work(q, list.ids[i], out);
}

static void show_moves(struct query *q, intake__get_family_reply *out) {
    struct moves all = intake_moves_of(VIEW(q), out->family_id);
    out->moves = all.moves;
    out->n_moves = all.n_moves;
    for (size_t i = 0; i < all.n_moves; i++) show_work(q, id_of(all.moves[i]->move_id), out);
}

/* Who sees all families sees what may keep hers from being erased; that it is proposed, whoever has her file open. */
static void show_erasure(struct query *q, intake__get_family_reply *out) {
    struct id id;
    const intake_rows__erasure *open = intake_erasure_open(VIEW(q), out->family_id, &id);
    if (open) out->erasure = intake_erasure_shown(VIEW(q), id, open, query_today(q), ERASURE_NAMED);
    if (role_reach(query_principal(q)->role) != REACH_ALL) return;
    struct holds holds = intake_holds_of(VIEW(q), out->family_id);
    out->holds = holds.holds;
    out->n_holds = holds.n_holds;
}

/* Class by class: what the caller may not see stays empty, and is named. */
static void show_file(struct query *q, const intake_rows__family *row, intake__get_family_reply *out) {
    unsigned seen = intake_sees(VIEW(q), query_principal(q), row->clsc_code, out->family_id, SHOWS_ALL);
    for (unsigned class = 1; class <= SHOWS_ALL; class <<= 1)
        if (!(seen & class)) APPEND(arena_of(q), out, withheld, (node__shows) class);
    show_person(q, seen, out);
    if (seen & SHOWS_DECISIONS) { /* what cannot wait stands first in the list of what is to be done */
        show_urgents(q, out);
        show_screenings(q, out);
        show_clocks(q, out);
        show_moves(q, out);
    }
    if (seen & SHOWS_CONSENTS) show_consents(q, out);
    if (seen & SHOWS_FOLLOW_UP) show_enrolment(q, out);
    if (seen & SHOWS_FOLLOW_UP) show_taken_over(q, row, seen, out);
    if (seen & SHOWS_FOLLOW_UP) show_child_file(q, row, out);
    if (seen & SHOWS_REFERRALS) show_referrals(q, out);
    if (seen & SHOWS_DECISIONS) show_erasure(q, out);
    if (seen & SHOWS_SAFETY) out->safety_note = intake_notes_count(VIEW(q), out->family_id, NOTE_KIND_SAFETY) > 0;
    if (seen & SHOWS_CONTACT) show_calls(q, out);
    if (seen & SHOWS_FOLLOW_UP) out->n_notes = intake_notes_count(VIEW(q), out->family_id, NOTE_KIND_FILE);
    if (seen & SHOWS_ANSWERS) show_members_work(q, out);
    show_asked(q, out);
    show_openings(q, out);
    if (seen & SHOWS_DECISIONS) show_parted(q, out);
    show_climbed(q, out);
}

/* That she was erased, and by which certificate: to whoever sees all families. To a desk or a team her number is like
 * one that was never given: that somebody had a file, and wanted it gone, is hers too. */
static int get_erased(struct query *q, const intake__get_family_request *in, intake__get_family_reply *out) {
    struct id id;
    const intake_rows__erasure *row = in->family_id.len ? intake_erasure_of_family(VIEW(q), in->family_id, &id)
                                                        : intake_erasure_of_number(VIEW(q), in->number, &id);
    if (!row || role_reach(query_principal(q)->role) != REACH_ALL) return REASON_NOT_FOUND;
    query_shows(q, in->family_id.len ? id_of(in->family_id) : id);
    out->erasure = intake_erasure_shown(VIEW(q), id, row, query_today(q), ERASURE_NAMED);
    return 0;
}

/* Of a family that was merged nothing is shown but where she is now: what was hers is there. Whose she was still
 * decides who may ask. */
int intake_get_family(struct query *q, const intake__get_family_request *in, intake__get_family_reply *out) {
    struct arena *a = arena_of(q);
    struct id id = id_of(in->family_id);
    const intake_rows__family *row = in->family_id.len ? intake_family_row(VIEW(q), in->family_id)
                                                       : intake_family_by_number(VIEW(q), in->number, &id);
    if (!row) return get_erased(q, in, out);
    query_shows(q, id);
    out->family_id = id_field(a, id);
    out->number = row->personal->number;
    out->version = row->version;
    out->clsc_code = row->clsc_code;
    if (!row->personal->alias_of.len) {
        show_file(q, row, out);
        return 0;
    }
    out->merged_into = row->personal->alias_of;
    const intake_rows__family *now = intake_family_now(VIEW(q), &out->merged_into);
    if (now) out->merged_number = now->personal->number;
    return 0;
}
