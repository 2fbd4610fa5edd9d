#include "tally.h"
#include "engine/tables/row.h"

#define SERVICE tally

static const struct row_table counters = {.name = "counters", .type = &tally__row__descriptor};
static int on_remind_due(struct decide *d, const struct due *due);
static const struct deadline remind = {"remind", on_remind_due};

/* Short names stand as they are, so that keys are in their order. */
struct id tally_subject(const char *name) {
    struct id id = {{0}};
    size_t len = strlen(name);
    if (!len || len >= ID_LEN)
        return id_derive("tally", span_text(name), (struct span){NULL, 0}, (struct span){NULL, 0});
    memcpy(id.bytes, name, len);
    return id;
}

static const char *note_of(struct arena *a, int len) {
    if (!len) return "secret";
    char *note = arena_alloc(a, (size_t)len + 1);
    memset(note, 'x', (size_t)len);
    return note;
}

static void tell(struct decide *d, const tally__add_request *in) {
    struct id organization;
    if (!id_from(in->tell, &organization)) return;
    tally__told *event = NEW(arena_of(d), tally__told);
    event->name = in->name;
    event->personal = NEW(arena_of(d), tally__told__personal);
    event->personal->note = note_of(arena_of(d), in->pad);
    emit_to_partner(d, organization, tally_subject(in->name), tally_subject(in->name), &event->base);
}

static int tally_add(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    if (!in->name[0]) violation(d, "name", REASON_FIELD_REQUIRED);
    if (in->by == 13) violation(d, "by", REASON_NUMBER_OUT_OF_RANGE);
    for (int i = 0; i < in->faults; i++) violation(d, arena_printf(arena_of(d), "faults[%d]", i), REASON_CONTRADICTION);
    if (violations(d)) return REASON_FIELDS_INVALID;
    tally__row *row = row_get(VIEW(d), &counters, KEY(KEY_ID(tally_subject(in->name))));
    if (in->version.len) {
        int stale = version_check(d, row ? row->version : (ProtobufCBinaryData){0, NULL}, in->version);
        if (stale) return stale;
    }
    tally__added *event = NEW(arena_of(d), tally__added);
    event->name = in->name;
    event->by = in->by;
    event->remind_at_ms = in->remind_ms ? decide_now_ms(d) + in->remind_ms : 0;
    event->personal = NEW(arena_of(d), tally__added__personal);
    event->personal->note = note_of(arena_of(d), in->tell.len ? 0 : in->pad);
    event->recall = in->recall;
    struct id subject = tally_subject(in->name), id = EMIT_FOR(d, subject, subject, event);
    for (int i = 0; i < in->times; i++) EMIT_FOR(d, subject, subject, event);
    tell(d, in);
    out->version = id_field(arena_of(d), id);
    out->total = (row ? row->total : 0) + in->by;
    return 0;
}

static int tally_get(struct query *q, const tally__get_request *in, tally__get_reply *out) {
    tally__row *row = row_get(VIEW(q), &counters, KEY(KEY_ID(tally_subject(in->name))));
    if (!row) return REASON_NOT_FOUND;
    query_shows(q, tally_subject(in->name));
    out->total = row->total;
    out->reminded = row->reminded;
    out->echoes = row->echoes;
    return 0;
}

static tally__row *row_of(struct apply *a, const char *name) {
    tally__row *row = row_get(VIEW(a), &counters, KEY(KEY_ID(tally_subject(name))));
    if (row) return row;
    row = NEW_WITH_PERSONAL(arena_of(a), tally__row);
    row->sealed_for = id_field(arena_of(a), tally_subject(name));
    row->name = name;
    return row;
}

static void on_added(struct apply *a, const struct record *r, const tally__added *e) {
    tally__row *row = row_of(a, e->name);
    row->total += e->by;
    row->personal->note = arena_printf(arena_of(a), "%.20s", e->personal->note);
    row->version = id_field(arena_of(a), r->id);
    struct id recalled;
    if (e->by == TALLY_BREAKS_HERE) row_put(a, &counters, KEY_EMPTY, NULL); /* no store takes an empty key */
    if (id_from(e->recall, &recalled)) record_recall(a, recalled);
    if (e->remind_at_ms) deadline_set(a, &remind, tally_subject(e->name), e->remind_at_ms);
    if (e->by == TALLY_FORGETS)
        row_delete(a, &counters, KEY(KEY_ID(tally_subject(e->name))));
    else
        ROW_PUT(a, &counters, KEY(KEY_ID(tally_subject(e->name))), row);
}

