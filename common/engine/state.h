/* The state of an engine, and of one message on its way through it. What a crash may not lose is in the store; all of
 * this is made anew by opening it. */
#pragma once
#include "engine/engine.h"
#include "engine/known.h"
#include "engine_rows.h"
#include "proto/envelope.h"
#include "seal/vault.h"
#include "store/store.h"

/* FORMAT: of records and of the engine's own rows; no older one was ever given out, and none is read. Another one needs
 *   a reader of this one, as the journal cannot be made anew.
 * HOP_MAX: reactions in a chain; two services that answer each other's answer end there, parked as LOOP.
 * DEADLINES_PER_TURN: one transaction's worth; after an absence thousands may be due, and commands wait meanwhile.
 * HELD_MAX: of one journal. What is held is not done, so many is a fault to be looked at, not a queue to be kept.
 * SUBJECTS_MAX: each is a row per record, and one more per held record; a peer's records are held to it too. */
enum { FORMAT = 8, HOP_MAX = 16, DEADLINES_PER_TURN = 100, HELD_MAX = 1000, SUBJECTS_MAX = 64 };
#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)
#define AT_MAX_MS INT64_C(253402300799999) /* of a record or a clock: the end of the year 9999 */

/* The engine's tables come first in the store, the service's rows after them. In the file a table is known by its name
 * (rows/tables.c), but the numbers of MARK, HEARD and REFUSED stand in rows of TABLE_EXPIRY: a new table comes
 * after those. */
enum table {
    TABLE_META,                    /* name → what the store says of itself: open/meta.c, turn/commit.c */
    TABLE_JOURNAL,                 /* seq → Record */
    TABLE_STREAM,                  /* (stream as stream_kept calls it, n) → seq */
    TABLE_SUBJECT,                 /* (subject, seq): node.ListRecords and erase/rows.c read it */
    TABLE_REPLY,                   /* (period, member, request id) → Reply: rows/reply.c */
    TABLE_CURSOR,                  /* journal → Cursor */
    TABLE_MARK,                    /* (journal, n) → Position: where a stream can be taken up again */
    TABLE_HEARD,                   /* (journal, record id) → n */
    TABLE_HELD,                    /* (journal, n) → Held */
    TABLE_HELD_SUBJECT,            /* (subject, journal, n) */
    TABLE_EXPIRY,                  /* (due in lived time, table, key): what is forgotten then */
    TABLE_PASSED,                  /* (journal, type) → Passed */
    TABLE_TYPE,                    /* type → seq of the first of our records that is of it */
    TABLE_REFUSED,                 /* (member, n) → (due, its reply): rows/refused.c */
    TABLE_ATTEMPT,                 /* (type, thing) → Attempt: job/begin.c */
    TABLE_ACCESS,                  /* n → Access: access/access.h */
    TABLE_ACCESS_OF,               /* (subject, day, member, method) → n of the first of that day */
    TABLE_ACCESS_OPEN,             /* hash of member, method, refused → AccessOpen */
    TABLE_SLOT,                    /* slot → Slot: whose key stands where in the vault (rows/sealed.c) */
    TABLE_ACKNOWLEDGED,            /* (stream, seq) → Acknowledged: stream/acknowledged.c */
    TABLE_REMADE,                  /* the first of the projections, below */
    TABLE_RECALLED = TABLE_REMADE, /* record id */
    TABLE_DEADLINE,                /* (due, type, thing): by time, to fire them in order; in no file */
    TABLE_DEADLINE_OF,             /* (type, thing) → Deadline: by thing, to move or clear it */
    TABLE_JOB,                     /* (type, thing) → Job */
    TABLE_JOB_DUE,                 /* (type, due, thing): of each type by time, to begin them in order */
    TABLE_MEMBER,                  /* id → Member: rows/members.c */
    TABLE_MEMBER_NAME,             /* keyed hash of a name → id */
    TABLE_KEY_PUBLIC,              /* hash of a public key → id */
    TABLE_RULES,                   /* (valid_from, seq) → Rules */
    TABLE_RESTORED,                /* "last" → Restored */
    TABLE_LOST,                    /* record id, of those that the last restore lost → Lost */
    TABLE_ACCESS_MARK,             /* (journal, n) → AccessMark: how far others' access journals had come */
    TABLE_ERASED,                  /* subject → Erased: erase/erase.h */
    TABLE_FILE_ACCESS,             /* family or referral → FileAccess: rows/file_access.c */
    TABLE_ACCESS_ENDED,            /* n of the last of a month → AccessEnded: access/end.c */
    TABLE_SERVICE,                 /* the service's first table of rows */
};

