#include "intake/work/work.h"
#include "intake/domain/worklist.h"

/* An apply knows no today, so the rules of domain/worklist.h are asked twice: on a day after all days for what can ever
 * stand there, and on a day before all days for what stands there from the start, and what of that only waits:
 *
 *   on LAST_DAY alone        silent: not shown before its day has passed (a referral that is the partner's turn)
 *   on both                  shown from the start
 *   on FIRST_DAY not_yet     waits: shown, with nothing to do before its day (a recall, a waiting list)
 *
 * The row keeps both facts and the day, and the reader, who knows today, tells late from not yet. A timer for each item
 * would make a record of every midnight. INT32_MIN is DAY_NONE, so the first day is the one after it. */
enum { FIRST_DAY = INT32_MIN + 1, LAST_DAY = INT32_MAX };
static_assert(WORK_KIND_WAITLIST < 32, "kinds are a set of 32 bits");

struct wanted {
    struct id thing, family;
    const char *clsc_code;
    int64_t since_ms;
    struct work items[WORK_PER_THING + 1], first[WORK_PER_THING];
    size_t n, n_first;
    bool loud; /* silence is over: somebody said that it is late */
    int32_t rank;
};

/* What a person decided counts; before that a concern for somebody's safety comes first. */
enum { RANK_FIRST = 1, RANK_USUAL = 5 };
static int32_t rank_of(const intake_rows__screening *row) {
    if (row && row->priority) return row->priority;
    return row && row->safety && row->state != SCREENING_STATE_DECIDED ? RANK_FIRST : RANK_USUAL;
}

static const struct work *from_the_start(const struct wanted *w, int kind) {
    for (size_t i = 0; i < w->n_first; i++)
        if ((int)w->first[i].kind == kind) return &w->first[i];
    return NULL;
}

static int find_kind(const struct wanted *w, int kind) {
    for (size_t i = 0; i < w->n; i++)
        if ((int)w->items[i].kind == kind) return (int)i;
    return -1;
}

/* An item that stays keeps its `since`. A row that would be the same is not put: a refresh goes over all of a family,
 * and most of it has not changed. */
static void put_wanted(struct apply *a, const struct wanted *w, size_t i) {
    struct arena *arena = arena_of(a);
    int kind = (int)w->items[i].kind;
    struct key key = KEY(KEY_ID(w->thing), KEY_U8((uint64_t)kind));
    const intake_rows__work *old = row_get(VIEW(a), &intake_work, key);
    intake_rows__work *row = NEW(arena, intake_rows__work);
    row->family_id = id_field(arena, w->family);
    row->clsc_code = w->clsc_code;
    row->since_ms = old ? old->since_ms : w->since_ms;
    row->due_on = civil_date(arena, w->items[i].due);
    row->role = w->items[i].role;
    const struct work *first = from_the_start(w, kind);
    row->silent = !first && !w->loud;
    row->waits = first && first->not_yet;
    row->rank = w->rank;
    if (old && span_equal(message_pack(arena, &old->base), message_pack(arena, &row->base))) return;
    ROW_PUT(a, &intake_work, key, row);
}

/* What stands there of it, as a set of kinds. */
static uint32_t kinds_of(struct apply *a, struct id thing) {
    struct key key;
    uint32_t kinds = 0;
    struct row_scan *s = row_scan(VIEW(a), &intake_work, KEY(KEY_ID(thing)), NULL);
    while (row_next(s, &key, NULL)) kinds |= UINT32_C(1) << key.bytes[ID_LEN];
    row_scan_end(s);
    return kinds;
}

static void drop_others(struct apply *a, const struct wanted *w) {
    uint32_t kinds = kinds_of(a, w->thing);
    for (int kind = WORK_KIND_DECIDE_ROUTE; kind <= WORK_KIND_WAITLIST; kind++) {
        if (!(kinds >> kind & 1) || find_kind(w, kind) >= 0) continue;
        row_delete(a, &intake_work, KEY(KEY_ID(w->thing), KEY_U8((uint64_t)kind)));
    }
}

/* What is no longer wanted goes, the rest is made to be as it should: no case needs to know what stood there before. */
static void refresh(struct apply *a, const struct wanted *w) {
    drop_others(a, w);
    for (size_t i = 0; i < w->n; i++) put_wanted(a, w, i);
}

/* look_again is not of the rules' making: the decision stands and nothing is asked by the state, but a person must
 * look. It is loud because the rules do not give it on the first day, and it would be silent. */
void intake_work_refresh_screening(struct apply *a, struct id screening, int64_t since_ms) {
    const intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(screening)));
    if (!row) return;
    day act_by = civil_day(row->act_by);
    struct screening_facts facts = {.state = row->state,
                                    .proposed = row->proposed,
                                    .decided = row->route,
                                    .match_open = row->match_open,
                                    .enrolled = row->enrolled,
                                    .act_by = act_by};
    struct wanted w = {
        .thing = screening, .family = id_of(row->family_id), .clsc_code = row->clsc_code, .since_ms = since_ms};
    w.rank = rank_of(row);
    w.n = intake_work_of_screening(&facts, LAST_DAY, w.items);
    w.n_first = intake_work_of_screening(&facts, FIRST_DAY, w.first);
    if (row->look_again && find_kind(&w, WORK_KIND_DECIDE_ROUTE) < 0) {
        w.items[w.n++] = (struct work){.kind = WORK_KIND_DECIDE_ROUTE, .role = ROLE_DESK, .due = act_by};
        w.loud = true;
    }
    refresh(a, &w);
}