static void on_reminded(struct apply *a, const struct record *r, const tally__reminded *e) {
    if (strcmp(e->name, TALLY_PUTS_OFF) == 0)
        deadline_set(a, &remind, tally_subject(TALLY_PUT_OFF), r->at_ms + 3600000);
    if (strncmp(e->name, TALLY_BREAKS_LATE, strlen(TALLY_BREAKS_LATE)) == 0) row_put(a, &counters, KEY_EMPTY, NULL);
    tally__row *row = row_of(a, e->name);
    row->reminded++;
    ROW_PUT(a, &counters, KEY(KEY_ID(tally_subject(e->name))), row);
}

static void on_echoed(struct apply *a, const struct record *r, const tally__echoed *e) {
    (void)r;
    if (strncmp(e->name, TALLY_BREAKS_LATE, strlen(TALLY_BREAKS_LATE)) == 0) row_put(a, &counters, KEY_EMPTY, NULL);
    tally__row *row = row_of(a, e->name);
    row->echoes++;
    ROW_PUT(a, &counters, KEY(KEY_ID(tally_subject(e->name))), row);
}

static int on_remind_due(struct decide *d, const struct due *due) {
    const tally__row *row = row_get(VIEW(d), &counters, KEY(KEY_ID(due->thing)));
    if (!row) return 0;
    tally__reminded *event = NEW(arena_of(d), tally__reminded);
    event->name = row->name;
    int times = strncmp(row->name, TALLY_TOO_MANY, strlen(TALLY_TOO_MANY)) == 0 ? ENGINE_RECORDS_PER_MESSAGE : 1;
    for (int i = 0; i < times; i++) EMIT(d, due->thing, event);
    return 0;
}

/* The follower: counts what it heard, and tells it back. */
static int on_foreign_added(struct decide *d, const struct record *from, const tally__added *e) {
    if (e->by == TALLY_POISON) return REASON_CONTRADICTION;
    if (e->by == TALLY_WAITS && !row_exists(VIEW(d), &counters, KEY(KEY_ID(tally_subject("opened"))))) return WAIT;
    tally__echoed *event = NEW(arena_of(d), tally__echoed);
    event->name = e->by == TALLY_BREAKS_THERE ? TALLY_BREAKS_LATE : e->name;
    EMIT(d, from->subjects[0], event);
    return 0;
}

static int on_foreign_echoed(struct decide *d, const struct record *from, const tally__echoed *e) {
    tally__echoed *event = NEW(arena_of(d), tally__echoed);
    event->name = e->name;
    EMIT(d, from->subjects[0], event);
    return 0;
}

static struct owned nobody(struct view *v, const tally__get_request *in) {
    (void)v;
    return (struct owned){in->name, tally_subject(in->name)};
}

/* ---- releases before this one ---- */

static void row_count_once(struct apply *a, const struct record *r, const char *name, const char *note) {
    tally__row *row = row_of(a, name);
    row->total++;
    row->personal->note = arena_printf(arena_of(a), "%.20s", note);
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &counters, KEY(KEY_ID(tally_subject(name))), row);
}

static void on_counted(struct apply *a, const struct record *r, const tally__counted *e) {
    row_count_once(a, r, e->label, e->personal->words);
}

static void on_added_once(struct apply *a, const struct record *r, const tally__added_once *e) {
    row_count_once(a, r, e->name, e->personal->note);
}

/* Of 1 as the last release before this one wrote it, of 0 as the one before that. */
static int tally_add_before(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    if (in->by) {
        tally__added_once *event = NEW(arena_of(d), tally__added_once);
        event->name = in->name;
        event->personal = NEW(arena_of(d), tally__added_once__personal);
        event->personal->note = "secret";
        out->version = id_field(arena_of(d), EMIT_FOR(d, tally_subject(in->name), tally_subject(in->name), event));
    } else {
        tally__counted *event = NEW(arena_of(d), tally__counted);
        event->label = in->name;
        event->personal = NEW(arena_of(d), tally__counted__personal);
        event->personal->words = "secret";
        out->version = id_field(arena_of(d), EMIT_FOR(d, tally_subject(in->name), tally_subject(in->name), event));
    }
    return 0;
}

static void lift_counted(struct arena *a, const tally__counted *was, tally__added_once *e) {
    e->name = was->label;
    if (!was->personal) return;
    e->personal = NEW(a, tally__added_once__personal);
    e->personal->note = was->personal->words;
}

static void lift_added_once(struct arena *a, const tally__added_once *was, tally__added *e) {
    e->name = was->name;
    e->by = 1;
    if (!was->personal) return;
    e->personal = NEW(a, tally__added__personal);
    e->personal->note = was->personal->note;
}

static const struct lift lifts[] = {
    LIFT_ROW(tally__counted, tally__added_once, lift_counted),
    LIFT_ROW(tally__added_once, tally__added, lift_added_once),
};

/* ---- indexes ---- */

