#include "intake/family/members.h"

#include <stdlib.h>
#include "base/message.h"
#include "intake/rows.h"

/* ---- who ---- */

/* It comes to an end: only a family that is no alias is merged into, and none is an alias twice. */
intake_rows__family *intake_family_now(struct view *v, ProtobufCBinaryData *id) {
    intake_rows__family *row = intake_family_row(v, *id), *next;
    while (row && row->personal->alias_of.len && (next = intake_family_row(v, row->personal->alias_of))) {
        *id = row->personal->alias_of;
        row = next;
    }
    return row;
}

ProtobufCBinaryData intake_id_now(struct view *v, ProtobufCBinaryData family) {
    ProtobufCBinaryData now = family;
    return intake_family_now(v, &now) ? now : family;
}

bool intake_same_file(struct view *v, ProtobufCBinaryData one, ProtobufCBinaryData other) {
    return one.len == ID_LEN && other.len == ID_LEN && id_is(intake_id_now(v, one), id_of(intake_id_now(v, other)));
}

static void list_add(struct view *v, struct id_list *list, struct id id) {
    if (list->n == INTAKE_LIST_MAX) return;
    *(struct id *)message_grow(view_arena(v), (void **)&list->ids, &list->n, sizeof id) = id;
}

void intake_families_aliased_keys(const intake_rows__family *r, struct keys *out) {
    if (r->aliased) keys_add(out, KEY_EMPTY);
}

void intake_aliases_of_family_keys(const intake_rows__family *r, struct keys *out) {
    if (r->personal->alias_of.len) keys_add(out, KEY(KEY_ID(id_of(r->personal->alias_of)), KEY_U64(r->aliased)));
}

struct id_list intake_aliases_of(struct view *v, ProtobufCBinaryData family) {
    struct id_list list = {0};
    struct key key;
    struct row_scan *s = row_scan(v, &intake_aliases_of_family, KEY(KEY_ID(id_of(family))), NULL);
    while (row_next(s, &key, NULL)) list_add(v, &list, key_id_at(&key, ID_LEN + 8));
    row_scan_end(s);
    return list;
}

/* Whoever stands in the list has her aliases behind it: it grows while it is gone through. */
struct id_list intake_members_under(struct view *v, ProtobufCBinaryData family) {
    struct id_list all = {0};
    list_add(v, &all, id_of(family));
    for (size_t i = 0; i < all.n; i++) {
        struct id_list more = intake_aliases_of(v, id_field(view_arena(v), all.ids[i]));
        for (size_t k = 0; k < more.n; k++) list_add(v, &all, more.ids[k]);
    }
    return all;
}

struct id_list intake_members(struct view *v, ProtobufCBinaryData family) {
    return intake_members_under(v, intake_id_now(v, family));
}

bool intake_is_among(const struct id_list *members, ProtobufCBinaryData family) {
    for (size_t i = 0; i < members->n; i++)
        if (id_is(family, members->ids[i])) return true;
    return false;
}

struct id_list intake_members_without(struct view *v, struct id_list all, const struct id_list *without) {
    struct id_list left = {0};
    for (size_t i = 0; i < all.n; i++)
        if (!intake_is_among(without, id_field(view_arena(v), all.ids[i]))) list_add(v, &left, all.ids[i]);
    return left;
}

/* ---- her things ---- */

/* Keys are (family, newest first, id): the id stands behind sixteen bytes and eight. */
struct placed {
    uint64_t place;
    struct id id;
};

static int in_order(const void *x, const void *y) {
    const struct placed *a = x, *b = y;
    return a->place < b->place ? -1 : a->place > b->place ? 1 : 0;
}

struct placed_list {
    struct placed *list;
    size_t n;
};

static void place_all(struct view *v, const struct row_table *index, struct id member, struct placed_list *all) {
    struct key key;
    size_t n = 0;
    struct row_scan *s = row_scan(v, index, KEY(KEY_ID(member)), NULL);
    while (n++ < INTAKE_LIST_MAX && row_next(s, &key, NULL))
        *(struct placed *)message_grow(view_arena(v), (void **)&all->list, &all->n, sizeof *all->list) =
            (struct placed){key_u64_at(&key, ID_LEN), key_id_at(&key, ID_LEN + 8)};
    row_scan_end(s);
}

/* Of one member they are in order already. */
struct id_list intake_of_members(struct view *v, const struct row_table *index, const struct id_list *members) {
    struct id_list list = {0};
    struct placed_list all = {0};
    for (size_t i = 0; i < members->n; i++) place_all(v, index, members->ids[i], &all);
    if (members->n > 1 && all.n > 1) qsort(all.list, all.n, sizeof *all.list, in_order);
    for (size_t i = 0; i < all.n; i++) list_add(v, &list, all.list[i].id);
    return list;
}

