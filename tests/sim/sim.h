/* The simulator: families come to the desks of a small territory, people decide, partners answer, visits are made, rules
 * and keys change, while the network loses and repeats messages and daemons die. Then what was promised is checked
 * against the journals. A seed is a run. tests/README.md says what lies in which room. */
#pragma once
#include <stdio.h>
#include "harness_internal.h"
#include "watch.h"
#include "families.h"
#include "family_screening.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/notifications.h"
#include "proto/notifications_events.h"
#include "proto/scheduling.h"
#include "proto/scheduling_events.h"

enum { PARTNERS = 3, SERVICES_EACH = 2, WORKERS = 5, DESKS = 2, CLERKS = 4, KEYS_MAX = 40 };
#define MINUTE INT64_C(60000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
/* From when all links are up until nothing is under way and nothing waits; what waits is tried again each minute. */
#define QUIET_WITHIN (3 * MINUTE)

/* A request that was answered, for the history check. */
struct acknowledged {
    char key[32];
    const char *daemon, *event; /* what a success must have left in which journal, once */
    struct id request;
    int reason;
    bool known;    /* a call that was there already, and was told as it was */
    uint8_t *body; /* of a screening, which a desk's spool keeps */
    size_t len;
};

/* A key as whoever looks on knows it: what it may be answered follows from this, not from what the daemons have. */
struct sim_key {
    char name[32], organization[33];
    sippe__role role;
    int partner;               /* of a partner; else -1 */
    bool given;                /* in traffic; else by the local configuration, or while setting up */
    char via[32];              /* whose key may speak for it; "": nobody's */
    bool own;                  /* beside `via`: a key of its own too */
    struct id member, version; /* zero: not answered yet. version: when it was last changed */
    bool revoked, settled;     /* settled: all daemons have heard of it */
    int64_t revoked_ms;
};

struct sim {
    struct world *world;
    struct prng prng;
    struct families families;
    struct journey *journeys;
    size_t n_journeys;
    struct partner *partners;
    struct clerk *clerks;
    struct reader *readers;
    struct sim_key keys[KEYS_MAX];
    size_t n_keys;
    struct owners *owners;
    struct looked *looked;
    struct kept_from *kept_from;
    struct trace *trace;
    struct leaves *leaves;
    int echoes;                           /* under way */
    int adopted;                          /* rules so far */
    size_t given;                         /* keys given in traffic so far */
    struct id stand_in, stand_in_version; /* the substitute that was named last */
    int taken_over;                       /* rows of sheets that were sent */
    struct id taken_over_family;          /* of the last one that was answered */
    struct id dropped[8];                 /* referrals whose notice a person gave up */
    size_t n_dropped;
    struct acknowledged *history;
    size_t n_history, cap_history;
    struct id organizations[PARTNERS], services[PARTNERS][SERVICES_EACH];
    bool crashes;   /* daemons die in this storm */
    bool closing;   /* partners act on all that is left */
    bool year_over; /* more than a year has passed */
    bool apart;     /* stores were put back, and what one of them knows another has lost */
    day day_seen;   /* that has come, and when everybody is looked at on it (checks/turn.c) */
    int64_t day_look_ms;
    uint64_t heard; /* how far scheduling had read intake */
    char fault[400];
    struct id about; /* whose steps explain the fault */
};

typedef void step_fn(void *task, const sippe__reply *reply);

/* setup.c: those of all tests, by which families may be erased after a day. */
sippe__territory *sim_rules(struct arena *a);
/* setup.c: rules, organisations, workers; false: s->fault says what failed. */
void setup_keys(struct sim *s);
bool setup_territory(struct sim *s);
extern const char *const desk_names[DESKS], *const desk_clscs[DESKS], *const team_names[DESKS];
extern const char *const partner_names[PARTNERS];
struct sim_key *key_named(struct sim *s, const char *name);
struct sim_key *key_add(struct sim *s, const char *name, sippe__role role, const char *organization);
/* What an accepted request says of members and their keys. */
void keys_look(struct sim *s, const struct asked *q, const ProtobufCMessage *reply);
/* Parts of requests. */
void organization_fill(struct sim *s, struct arena *a, directory__organization *o, int i);
void worker_fill(struct arena *a, scheduling__worker *worker, int i);
/* Today in the territory, and so many days on; now, and so many milliseconds on. */
sippe__date *day_on(struct sim *s, struct arena *a, int days);
sippe__instant *instant_on(struct sim *s, struct arena *a, int64_t ms);

/* doors.c: a shared desk and a gateway, and those who speak through them. */
void doors_open(struct sim *s);
/* Whoever has this key, or a person of the same place without one. */
const char *somebody_at(struct sim *s, const char *key);
/* Sends by the key of its own, or of the one through whom it speaks: drawn each time where it may do both. */
void door_send(struct sim *s, const char *daemon, const char *key, const char *method, struct id id,
               const ProtobufCMessage *request, world_done_fn *done, void *owner);

