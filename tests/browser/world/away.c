/* The gateway's own death and return, and its secret of the stations: what a page must outlast. */
#include "away.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "gateway/session/stations.h"

/* As its process does: those who wait are told; then whoever is connected is answered and closed. */
void away_stop(struct stage *s) {
    if (s->is_away) return;
    s->is_away = true;
    stage_calls_close(s);
    gateway_stop(s->gateway);
}

/* A round of the loop later than it was stopped, so that what it had open is closed. */
void away_start(struct stage *s) {
    if (!s->is_away) return;
    gateway_free(s->gateway);
    stage_gateway_open(s);
    s->is_away = false;
}

bool away_stations(struct stage *s, const char *what) {
    char aside[200];
    snprintf(aside, sizeof aside, "%s.aside", s->stations);
    if (!s->is_away) return false;
    if (strcmp(what, "renew") == 0) return stations_renew(s->stations) == 0;
    if (strcmp(what, "lose") == 0) return rename(s->stations, aside) == 0;
    return strcmp(what, "find") == 0 && rename(aside, s->stations) == 0;
}
