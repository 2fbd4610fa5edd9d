/* Nobody is nobody's turn: asked
 *
 *   after every turn of intake and of scheduling    of those whom its records are about; and between the two
 *   of each day that has come                       of everybody: time alone brings a due date, ends a membership, lets
 *                                                   a window pass, and writes nothing of hers
 *   when all is quiet, and at the end               of everybody, and nothing may be on its way any more */
#include "looking.h"

/* By then the daemons have done what a new day brings, a death or two among it. */
enum { DAY_BEGINS_MS = 2000 };

static struct side side_of(struct world *w, const char *daemon, struct arena *a) {
    if (!world_is_up(w, daemon)) return (struct side){.up = false};
    return (struct side){.view = *world_view(w, daemon, a), .up = true};
}

static struct looking looking_begin(struct sim *s, struct arena *a) {
    arena_init(a);
    struct looking l = {.s = s, .now_ms = world_now_ms(s->world)};
    l.intake = side_of(s->world, "intake", a);
    l.scheduling = side_of(s->world, "scheduling", a);
    l.today = day_at((struct zone){-300, true}, l.now_ms);
    return l;
}

/* ---- after a turn ---- */

typedef bool is_good_fn(struct looking *l, struct id id);

/* Whom the records of this turn are about: of each only what it is the id of is asked. */
static bool records_are_good(struct looking *l, struct side *side, uint64_t seq_before, is_good_fn *is_good) {
    struct record r;
    for (uint64_t seq = seq_before + 1; seq <= side->view.e->seq; seq++)
        for (size_t i = 0; record_head(&side->view, seq, &r) && i < r.n_subjects; i++)
            if (!is_good(l, r.subjects[i])) return false;
    return true;
}

static bool is_between(const struct looking *l) { return l->intake.up && l->scheduling.up && !l->s->apart; }

static bool intake_turned(struct looking *l, uint64_t seq_before) {
    if (!records_are_good(l, &l->intake, seq_before, family_is_good)) return false;
    return !is_between(l) || records_are_good(l, &l->intake, seq_before, delegated_is_good);
}

/* What it has read of intake may be of any family. */
static bool scheduling_turned(struct looking *l, uint64_t seq_before) {
    uint64_t heard = delegated_heard(l);
    bool has_heard = heard != l->s->heard;
    l->s->heard = heard;
    if (!records_are_good(l, &l->scheduling, seq_before, followed_is_good)) return false;
    if (!is_between(l)) return true;
    return has_heard ? delegated_are_good(l) : records_are_good(l, &l->scheduling, seq_before, delegated_is_good);
}

void checks_turn(void *owner, struct world *w, const char *daemon, uint64_t seq_before) {
    struct sim *s = owner;
    struct arena a;
    bool intake = strcmp(daemon, "intake") == 0;
    if (s->fault[0] || (!intake && strcmp(daemon, "scheduling") != 0)) return;
    if (intake && world_engine(w, daemon)->seq == seq_before) return;
    struct looking l = looking_begin(s, &a);
    (void)(intake ? intake_turned(&l, seq_before) : scheduling_turned(&l, seq_before));
    arena_close(&a);
}

/* ---- everybody ---- */

static bool each_of(struct looking *l, struct side *side, const struct row_table *table, is_good_fn *is_good) {
    struct key key;
    bool good = true;
    struct row_scan *scan = row_scan(&side->view, table, KEY_EMPTY, NULL);
    while (good && row_next(scan, &key, NULL)) good = is_good(l, key_id_at(&key, 0));
    if (!good) row_scan_end(scan);
    return good;
}

static bool everybody_is_good(struct looking *l) {
    if (l->intake.up && (!each_of(l, &l->intake, &intake_families, family_is_good) || !others_are_good(l)))
        return false;
    if (l->scheduling.up && !each_of(l, &l->scheduling, &scheduling_follow_ups, follow_up_is_good)) return false;
    return !is_between(l) || delegated_are_good(l);
}

static bool look_at_everybody(struct sim *s, bool quiet) {
    struct arena a;
    if (s->fault[0]) return false;
    struct looking l = looking_begin(s, &a);
    l.quiet = quiet;
    bool good = everybody_is_good(&l);
    arena_close(&a);
    return good;
}

/* Days that went by at once have one look, on the last of them. */
void checks_day(void *owner, struct world *w) {
    struct sim *s = owner;
    int64_t now = world_now_ms(w);
    if (now < s->day_look_ms) return;
    struct zone zone = {-300, true};
    day today = day_at(zone, now);
    if (s->day_seen != today) {
        s->day_seen = today;
        s->day_look_ms = now + DAY_BEGINS_MS;
        return;
    }
    look_at_everybody(s, false);
    s->day_look_ms = day_start_ms(zone, today + 1);
}

/* ---- when all is quiet ---- */

static bool somebody_waits(struct sim *s) {
    struct arena a;
    bool waits = false;
    arena_init(&a);
    for (int i = 0; i < DAEMONS && !waits; i++) {
        struct view v = *world_view(s->world, daemon_names[i], &a);
        for (size_t f = 0; f < v.e->n_follows && !waits; f++)
            waits = held_count(&v, v.e->follows[f].journal).waiting > 0;
    }
    arena_close(&a);
    return waits;
}

bool checks_quiet(struct sim *s) {
    int64_t until = world_now_ms(s->world) + QUIET_WITHIN;
    do {
        if (!world_settle(s->world, until - world_now_ms(s->world)))
            return sim_fault(s, (struct id){{0}}, "the links are up, and the followers never catch up");
        if (!somebody_waits(s)) return look_at_everybody(s, true);
        world_run(s->world, 1000); /* what waits is tried again each minute */
    } while (world_now_ms(s->world) < until);
    return sim_fault(s, (struct id){{0}}, "the links are up, and what is held back is never taken");
}
