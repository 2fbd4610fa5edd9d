/* What a run of many seeds has reached, counted from the tables of the services: a command or an event that is added to
 * one and not to the simulator is named here. */
#include "methods.h"
#include <stdio.h>
#include <string.h>
#include "scheduling/domain/crossings.h"
#include "services.h"

extern const struct service node_service;

enum { ROWS_MAX = 128 };
static struct reached {
    unsigned long sent, done, refused, seeds; /* seeds: in which it was accepted */
    bool now;                                 /* accepted in this seed */
} methods[DAEMONS + 1][ROWS_MAX];
static unsigned long events[DAEMONS + 1][ROWS_MAX];
static struct reached crossings[CROSSING_TOLD][CROSSING_MEETS];
static unsigned long seeds;

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
    methods[service][nth].now |= reason == 0;
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

void coverage_crossed(int told, int met) {
    crossings[told][met].done++;
    crossings[told][met].now = true;
}

static void crossings_seed_over(void) {
    for (int told = 0; told < CROSSING_TOLD; told++)
        for (int met = 0; met < CROSSING_MEETS; met++) {
            crossings[told][met].seeds += crossings[told][met].now;
            crossings[told][met].now = false;
        }
}

void coverage_seed_over(void) {
    seeds++;
    crossings_seed_over();
    for (int of = 0; of <= DAEMONS; of++)
        for (size_t i = 0; i < ROWS_MAX; i++) {
            methods[of][i].seeds += methods[of][i].now;
            methods[of][i].now = false;
        }
}

void coverage_print(void) {
    for (int of = 0; of <= DAEMONS; of++) {
        const struct service *s = service_at(of);
        for (size_t i = 0; i < s->n_methods; i++) {
            const struct reached *m = &methods[of][i];
            printf("%4lu seeds %6lu accepted %6lu refused  %s %s\n", m->seeds, m->done, m->refused, s->name,
                   s->methods[i].rpc);
        }
        for (size_t i = 0; i < s->n_events; i++) printf("%6lu written  %s\n", events[of][i], s->events[i].type->name);
    }
    for (int told = 0; told < CROSSING_TOLD; told++)
        for (int met = 0; met < CROSSING_MEETS; met++)
            if (crossings[told][met].done)
                printf("%4lu seeds %6lu taken  %s meets %s\n", crossings[told][met].seeds, crossings[told][met].done,
                       crossing_told_names[told], crossing_meets_names[met]);
}

static bool missing(const char *service, const char *what, const char *how) {
    printf("%s %s was never %s\n", service, what, how);
    return false;
}

/* One seed in forty, where there are that many: what a few seeds reach is missed by the next change that moves them. */
static bool is_rare(const char *service, const char *what, const char *how, unsigned long in) {
    if (in >= seeds / 40) return false;
    printf("%s %s was %s only %lu times in %lu seeds: draw it more often\n", service, what, how, in, seeds);
    return true;
}

/* A cut asks by itself, in rounds (situations/cut.c); its end is a file beside the copies, of which no run makes use. */
static bool is_of_the_cut(const char *rpc) {
    return strcmp(rpc, "hold_following") == 0 || strcmp(rpc, "backup") == 0 || strcmp(rpc, "finish_backup") == 0;
}

static bool methods_are_whole(int of) {
    const struct service *s = service_at(of);
    bool whole = true;
    for (size_t i = 0; i < s->n_methods; i++) {
        const struct reached *m = &methods[of][i];
        const char *rpc = s->methods[i].rpc;
        if (is_of_the_cut(rpc)) continue;
        if (!m->sent) whole = missing(s->name, rpc, "sent");
        if (!m->done) whole = missing(s->name, rpc, "accepted");
        if (m->done && is_rare(s->name, rpc, "accepted", m->seeds)) whole = false;
        if (!s->methods[i].query && !m->refused) whole = missing(s->name, rpc, "refused");
    }
    return whole;
}

static bool events_are_whole(int of) {
    const struct service *s = service_at(of);
    bool whole = true;
    for (size_t i = 0; i < s->n_events; i++) {
        const char *type = s->events[i].type->name;
        if (!events[of][i]) whole = missing(s->name, type, "written");
        if (events[of][i] && is_rare(s->name, type, "written", events[of][i])) whole = false;
    }
    return whole;
}

/* Other rules tell nothing of her, and who is erased has no visits to look at: those two have situations of their own
 * (situations/rules.c, erased.c). */
static bool crossings_are_whole(void) {
    bool whole = true;
    for (int told = 0; told < CROSSING_RULES; told++)
        for (int met = 0; met < CROSSING_MEETS; met++) {
            if (!crossing((enum crossing_told)told, (enum crossing_meets)met)) continue;
            const struct reached *c = &crossings[told][met];
            if (!c->done) whole = missing(crossing_told_names[told], crossing_meets_names[met], "met");
            if (c->done && is_rare(crossing_told_names[told], crossing_meets_names[met], "met", c->seeds))
                whole = false;
        }
    return whole;
}

bool coverage_is_whole(void) {
    bool whole = crossings_are_whole();
    for (int of = 0; of <= DAEMONS; of++) {
        whole &= methods_are_whole(of);
        whole &= events_are_whole(of);
    }
    return whole;
}
