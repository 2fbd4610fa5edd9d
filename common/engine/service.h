/* What a service is: its tables. A service fills in one `struct service` (services/<name>/tables.def) and writes
 * handlers; the engine does the rest: transactions, replies, streams, cursors, deadlines.
 *
 *   a row     its handler   what it may do
 *   command   decide        reads and gathers records, answers 0 or a Reason; writes nothing, so that a refusal has
 *                           nothing to undo (one that is to be remembered: refuse_noting)
 *   query     query         reads on a snapshot after the commit; cannot emit, cannot write
 *   event     apply         what one of our records does to our rows; cannot refuse; has no clock, no chance, no rules:
 *                           a rebuild replays it and must give the same rows
 *   reaction  decide        for a record of another daemon: 0, WAIT, or a Reason (parked for a person)
 *   deadline  decide        time as a message to oneself: 0 or a Reason; it has fired either way
 *   job       three         work outside the turn (engine/jobs.h)
 *   restored  decide        the store was put back from a copy: what a number told, or a key revoked, makes of it
 *
 * All memory of a handler is the message's arena (arena_of(ctx)); nothing read may be kept past the message. A handler
 * sees no fault of the store: what it reads is then absent, it answers by that, and nothing of it is committed.
 *
 * All of a message is one transaction: rows that it reads, records that it gives, what they do to rows, its reply. What
 * a command, reaction or deadline reads is the state before it: its own records are applied when it has returned. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "civil/civil.h"
#include "base/daemons.h"
#include "base/finding.h"
#include "base/id.h"
#include "base/message.h"
#include "base/reason.h"
#include "store/key.h"
#include "proto/node.h"
#include "proto/node_events.h"
#include "proto/post.h"
#include "proto/record.h"
#include "proto/status.h"
#include "proto/territory.h"
#include "proto/types.h"

struct decide; /* commands, reactions, deadlines */
struct query;
struct apply;
struct view; /* what all three can do: read */
struct deadline;
struct job;

/* ---- reading ---- */

struct view *view_of_decide(struct decide *d);
struct view *view_of_query(struct query *q);
struct view *view_of_apply(struct apply *a);
static inline struct view *view_of_view(struct view *v) { return v; }
/* The reading part of any context; everything below that takes a struct view is called as row_get(VIEW(ctx), ...). */
#define VIEW(ctx)                                                                                                      \
    _Generic((ctx), struct decide *                                                                                    \
             : view_of_decide, struct query *                                                                          \
             : view_of_query, struct apply *                                                                           \
             : view_of_apply, struct view *                                                                            \
             : view_of_view)(ctx)

/* The subject of what is of nobody: whose key seals what the daemon says for itself. */
struct id view_house(struct view *v);
struct arena *view_arena(struct view *v);
#define arena_of(ctx) view_arena(VIEW(ctx))
/* The code of the territory that this store belongs to. */
const char *view_territory(struct view *v);
/* The value of one of the service's settings as the configuration has it; "" when it says nothing. */
const char *view_setting(struct view *v, const char *name);

typedef void (*any_fn)(void);
#include "engine/jobs.h"

/* A table of rows: our own view of our journal, written by apply only. Or an index: keys that are made of the rows of
 * another table, by whoever writes those. Both are found by address: there is one of each, in the service's list. */
struct row_table {
    const char *name; /* of the table in the file. Another name is an empty table: it needs another layout */
    const ProtobufCMessageDescriptor *type; /* of a row; NULL: keys without values */
    const struct row_table *of;             /* an index: whose rows */
    any_fn keys;                            /* void (const Row *, struct keys *) */
    uint32_t version;                       /* of `keys`: with another number it is made anew from the rows */
    bool open;                              /* its rows are nobody's: an erasure leaves them */
    bool in_memory;                         /* an index that no file holds: it is made at each start */
    bool list;                              /* which questions alone read: it is made behind the opening */
    const struct row_table *those;          /* of those rows alone whose keys this index holds; NULL: of all */
};