/* What every handler's context begins with. The transaction is e->write, e->snapshot, or that of an opening. */
struct view {
    struct engine *e;
    struct arena *arena;
    struct txn *txn;
};

/* A record to be: gathered by emit, packed and written by journal_append. */
struct emitted {
    const struct event *row;
    const ProtobufCMessage *event;
    struct id id;
    struct id *subjects;
    size_t n_subjects;
    struct id sealed_for;       /* whose key seals what is personal in it */
    const char *partner_stream; /* or NULL */
    struct span open, personal; /* the event's two parts, once it is packed */
    bool has_personal;
};

struct decide {
    struct view view;
    struct principal principal;
    int64_t at_ms, now_ms;
    struct id cause; /* from which the ids of all that it gives are derived */
    uint32_t hop;    /* of its records */
    struct emitted *emitted;
    size_t n_emitted, cap_emitted;
    uint64_t n_ids;              /* by decide_new_id so far */
    struct findings wrong;       /* with the request */
    ProtobufCBinaryData current; /* version, when the given one is stale */
    struct id opened;            /* decide_opens: what, or zero; and why */
    const char *purpose;
    int noted;        /* the Reason with which what was gathered is written all the same; 0: none */
    int64_t until_ms; /* refused until then; 0: not said */
    /* node's commands only: what to do in the engine's own tables once the handler has said 0 */
    int (*after)(struct decide *d, void *reply);
    const void *after_arg;
};

struct query {
    struct view view;
    struct principal principal;
    int64_t now_ms;
    int64_t until_us; /* on the turn's clock: when its time is up; 0: nobody measures */
    struct engine_route route;
    struct id request_id;
    uint64_t tag;
    const char *purpose; /* of the request; NULL: a job asks */
    bool deferred;       /* a job answers it later */
    struct id *shown;    /* what it shows something of: the first ACCESS_SUBJECTS of n_shown */
    size_t n_shown;
};
enum { ACCESS_SUBJECTS = 200 };

struct apply {
    struct view view;
    const struct record *record;
};

/* What became of a frame in the turn that took it: it is done with; it goes back to the front of its queue; it waits
 * until its connection has read what it was sent. */
enum inbox_fate { INBOX_DONE, INBOX_LEFT, INBOX_STALLED };

/* A frame as it was received, one allocation, until the end of the turn that is done with it. */
struct inbox_entry {
    struct inbox_entry *next;
    struct engine_route route;
    struct follow *link;   /* from which it came, or NULL: from a client */
    struct sender *sender; /* of a client: it stays as long as the entry */
    bool request;          /* counts in its sender's window; else it is a request that is refused for want of room */
    bool counted;          /* in the bytes of all */
    bool inner;
    bool awaits; /* a question: lists that are not whole */
    enum inbox_fate fate;
    int64_t charged_us; /* to its sender, by guess, until it is measured */
    int64_t account_us; /* its sender's, before that */
    size_t len;
    uint8_t frame[];
};

struct inbox {
    struct inbox_entry *first, **last;
    size_t n;
};

/* A key, or a membership that is spoken for through one: what waits of it, what it may have, and how much of the loop's
 * time it has had (turn/sender.c). */