void intake_work_refresh_enrolment(struct apply *a, struct id enrolment, int64_t since_ms) {
    const intake_rows__enrolment *row = row_get(VIEW(a), &intake_enrolments, KEY(KEY_ID(enrolment)));
    const intake_rows__family *family = row ? intake_family_row(VIEW(a), row->family_id) : NULL;
    if (!family) return;
    struct enrolment_facts facts = {
        .state = row->state, .has_key_worker = *row->key_worker != '\0', .act_by = civil_day(row->act_by)};
    struct wanted w = {
        .thing = enrolment, .family = id_of(row->family_id), .clsc_code = family->clsc_code, .since_ms = since_ms};
    w.rank = rank_of(intake_screening_row(VIEW(a), row->screening_id));
    w.n = intake_work_of_enrolment(&facts, LAST_DAY, w.items);
    w.n_first = intake_work_of_enrolment(&facts, FIRST_DAY, w.first);
    refresh(a, &w);
}

/* Two clocks tell that a partner is late: notifications at 17:00 of the last day (`overdue`, loud), our calendar from
 * the day after. The first one to speak ends the silence, and neither need wait for the other. */
void intake_work_refresh_referral(struct apply *a, struct id referral, int64_t since_ms) {
    const intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(referral)));
    const intake_rows__family *family = row ? intake_family_row(VIEW(a), row->family_id) : NULL;
    if (!family) return;
    struct referral_facts facts = {.state = row->state,
                                   .act_by = civil_day(row->due_on),
                                   .tell_partner = row->tell_partner,
                                   .replaced = row->replaced,
                                   .family_enrolled = intake_live_enrolment(VIEW(a), family) != NULL};
    struct wanted w = {
        .thing = referral, .family = id_of(row->family_id), .clsc_code = family->clsc_code, .since_ms = since_ms};
    w.rank = rank_of(intake_screening_row(VIEW(a), family->screening));
    w.n = intake_work_of_referral(&facts, LAST_DAY, w.items);
    w.n_first = intake_work_of_referral(&facts, FIRST_DAY, w.first);
    w.loud = row->overdue;
    refresh(a, &w);
}

void intake_work_refresh_family(struct apply *a, ProtobufCBinaryData family, int64_t since_ms) {
    struct view *v = VIEW(a);
    struct id_list screenings = intake_of_family(v, &intake_screenings_of_family, family);
    for (size_t i = 0; i < screenings.n; i++) intake_work_refresh_screening(a, screenings.ids[i], since_ms);
    struct id_list referrals = intake_of_family(v, &intake_referrals_of_family, family);
    for (size_t i = 0; i < referrals.n; i++) intake_work_refresh_referral(a, referrals.ids[i], since_ms);
    const intake_rows__family *row = intake_family_row(v, family);
    if (row && row->enrolment.len) intake_work_refresh_enrolment(a, id_of(row->enrolment), since_ms);
}

static void show_person(struct view *v, const intake_rows__family *family, intake__worklist_item *item) {
    const intake__screening *s = intake_family_answers(v, family);
    if (s && s->identity) {
        item->name = s->identity->name;
        item->phone = s->identity->phone;
    }
    if (s && s->consent) item->safe_to_leave_message = s->consent->safe_to_leave_message;
}

/* On its day an item is still in time, but for a referral that notifications called late: that is late at once. */
intake__worklist_item *intake_work_item(struct view *v, struct id thing, intake__work_kind kind, day today) {
    struct arena *a = view_arena(v);
    const intake_rows__work *row = row_get(v, &intake_work, KEY(KEY_ID(thing), KEY_U8((uint64_t)kind)));
    if (!row) return NULL;
    day due = civil_day(row->due_on);
    bool late = due != DAY_NONE && due < today;
    if (row->silent && !late) return NULL;
    const intake_rows__family *family = intake_family_row(v, row->family_id);
    intake__worklist_item *item = NEW(a, intake__worklist_item);
    item->kind = kind;
    item->thing = id_field(a, thing);
    item->family_id = row->family_id;
    item->family_number = family ? family->number : "";
    item->role = row->role;
    item->clsc_code = row->clsc_code;
    item->since = civil_instant(a, row->since_ms);
    item->due_on = row->due_on;
    item->overdue = late || (kind == WORK_KIND_REFERRAL_OVERDUE && !row->silent);
    item->not_yet = row->waits && due != DAY_NONE && due > today;
    item->priority = row->rank < RANK_USUAL ? row->rank : 0;
    if (family) show_person(v, family, item);
    return item;
}

void intake_work_list_thing(struct view *v, struct id thing, day today, struct work_items *out) {
    for (int kind = WORK_KIND_DECIDE_ROUTE; kind <= WORK_KIND_WAITLIST; kind++) {
        intake__worklist_item *item = intake_work_item(v, thing, (intake__work_kind)kind, today);
        if (item) APPEND(view_arena(v), out, items, item);
    }
}