/* What an index is to hold of one row. */
struct keys {
    struct key of;       /* the row's own */
    struct arena *arena; /* for building them; it may be emptied after each row */
    struct key **list;
    size_t n, capacity;
};
/* A key that begins so, and ends with the row's own: from it the row is found, and no two rows share one. In any order;
 * twice the same is once. The same row must always give the same keys: there is nothing else to read, so that an index
 * can be made anew without the journal. Another rule for the keys is another version of the index. */
void keys_add(struct keys *out, struct key before);

/* What an event or a row says about a person stands in its field `personal`, which is packed apart and is gone when she
 * is erased; what is outside of it stays in the clear (proto/options/open.proto). Whatever is read has one, an empty
 * one when there was none or it is gone, so that nobody asks. Whoever makes one:
 * NEW_WITH_PERSONAL(arena, intake_rows__family) */
void *message_new_with_personal(struct arena *a, const ProtobufCMessageDescriptor *type);
#define NEW_WITH_PERSONAL(arena, type) ((type *)message_new_with_personal((arena), &type##__descriptor))

/* The row in the arena, or NULL: there is none, or it is of an erased subject. It is a copy of its own at each call:
 * changing it changes nothing until row_put. */
void *row_get(struct view *v, const struct row_table *table, struct key key);
/* Of an index or a set too. */
bool row_exists(struct view *v, const struct row_table *table, struct key key);
/* Of all rows, without reading them. Of those under a prefix nobody keeps a count. */
uint64_t row_count(struct view *v, const struct row_table *table);

struct row_scan;
/* Rows whose key begins with prefix, in key order, from `from` on (inclusive; NULL: from the start). There is no limit:
 * whoever lists keeps count, because the loop waits for a query. The scan copies what it gives; writing meanwhile is
 * allowed in apply only after row_scan_end. Keys without their rows are given of erased
 * subjects too. */
struct row_scan *row_scan(struct view *v, const struct row_table *table, struct key prefix, const struct key *from);
/* The next row's key, and in *row_out, a pointer to a pointer, the row (NULL: a table of keys). Both may be NULL: what
 * is not asked for is not decoded. False: no more, and the scan has ended. */
bool row_next(struct row_scan *s, struct key *key, void *row_out);
/* For whoever stops before row_next said no more; else it is done. */
void row_scan_end(struct row_scan *s);

/* A record without its event. Of another daemon's record we are not told its seq: `seq` is then its number in the
 * stream to us, via is zero, and `cause` is its own id, the cause of what we do about it. */
struct record {
    uint64_t seq; /* 1, 2, ... without gaps */
    struct id id;
    const char *type; /* as it was written, whatever it has been lifted to since */
    const struct id *subjects;
    size_t n_subjects;
    struct id sealed_for; /* whose key seals what is personal in it; zero: there is nothing */
    int64_t at_ms;        /* when it was decided, by the clock of the daemon that wrote it */
    struct id actor;      /* the membership that caused it; the daemon's own for a reaction, zero for a deadline */
    struct id via;        /* whose key carried it, when that was another's; or zero */
    struct id cause;
    uint32_t hop; /* how many reactions lie between it and a command or deadline; from 16 on nobody reacts */
};

/* A record of our own journal with its event, lifted when it was written as an older type; NULL when seq is not of this
 * type. `out` may be NULL. A row keeps the seq of the record that holds the rest, personal values above all:
 * READ_EVENT(ctx, intake__screening_submitted, seq, &record) */
void *record_event(struct view *v, const ProtobufCMessageDescriptor *type, uint64_t seq, struct record *out);
#define READ_EVENT(ctx, type, seq, record) ((type *)record_event(VIEW(ctx), &type##__descriptor, (seq), (record)))

/* One of our own records without its event, whatever its type; false: there is none of this number. For counting them,
 * in pages: the journal has no end. */
bool record_head(struct view *v, uint64_t seq, struct record *out);

/* Was she erased, as our journal says? *erasure: by which one; zero: this store was put back from an older cut, and
 * only her key's slot told. */
bool subject_was_erased(struct view *v, struct id subject, struct id *erasure);

/* Has this organisation's program read its stream up to our record `seq`: has it fetched from there? *at_ms (or NULL)
 * is when it first did. Seq 1: has it ever read anything? One that was recalled may have been passed as withheld. Not
 * for applies: no record holds it. */
bool stream_acknowledged(struct view *v, struct id organization, uint64_t seq, int64_t *at_ms);