struct sender {
    char name[64];          /* of the key; of a membership "@" and its id, as no key is called */
    struct id member;       /* whose key it is, as of looked_turn; the membership */
    struct sender *carrier; /* the key that a membership is spoken for through; NULL: a key */
    bool carries;           /* a key of many, as of looked_turn: a gateway's, a shared desk's */
    uint32_t behind;        /* senders that it is the carrier of */
    uint32_t together;      /* frames in its own window and in theirs */
    size_t together_bytes;
    struct inbox queue, stalled; /* waits for a turn; waits until its connection has read */
    uint32_t waiting, fetches;   /* frames in its window; questions to streams that wait */
    size_t bytes;                /* of the frames in its window */
    uint32_t refused;            /* refusals in this second */
    int64_t second;
    int64_t used_us, cost_us; /* its account; what one of its messages costs on the average */
    uint64_t looked_turn;     /* the turn in which its role was looked up; 0: never */
    sippe__role role;         /* as of then; UNSPECIFIED: nobody */
    uint64_t writes_turn;     /* the last turn with a command of it */
    uint64_t left_turn;       /* the turn that left something of it: what came behind must not overtake */
};

struct follow { /* one journal that we follow; what is durable of it is a Cursor row */
    const char *journal;
    bool pending;                  /* a fetch is under way */
    uint32_t queued;               /* frames that wait for the next turn */
    int64_t retry_at_ms;           /* when to ask (again): after each fetch 7 s on, in case it or its answer is lost */
    int64_t heard_ms;              /* the last feed; 0: none in this life */
    uint64_t head;                 /* what it said: the last number of the stream */
    int64_t peer_ms, peer_boot_ms; /* what time it had, by its own clock, and when that was heard */
    bool other_store;              /* its last feed was of another journal than the one that we follow */
};

/* The last moment at which the clock was believed (rows/clock.c). */
struct believed {
    int64_t wall_ms, boot_ms; /* by the clock itself, and by the one that cannot be set */
    int64_t peers_ms;         /* so far ahead of its peers an operator has confirmed it; 0: not */
    bool here;                /* in this life: boot_ms counts */
    bool ahead;               /* since then the clock has run ahead, and nobody has believed it */
};

/* No feed is taken until then (node/hold.c). In memory alone: a daemon that dies has no hold any more, and refuses the
 * copy. */
struct hold {
    char cut[64];
    struct id request; /* that asked for it: a repeat, however late, must not begin it anew */
    int64_t until_ms;  /* past: there is none */
};

struct access_slot; /* a look that may be repeated: access/again.c */
struct access {     /* where the access journal ends */
    uint64_t n;
    uint8_t chain[ID_LEN];
};

struct access_day { /* of which month, by its id, the entries of a day are */
    bool is_known;
    day on;
    struct id month;
};

/* The month at the journal's front, as far as it was walked through; then where the deletion stands. In memory alone:
 * it begins anew (access/end.c). */
struct access_end {
    int64_t at_ms;       /* the next slice; INT64_MAX: not before the next minute */
    uint64_t to;         /* walked up to here; 0: not begun */
    struct id month;     /* zero: no entry has said it yet */
    struct id chain;     /* of `to` */
    day first;           /* of the month */
    int32_t keep_months; /* by which it is over; 0: its key is gone already */
    struct id version;
    struct key of; /* of TABLE_ACCESS_OF: looked at up to here */
};

struct revoked { /* what may never speak again, whatever the rows say: rows/revoked.c */
    struct id member;
    uint8_t public_key[32]; /* one of its keys */
    bool ended;             /* or the membership itself */
};

/* Closed by a record, and her key not destroyed yet: a list that is mostly empty (erase/erase.h). */
struct closed_subject {
    struct id subject, erasure;
    bool last, gone; /* nothing more follows of that erasure; her key is destroyed, which is still to be said */
};

