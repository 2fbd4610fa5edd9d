/* Nobody is lost between intake and scheduling: whom intake has enrolled is followed there, or will be.
 *
 *   delegated(e) = scheduling has a follow-up of e, not ended, of the same CLSC
 *               or intake told something of e that is still ahead of scheduling's cursor     ─┐ not once all is quiet:
 *               or scheduling holds it back: it waits there, or is parked for a person       ─┘ then, parked alone
 *
 * It can break by either side: by intake, which tells nobody; by scheduling, which passes what it was told. */
#include "looking.h"

/* What one daemon tells the other. */
struct way {
    struct side *from, *to;
    const char *journal, *stream;
};

static struct way way_there(struct looking *l) {
    return (struct way){&l->intake, &l->scheduling, "intake", "daemons:scheduling"};
}
static struct way way_back(struct looking *l) {
    return (struct way){&l->scheduling, &l->intake, "scheduling", "daemons:intake"};
}

static uint64_t heard(const struct way *w) {
    const engine_rows__cursor *cursor = cursor_read(&w->to->view, w->journal);
    return cursor->position ? cursor->position->n : 0;
}

uint64_t delegated_heard(struct looking *l) {
    struct way there = way_there(l);
    return heard(&there);
}

static bool is_about(const struct record *r, struct id enrolment) {
    for (size_t i = 0; i < r->n_subjects; i++)
        if (id_equal(r->subjects[i], enrolment)) return true;
    return false;
}

static bool is_ahead(const struct way *w, struct id enrolment) {
    struct view *v = &w->from->view;
    struct key prefix = KEY(KEY_TEXT(w->stream)), from = KEY(KEY_TEXT(w->stream), KEY_U64(heard(w) + 1));
    struct store_cursor c = cursor_open(v->txn, TABLE_STREAM, &prefix, &from);
    bool found = false;
    while (!found && cursor_next(&c)) {
        struct key seq = key_from(c.value);
        struct record r;
        found = record_head(v, key_u64_at(&seq, 0), &r) && is_about(&r, enrolment);
    }
    cursor_close(&c);
    return found;
}

static bool is_parked(const struct way *w, uint64_t n) {
    struct view *v = &w->to->view;
    struct key key = held_key(w->journal, n);
    struct span packed;
    if (!txn_get(v->txn, TABLE_HELD, &key, &packed)) return false;
    const engine_rows__held *row = row_open_part(view_arena(v), &engine_rows__held__descriptor, packed);
    return row && !row->waiting && !row->queued;
}

/* The first one of hers is the one that the others wait behind. */
static bool is_held(const struct way *w, struct id enrolment, bool parked_only) {
    struct view *v = &w->to->view;
    struct key prefix = KEY(KEY_ID(enrolment), KEY_TEXT(w->journal));
    struct store_cursor c = cursor_open(v->txn, TABLE_HELD_SUBJECT, &prefix, NULL);
    bool held = cursor_next(&c);
    uint64_t n = held ? key_u64_at(&c.key, prefix.len) : 0;
    cursor_close(&c);
    return held && (!parked_only || is_parked(w, n));
}

static bool is_on_its_way(struct looking *l, const struct way *w, struct id enrolment) {
    return is_held(w, enrolment, l->quiet) || (!l->quiet && is_ahead(w, enrolment));
}

bool delegated_on_its_way(struct looking *l, struct id enrolment) {
    struct way there = way_there(l);
    return is_on_its_way(l, &there, enrolment);
}

bool delegated_on_its_way_back(struct looking *l, struct id enrolment) {
    struct way back = way_back(l);
    return is_on_its_way(l, &back, enrolment);
}

static bool is_followed(struct looking *l, struct id enrolment, const char *clsc) {
    const scheduling_rows__follow_up *u = row_get(&l->scheduling.view, &scheduling_follow_ups, KEY(KEY_ID(enrolment)));
    return u && u->state != FOLLOW_UP_STATE_ENDED && strcmp(u->clsc_code, clsc) == 0;
}

/* The other way round: whose follow-up has ended is visited no more. */
static bool ended_is_good(struct looking *l, struct id enrolment, struct id family) {
    const scheduling_rows__follow_up *u = row_get(&l->scheduling.view, &scheduling_follow_ups, KEY(KEY_ID(enrolment)));
    if (!u || u->state == FOLLOW_UP_STATE_ENDED || delegated_on_its_way(l, enrolment)) return true;
    if (vault_is_erased(l->scheduling.view.e->vault, family)) return true;
    return sim_fault(l->s, family, "her enrolment has ended, and she is followed still");
}

bool delegated_is_good(struct looking *l, struct id enrolment) {
    const intake_rows__enrolment *row = row_get(&l->intake.view, &intake_enrolments, KEY(KEY_ID(enrolment)));
    if (!row) return true;
    if (row->state == ENROLMENT_STATE_ENDED) return ended_is_good(l, enrolment, id_of(row->family_id));
    ProtobufCBinaryData now = row->family_id;
    const intake_rows__family *family = intake_family_now(&l->intake.view, &now);
    if (!family || is_followed(l, enrolment, family->clsc_code) || delegated_on_its_way(l, enrolment)) return true;
    return sim_fault(l->s, id_of(row->family_id), "she is enrolled at %s, and nobody there was told",
                     family->clsc_code);
}

bool delegated_are_good(struct looking *l) {
    struct key key;
    bool good = true;
    struct row_scan *scan = row_scan(&l->intake.view, &intake_enrolments, KEY_EMPTY, NULL);
    while (good && row_next(scan, &key, NULL)) good = delegated_is_good(l, key_id_at(&key, 0));
    if (!good) row_scan_end(scan);
    return good;
}