/* For looking things up by a personal value: a keyed hash, the same for the life of this store, because a row must not
 * hold the value. `domain` keeps a telephone from meeting a name of the same text. */
struct id lookup_hash(struct view *v, const char *domain, const char *value);
struct id lookup_hash_of(struct view *v, const char *domain, struct span value);

/* The rules in force on a day, those of the latest valid_from up to it, and of two with the same the one adopted last;
 * NULL: none adopted. They live as long as the message. `used` says which (may be NULL), and goes into the event of
 * whatever was decided with them: a decision is explained by the rules of its time. */
struct rules_used {
    struct id version; /* the record of intake that adopted them */
    const char *label;
    int64_t adopted_ms;
};
const sippe__territory *rules_on(struct view *v, day on, struct rules_used *used);
/* All that hold on some day, each from its own day to that of the next one, in their order; returns how many. */
struct rules_held {
    day from;
    const sippe__territory *territory;
};
size_t rules_by_day(struct view *v, const struct rules_held **out);
/* BLAKE2b-128 of the packed rules, in hexadecimal: how a file is laid out, and its comments, make no difference. */
const char *rules_digest(struct arena *a, const sippe__territory *t);
/* By version: what a past decision rested on. */
const sippe__territory *rules_version(struct view *v, struct id version, struct rules_used *used);
/* The day of an instant in the territory's zone; in UTC while no rules are adopted. */
day today_of(struct view *v, int64_t at_ms);

#include "engine/people.h"
#include "engine/see.h"

/* ---- deciding ---- */

/* Of a reaction or deadline: the daemon itself, with the role DAEMON and no organisation. */
const struct principal *decide_principal(const struct decide *d);
int64_t decide_at_ms(const struct decide *d); /* the cause's time: of a command, now; of a foreign record, its own; of a
                                                 deadline, its due. What counts from what happened counts from here */
int64_t decide_now_ms(const struct decide *d); /* the daemon's clock; the time of the records */
day decide_today(struct decide *d);            /* in the territory's zone, by now */
/* The same for the same cause, kind and call order: what is created is named without chance, so that a command which is
 * run again after a crash creates the same thing. */
struct id decide_new_id(struct decide *d, const char *kind);
#include "engine/emit.h"
/* Refuses until that time, which the status tells as retry_after_ms. Gives the Reason. */
int refuse_until(struct decide *d, int reason, int64_t until_ms);
/* What a reaction answers when its record speaks of something not heard of yet: it is tried again after any feed and
 * each minute, and parked after an hour. */
enum { WAIT = -1000 };
/* Is anything about this subject held (parked or waiting)? A disclosure about it must be refused with REASON_HELD. */
bool subject_is_held(struct decide *d, struct id subject);

/* Of a command that opens something of a family to its caller: once it is done it is an entry of the access journal, as
 * what a query shows, with this purpose (of the arena). */
void decide_opens(struct decide *d, struct id subject, const char *purpose);

/* Was this store restored, and nobody has gone through what was lost by it? Then a withdrawal may be among that, and a
 * disclosure must be refused with REASON_RESTORE_UNREVIEWED. */
bool restore_is_unreviewed(struct decide *d);

/* ---- checking a request ---- */

/* Notes what is wrong with a field and gives REASON_FIELDS_INVALID; gather as many as there are. A handler that answers
 * 0 all the same is refused with them. The path is kept, not copied: a literal, or text of the arena. With a Reason of
 * its own as the answer, the fields noted under that Reason are told with it. */
int violation(struct decide *d, const char *path, int reason);
/* Everything that a rule found, its paths after `before`; gives what violations gives. */
int violations_add(struct decide *d, const char *before, const struct findings *found);
/* 0, or REASON_FIELDS_INVALID: something is wrong so far. */
int violations(const struct decide *d);
/* A free text, which may be empty, of at most so many bytes: TEXT_TOO_LONG. That it holds nothing but plain characters
 * (base/character.h) was asked before the handler. */