/* Slots of the vault that are drawn beside the loop (turn/draw.c); one at a time. */
struct slots_draw {
    struct engine_job job; /* the first: what the runtime is given */
    struct vault_draw draw;
    bool is_out;
    int err;          /* ERR_IO: the next turn ends the daemon */
    int64_t again_ms; /* not before, as the last one failed */
};

/* With its NUL; streams that are waited for, by a hash of their names. */
enum { STREAM_NAME_MAX = 128, STREAM_BUCKETS = 256 };

/* A follower's question that waits for a record, or for its time. In memory alone: a follower asks again. */
struct pending_fetch {
    struct pending_fetch *next; /* of the same bucket */
    struct engine_route route;
    struct sender *sender;
    char asked[STREAM_NAME_MAX];  /* as the follower calls its stream */
    char stream[STREAM_NAME_MAX]; /* as the store does (stream_kept) */
    uint64_t n, seq;              /* the position that it gave */
    uint8_t chain[ID_LEN];
    bool from_start; /* it gave none */
    uint32_t max_bytes;
    int64_t until_ms;
};

/* A partner's program has read its stream up to here, and no commit has said so yet (stream/acknowledged.c). */
struct acknowledgement {
    char stream[STREAM_NAME_MAX];
    uint64_t n, seq; /* of the stream; of the journal */
    int64_t at_ms;
};

/* Lists that no file holds (service.h), made behind the opening (turn/lists.c). */
struct making;
struct lists {
    struct making *making; /* NULL: all are whole; n of them, of which `at` are */
    size_t n, at;
    struct key deadlines; /* the last of them: those by time (journal/deadline.c) */
    bool by_a_question;   /* one is answered: nobody else may read a list */
    bool awaited;         /* it has read one that is not whole: it waits */
    bool wanted;          /* some question waits */
};

struct watch; /* checked builds: what an apply does to the rows of others (journal/twice.c) */