/* task.c. One request of a task; `next` is called with its reply. Success is noted in the history under `event`, when
 * given. */
struct task {
    struct sim *sim;
    bool busy, over;
    int64_t wake_ms;
    step_fn *next;
    void *owner;
    size_t noted;
    struct arena arena; /* of what is asked */
    struct asked asked;
};
void task_begin(struct task *t, struct sim *s, void *owner);
void task_end(struct task *t);
void task_call(struct task *t, const char *daemon, const char *key, const char *method, const ProtobufCMessage *request,
               const char *event, step_fn *next);
void task_sleep(struct task *t, int64_t at_most_ms, step_fn *next);
void task_run(struct task *t);
/* A call that is known already is told as it was, whichever family the request names: nothing of that one is shown or
 * changed, and nothing is done. */
bool is_known_call(const struct asked *q, const ProtobufCMessage *reply);
int reply_reason(const sippe__reply *reply);
bool chance(struct sim *s, unsigned percent);
/* Outside of storms: asks and waits. The Reason; `out` gets the reply when it is 0 (NULL: nobody wants it). */
int sim_call(struct sim *s, struct arena *a, const char *daemon, const char *key, const char *method,
             const ProtobufCMessage *request, void *out);
#define SIM_CALL(s, a, daemon, key, method, request, out)                                                              \
    sim_call((s), (a), (daemon), (key), method, &(request)->base, (out))

/* A family's way through the services. */
struct journey {
    struct task task;
    struct family_case family;
    const char *desk, *team;
    struct id screening, family_id, enrolment, consent, referral, visit;
    struct id own_file; /* of a child of hers, the last that was made; zero: none */
    struct id screening_version, consent_version, referral_version, visit_version;
    intake__route proposed;
    char worker[32];
    int tries, partner;
};
void journey_begin(struct sim *s, struct journey *j);
void visits_begin(struct journey *j);  /* acts/visits.c: from the enrolment on */
void journey_refer(struct journey *j); /* acts/journey.c: after the enrolment's first visit is on its way */

/* acts/partners.c */
struct partner {
    struct task task;
    int index;
    struct id notice, version;
    notifications__notice_state state;
};
void partner_begin(struct sim *s, struct partner *p, int index);

/* acts/clerk.c: somebody who opens a family's file, and does one thing that it shows; again and again, until the end. Most
 * of it is in place, some is not: what is refused must leave nothing. */
struct clerk {
    struct task task;
    int index;
    struct journey *about;
    struct arena arena; /* of what it has before it */
    const intake__get_family_reply *file;
    const scheduling__family_visits_reply *visits;
    const notifications__get_sheet_reply *sheet;
    struct id printed; /* the referral whose sheet that is to be */
    struct {
        struct id family, note, version;
        bool report;
    } kept; /* what it kept apart last */
    struct {
        struct id id, version; /* zero: none, or not answered yet */
        const char *by;
        const struct journey *about;
    } draft; /* of a call that dropped, the one that it kept last */
    struct {
        struct id id, version; /* zero: none, or not answered yet; not looked at yet */
        const char *by;        /* whose desk's it is */
    } inbound;                 /* a partner's referral to us, the last that it saw sent */
    struct {
        struct id id, version; /* zero: none, or not answered yet */
    } incident;                /* of confidentiality, the one that it looked at last */
    struct {
        struct id family, call, version;
    } called; /* the call that it recorded last */
    struct {
        struct id family, note, version;
    } noted; /* in a file, the note that it recorded last */
    struct {
        struct id family, id, version;
        char from[32]; /* whom, or somebody of those whom, the family is kept from */
    } restricted;      /* in writing, what it recorded last */
    struct {
        struct id id, version;
    } hold; /* that it put last */
    struct {
        char token[24], code[8], digits[8], door[32];
        uint8_t browser[32];
        struct id version; /* as it was shown; zero: it was not */
        bool answered;
    } link; /* of the sheet that it looked at last, as whoever has the paper uses it */
    struct {
        struct id login; /* zero: not answered yet */
        bool is_code;
        char secret[40];
    } way; /* in through the gateway, that it gave last */
};
void clerk_begin(struct sim *s, struct clerk *c, int index);
void clerk_end(struct clerk *c);
/* As `key`, or now and then as somebody else. */
void clerk_send(struct clerk *c, const char *daemon, const char *key, const char *method,
                const ProtobufCMessage *request, const char *event);
#define CLERK_SEND(c, daemon, key, method, request, event)                                                             \
    clerk_send((c), daemon, (key), method, &(request)->base, event)