enum { CHECK_NOTE = 4000 };
void check_text(struct decide *d, const char *path, const char *text, size_t most);
/* FIELD_REQUIRED, ID_INVALID: false, and the zero id. */
bool check_id(struct decide *d, const char *path, ProtobufCBinaryData field, struct id *out);
/* A date that must be there, or may be absent: FIELD_REQUIRED, DATE_IMPOSSIBLE. The day, or DAY_NONE. */
day check_date(struct decide *d, const char *path, const sippe__date *date, bool required);
/* A moment between a year ago and now (5 minutes ahead pass: desks have clocks of their own), or none: DATE_IN_FUTURE,
 * DATE_TOO_OLD. */
void check_moment(struct decide *d, const char *path, const sippe__instant *t);
/* Any time of 1970 to 2199: FIELD_REQUIRED, TIME_INVALID. */
void check_time(struct decide *d, const char *path, const sippe__instant *t, bool required);
/* 0, or REASON_VERSION_STALE with `current` in the status; an empty `given` is stale too. */
int version_check(struct decide *d, ProtobufCBinaryData current, ProtobufCBinaryData given);
/* How a change of a thing begins: it is there (NOT_FOUND), and as the caller saw it (VERSION_STALE). `version`: of the
 * thing as it is; NULL: there is none. */
int change_begin(struct decide *d, const ProtobufCBinaryData *version, ProtobufCBinaryData given);
/* CHANGE_BEGIN(d, row, in): `in` has the field version. */
#define CHANGE_BEGIN(d, row, in) change_begin((d), (row) ? &(row)->version : NULL, (in)->version)

/* ---- applying ----
 *
 * A rebuild runs each apply again on the same bytes, years later, in another release: what it writes follows from the
 * record, and from rows, which are records applied before; from nothing else. The personal part may be gone by then. */

/* row: NULL for a table of keys without values. Indexes of the table follow by themselves, and cannot be written. What
 * is personal in it is sealed for whom the row names (`sealed_for`, proto/options/open.proto); of an erased subject
 * nothing is put. */
void row_put(struct apply *a, const struct row_table *table, struct key key, const ProtobufCMessage *row);
/* Missing rows are no error. */
void row_delete(struct apply *a, const struct row_table *table, struct key key);
#define ROW_PUT(a, table, key, row) row_put((a), (table), (key), &(row)->base)
/* One per (deadline, thing): set, moved by setting again, cleared. The deadline is one of the service's own. The
 * instant was computed by whoever decided, and stands in the record; one that has passed is due at once. */
void deadline_set(struct apply *a, const struct deadline *deadline, struct id thing, int64_t due_ms);
/* Also of one that is due in this very turn and has not fired. */
void deadline_clear(struct apply *a, const struct deadline *deadline, struct id thing);
/* From now on this record of ours leaves as withheld: with its number and id, and nothing else. It is not taken back
 * from followers that have it. */
void record_recall(struct apply *a, struct id record);
/* Shared facts; called by the applies of TerritoryAdopted, MembershipChanged ... (common/engine/node/noted.c), seldom
 * by others. */
void rules_put(struct apply *a, struct id version, const sippe__territory *t, int64_t adopted_ms);
/* They are the rules of no day from now on, and still found by their version: whoever heard late that they were
 * withdrawn may have decided something with them. */
void rules_withdraw(struct apply *a, struct id version);
/* What SubjectErased does to the engine's rows and to every row of the service that is sealed for her. */
void subject_erased_put(struct apply *a, const node__subject_erased *e);
/* Of SubjectErasedDone. */
void subject_erased_done_put(struct apply *a, const node__subject_erased_done *e);
/* The whole membership in place of what stands there. */
void membership_put(struct apply *a, const struct record *record, const node__membership_changed *e);

/* ---- querying ----
 *
 * On the state after the turn's commit, this turn's commands included. A reply that does not fit a frame of 252 KiB is
 * TOO_LARGE: lists are given by the page. */

const struct principal *query_principal(const struct query *q);
int64_t query_now_ms(const struct query *q);
/* Why she looks, as she says (Request.purpose); "": she did not. It stands in the access journal either way. */
const char *query_purpose(const struct query *q);
/* This query shows something of that family, or of what is hers: each thing once, before the handler returns. It goes
 * into the access journal, with who asked, and is on the disk before the answer leaves. */
