/* What a push has under way: at most as many as every key may have waiting (engine.h, the window). Each is sent again
 * under its id when nobody answered it for long, or when the connection that carried it is gone. Knows neither the
 * spool nor the bus. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"
#include "base/span.h"

enum { PUSH_IN_FLIGHT = 64, PUSH_RESEND_MS = 5000 };

struct push_flight {
    struct id id;
    int64_t sent_ms; /* on the clock that never goes back */
    bool taken;      /* else the place is free */
    bool lost;       /* with its connection: due at once */
};

struct push_window {
    struct push_flight flights[PUSH_IN_FLIGHT];
};

/* The one under way with this id; NULL: none. */
struct push_flight *push_window_find(struct push_window *w, struct span id);
/* One that is to be sent again; NULL: none is at this moment. */
struct push_flight *push_window_overdue(struct push_window *w, int64_t now_ms);
/* A place for a new one; NULL: all are taken. */
struct push_flight *push_window_free(struct push_window *w);
/* The connection is gone, and with it whatever was under way. */
void push_window_lost(struct push_window *w);

void push_flight_begin(struct push_flight *f, struct id id, int64_t now_ms);
void push_flight_end(struct push_flight *f);