void clerk_done(void *task, const sippe__reply *reply); /* the next thing */
struct journey *clerk_other(struct clerk *c);           /* a family at random, perhaps the same */
/* What can be done: false, nothing was sent. By what must lie before the clerk: nothing, the file, visits, a sheet. */
typedef bool deed_fn(struct clerk *c, struct arena *a);
bool deeds_taken_back(struct clerk *c, struct arena *a); /* the end of an enrolment; acts/deeds_follow.c */
struct deeds {
    deed_fn *const *list;
    size_t n;
};
extern const struct deeds deeds_of_file, deeds_of_visits, deeds_of_sheet, deeds_of_links, deeds_of_office,
    deeds_of_people, deeds_of_node, deeds_of_looks, deeds_of_leaving, deeds_of_merging, deeds_of_parting, deeds_apart,
    deeds_of_access, deeds_of_ways, deeds_of_drafts, deeds_of_inbound, deeds_of_incidents, deeds_of_reaching,
    deeds_of_kin, deeds_of_children, deeds_of_following, deeds_of_moving, deeds_of_telling, deeds_of_take_overs;

/* acts/reader.c: a partner's program, which follows its stream from a position that it keeps. */
struct reader {
    struct sim *sim;
    int index;
    bool asking, restored;
    sippe__position at; /* n 0: from the beginning */
    uint8_t chain[ID_LEN];
    struct {
        uint64_t n;
        struct id id;
    } * read;
    size_t n_read, cap_read;
};
void reader_begin(struct sim *s, struct reader *r, int index);
void reader_run(struct reader *r);
void reader_end(struct reader *r);

/* main.c: all tasks, for so long; clerks and partners at work again for a while, to the end of what they began. */
void tasks_run(struct sim *s, int64_t ms);
bool tasks_again(struct sim *s);

/* So many times a night, or longer, in which nobody works, and each time the day that comes. */
void nights_pass(struct sim *s, int nights, int64_t each_ms);
/* More than a year is to pass: the register forgets what is a year old, and the access journal its months. */
void year_begins(struct sim *s);

/* situations/: what a territory meets once in years, each in some seeds. False: s->fault says what went wrong. */
bool situation_erased(struct sim *s);  /* families are erased by two coordinators */
bool situation_parked(struct sim *s);  /* a referral waits in vain; it is retried, or dropped */
bool situation_full(struct sim *s);    /* a store has no room, then it has */
bool situation_clock(struct sim *s);   /* one daemon's clock is a day off; somebody says that it is right */
void clocks_confirmed(struct sim *s);  /* by the operator, after an absence of years */
bool situation_revoked(struct sim *s); /* a partner's key is revoked while its question waits */
bool situation_jobs(struct sim *s); /* the figures of days have nowhere to go; a person stops them, and takes them up */
bool situation_rules(struct sim *s);        /* rules to come are withdrawn */
bool situation_parted(struct sim *s);       /* two families are taken for one, and never were */
bool situation_opened(struct sim *s);       /* a file is kept from a team, which opens it with a reason */
bool situation_crossed(struct sim *s);      /* what intake tells meets what people agreed, unheard */
bool situation_rewrapped(struct sim *s);    /* one daemon's keys are wrapped by another one */
bool situation_nobody_works(struct sim *s); /* for more than a year: what comes, comes by time alone */
bool situation_one_back(struct sim *s);     /* one store alone is put back, and its streams are resumed */
/* People try again what was parked in the storm. */
void parked_retry(struct sim *s);

/* situations/cut.c: false, and s->fault says what is wrong with it. */
bool cut_make(struct sim *s);

/* situations/restore.c: the territory is put back to the cut, and the desks' spools send again what was answered. */
bool restore_and_resend(struct sim *s);

/* checks/turn.c: nobody is nobody's turn, else s->fault says who is. Those whom a turn was about, after it; everybody, on
 * each day that has come. */
void checks_turn(void *owner, struct world *w, const char *daemon, uint64_t seq_before);
void checks_day(void *owner, struct world *w);
/* All links are up: within QUIET_WITHIN all that was told has been taken in, and then everybody is somebody's, and whom
 * intake has enrolled scheduling follows. */
bool checks_quiet(struct sim *s);

/* checks/all.c: true, or s->fault says what is wrong. */
bool checks_all(struct sim *s);
/* Without what a restore loses: commands that no spool repeats. */
bool checks_after_restore(struct sim *s);
/* checks/: parts of both. */
bool checks_effects(struct sim *s, bool spooled_only);
bool checks_none_twice(struct sim *s);
bool referral_was_dropped(const struct sim *s, ProtobufCBinaryData referral); /* its notice, by a person */
bool checks_journals(struct sim *s);                                          /* order, versions, open parts */
void journals_count(struct sim *s);                                           /* the types in them, for the coverage */
bool checks_deadlines(struct sim *s);                                         /* each once, none after it was cleared */
bool checks_files(struct sim *s);     /* somebody acts, and a merge loses nothing */
bool checks_looked(struct sim *s);    /* who was shown a family stands in the access journal */
bool checks_climbed(struct sim *s);   /* what is long past its day is the coordinators too */
bool checks_keys(struct sim *s);      /* revoked ones are refused everywhere */
bool checks_follow_up(struct sim *s); /* what scheduling and intake say of a family is one thing */