static void by_total(const tally__row *r, struct keys *out) { keys_add(out, KEY(KEY_I64(r->total))); }

static void by_tens(const tally__row *r, struct keys *out) { keys_add(out, KEY(KEY_I64(r->total / 10))); }

/* Each digit of the total; one that stands in it twice is one key, and a total of less than ten gives none. */
static void by_digit(const tally__row *r, struct keys *out) {
    for (int64_t n = r->total; r->total >= 10 && n; n /= 10) keys_add(out, KEY(KEY_U8((uint64_t)(n % 10))));
}

static void by_odd_total(const tally__row *r, struct keys *out) {
    if (r->total % 2) by_total(r, out);
}

static const struct row_table totals = {.name = "totals", .of = &counters, .keys = (any_fn)by_total, .version = 1},
                              tens = {.name = "totals", .of = &counters, .keys = (any_fn)by_tens, .version = 2},
                              digits = {.name = "digits", .of = &counters, .keys = (any_fn)by_digit, .version = 1},
                              totals_in_memory = {.name = "totals",
                                                  .of = &counters,
                                                  .keys = (any_fn)by_total,
                                                  .version = 1,
                                                  .in_memory = true};
static const struct row_table *const rows_indexed[] = {&counters, &totals}, *const rows_anew[] = {&counters, &tens},
                                     *const rows_indexed_twice[] = {&digits, &counters, &totals},
                                     *const rows_in_memory[] = {&counters, &totals_in_memory};

/* ---- lists ---- */

static const struct row_table totals_listed = {
    .name = "totals", .of = &counters, .keys = (any_fn)by_total, .version = 1, .in_memory = true, .list = true};
static void if_odd(const tally__row *r, struct keys *out) {
    if (r->total % 2) keys_add(out, KEY_EMPTY);
}
static const struct row_table odd = {.name = "odd", .of = &counters, .keys = (any_fn)if_odd, .version = 1},
                              odd_totals = {.name = "odd_totals",
                                            .of = &counters,
                                            .keys = (any_fn)by_odd_total,
                                            .version = 1,
                                            .in_memory = true,
                                            .those = &odd};
static const struct row_table *const rows_listed[] = {&counters, &odd, &totals_listed, &odd_totals};

static int64_t keys_in(struct view *v, const struct row_table *index) {
    int64_t n = 0;
    struct row_scan *s = row_scan(v, index, KEY_EMPTY, NULL);
    while (row_next(s, NULL, NULL)) n++;
    row_scan_end(s);
    return n;
}

static int tally_get_listed(struct query *q, const tally__get_request *in, tally__get_reply *out) {
    query_shows(q, tally_subject(in->name));
    out->total = keys_in(VIEW(q), strcmp(in->name, "odd") == 0 ? &odd_totals : &totals_listed);
    return 0;
}

/* ---- tables ---- */

static const struct method methods[] = {
    METHOD_ROW(decide, false, add, AS(DESK) | AS(OPERATOR), tally_add, NULL),
    METHOD_ROW(query, true, get, AS(DESK) | AS(COORDINATOR) | AS(PARTNER), tally_get, CHECKED(nobody, OWNER_OF(get))),
};
static const struct method methods_before[] = {
    METHOD_ROW(decide, false, add, AS(DESK) | AS(OPERATOR), tally_add_before, NULL),
    METHOD_ROW(query, true, get, AS(DESK) | AS(COORDINATOR), tally_get, NULL),
};
static const struct method methods_listed[] = {
    METHOD_ROW(decide, false, add, AS(DESK) | AS(OPERATOR), tally_add, NULL),
    METHOD_ROW(query, true, get, AS(DESK) | AS(COORDINATOR), tally_get_listed, CHECKED(nobody, OWNER_OF(get))),
};
static const struct shown shows_nothing[] = {{"get", 0, false}}, shows_all[] = {{"get", SHOWS_ANSWERS, false}};
static const struct event events_before[] = {
    EVENT_ROW(tally__counted, TO(SCHEDULING), false, on_counted),
    EVENT_ROW(tally__added_once, TO(SCHEDULING), false, on_added_once),
};
static const struct event counts_events[] = {
    EVENT_ROW(tally__added, TO(SCHEDULING), false, on_added),
    EVENT_ROW(tally__reminded, TO_NOBODY, false, on_reminded),
    EVENT_ROW(tally__echoed, TO_NOBODY, false, on_echoed),
    EVENT_SAID_ROW(tally__told, TO_NOBODY, true),
};
static const struct event echoing_events[] = {
    EVENT_ROW(tally__added, TO(SCHEDULING), false, on_added),
    EVENT_ROW(tally__reminded, TO_NOBODY, false, on_reminded),
    EVENT_ROW(tally__echoed, TO(INTAKE) | TO(SCHEDULING), false, on_echoed),
};
static const struct event hears_events[] = {
    EVENT_ROW(tally__added, TO_NOBODY, false, on_added),
    EVENT_ROW(tally__reminded, TO_NOBODY, false, on_reminded),
    EVENT_ROW(tally__echoed, TO(INTAKE), false, on_echoed),
};
static const struct reaction counts_reactions[] = {REACTION_ROW("scheduling", tally__echoed, false, on_foreign_echoed)};
static const struct reaction hears_reactions[] = {REACTION_ROW("intake", tally__added, false, on_foreign_added)};
static const struct reaction hears_all_reactions[] = {REACTION_ROW("intake", tally__added, false, on_foreign_added),
                                                      REACTION_ROW("intake", tally__echoed, false, on_foreign_echoed)};
