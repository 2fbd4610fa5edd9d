/* A territory's days end in its own zone; what happened on each is counted the morning after. */
#include <string.h>
#include "intake/figures/figures.h"

/* MORNING: minutes after midnight, when nobody works and the night's copies are made. DAYS_MAX: after a longer absence
 * the older ones are left out, since a message holds so many records and nobody waits for them any more. */
enum { MORNING = 5 * 60, DAYS_MAX = 31 };

/* The territory's own days. */
static struct id days_of(struct view *v) {
    return id_derive("sippe days", span_text(view_territory(v)), (struct span){NULL, 0}, (struct span){NULL, 0});
}

static struct key days_key(void) { return KEY(KEY_TEXT("days")); }
static struct key record_key(void) { return KEY(KEY_TEXT("days-record")); }

static uint64_t counter(struct view *v, struct key key) {
    const intake_rows__counter *row = row_get(v, &intake_counters, key);
    return row ? row->next : 0;
}

static void counter_put(struct apply *a, struct key key, uint64_t next) {
    intake_rows__counter *row = NEW(arena_of(a), intake_rows__counter);
    row->next = next;
    ROW_PUT(a, &intake_counters, key, row);
}

static int64_t morning_after(struct zone z, int64_t at_ms) {
    return wall_instant(z, (struct wall){.day = day_at(z, at_ms) + 1, .minute = MORNING});
}

static struct id day_id(const sippe__date *date) {
    char text[11];
    day_text(civil_day(date), text);
    return id_derive("sippe day", span_text(text), (struct span){NULL, 0}, (struct span){NULL, 0});
}

/* Of the first adoption only: a later one must not move a morning that is due. The zone is the record's own, so that a
 * rebuild gives the same instant. */
void intake_days_begin(struct apply *a, const struct record *r, const sippe__territory *t) {
    struct zone z = civil_zone(t);
    if (counter(VIEW(a), days_key())) return;
    counter_put(a, days_key(), (uint64_t)day_at(z, r->at_ms));
    counter_put(a, record_key(), r->seq);
    deadline_set(a, &intake_days_end, days_of(VIEW(a)), morning_after(z, r->at_ms));
}

int intake_days_end_due(struct decide *d, const struct due *due) {
    struct zone z = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    day today = day_at(z, decide_now_ms(d)), next = (day)counter(VIEW(d), days_key());
    intake__days_ended *e = NEW(arena_of(d), intake__days_ended);
    for (next = next < today - DAYS_MAX ? today - DAYS_MAX : next; next < today; next++)
        APPEND(arena_of(d), e, days, civil_date(arena_of(d), next));
    e->next_ms = morning_after(z, decide_now_ms(d));
    EMIT(d, due->thing, e);
    return 0;
}

/* Given up, and nobody had it tried again for a month. */
static void old_ones_drop(struct apply *a, day before) {
    struct row_scan *s = row_scan(VIEW(a), &intake_ended_days, KEY_EMPTY, NULL);
    struct id *old = arena_alloc(arena_of(a), row_count(VIEW(a), &intake_ended_days) * sizeof *old);
    const intake_rows__ended_day *row;
    struct key key;
    size_t n = 0;
    while (row_next(s, &key, &row))
        if (civil_day(row->day) < before) old[n++] = key_id_at(&key, 0);
    for (size_t i = 0; i < n; i++) {
        job_clear(a, &intake_figures, old[i]);
        row_delete(a, &intake_ended_days, KEY(KEY_ID(old[i])));
    }
}

void intake_on_days_ended(struct apply *a, const struct record *r, const intake__days_ended *e) {
    for (size_t i = 0; i < e->n_days; i++) {
        intake_rows__ended_day *row = NEW(arena_of(a), intake_rows__ended_day);
        struct id id = day_id(e->days[i]);
        row->day = e->days[i];
        row->from = counter(VIEW(a), record_key());
        row->to = r->seq;
        ROW_PUT(a, &intake_ended_days, KEY(KEY_ID(id)), row);
        /* one after the other, the oldest first */
        job_set(a, &intake_figures, id, view_house(VIEW(a)), r->at_ms + (int64_t)i);
    }
    if (e->n_days) {
        day last = civil_day(e->days[e->n_days - 1]);
        counter_put(a, days_key(), (uint64_t)last + 1);
        old_ones_drop(a, last - DAYS_MAX);
    }
    counter_put(a, record_key(), r->seq);
    deadline_set(a, &intake_days_end, days_of(VIEW(a)), e->next_ms);
}

/* ---- the job ---- */

static void input_begin(struct query *q, const intake_rows__ended_day *row, intake_jobs__figures_input *in) {
    struct zone z = civil_zone(rules_on(VIEW(q), civil_day(row->day), NULL));
    in->folder = arena_text(arena_of(q), view_setting(VIEW(q), "figures-folder"));
    in->territory = arena_text(arena_of(q), view_territory(VIEW(q)));
    in->day = row->day;
    in->from_ms = day_start_ms(z, civil_day(row->day));
    in->until_ms = day_start_ms(z, civil_day(row->day) + 1);
    in->next = row->from;
    in->to = row->to;
}

/* What a record was counted by is forgotten with it: the input lives on, and grows only by figures. */
int intake_figures_prepare(struct query *q, const struct job_ref *ref, intake_jobs__figures_input *in) {
    const intake_rows__ended_day *row = row_get(VIEW(q), &intake_ended_days, KEY(KEY_ID(ref->thing)));
    if (!row || !*view_setting(VIEW(q), "figures-folder")) return JOB_NOT_NEEDED;
    if (!in->to) input_begin(q, row, in);
    for (; in->next < in->to; in->next++) {
        struct record r;
        if (query_time_is_up(q)) return JOB_MORE;
        if (!record_head(VIEW(q), in->next, &r)) return REASON_INTERNAL;
        if (r.at_ms >= in->from_ms && r.at_ms < in->until_ms) intake_figure_add(VIEW(q), &r, in);
    }
    return 0;
}

int intake_figures_settle(struct decide *d, const struct job_ref *ref, node__job_end how,
                          const intake_jobs__figures_outcome *out) {
    (void)out;
    const intake_rows__ended_day *row = row_get(VIEW(d), &intake_ended_days, KEY(KEY_ID(ref->thing)));
    if (!row || (how != JOB_END_DONE && how != JOB_END_NOT_NEEDED)) return 0;
    intake__figures_ended *e = NEW(arena_of(d), intake__figures_ended);
    e->day_id = id_field(arena_of(d), ref->thing);
    e->day = row->day;
    e->written = how == JOB_END_DONE;
    EMIT(d, ref->thing, e);
    return 0;
}

void intake_on_figures_ended(struct apply *a, const struct record *r, const intake__figures_ended *e) {
    (void)r;
    row_delete(a, &intake_ended_days, KEY(KEY_ID(id_of(e->day_id))));
}
