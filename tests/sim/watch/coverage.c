/* What a run of many seeds has reached, counted from the tables of the services: a command or an event that is added to
 * one and not to the simulator is named here. */
#include "methods.h"
#include <stdio.h>
#include <string.h>
#include "services.h"

extern const struct service node_service;

enum { ROWS_MAX = 64 };
static struct { unsigned long sent, done, refused; } methods[DAEMONS + 1][ROWS_MAX];
static unsigned long events[DAEMONS + 1][ROWS_MAX];

const struct service *service_at(int service) { return service == DAEMONS ? &node_service : all_services[service]; }

/* "SubmitScreening" and "submit_screening" */
static bool same_rpc(const char *camel, const char *snake) {
    for (; *camel; camel++, snake++) {
        bool upper = *camel >= 'A' && *camel <= 'Z';
        if (*snake == '_' && upper) snake++;
        if (*snake != (upper ? *camel - 'A' + 'a' : *camel)) return false;
    }
    return !*snake;
}

const struct method *method_named(const char *name, int *service, size_t *nth) {
    const char *dot = strchr(name, '.');
    for (*service = 0; dot && *service <= DAEMONS; ++*service) {
        const struct service *s = service_at(*service);
        size_t len = (size_t)(dot - name);
        if (strlen(s->name) != len || memcmp(s->name, name, len) != 0) continue;
        for (*nth = 0; *nth < s->n_methods; ++*nth)
            if (same_rpc(dot + 1, s->methods[*nth].rpc)) return &s->methods[*nth];
    }
    return NULL;
}

const struct event *event_named(int daemon, const char *type) {
    for (int of = daemon; of >= 0; of = of == DAEMONS ? -1 : DAEMONS) {
        const struct service *s = service_at(of);
        for (size_t i = 0; i < s->n_events; i++)
            if (strcmp(s->events[i].type->name, type) == 0) return &s->events[i];
    }
    return NULL;
}

void coverage_asked(const char *method) {
    int service;
    size_t nth;
    if (method_named(method, &service, &nth)) methods[service][nth].sent++;
}

/* Refused by its handler: what the engine refuses before it (a role, a key, a window) says nothing of the command. */
void coverage_answered(const char *method, int reason) {
    static const int before[] = {REASON_NOT_ALLOWED, REASON_KEY_REVOKED, REASON_WINDOW_FULL, REASON_REQUEST_ID_REUSED,
                                 REASON_STORE_FULL,  REASON_INTERNAL,    REASON_PEERS_ASKED, REASON_PERSON_MISSING};
    int service;
    size_t nth;
    if (!method_named(method, &service, &nth)) return;
    methods[service][nth].done += reason == 0;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        if (reason == before[i]) return;
    methods[service][nth].refused += reason != 0;
}

void coverage_written(int daemon, const char *type) {
    const struct event *row = event_named(daemon, type);
    for (int of = 0; of <= DAEMONS; of++) {
        const struct service *s = service_at(of);
        if (row >= s->events && row < s->events + s->n_events) events[of][row - s->events]++;
    }
}

static bool missing(const char *service, const char *what, const char *how) {
    printf("%s %s was never %s\n", service, what, how);
    return false;
}

/* A cut asks by itself, in rounds (situations/cut.c); its end is a file beside the copies, of which no run makes use. */
static bool is_of_the_cut(const char *rpc) {
    return strcmp(rpc, "hold_following") == 0 || strcmp(rpc, "backup") == 0 || strcmp(rpc, "finish_backup") == 0;
}

bool coverage_is_whole(void) {
    bool whole = true;
    for (int of = 0; of <= DAEMONS; of++) {
        const struct service *s = service_at(of);
        for (size_t i = 0; i < s->n_methods; i++) {
            const char *rpc = s->methods[i].rpc;
            if (is_of_the_cut(rpc)) continue;
            if (!methods[of][i].sent) whole = missing(s->name, rpc, "sent");
            if (!methods[of][i].done) whole = missing(s->name, rpc, "accepted");
            if (!s->methods[i].query && !methods[of][i].refused) whole = missing(s->name, rpc, "refused");
        }
        for (size_t i = 0; i < s->n_events; i++)
            if (!events[of][i]) whole = missing(s->name, s->events[i].type->name, "written");
    }
    return whole;
}
