/* The state of an engine, and of one message on its way through it. */
#pragma once
#include "engine/engine.h"
#include "engine_rows.h"
#include "proto/envelope.h"
#include "store/store.h"

enum { FORMAT = 2, HOP_MAX = 16, DEADLINES_PER_TURN = 100, HELD_MAX = 1000, SUBJECTS_MAX = 64, FOLLOWS_MAX = 16 };
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
    TABLE_TYPE,                  /* type → seq of the first of our records that is of it */
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
    struct findings wrong;       /* with the request */
    ProtobufCBinaryData current; /* version, when the given one is stale */
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
    const struct service *service; /* whose journal this is */
    const struct service *node;    /* what every daemon has beside it */
    char territory[64];
    struct store *store;
    struct txn snapshot; /* for reading between and after turns */
    struct txn write;    /* open during a turn's writing part */
    bool writing;
    struct arena arena;  /* of the message in hand */
    struct arena outbox; /* of the turn: what leaves after the commit */
    bool *types_noted;   /* of each event row, the service's and then node's: it stands in TABLE_TYPE */
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
    bool held_moved;                 /* something was taken in or dropped for which held records may have waited */
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