static const struct reaction abroad_reactions[] = {REACTION_ROW("intake@nord", tally__added, false, on_foreign_added)};
static const struct reaction no_reactions[] = {};
static const struct deadline *const deadlines[] = {&remind};
static const struct row_table *const rows[] = {&counters};
static const char *const follows_hears[] = {"scheduling"};
static const char *const follows_counts[] = {"intake"};
static const char *const follows_abroad[] = {"intake@nord"};

/* The contract's name is "tally"; its methods are reached as "intake.Add" because a method begins with the journal's
 * name. */
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define TALLY(name_, methods_, events_, reactions_, follows_)                                                          \
    .name = name_, .contract = &tally__tally__descriptor, .methods = methods_, .n_methods = LENGTH(methods_),          \
    .events = events_, .n_events = LENGTH(events_), .reactions = reactions_, .n_reactions = LENGTH(reactions_),        \
    .deadlines = deadlines, .n_deadlines = LENGTH(deadlines), .follows = follows_, .n_follows = LENGTH(follows_)
#define OPENLY                     .shown = shows_nothing, .n_shown = 1
#define COUNTS(events_)            OPENLY, TALLY("intake", methods, events_, counts_reactions, follows_hears)
#define HEARS(events_, reactions_) OPENLY, TALLY("scheduling", methods, events_, reactions_, follows_counts)
#define BEFORE                     OPENLY, TALLY("intake", methods_before, events_before, no_reactions, follows_hears)
#define ABROAD                     OPENLY, TALLY("scheduling", methods, hears_events, abroad_reactions, follows_abroad)
#define LIFTS                      .lifts = lifts, .n_lifts = LENGTH(lifts)
#define ROWS(rows_, layout_)       .rows = rows_, .n_rows = LENGTH(rows_), .layout = layout_
const struct service tally_counts = {COUNTS(counts_events), ROWS(rows, 1)};
const struct service tally_looked_at = {.shown = shows_all,
                                        .n_shown = 1,
                                        TALLY("intake", methods, counts_events, counts_reactions, follows_hears),
                                        ROWS(rows, 1)};
const struct service tally_laid_out = {COUNTS(counts_events), ROWS(rows, 2)};
const struct service tally_before = {BEFORE, ROWS(rows, 1)};
const struct service tally_lifts = {COUNTS(counts_events), LIFTS, ROWS(rows, 1)};
const struct service tally_lifts_laid_out = {COUNTS(counts_events), LIFTS, ROWS(rows, 2)};
const struct service tally_indexed = {COUNTS(counts_events), ROWS(rows_indexed, 1)};
const struct service tally_indexed_anew = {COUNTS(counts_events), ROWS(rows_anew, 1)};
const struct service tally_indexed_twice = {COUNTS(counts_events), ROWS(rows_indexed_twice, 1)};
const struct service tally_indexed_in_memory = {COUNTS(counts_events), ROWS(rows_in_memory, 1)};
#define LISTED TALLY("intake", methods_listed, counts_events, counts_reactions, follows_hears), ROWS(rows_listed, 1)
const struct service tally_listed = {OPENLY, LISTED};
const struct service tally_listed_looked_at = {.shown = shows_all, .n_shown = 1, LISTED};
const struct service tally_hears = {HEARS(hears_events, hears_reactions), ROWS(rows, 1)};
const struct service tally_hears_lifted = {HEARS(hears_events, hears_reactions), LIFTS, ROWS(rows, 1)};
const struct service tally_deaf = {HEARS(hears_events, no_reactions), ROWS(rows, 1)};
const struct service tally_hears_abroad = {ABROAD, ROWS(rows, 1)};
const struct service tally_echoes_here = {COUNTS(echoing_events), ROWS(rows, 1)};
const struct service tally_echoes_there = {HEARS(echoing_events, hears_all_reactions), ROWS(rows, 1)};
