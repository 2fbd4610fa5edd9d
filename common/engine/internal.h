/* What the engine's files share. */
#pragma once
#include "engine/engine.h"
#include "engine_rows.h"
#include "envelope.h"
#include "store/store.h"

enum { FORMAT = 1, HOP_MAX = 16, DEADLINES_PER_TURN = 100, HELD_MAX = 1000, SUBJECTS_MAX = 64, FOLLOWS_MAX = 4 };
#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

/* The engine's tables come first in the store, the service's rows after them. */
enum table {
    TABLE_META,
    TABLE_JOURNAL,               /* seq → Record */
    TABLE_STREAM,                /* (stream, n) → seq */
    TABLE_SUBJECT,               /* (subject, seq) */
    TABLE_REPLY,                 /* (principal, request id) → Reply */
    TABLE_CURSOR,                /* journal → Cursor */
    TABLE_MARK,                  /* (journal, n) → Position: where a stream can be taken up again */
    TABLE_HEARD,                 /* (journal, record id) → Heard */
    TABLE_HELD,                  /* (journal, n) → Held */
    TABLE_HELD_SUBJECT,          /* (subject, journal, n) */
    TABLE_EXPIRY,                /* (due, table, key): what is forgotten then */
    TABLE_PASSED,                /* (journal, type) → Passed */
    TABLE_KEPT,                  /* the first of the projections, below */
    TABLE_RECALLED = TABLE_KEPT, /* record id */
    TABLE_DEADLINE,              /* (due, type, thing) */
    TABLE_DEADLINE_OF,           /* (type, thing) → due */
    TABLE_KEY,                   /* name → Key */
    TABLE_KEY_PUBLIC,            /* public key → name */
    TABLE_RULES,                 /* (valid_from, seq) → Rules */
    TABLE_SERVICE,               /* the service's first table of rows */
};

struct view {
    struct engine *e;
    struct arena *arena;
    struct txn *txn;
};

struct emitted {
    const struct event *row;
    const ProtobufCMessage *event;
    struct id id;
    struct id *subjects;
    size_t n_subjects;
    const char *partner_stream; /* or NULL */
    struct span open, sealed;   /* the event's two parts, once it is packed */
    bool has_sealed;
};

struct decide {
    struct view view;
    struct principal principal;
    const char *on_behalf_of;
    int64_t at_ms, now_ms;
    struct id cause;
    uint32_t hop;
    struct emitted *emitted;
    size_t n_emitted, cap_emitted;
    uint64_t n_ids;
    sippe__status *status; /* violations, current version */
    const char *wait_journal;
    struct id wait_subject;
    /* node's commands only: what to do in the engine's own tables once the handler has said 0 */
    int (*after)(struct decide *d, void *reply);
    const void *after_arg;
    struct engine_route route;
    struct id request_id;
};

struct query {
    struct view view;
    struct principal principal;
    int64_t now_ms;
    struct engine_route route;
    struct id request_id;
    bool deferred; /* a job answers it later */
};

struct apply {
    struct view view;
    const struct record *record;
};

struct inbox_entry {
    struct inbox_entry *next;
    struct engine_route route;
    struct follow *link; /* from which it came, or NULL: from a client */
    char principal[64];
    bool request; /* counts in its principal's window */
    bool inner;
    size_t len;
    uint8_t frame[];
};

struct inbox {
    struct inbox_entry *first, **last;
    size_t n;
};

struct sender { /* bounds of one principal */
    char name[64];
    uint32_t waiting, refused;
    int64_t second;
};

struct follow { /* one journal that we follow; what is durable of it is a Cursor row */
    const char *journal;
    bool pending;        /* a fetch is under way */
    uint32_t queued;     /* frames that wait for the next turn */
    int64_t retry_at_ms; /* when to ask (again) */
    int64_t heard_ms;    /* the last feed */
    uint64_t head;
};

