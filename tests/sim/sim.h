/* The simulator: families come to the desks of a small territory, people decide, partners answer, visits are made,
 * while the network loses and repeats messages and daemons die. Then what was promised is checked against the journals.
 * A seed is a run. */
#pragma once
#include <stdio.h>
#include "harness_internal.h"
#include "families.h"
#include "family_screening.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/notifications.h"
#include "proto/scheduling.h"

enum { PARTNERS = 3, SERVICES_EACH = 2, WORKERS = 5, DESKS = 2 };

/* A request that was answered, for the history check. */
struct acknowledged {
    char key[32];
    const char *daemon, *event; /* what a success must have left in which journal, once */
    struct id request;
    int reason;
    uint8_t *body; /* of a screening, which a desk's spool keeps */
    size_t len;
};

struct sim {
    struct world *world;
    struct prng prng;
    struct families families;
    struct journey *journeys;
    size_t n_journeys;
    struct partner *partners;
    struct acknowledged *history;
    size_t n_history, cap_history;
    struct id organizations[PARTNERS], services[PARTNERS][SERVICES_EACH];
    bool crashes; /* daemons die in this storm */
    bool closing; /* partners act on all that is left */
    char fault[400];
};

typedef void step_fn(void *task, const sippe__reply *reply);

/* setup.c: rules, organisations, workers; false: s->fault says what failed. */
void setup_keys(struct sim *s);
bool setup_territory(struct sim *s);
extern const char *const desk_names[DESKS], *const desk_clscs[DESKS], *const team_names[DESKS];
extern const char *const partner_names[PARTNERS];

/* One request of a task; `next` is called with its reply. Success is noted in the history under `event`, when given. */
struct task {
    struct sim *sim;
    bool busy, over;
    int64_t wake_ms;
    step_fn *next;
    void *owner;
    size_t noted;
};
void task_call(struct task *t, const char *daemon, const char *key, const char *method, const ProtobufCMessage *request,
               const char *event, step_fn *next);
void task_sleep(struct task *t, int64_t at_most_ms, step_fn *next);
void task_run(struct task *t);
int reply_reason(const sippe__reply *reply);
bool chance(struct sim *s, unsigned percent);

/* A family's way through the services. */
struct journey {
    struct task task;
    struct family_case family;
    const char *desk, *team;
    struct id screening, family_id, enrolment, consent, referral, visit;
    struct id screening_version, consent_version, referral_version, visit_version;
    intake__route proposed;
    char worker[32];
    int tries, partner;
};
void journey_begin(struct sim *s, struct journey *j);
void visits_begin(struct journey *j);  /* visits.c: from the enrolment on */
void journey_refer(struct journey *j); /* journey.c: after the enrolment's first visit is on its way */

/* partners.c */
struct partner {
    struct task task;
    int index;
    struct id notice, version;
    notifications__notice_state state;
};
void partner_begin(struct sim *s, struct partner *p, int index);

/* main.c: all tasks, for so long. */
void tasks_run(struct sim *s, int64_t ms);

/* cut.c: false, and s->fault says what is wrong with it. */
bool cut_make(struct sim *s);

/* restore.c: the territory is put back to the cut, and the desks' spools send again what was answered. */
bool restore_and_resend(struct sim *s);

/* checks.c: true, or s->fault says what is wrong. */
bool checks_all(struct sim *s);
/* Without what a restore loses: commands that no spool repeats. */
bool checks_after_restore(struct sim *s);
