/* Families for the tests of the cadence, and windows as a line of text each. */
#pragma once
#include "rules.h"
#include "scheduling/domain/cadence/cadence.h"

/* "" or NULL, at the end of a list: none. */
struct case_pregnancy {
    const char *due, *ended;
};
struct case_child {
    const char *born, *home, *left, *known;
};
struct case_visit {
    const char *on;
    enum cadence_fate fate;
};
struct case_pause {
    const char *from, *until;
};
struct family {
    const char *what, *enrolled, *taken_over;
    struct case_pregnancy pregnancies[2];
    struct case_child children[2];
    struct case_visit visits[6];
    struct case_pause pauses[2];
    sippe__programme_end ends;
    const char *today, *from, *until; /* grid days that are shown */
    bool served;                      /* are shown too */
    const char *expected;
};

struct case_lists {
    struct cadence_anchor anchors[5];
    struct cadence_visit visits[6];
    struct cadence_pause pauses[2];
    struct calendar calendar;
};

static inline day case_day(const char *text) { return text && *text ? day_parse(text) : DAY_NONE; }

static inline struct cadence_anchor case_anchor(uint8_t id, scheduling__window_anchor kind) {
    return (struct cadence_anchor){{{id}}, kind, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, false, DAY_NONE, DAY_NONE};
}

static inline void case_anchors(const struct family *f, struct case_lists *l, struct cadence *c) {
    if (c->enrolled != DAY_NONE) l->anchors[c->n_anchors++] = case_anchor(1, WINDOW_ANCHOR_ENROLMENT);
    for (uint8_t i = 0; i < 2 && f->pregnancies[i].due; i++) {
        struct cadence_anchor *n = &l->anchors[c->n_anchors++];
        *n = case_anchor((uint8_t)(10 + i), WINDOW_ANCHOR_PREGNANCY);
        n->due = case_day(f->pregnancies[i].due);
        n->ended = case_day(f->pregnancies[i].ended);
    }
    for (uint8_t i = 0; i < 2 && f->children[i].born; i++) {
        struct cadence_anchor *n = &l->anchors[c->n_anchors++];
        *n = case_anchor((uint8_t)(20 + i), WINDOW_ANCHOR_CHILD);
        n->born = case_day(f->children[i].born);
        n->home = case_day(f->children[i].home);
        n->left = case_day(f->children[i].left);
        n->known_on = case_day(f->children[i].known);
    }
}

static inline struct cadence case_cadence(const struct family *f, const struct cadence_rules *rules, size_t n_rules,
                                          struct case_lists *l) {
    *l = (struct case_lists){.calendar = {.easter_monday = false}};
    struct cadence c = {.calendar = &l->calendar,
                        .programme_end = f->ends,
                        .enrolled = case_day(f->enrolled),
                        .taken_over_on = case_day(f->taken_over),
                        .rules = rules,
                        .n_rules = n_rules,
                        .anchors = l->anchors,
                        .pauses = l->pauses,
                        .visits = l->visits};
    case_anchors(f, l, &c);
    for (; c.n_visits < 6 && f->visits[c.n_visits].on; c.n_visits++)
        l->visits[c.n_visits] = (struct cadence_visit){
            {{(uint8_t)(c.n_visits + 1)}}, case_day(f->visits[c.n_visits].on), f->visits[c.n_visits].fate};
    for (; c.n_pauses < 2 && f->pauses[c.n_pauses].from; c.n_pauses++)
        l->pauses[c.n_pauses] =
            (struct cadence_pause){case_day(f->pauses[c.n_pauses].from), case_day(f->pauses[c.n_pauses].until)};
    return c;
}

/* "PRENATAL 6 2026-03-24..04-01 OPEN", of a further anchor of its kind "INFANT'", "(served)", "by 2". */
static inline const char *case_line(struct arena *a, const struct cadence_window *w) {
    char from[11], to[11];
    day_text(w->earliest, from);
    day_text(w->latest, to);
    const ProtobufCEnumValue *state =
        protobuf_c_enum_descriptor_get_value(&scheduling__window_state__descriptor, (int)w->state);
    const char *by = w->visit.bytes[0] ? arena_printf(a, " by %d", w->visit.bytes[0]) : "";
    return arena_printf(a, "%s%s %d %s..%s %s%s%s", w->phase,
                        w->anchor.bytes[0] % 10 && w->kind != WINDOW_ANCHOR_ENROLMENT ? "'" : "", w->k, from, to + 5,
                        state->name + strlen("WINDOW_STATE_"), w->carries ? "" : " (served)", by);
}

/* Those that carry or were met, unless the served ones are asked for. */
static inline const char *case_text(struct arena *a, const struct family *f, const struct cadence *c) {
    struct cadence_window *w;
    day until = case_day(f->until);
    size_t n = cadence_windows(a, c, case_day(f->today), until, &w);
    const char *text = "";
    for (size_t i = 0; i < n; i++) {
        bool met = w[i].state == WINDOW_STATE_MET || w[i].state == WINDOW_STATE_MADE_LATE;
        if (w[i].grid < case_day(f->from) || w[i].grid > until || !(f->served || w[i].carries || met)) continue;
        text = arena_printf(a, "%s%s%s", text, *text ? "\n" : "", case_line(a, &w[i]));
    }
    return text;
}

/* The phases of the model, with the first weeks counted from the day at home. */
static inline sippe__visits *case_rules(struct arena *a) {
    sippe__visits *v = NEW(a, sippe__visits);
    rules_phase(a, v, "FIRST", CADENCE_ANCHOR_ENROLMENT, (int32_t[8]){0, 15, 15, 0, 14, 0, 90});
    rules_phase(a, v, "PRENATAL", CADENCE_ANCHOR_PREGNANCY, (int32_t[8]){84, 0, 14, 4, 4, 8, 75});
    rules_phase(a, v, "POSTNATAL", CADENCE_ANCHOR_HOME, (int32_t[8]){0, 42, 7, 2, 2, 4, 75});
    rules_phase(a, v, "INFANT", CADENCE_ANCHOR_BIRTH, (int32_t[8]){42, 365, 14, 4, 4, 8, 75});
    rules_phase(a, v, "CHILD", CADENCE_ANCHOR_BIRTH, (int32_t[8]){365, 0, 28, 7, 10, 18, 60});
    return v;
}
