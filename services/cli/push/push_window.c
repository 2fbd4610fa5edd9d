#include "cli/push/push_window.h"

struct push_flight *push_window_find(struct push_window *w, struct span id) {
    for (size_t i = 0; i < PUSH_IN_FLIGHT; i++)
        if (w->flights[i].taken && span_equal(id, id_span(&w->flights[i].id))) return &w->flights[i];
    return NULL;
}

struct push_flight *push_window_overdue(struct push_window *w, int64_t now_ms) {
    for (size_t i = 0; i < PUSH_IN_FLIGHT; i++) {
        struct push_flight *f = &w->flights[i];
        if (f->taken && (f->lost || now_ms - f->sent_ms >= PUSH_RESEND_MS)) return f;
    }
    return NULL;
}

struct push_flight *push_window_free(struct push_window *w) {
    for (size_t i = 0; i < PUSH_IN_FLIGHT; i++)
        if (!w->flights[i].taken) return &w->flights[i];
    return NULL;
}

void push_window_lost(struct push_window *w) {
    for (size_t i = 0; i < PUSH_IN_FLIGHT; i++) w->flights[i].lost = w->flights[i].taken;
}

void push_flight_begin(struct push_flight *f, struct id id, int64_t now_ms) {
    *f = (struct push_flight){.id = id, .sent_ms = now_ms, .taken = true};
}

void push_flight_end(struct push_flight *f) { *f = (struct push_flight){.taken = false}; }
