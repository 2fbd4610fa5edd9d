#include "scheduling/merge/members.h"

#include "base/message.h"

static const scheduling_rows__family *family_row(struct view *v, struct id family_id) {
    return row_get(v, &scheduling_families, KEY(KEY_ID(family_id)));
}

/* Of whom she is an alias; false: of nobody, or of one who is erased. */
static bool alias_of(struct view *v, const scheduling_rows__family *row, struct id *out) {
    struct id erasure;
    return row && id_from(row->personal->alias_of, out) && !subject_was_erased(v, *out, &erasure);
}

/* It comes to an end: a merge that would close a circle is refused (merge.c). */
struct id scheduling_family_now(struct view *v, struct id family_id) {
    struct id next;
    while (alias_of(v, family_row(v, family_id), &next)) family_id = next;
    return family_id;
}

/* By what stands in the open as far as that goes: where the words of one of them are gone, it is as it was. */
const char *scheduling_clsc_now(struct view *v, struct id family_id, const char *own) {
    const scheduling_rows__family *row;
    while ((row = family_row(v, family_id)) && *row->clsc_code) {
        own = row->clsc_code;
        if (!alias_of(v, row, &family_id)) break;
    }
    return own;
}

void scheduling_aliases_of_family_keys(const scheduling_rows__family *r, struct keys *out) {
    if (r->personal->alias_of.len) keys_add(out, KEY(KEY_ID(id_of(r->personal->alias_of))));
}

static void add(struct view *v, struct members *m, struct id id) {
    *(struct id *)message_grow(view_arena(v), (void **)&m->ids, &m->n, sizeof id) = id;
}

static void add_aliases(struct view *v, struct members *m, struct id family_id) {
    struct key key;
    struct row_scan *s = row_scan(v, &scheduling_aliases_of_family, KEY(KEY_ID(family_id)), NULL);
    while (row_next(s, &key, NULL)) add(v, m, key_id_at(&key, ID_LEN));
}

/* Whoever stands in the list has her aliases behind it: it grows while it is gone through. */
struct members scheduling_members_under(struct view *v, struct id family_id) {
    struct members m = {0};
    add(v, &m, family_id);
    for (size_t i = 0; i < m.n; i++) add_aliases(v, &m, m.ids[i]);
    return m;
}

struct members scheduling_members(struct view *v, struct id family_id) {
    return scheduling_members_under(v, scheduling_family_now(v, family_id));
}

static bool has(const struct members *m, struct id id) {
    for (size_t i = 0; i < m->n; i++)
        if (id_equal(m->ids[i], id)) return true;
    return false;
}

struct members scheduling_members_without(struct view *v, const struct members *all, const struct members *without) {
    struct members rest = {0};
    for (size_t i = 0; i < all->n; i++)
        if (!has(without, all->ids[i])) add(v, &rest, all->ids[i]);
    return rest;
}

/* What goes on, else what ended last, as intake says it (intake/family/members.c). */
static bool goes_before(const scheduling_rows__follow_up *row, const scheduling_rows__follow_up *best) {
    bool on = row->state != FOLLOW_UP_STATE_ENDED, best_on = best->state != FOLLOW_UP_STATE_ENDED;
    if (on != best_on) return on;
    int64_t ended_ms = row->personal->ended_ms, best_ended_ms = best->personal->ended_ms;
    return ended_ms == best_ended_ms ? row->record > best->record : ended_ms > best_ended_ms;
}

bool scheduling_members_enrolment(struct view *v, const struct members *members, struct id *enrolment_id) {
    const scheduling_rows__follow_up *best = NULL;
    for (size_t i = 0; i < members->n; i++) {
        struct id latest;
        const scheduling_rows__family *family = family_row(v, members->ids[i]);
        if (!family || !id_from(family->enrolment_id, &latest)) continue;
        const scheduling_rows__follow_up *row = row_get(v, &scheduling_follow_ups, KEY(KEY_ID(latest)));
        if (!row || (best && !goes_before(row, best))) continue;
        best = row;
        *enrolment_id = latest;
    }
    return best != NULL;
}