struct pending_fetch {
    struct engine_route route;
    char principal[64];
    char stream[128];
    uint64_t n, seq;
    uint8_t chain[ID_LEN];
    bool from_start;
    uint32_t max_bytes;
    int64_t until_ms;
};

struct rules_cached {
    struct id version;
    struct arena arena;
    sippe__territory *territory;
    int64_t adopted_ms;
};
enum { RULES_CACHED = 8 };

struct engine {
    struct engine_options options;
    const struct service *service;
    char territory[64];
    struct store *store;
    struct txn snapshot; /* for reading between and after turns */
    struct txn write;    /* open during a turn's writing part */
    bool writing;
    struct arena arena;  /* of the message in hand */
    struct arena outbox; /* of the turn: what leaves after the commit */
    struct id journal, epoch;
    uint8_t lookup_key[32];
    uint64_t seq; /* last record, committed or in this turn */
    uint8_t chain[ID_LEN];
    int64_t last_at_ms;
    int64_t now_ms;
    struct inbox clients, links;
    struct sender *senders;
    size_t n_senders;
    struct engine_out *out;
    size_t n_out, cap_out;
    struct follow follows[FOLLOWS_MAX];
    size_t n_follows;
    struct pending_fetch *fetches;
    size_t n_fetches, cap_fetches;
    int64_t next_due_ms;    /* INT64_MAX: none */
    int64_t next_minute_ms; /* waiting records, expiry */
    int64_t next_readers_ms;
    int64_t lived_ms, lived_seen_ms; /* expiry.c */
    bool heads_moved;
    bool held_moved; /* something was taken in or dropped for which held records may have waited */
    int64_t usage_at_ms;
    int64_t commit_us; /* how long the last commit took */
    bool accepting;    /* there is room for commands */
    bool following;    /* there is room for feeds and deadlines */
    struct engine_job *jobs;
    struct backup *backup; /* the one under way, or the last */
    struct rules_cached rules[RULES_CACHED];
    size_t n_rules;
    struct engine_counters counters;
};

extern const struct service node_service; /* node.c: what every daemon answers about itself */

/* view.c */
struct view view_make(struct engine *e, struct txn *txn);
int table_index(const struct engine *e, const struct row_table *table);
struct id id_of_bytes(ProtobufCBinaryData b);

/* decide.c */
void decide_init(struct decide *d, struct engine *e, struct txn *txn, int64_t now_ms);
const struct event *event_row(const struct engine *e, const char *type);

/* journal.c */
/* Writes what a decide gathered and applies it. ERR_FULL-like store errors stay latched in the transaction. */
int journal_append(struct decide *d);
sippe__record *journal_read(struct view *v, uint64_t seq);
void *journal_event(struct arena *a, const ProtobufCMessageDescriptor *type, struct span open, struct span sealed);
void journal_apply(struct view *v, const sippe__record *r);
uint64_t stream_head(struct view *v, const char *stream);
/* Numbers without gaps, the chain, and that the streams lead to it. 0, or ERR_CORRUPT and which record. */
int journal_check(struct txn *t, char fault[200]);

/* request.c */
const struct trusted_key *trusted_find(const struct engine *e, const char *name);
bool principal_find(struct view *v, const char *name, int64_t now_ms, struct principal *out, bool *revoked);
struct command_ref {
    const struct service *service;
    const struct command *command;
};
struct command_ref command_find(const struct engine *e, const char *method);
void request_command(struct engine *e, const struct engine_route *route, const char *principal, const sippe__request *r,
                     struct command_ref ref);
void request_query(struct engine *e, const struct engine_route *route, const char *principal, const sippe__request *r,
                   struct command_ref ref);
/* The status of a refusal, with the hint when to try again where that helps. */
sippe__status *refusal_make(struct arena *a, int reason);
void reply_send(struct engine *e, const struct engine_route *route, const sippe__request *r, sippe__status *status,
                struct span body);

/* inbox.c */
struct inbox_entry *inbox_take(struct inbox *box);
void inbox_free(struct engine *e, struct inbox_entry *entry);