void query_shows(struct query *q, struct id subject);
/* A query has 5 ms: the loop waits for it. True once they are over, for a list to ask after each row that it gives: it
 * then ends its page early, with `next`. */
bool query_time_is_up(const struct query *q);
day query_today(struct query *q);

/* ---- tables: what tables.def becomes (engine/tables) ---- */

/* What has fired. It may be long past, when the daemon was away. */
struct due {
    const char *type; /* the deadline's name */
    struct id thing;
    int64_t due_ms;
};

struct method {
    const char *rpc; /* "submit_screening": the method SubmitScreening */
    const ProtobufCMessageDescriptor *request, *reply;
    unsigned roles; /* AS(DESK) | ... */
    /* run: a handler as above. owner, or NULL: struct owned (struct view *, const Request *), whose the request's
     * subject is. The handler runs when the caller may see what it needs of it (`struct shown`). Else, when she may see
     * nothing of it, the answer is NOT_FOUND, as when there is no such thing, so that nobody learns what others have;
     * when she may see some, CARE_TEAM_ONLY. A role that reaches all is told by the handler that there is none. */
    any_fn run, owner;
    bool query;
};

/* Every query says what it shows of a family, so that none can be forgotten: LOGGED(rpc, shows), LOGGED_PARTS, or
 * UNLOGGED(rpc). A command says so when it needs less than all (TOUCHES). */
struct shown {
    const char *rpc;
    unsigned shows; /* of node__shows; 0: nothing */
    bool parts;     /* its handler leaves out what the caller may not see: one of the classes is enough */
};

/* The audience is fixed when a record is written: another one is that of the records to come. */
struct event {
    const ProtobufCMessageDescriptor *type;
    unsigned audience; /* TO(SCHEDULING) | ... */
    bool partner;      /* may go to a partner's stream */
    any_fn apply;      /* NULL: it changes no row */
};

/* A type is for ever: another meaning is another type, and what was written as the old one is read as the new one. */
struct lift {
    const ProtobufCMessageDescriptor *from, *to;
    any_fn run; /* fills `to`, which may point into `from`; no clock, no chance, no rules, no rows */
};

struct reaction {
    const char *journal;
    const ProtobufCMessageDescriptor *type;
    any_fn run;
    bool passes; /* does not queue behind a held record of its subjects: withdrawal, cancellation, erasure */
};

struct deadline {
    const char *name; /* stands in rows and records: what was set under another one fires without its handler */
    int (*run)(struct decide *d, const struct due *due);
};

/* This store was put back from a copy, and what was told since is lost: what must be so all the same, as records. It
 * cannot refuse. `e` says what is known of the store that stood there. */
typedef void restored_fn(struct decide *d, const node__restored *e);

struct service {
    const char *name; /* "intake": the journal's name and the prefix of its methods */
    const ProtobufCServiceDescriptor *contract;
    const struct method *methods; /* commands and queries */
    size_t n_methods;
    const struct shown *shown;
    size_t n_shown;
    const struct event *events;
    size_t n_events;
    const struct lift *lifts;
    size_t n_lifts;
    const struct reaction *reactions;
    size_t n_reactions;
    const struct deadline *const *deadlines;
    size_t n_deadlines;
    const struct job *const *jobs;
    size_t n_jobs;
    restored_fn *const *restored;
    size_t n_restored;
    const struct row_table *const *rows;
    size_t n_rows;
    const struct row_table *const *watched; /* indexes whose changes node.Moved tells */
    size_t n_watched;
    const char *const *follows; /* journals, e.g. {"scheduling", "notifications", "directory"} */
    size_t n_follows;
    uint32_t layout; /* of the rows: another number rebuilds them from the journal. Never 0, which is "half made" */
};

/* Roles of a row: AS(DESK) | AS(TEAM) */
#define AS(role)   (1u << ROLE_##role)
#define AS_ANYBODY (~0u)
#define AS_DOOR    (1u << 31) /* an organisation's door (engine/people.h), which no role lets in by itself */
/* Daemons of a row: TO(SCHEDULING). A record is not sent to the daemon that wrote it. */
#define TO(daemon) (1u << DAEMON_##daemon)
#define TO_NOBODY  0u
#define TO_ALL     ((1u << DAEMONS) - 1)