struct id_list intake_of_family(struct view *v, const struct row_table *index, ProtobufCBinaryData family) {
    struct id_list members = intake_members(v, family);
    return intake_of_members(v, index, &members);
}

struct id_list intake_said_of_family(struct view *v, ProtobufCBinaryData family) {
    struct id_list list = intake_of_family(v, &intake_screenings_of_family, family),
                   members = intake_members(v, family);
    for (size_t i = 0; i < members.n; i++) {
        const intake_rows__family *row = row_get(v, &intake_families, KEY(KEY_ID(members.ids[i])));
        if (row && row->take_over.len && !row->undone) list_add(v, &list, id_of(row->take_over));
        if (row && row->separation.len && !row->undone) list_add(v, &list, id_of(row->separation));
        bool own = row_exists(v, &intake_contacts, KEY(KEY_ID(members.ids[i]))) ||
                   row_exists(v, &intake_kin, KEY(KEY_ID(members.ids[i])));
        if (own) list_add(v, &list, members.ids[i]);
    }
    return list;
}

/* ---- her file ---- */

int intake_family_closed(const intake_rows__family *family) {
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    return family->undone ? REASON_FAMILY_UNDONE : 0;
}

struct owned intake_owned_by(struct view *v, ProtobufCBinaryData family) {
    const intake_rows__family *row = intake_family_now(v, &family);
    return row ? (struct owned){row->clsc_code, id_of(family)} : (struct owned){0};
}

static bool goes_on(const intake_rows__enrolment *row) { return row->state != ENROLMENT_STATE_ENDED; }

/* The end of one that has ended. */
static uint64_t last_turn(const intake_rows__enrolment *row) {
    return row->n_turns ? row->turns[row->n_turns - 1] : row->enrolled;
}

/* A family's row names her latest one; of several members one goes on at most, as a merge of two is refused. Where none
 * does it is the one that ended last, which may be reopened. */
intake_rows__enrolment *intake_members_enrolment(struct view *v, const struct id_list *members,
                                                 ProtobufCBinaryData *id) {
    intake_rows__enrolment *best = NULL;
    for (size_t i = 0; i < members->n; i++) {
        const intake_rows__family *family = row_get(v, &intake_families, KEY(KEY_ID(members->ids[i])));
        intake_rows__enrolment *row = family ? intake_enrolment_row(v, family->personal->enrolment) : NULL;
        if (!row || (best && (goes_on(best) || (!goes_on(row) && last_turn(row) < last_turn(best))))) continue;
        best = row;
        if (id) *id = family->personal->enrolment;
    }
    return best;
}

intake_rows__enrolment *intake_family_enrolment(struct view *v, ProtobufCBinaryData family, ProtobufCBinaryData *id) {
    struct id_list members = intake_members(v, family);
    return intake_members_enrolment(v, &members, id);
}

intake_rows__enrolment *intake_live_enrolment(struct view *v, ProtobufCBinaryData family) {
    intake_rows__enrolment *row = intake_family_enrolment(v, family, NULL);
    return row && goes_on(row) ? row : NULL;
}

/* ---- who she is ---- */

/* Of a file the member who called last; a call goes before a sheet, whichever came first. */
static const intake_rows__family *who_says(struct view *v, const struct id_list *members) {
    const intake_rows__family *newest = NULL;
    uint64_t at = 0;
    for (size_t i = 0; i < members->n; i++) {
        const intake_rows__family *row = row_get(v, &intake_families, KEY(KEY_ID(members->ids[i])));
        const intake_rows__screening *call = row ? intake_screening_row(v, row->screening) : NULL;
        if (!row || (newest && (!call || call->submitted < at))) continue;
        newest = row;
        at = call ? call->submitted : 0;
    }
    return newest;
}

ProtobufCBinaryData intake_latest_call(struct view *v, ProtobufCBinaryData family) {
    struct id_list members = intake_members(v, family);
    const intake_rows__family *row = who_says(v, &members);
    return row ? row->screening : (ProtobufCBinaryData){0};
}

const intake__screening *intake_members_answers(struct view *v, const struct id_list *members) {
    const intake_rows__family *row = who_says(v, members);
    return row ? intake_own_answers(v, row) : NULL;
}

const intake__screening *intake_family_answers(struct view *v, ProtobufCBinaryData family) {
    struct id_list members = intake_members(v, family);
    return intake_members_answers(v, &members);
}
