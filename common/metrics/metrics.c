#include "metrics/metrics.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "base/id.h"

struct metric {
    const struct metric_family *family;
    struct metric_label labels[METRIC_LABELS_MAX + 1];
    uint64_t count; /* of a counter, or of all observations */
    double number;  /* of a gauge, or the sum of observations */
    uint64_t buckets[METRIC_BUCKETS_MAX];
    struct metric *next_alike; /* of the same family */
};

struct group {
    struct metric *first, *last;
    struct group *next;
};

struct metrics {
    struct arena arena;
    struct metric_label common[METRIC_LABELS_MAX + 1];
    struct group *first, *last;
};

void metrics_free(struct metrics *m) {
    if (!m) return;
    arena_close(&m->arena);
    free(m);
}

__attribute__((unused)) static bool name_is_valid(const char *name, bool is_label) { /* in assertions only */
    static const char rest[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    size_t len = strlen(name);
    return len > 0 && strspn(name, rest) == len && (name[0] < '0' || name[0] > '9') &&
           !(is_label && strncmp(name, "__", 2) == 0);
}

/* An id as a label would be a series for each thing, for ever. */
__attribute__((unused)) static bool looks_like_id(const char *value) {
    struct id id;
    return id_parse(value, &id);
}

static bool labels_equal(const struct metric_label *a, const struct metric_label *b) {
    for (; a->name && b->name; a++, b++)
        if (strcmp(a->name, b->name) != 0 || strcmp(a->value, b->value) != 0) return false;
    return !a->name && !b->name;
}

/* The labels are most often a compound literal of the caller's, gone after the call: they are copied. */
static void labels_copy(struct arena *a, struct metric_label *to, const struct metric_label *from) {
    for (size_t i = 0; from[i].name; i++) {
        assert(i < METRIC_LABELS_MAX && name_is_valid(from[i].name, true) && !looks_like_id(from[i].value));
        to[i] = (struct metric_label){arena_text(a, from[i].name), arena_text(a, from[i].value)};
    }
}

static const struct metric_label no_labels[] = {{NULL, NULL}};

/* Out of memory is the end, as in an arena. */
struct metrics *metrics_new(const struct metric_label *common) {
    struct metrics *m = calloc(1, sizeof *m);
    if (!m) abort();
    arena_init(&m->arena);
    labels_copy(&m->arena, m->common, common ? common : no_labels);
    return m;
}

/* As the table has them: what is registered otherwise is a mistake of ours. */
__attribute__((unused)) static bool labels_are_declared(const struct metric_family *f, const struct metric_label *l) {
    const char *at = f->labels;
    for (; l->name; l++) {
        size_t len = strlen(l->name);
        if (strncmp(at, l->name, len) != 0) return false;
        at += len;
        if (*at == ' ') at++;
    }
    return !*at;
}

/* Families of one name stand together in the text, as the format wants it, in whatever order their series came. */
static struct group *group_of(struct metrics *m, const struct metric_family *f) {
    for (struct group *g = m->first; g; g = g->next)
        if (strcmp(g->first->family->name, f->name) == 0) return g;
    return NULL;
}

static struct metric *series_new(struct metrics *m, const struct metric_family *f, const struct metric_label *labels) {
    assert(name_is_valid(f->name, false) && labels_are_declared(f, labels));
    struct metric *s = arena_alloc(&m->arena, sizeof *s);
    s->family = f;
    labels_copy(&m->arena, s->labels, labels);
    return s;
}

static void group_add(struct metrics *m, struct metric *s) {
    struct group *g = arena_alloc(&m->arena, sizeof *g);
    *g = (struct group){s, s, NULL};
    if (m->last)
        m->last->next = g;
    else
        m->first = g;
    m->last = g;
}

struct metric *metrics_series(struct metrics *m, const struct metric_family *f, const struct metric_label *labels) {
    if (!labels) labels = no_labels;
    struct group *g = group_of(m, f);
    assert(!g || g->first->family->kind == f->kind);
    for (struct metric *s = g ? g->first : NULL; s; s = s->next_alike)
        if (labels_equal(s->labels, labels)) return s;
    struct metric *s = series_new(m, f, labels);
    if (!g) {
        group_add(m, s);
        return s;
    }
    g->last->next_alike = s;
    g->last = s;
    return s;
}

/* Prometheus takes a counter that falls for a restart, and adds all of it again. */
void metric_count_to(struct metric *s, uint64_t total) {
    assert(s->family->kind == METRIC_COUNTER);
    if (total > s->count) s->count = total;
}

void metric_set(struct metric *s, double value) {
    assert(s->family->kind == METRIC_GAUGE);
    s->number = value;
}

/* Each bucket counts its own; the text adds them up (out_histogram). What is above all bounds is in `count` alone. */
void metric_observe(struct metric *s, double value) {
    assert(s->family->kind == METRIC_HISTOGRAM);
    s->count++;
    s->number += value;
    for (size_t i = 0; i < METRIC_BUCKETS_MAX && !isinf(s->family->bounds[i]); i++)
        if (value <= s->family->bounds[i]) {
            s->buckets[i]++;
            return;
        }
}

/* The text grows by doubling inside the arena. */
struct out {
    struct arena *arena;
    const struct metric_label *common;
    char *text;
    size_t len, room;
};

static void out_add(struct out *o, const char *text, size_t len) {
    if (len == 0) return;
    if (o->len + len > o->room) {
        size_t room = (o->room + len) * 2;
        char *bigger = arena_alloc(o->arena, room);
        if (o->len) memcpy(bigger, o->text, o->len);
        o->text = bigger;
        o->room = room;
    }
    memcpy(o->text + o->len, text, len);
    o->len += len;
}

static void out_text(struct out *o, const char *text) { out_add(o, text, strlen(text)); }

/* Whole numbers whole, so that bytes are not rounded to nine digits. */
static void out_number(struct out *o, double value) {
    if (isnan(value))
        out_text(o, "NaN");
    else if (isinf(value))
        out_text(o, value > 0 ? "+Inf" : "-Inf");
    else
        out_text(o, arena_printf(o->arena, value == floor(value) && fabs(value) < 1e15 ? "%.0f" : "%.9g", value));
}

/* What the format escapes in a label's value. HELP texts are constants without any of these. */
static void out_escaped(struct out *o, const char *value) {
    for (; *value; value++) {
        if (*value == '\n')
            out_text(o, "\\n");
        else if (*value == '"')
            out_text(o, "\\\"");
        else if (*value == '\\')
            out_text(o, "\\\\");
        else
            out_add(o, value, 1);
    }
}

static const char *out_label(struct out *o, const char *before, const struct metric_label *l) {
    for (; l->name; l++, before = ",") {
        out_text(o, before);
        out_text(o, l->name);
        out_text(o, "=\"");
        out_escaped(o, l->value);
        out_text(o, "\"");
    }
    return before;
}

/* le: the bound of a bucket, NULL when it is none */
static void out_labels(struct out *o, const struct metric *s, const double *le) {
    if (!o->common[0].name && !s->labels[0].name && !le) return;
    const char *before = out_label(o, out_label(o, "{", o->common), s->labels);
    if (le) {
        out_text(o, before);
        out_text(o, "le=\"");
        out_number(o, *le);
        out_text(o, "\"");
    }
    out_text(o, "}");
}

static void out_line(struct out *o, const struct metric *s, const char *suffix, const double *le) {
    out_text(o, s->family->name);
    out_text(o, suffix);
    out_labels(o, s, le);
    out_text(o, " ");
}

static void out_count(struct out *o, uint64_t n) {
    out_text(o, arena_printf(o->arena, "%llu\n", (unsigned long long)n));
}

/* Buckets are cumulative, the last one is +Inf and equals _count. */
static void out_histogram(struct out *o, const struct metric *s) {
    static const double infinity = INFINITY;
    uint64_t so_far = 0;
    for (size_t i = 0; i < METRIC_BUCKETS_MAX && !isinf(s->family->bounds[i]); i++) {
        so_far += s->buckets[i];
        out_line(o, s, "_bucket", &s->family->bounds[i]);
        out_count(o, so_far);
    }
    out_line(o, s, "_bucket", &infinity);
    out_count(o, s->count);
    out_line(o, s, "_sum", NULL);
    out_number(o, s->number);
    out_text(o, "\n");
    out_line(o, s, "_count", NULL);
    out_count(o, s->count);
}

static void out_series(struct out *o, const struct metric *s) {
    switch (s->family->kind) {
    case METRIC_COUNTER:
        out_line(o, s, "", NULL);
        out_count(o, s->count);
        break;
    case METRIC_GAUGE:
        out_line(o, s, "", NULL);
        out_number(o, s->number);
        out_text(o, "\n");
        break;
    case METRIC_HISTOGRAM: out_histogram(o, s); break;
    }
}

struct span metrics_text(const struct metrics *m, struct arena *a) {
    static const char *const kinds[] = {"counter", "gauge", "histogram"};
    struct out o = {.arena = a, .common = m->common};
    for (const struct group *g = m->first; g; g = g->next) {
        const struct metric_family *f = g->first->family;
        out_text(&o, arena_printf(a, "# HELP %s %s\n# TYPE %s %s\n", f->name, f->help, f->name, kinds[f->kind]));
        for (const struct metric *s = g->first; s; s = s->next_alike) out_series(&o, s);
    }
    return span_of(o.text, o.len);
}