/* write.c */
enum work_kind { WORK_COMMAND, WORK_FEED, WORK_QUERY, WORK_FETCH, WORK_PING, WORK_REFUSED, WORK_NOTHING };
struct work {
    enum work_kind kind;
    struct inbox_entry *entry;
    sippe__envelope *envelope;
    struct command_ref ref;
    int refusal; /* of a WORK_REFUSED */
};
/* Each message begins with an empty arena; its frame was checked when it was classified. */
void work_open(struct engine *e, struct work *w);
/* Commands and feeds, then what time has come for. 0, or a fault after which nothing may leave. */
int write_all(struct engine *e, struct work *w, size_t n);
struct txn *turn_txn(struct engine *e); /* begins the write transaction when it is not open */

/* turn.c */
void out_push(struct engine *e, const struct engine_route *route, const char *journal, const sippe__envelope *envelope);
/* Time is now this; timers follow a clock that was set back. */
void clock_set(struct engine *e, int64_t now_ms);

/* follow.c */
void follow_open(struct engine *e);
void follow_take(struct engine *e, const char *journal, const sippe__feed *feed);
/* One record of it without moving the cursor, after the whole has failed; `failing`: it is parked. What is heard is
 * struck off when the whole is taken after that. */
void follow_take_one(struct engine *e, const char *journal, const sippe__feed *feed, size_t i, bool failing);
void follow_back_off(struct engine *e, const char *journal);
void follow_fetch_due(struct engine *e);
engine_rows__cursor *cursor_read(struct view *v, const char *journal);
void cursor_write(struct txn *t, struct arena *a, const char *journal, const engine_rows__cursor *row);
int follow_resume(struct decide *d, const char *journal);
const struct reaction *reaction_find(const struct engine *e, const char *journal, const char *type);
void follow_stop(struct engine *e, const char *journal, const char *why);

/* held.c */
/* Runs the reaction to one foreign record; holds it back when it waits, is parked or queues behind a held one. */
void held_take(struct engine *e, const char *journal, const sippe__feed_record *r, const struct reaction *row,
               bool failing);
/* What waits, and what queued behind it, in order. The list lives as long as the turn. */
struct held_ref {
    const char *journal;
    uint64_t n;
};
size_t held_due(struct engine *e, struct held_ref **list);
/* Tries one of them again; `minute`: a try that counts; `failing`: it could not be applied, and is parked. */
void held_try(struct engine *e, struct held_ref ref, bool minute, bool failing);
int held_retry(struct decide *d, struct id record, bool *done, int *reason);
int held_drop(struct decide *d, struct id record);
void held_list(struct view *v, node__list_parked_reply *out);
void held_count(struct view *v, const char *journal, uint32_t *parked, uint32_t *waiting);

/* feed.c */
void fetch_take(struct engine *e, const struct engine_route *route, const char *principal, const sippe__fetch *f);
void fetch_answer_ready(struct engine *e);
int64_t fetch_wake_ms(const struct engine *e);

/* deadline.c */
bool deadline_may_fire(const struct engine *e);
/* The oldest that are due, at most so many; how many. `bare`: without their handlers, which failed. */
size_t deadline_fire_due(struct engine *e, size_t most, bool bare);
int64_t deadline_next_ms(struct view *v);

/* shared.c */
void rules_forget(struct engine *e);
extern const struct event shared_events[];
extern const size_t n_shared_events;
extern const struct reaction shared_reactions[];
extern const size_t n_shared_reactions;

/* backup.c */
int node_backup_make(struct query *q, const node__backup_request *in, node__backup_reply *out);

/* engine.c */
/* rebuild.c: makes the rows anew when the store holds another layout */
int engine_layout(struct engine *e);
int engine_tables(const struct service *service, const char *names[], unsigned int max);

/* expiry.c: `table`'s row `key` is forgotten after so much time that the store has lived */
void expiry_open(struct engine *e);
void expiry_set(struct engine *e, struct txn *t, int64_t after_ms, enum table table, const struct key *key);
void expiry_run(struct engine *e);
