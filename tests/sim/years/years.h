/* Five years of a territory on virtual time. Families come and live as a seed says (life.c); one simulated person does
 * each working day what the lists say is due, always by the same policy (policy.c, and policy_*.c for visits and for
 * whose a family is): the figures are of that policy. Nobody may be lost, one CLSC has each family, one follow-up of hers
 * goes on, and no visit that she counts on may move by itself: asked after every turn (turns.c, checks/turn.c).
 *
 *   day 21 a caseload is taken over by a sheet · 200, 500 … a key worker leaves, another comes · 230 … the stores are
 *   lost and put back · 730, 1460 other rules · 300 … a daemon dies · each March and November the clocks change */
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
    LIFE_MOVES,    /* to the territory's other CLSC */
    LIFE_PARTED,   /* who was taken for another is a family of her own */
    LIFE_KINDS
};

struct life {
    struct family_case family;
    struct id id; /* zero: she has not called yet */
    day due;      /* of the pregnancy that goes on */
    int expected;
    bool gone;     /* she left, or is erased: nothing more happens to her here */
    day parted_on; /* when she was seen to be nobody else */
    int taken_for; /* whose telephone she called from, and for whom she is taken: that life's place, from 1 on */
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

/* The morning to which the stores are put back: what had been told by then. */
struct before {
    struct prng prng;
    struct families families;
    struct life *lives;
    struct life_event *events;
    size_t n_events, next_event;
};

struct years {
    struct sim s;
    struct years_options o;
    struct life *lives;
    struct life_event *events;
    size_t n_events, next_event;
    struct before before;
    int n_taken_over; /* the first lives: they came by a sheet */
    int n_workers;
    uint64_t workers_left; /* a bit for each who is there no more */
    bool partner_called;   /* the slow one, because it had not answered */
    uint64_t last_number;  /* that a family was told */
    struct arena a;        /* of a day */
    FILE *listed;
    day today, first;
    bool told;         /* something happened that a person wants to see the list of */
    const char *asked; /* the last of the policy's questions, and how it was answered */
    int reason;
    size_t done, refused, booked, recorded, moved, merged, parted, reassigned, erased;
    int restored;
    int latest; /* days that an item was late, at most, behind a day's work */
};

#define YEARS_ZONE ((struct zone){-300, true})
#define YEARS_CALL(y, daemon, key, package, Method, method, in, out)                                                   \
    ((y)->asked = #Method, (y)->reason = CALL((y)->s.world, &(y)->a, daemon, key, package, Method, method, in, out))

int years_run(const struct years_options *o);
/* False, and the fault says why. */
bool years_fault(struct years *y, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* years.c: her team. */
const char *years_team_of(const intake__get_family_reply *f);

/* turns.c */
void years_turned(void *owner, struct world *w, const char *daemon, uint64_t seq_before);
void years_stepped(void *owner, struct world *w);

/* disaster.c */
bool disaster_on(const struct years *y);
void disaster_backup(struct years *y);
void disaster_strikes(struct years *y); /* the day is to be done again */
void disaster_free(struct years *y);
void years_number_told(struct years *y, const char *number);

/* life.c */
void lives_draw(struct years *y);
void lives_on(struct years *y, int who); /* what her life brings from today on */
void lives_today(struct years *y);
/* life_paths.c */
bool lives_taken_over_on(const struct years *y, day on);
bool lives_take_over(struct years *y);
bool life_moves(struct years *y, const intake__get_family_reply *f);
void life_calls_like(struct years *y, int who);
bool life_parted(struct years *y, struct life *l);
struct life *life_of(struct years *y, ProtobufCBinaryData family);
/* Her file; NULL: she is erased. */
const intake__get_family_reply *years_file(struct years *y, ProtobufCBinaryData family);

/* policy.c: one thing that the list of either daemon asks for. False: it was refused, and stands there tomorrow. */
bool policy_act(struct years *y, const sippe__work_item *item);
bool policy_act_on_visits(struct years *y, const sippe__work_item *item);
const char *policy_key(struct years *y, const sippe__work_item *item);
bool policy_settle(struct years *y, const sippe__work_item *item); /* a person says that it is done */
const intake__get_screening_reply *policy_screening(struct years *y, ProtobufCBinaryData id);
/* policy_visits.c */
const scheduling__family_visits_reply *policy_visits_of(struct years *y, ProtobufCBinaryData family);
bool policy_cancel_visit(struct years *y, const scheduling__visit *v, const char *why);
/* policy_files.c */
bool policy_settle_match(struct years *y, const sippe__work_item *item);
bool policy_undo_review(struct years *y, const sippe__work_item *item);
bool policy_move(struct years *y, const sippe__work_item *item);
bool policy_hand_over(struct years *y, const sippe__work_item *item);
/* policy.c: partners answer what lies there long enough. */
void policy_partners(struct years *y);
bool policy_end(struct years *y, const intake__get_family_reply *f, intake__end_reason why);
