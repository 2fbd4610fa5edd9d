#include "scheduling/caseload/load.h"

#include <string.h>
#include "engine/memo.h"

/* ---- a family ---- */

struct run { /* so many days on end she weighs as much */
    int32_t days, tenths;
};

/* What she weighs today, by her visits' rhythm or as one who rests; and from today on. */
struct weight {
    int32_t today;
    uint32_t n;
    struct run runs[CANDIDATES_AHEAD];
};

static void lay_ahead(struct view *v, const struct rules_now *rules, const struct family_facts *f, struct weight *w) {
    int32_t ahead[CANDIDATES_AHEAD] = {0};
    scheduling_family_points_ahead(v, rules, f, ahead);
    for (size_t i = 0; i < CANDIDATES_AHEAD; i++) {
        if (w->n == 0 || w->runs[w->n - 1].tenths != ahead[i]) w->runs[w->n++].tenths = ahead[i];
        w->runs[w->n - 1].days++;
    }
}

/* A day is the rules': at midnight each family may weigh otherwise. */
static int64_t day_ends_ms(const struct rules_now *rules) { return day_start_ms(rules->zone, rules->today + 1); }

static struct span weigh(struct view *v, struct id enrolment, const void *given, int64_t now_ms, int64_t *until_ms) {
    const struct rules_now *rules = given;
    struct weight *w = arena_alloc(view_arena(v), sizeof *w);
    struct family_facts f;
    (void)now_ms;
    *until_ms = day_ends_ms(rules);
    if (!scheduling_family_of_enrolment(v, enrolment, &f)) return (struct span){NULL, 0};
    w->today = scheduling_family_points(v, rules, &f);
    lay_ahead(v, rules, &f, w);
    return span_of((const uint8_t *)w, offsetof(struct weight, runs) + w->n * sizeof *w->runs);
}
static const struct memo weight = {"weight of a family", weigh};

/* ---- a worker ---- */

static void add(struct load *l, const struct weight *w) {
    size_t on = 0;
    l->tenths += w->today;
    l->families++;
    for (uint32_t i = 0; i < w->n; i++)
        for (int32_t k = 0; k < w->runs[i].days; k++) l->ahead[on++] += w->runs[i].tenths;
}

/* A key of the index: the hash, then the enrolment. */
static struct span add_up(struct view *v, struct id hash, const void *given, int64_t now_ms, int64_t *until_ms) {
    struct load *l = arena_alloc(view_arena(v), sizeof *l);
    struct key key;
    struct row_scan *s = row_scan(v, &scheduling_follow_ups_of_worker, KEY(KEY_ID(hash)), NULL);
    while (row_next(s, &key, NULL)) {
        struct span w = memo_read(v, &weight, key_id_at(&key, ID_LEN), given, now_ms);
        if (w.len) add(l, (const struct weight *)w.data);
    }
    *until_ms = day_ends_ms(given);
    return span_of((const uint8_t *)l, sizeof *l);
}
static const struct memo load = {"load of a worker", add_up};

const struct load *scheduling_load_of(struct view *v, const struct rules_now *rules, ProtobufCBinaryData key_worker) {
    struct id hash;
    if (!id_from(key_worker, &hash)) return arena_alloc(view_arena(v), sizeof(struct load));
    struct span bytes = memo_read(v, &load, hash, rules, day_start_ms(rules->zone, rules->today));
    return (const struct load *)bytes.data;
}