struct engine {
    struct engine_options options;
    const struct service *service; /* whose journal this is */
    const struct service *node;    /* what every daemon has beside it */
    char territory[64];
    struct store *store;
    struct txn snapshot; /* for reading between and after turns' writing: renewed behind each */
    struct txn write;    /* open during a turn's writing part */
    bool writing;
    bool behind; /* as of this turn's beginning: the store takes no write for now */
    bool pushed; /* something has come since then */
    /* Two, because a turn of 256 messages in one took 15 MB from the system and gave it back each time. */
    struct arena arena;       /* of the message in hand; emptied for the next */
    struct arena outbox;      /* of the turn: what leaves after the commit */
    struct moves *moves;      /* rows/moves.c */
    bool *types_noted;        /* of each event row, the service's and then node's: it stands in TABLE_TYPE */
    struct id journal, epoch; /* one journal for a store and its copies; another epoch after each restore */
    struct id lookup_salt;
    uint8_t lookup_key[32]; /* made of the salt, which the store has, and of the house's key, which no file has */
    struct vault *vault;
    struct id house;        /* the subject of what is of nobody: the daemon itself */
    uint8_t digest_key[32]; /* of requests: made of the house's key, so that no file has it */
    struct slots_noted slots;
    struct rows_kept kept;
    struct closed_subject *closed;
    size_t n_closed, cap_closed;
    int64_t erase_at_ms; /* when something of that is to be done; INT64_MAX: nothing */
    bool retro_due;      /* no turn has looked for tombstones without a record */
    struct slots_draw draw;
    char damaged[160]; /* what was found last that does not open, "record 7"; "" */
    uint64_t seq;      /* last record, committed or in this turn */
    uint8_t chain[ID_LEN];
    int64_t last_at_ms;      /* its time; long ago when there is none */
    int64_t now_ms, boot_ms; /* of the turn: nobody reads a clock meanwhile */
    int64_t begun_boot_ms;   /* of the first turn; INT64_MIN: there was none */
    struct believed believed;
    struct believed stored;       /* what the store says of it (rows/clock.c) */
    struct inbox links, refusals; /* apart from what senders ask, so that nobody fills a turn alone */
    struct sender **senders;
    size_t n_senders;
    size_t n_queued, n_stalled;      /* frames of all senders that wait for a turn; and for their connections */
    size_t waiting_bytes;            /* of all senders that count (turn/sender.c) */
    int64_t served_us;               /* the account of the last sender served: who comes anew begins there */
    const struct sender *talker;     /* who sent last, daemons left out */
    int64_t talked_ms, contended_ms; /* when; and when last two did within a second */
    uint64_t wrote_turn;             /* the last turn that had a writing part */
    int64_t stalled_at_ms;           /* when to look again at those that wait for their connections */
    struct engine_out *out;
    size_t n_out, cap_out;
    size_t out_bytes; /* of this turn's */
    struct follow follows[ENGINE_FOLLOWS_MAX];
    size_t n_follows;
    struct hold hold;
    struct access access;
    struct access_day access_day;
    struct access_end access_end;
    struct access_slot *looks;
    uint64_t access_told; /* up to where another daemon was told, or is about to be */
    int64_t next_told_ms; /* when to tell the next */
    bool access_full;     /* nothing of a family is shown any more: the journal has its quarter of the map */
    bool rewrapped_due;   /* another wrapping key has come: its record is to be written */
    bool restored_due;    /* a restore's note lies beside the store: it becomes a record before all else */
    struct pending_fetch *fetches[STREAM_BUCKETS];
    size_t n_fetches;
    bool woken[STREAM_BUCKETS]; /* a stream of this bucket got a record */
    bool any_woken;
    struct acknowledgement *acknowledged;
    size_t n_acknowledged;
    int64_t fetches_due_ms; /* the first one's time is up then, or later */
    int64_t next_due_ms;    /* INT64_MAX: none; INT64_MIN: to be looked up */
    int64_t next_minute_ms; /* waiting records, expiry */
    int64_t next_readers_ms;
    int64_t lived_ms, lived_seen_ms; /* expiry.c */
    uint64_t replies_kept_of;        /* the period in which nothing older is left to forget (rows/reply.c) */
    bool held_moved;                 /* something was taken in or dropped for which held records may have waited */
    int64_t usage_at_ms;             /* when to look at the store's room again; INT64_MAX: at the first turn */
    int64_t commit_us;               /* how long the last commit of messages took */
    /* Two marks, so that what was begun can be finished when new things are no longer taken: no commands past four
     * fifths of the map, or with a tenth of the disk left; no feeds and deadlines past nine tenths, or a twentieth. */
    bool accepting; /* there is room for commands */
    bool following; /* there is room for feeds and deadlines */
    /* Standing: does somebody follow another journal under our name? (stream/follow.c) */
    bool asking;              /* nothing is written: the store is empty and the peers are asked, or it was disowned */
    const char *disowned;     /* NULL, or the daemon that does */
    struct engine_job *jobs;  /* begun in this turn: the runtime takes them */
    struct job_run *runs;     /* attempts that have not ended (job/job.h) */
    struct removal *removals; /* files of those that have */
    int64_t jobs_look_ms;     /* when one may be begun; INT64_MAX: none; INT64_MIN: to be looked up */
    int64_t jobs_end_ms;      /* no end is recorded before: the last one could not be */
    bool jobs_moved;          /* a job was set or cleared: an attempt may be without one */
    bool stopping;            /* the daemon is to end: nothing is begun */
    struct backup *backup;    /* the one under way, or the last */
    struct revoked *revoked;
    size_t n_revoked;
    bool revoked_unsaved; /* the file does not have them all */
    struct index_links indexes;
    struct lists lists;
    struct row_kind row_kinds[ROW_KINDS];
    struct rules_cached rules[RULES_CACHED];
    size_t n_rules;
    struct engine_counters counters;
    struct memos *memos;        /* rows/memo.c; NULL: none yet */
    struct memo_trace *tracing; /* what is being made notes what it reads; NULL: nothing is */
    struct watch *watch;        /* NULL: nobody looks */
};
