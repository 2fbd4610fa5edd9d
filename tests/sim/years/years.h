/* Five years of a territory on virtual time. Families come and live as a seed says (life.c); one simulated person does
 * each working day what the lists say is due, always by the same policy (policy.c, policy_visits.c): the figures are of
 * that policy. Nobody may be lost, and no visit that a family counts on may move by itself. */
#pragma once
#include "sim.h"

enum life_kind {
    LIFE_CALLS,    /* for the first time */
    LIFE_REFERRED, /* to a partner, with her consent */
    LIFE_BIRTH,
    LIFE_LOSS,
    LIFE_PREGNANT, /* again */
    LIFE_NUMBER,   /* another telephone */
    LIFE_VANISHES, /* nobody finds her */
    LIFE_HOLDER,   /* the file is in somebody else's name */
    LIFE_LEAVES,   /* for another region */
    LIFE_ERASED,   /* she asks for it */
    LIFE_KINDS
};

struct life {
    struct family_case family;
    struct id id; /* zero: she has not called yet */
    day due;      /* of the pregnancy that goes on */
    int expected;
    bool gone; /* she left, or is erased: nothing more happens to her here */
};

struct life_event {
    day on;
    int32_t kind, who;
};

struct years_options {
    uint64_t seed;
    int years, families;
    const char *listed; /* where the lists of chosen days go; NULL: nowhere */
    bool idle;          /* nobody works: that must be found */
};

struct years {
    struct sim s;
    struct years_options o;
    struct life *lives;
    struct life_event *events;
    size_t n_events, next_event;
    int n_workers;
    struct arena a; /* of a day */
    FILE *listed;
    day today, first;
    bool told;         /* something happened that a person wants to see the list of */
    const char *asked; /* the last of the policy's questions, and how it was answered */
    int reason;
    uint64_t scheduling_seen;
    size_t done, refused, booked, recorded;
    int latest; /* days that an item was late, at most, behind a day's work */
};

#define YEARS_CALL(y, daemon, key, package, Method, method, in, out)                                                   \
    ((y)->asked = #Method, (y)->reason = CALL((y)->s.world, &(y)->a, daemon, key, package, Method, method, in, out))

int years_run(const struct years_options *o);
/* False, and the fault says why. */
bool years_fault(struct years *y, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* life.c */
void lives_draw(struct years *y);
void lives_today(struct years *y);
struct life *life_of(struct years *y, ProtobufCBinaryData family);
/* Her file; NULL: she is erased. */
const intake__get_family_reply *years_file(struct years *y, ProtobufCBinaryData family);

/* policy.c: one thing that the list of either daemon asks for. False: it was refused, and stands there tomorrow. */
bool policy_act(struct years *y, const sippe__work_item *item);
bool policy_act_on_visits(struct years *y, const sippe__work_item *item);
const char *policy_key(struct years *y, const sippe__work_item *item);
/* policy.c: partners answer what lies there long enough. */
void policy_partners(struct years *y);
bool policy_end(struct years *y, const intake__get_family_reply *f, intake__end_reason why);
