/* The engine: one single-threaded object that turns messages into durable effects. Messages with their principals and
 * the time go in; after a commit, messages to send come out. It knows no loop, socket or thread, so four services run
 * in one test process on virtual time.
 *
 *     engine_push(e, &in) ...            what arrived
 *     engine_turn(e, now_ms, boot_ms)    one transaction, one flush; repeat while engine_has_work()
 *     engine_out(e, &n)                  what to send, only now
 *     engine_wake_ms(e)                  when to call again if nothing arrives
 *
 * What was acknowledged is in the store; a crash at any moment loses only what was not answered, and the client or
 * follower repeats it under the same id.
 *
 * One thread calls all of this; only a job's run may be called in another. README.md draws a turn, a rebuild, an index
 * and a lift. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/span.h"
#include "engine/service.h"
#include "proto/post.h"
#include "seal/wrapping.h"

struct engine;

enum {
    /* A turn takes so much of what waits. More messages share one flush, but all wait for it: with 128, and turns cut
     * after as long as one commit took, a quarter fewer submissions passed at 256 in flight. */
    ENGINE_TURN_MESSAGES = 256,
    ENGINE_TURN_BYTES = 1 << 20,
    /* Of one packed Envelope (proto/envelope.proto): inside; and at the public endpoint, where desks and partners are.
     * What arrives is held to the first by the engine, to both by the bus. A reply is held to the second wherever it
     * goes, as the same method is called from both. */
    ENGINE_FRAME_MAX = 1 << 20,
    ENGINE_PUBLIC_FRAME_MAX = 1 << 18,
    /* Messages of one sender that wait here for a turn: the second of a desk, which pushes spools, and of a gateway. A
     * sender is a key; behind a gateway's key and a desk's that is shared, each membership on whose behalf a request is
     * (Request.on_behalf_of), with the window of its role, its bytes and its share of the time. */
    ENGINE_WINDOW = 64,
    ENGINE_WINDOW_WIDE = 512,
    /* Bytes of one sender that wait, and of all of them; daemons and operators are not counted in the latter and never
     * refused for it. */
    ENGINE_WINDOW_BYTES = 2 << 20,
    /* Of such a key with all behind it, beside ENGINE_WINDOW_WIDE messages. Past either the newest is refused of her
     * who has most waiting. */
    ENGINE_CARRIED_BYTES = 8 << 20,
    ENGINE_INBOX_BYTES = 16 << 20,
    /* What one turn gives out, but for the last of its messages: it lies here and in the transport at once. */
    ENGINE_TURN_OUT_BYTES = 4 << 20,
    /* Connections of one key at the same time. */
    ENGINE_CONNECTIONS = 32,
    ENGINE_CONNECTIONS_WIDE = 256,
    /* What one message may give. A record must fit a Feed, of which a follower asks for 256 KiB at most; the others
     * keep one command from holding up the turn for all. */
    ENGINE_RECORDS_PER_MESSAGE = 1000,
    ENGINE_BYTES_PER_MESSAGE = 512 << 10,
    ENGINE_RECORD_MAX = 256 << 10,
    ENGINE_JOBS = 4,         /* attempts of jobs beside the loop; with a backup that is a thread more */
    ENGINE_POSTS = 16,       /* attempts of jobs that are posts, on the loop (post/post.h) */
    ENGINE_FOLLOWS_MAX = 16, /* journals: three of its own territory, and room for those of others */
};

/* A key of the local configuration: the daemons, and the operator who sets up a territory. It is never revoked while
 * the daemon runs, and its name is nobody else's, whatever intake allows. */
struct trusted_key {
    const char *name;
    uint8_t public_key[32];
    sippe__role role;
    const char *organization;
};

/* Where an answer goes: a connection, opaque to the engine, compared byte by byte. It says nothing of who speaks: after
 * a reconnection another peer may have the same one, so replies and rights hang on the principal. */
struct engine_route {
    uint8_t bytes[16];
};

struct engine_options {
    const char *dir; /* the store; must exist */
    const struct service *service;
    const char *territory; /* short code, at most 63 bytes; a store belongs to one territory */
    const char *release;   /* shown in status; decides nothing */
    uint64_t map_bytes;    /* store/store.h; at four fifths of it commands end */
    /* Opens the vault, which lies beside the store (dir/vault) and has the key of each subject. It must be there: a new
     * store gets a vault of this key, an old one is opened with its own or not at all. */
    const struct wrapping_key *wrapping;
    const struct trusted_key *trusted;
    size_t n_trusted;
    struct id salt; /* chance for a new store: its journal's id, its look-ups' salt. The only chance in an engine */
    int64_t started_ms;
    bool asks_peers;                   /* an empty store is held until engine_begin; see there */
    bool throwaway;                    /* tests: commits are not flushed */
    bool lists_behind;                 /* tests: the opening makes nothing of the lists that are made behind it */
    bool (*fails_commit)(void *owner); /* tests: true makes this commit fail, as if the process died before it */
    int64_t (*mono_us)(void *owner);   /* bounds turns, and shares time out; NULL: by counts alone */
    /* Has this connection left so much unread that what it asks must wait? NULL: none has. */
    bool (*stalled)(void *owner, const struct engine_route *route);
    /* NULL: nobody is told. While the store is opened, how far a long piece of work has come: rows made anew from the
     * journal (`what` is "journal"), or an index from the rows (its name). */
    void (*progress)(void *owner, const char *what, uint64_t done, uint64_t of);
    /* The text of node.GetMetrics, in the arena; NULL: there is none. It may ask for engine_status and counters. */
    const char *(*metrics)(void *owner, struct arena *a, int64_t now_ms);
    /* The value of one of the service's settings; NULL: it is not set. NULL as a function: none is. */
    const char *(*setting)(void *owner, const char *name);
    void *owner;
};

struct engine_in {
    struct engine_route route;
    const char *principal; /* the key's name, as attached by the transport; at most 63 bytes. Not looked at on a link */
    uint32_t *sender;      /* the connection's own, 0 at first: where the engine finds its sender again; or NULL */
    const char *journal;   /* from a link to this daemon (a Feed or a Pong); else NULL */
    bool inner;            /* from the endpoint of daemons, operators and coordinators: others are refused there */
    struct span frame;     /* a packed Envelope */
};

struct engine_out {
    struct engine_route route;
    const char *journal; /* to the link to this daemon (a Fetch); else NULL: to route */
    struct span frame;
};

/* A long piece of work that must not hold up the loop: run in another thread, then hand it back. A backup (one at a
 * time), an attempt of a job (ENGINE_JOBS at a time), a file that is removed, or slots of the vault that are drawn
 * ahead (one at a time). It belongs to the engine, and a backup reads the store: engine_close only when none is out.
 *
 * An attempt of a JOB_POST (ENGINE_POSTS at a time) has no `run` but a `post`: whoever has the loop sends it, asks
 * meanwhile whether it is still wanted, and says what became of it before it hands it back. */
struct engine_job {
    void (*run)(struct engine_job *job);
    void (*done)(struct engine *e, struct engine_job *job);
    struct engine_job *next;
    const post__post *post; /* it lives until it is handed back */
};

/* ERR_BUSY another process owns the store; ERR_VERSION made by a newer release, or in a format that is not read any
 * more; ERR_INVALID it is another daemon's or another territory's, its vault is another store's or opens with another
 * wrapping key, or the tables are at fault (see engine_open_error); ERR_CORRUPT; ERR_NOTFOUND, also of the vault, which
 * may be older than the store; ERR_DENIED, ERR_IO, ERR_FULL, ERR_NOMEM. Refusing a store changes nothing that it holds.
 * Another layout or a new index is made here, before anything is served: minutes, in a large store (progress). What the
 * options point to lives as long as the engine. */
int engine_open(struct engine **out, const struct engine_options *options);
/* Why the last engine_open of this thread failed, a sentence for the log. */
const char *engine_open_error(void);
/* NULL is safe. What waits is forgotten: its senders were not answered. */
void engine_close(struct engine *e);

/* Copies what it keeps, once size, window and bytes allow it; decodes what comes by a key of many, and what it refuses,
 * 64 a second of each sender, so that a flood costs neither turns nor memory. ERR_FULL: this sender is past its bounds,
 * or the frame is, and was discarded (counted). No answer follows: the client repeats, and nothing of it was done. */
int engine_push(struct engine *e, const struct engine_in *in);
bool engine_has_work(const struct engine *e, int64_t now_ms);
/* 0, or a fault after which the daemon must stop: nothing of this turn was acknowledged. now_ms: the wall clock, which
 * may jump either way. boot_ms: one that goes on while the machine sleeps and that nobody can set; it begins anywhere,
 * and anew with each process. By it a jump of the other is seen. */
int engine_turn(struct engine *e, int64_t now_ms, int64_t boot_ms);
/* Whether it believes its clock, as of the last turn. For the log: the status tells it too. */
node__clock engine_clock(const struct engine *e);
/* Valid until the next turn, or the next job done. Not in the order of what came in: commands were answered first. */
const struct engine_out *engine_out(const struct engine *e, size_t *n);
/* The instant at which a turn is due though nothing arrives. 0: messages wait. It may lie in the past. */
int64_t engine_wake_ms(const struct engine *e);
/* The connection is gone: what waits of it is forgotten, questions to streams and messages that no turn has taken. */
void engine_route_closed(struct engine *e, const struct engine_route *route);
/* How many connections a key may have now: 0, none any more (revoked, expired or never known). */
uint32_t engine_connections(struct engine *e, const char *principal, int64_t now_ms);

/* A frame for this link could not be sent: ask again soon. Without this a lost fetch is asked again after 7 s. */
void engine_link_down(struct engine *e, const char *journal, int64_t now_ms);
/* This link has a new connection: what it was asked over the one before is lost, and asked again in the next turn. */
void engine_link_up(struct engine *e, const char *journal, int64_t now_ms);

/* Are all lists whole that no file holds? They are made behind the opening, by turns; a question that needs one waits
 * for it. */
bool engine_is_whole(const struct engine *e);

/* Is there room for commands? False too while nothing may be written for want of a word (engine_is_asking). */
bool engine_is_accepting(const struct engine *e);

/* The name that goes with a public key, if it may connect now. Rights are looked up again at each message: a key that
 * is revoked later keeps its connection, and nothing that it says there is done. */
bool engine_key_name(struct engine *e, const uint8_t public_key[32], int64_t now_ms, char name[64]);

/* A store without a record may be new, or its daemon's own may be gone. Those who followed that one know its journal: a
 * daemon that is asked for records under another journal than the one it follows by that name refuses (OTHER_STORE).
 * While an empty store is asking, commands are refused (PEERS_ASKED) and nothing is written. */
bool engine_is_asking(const struct engine *e);
/* This peer has answered since the engine was opened. */
bool engine_has_heard(const struct engine *e, const char *journal);
/* Enough was heard: from now on it serves. */
void engine_begin(struct engine *e, int64_t now_ms);
/* NULL, or the daemon that follows another journal under our name: this store must not go on. From then on nothing is
 * written any more. */
const char *engine_disowned(const struct engine *e);

/* Jobs that the last turn started; each must come back through engine_job_done, its run cancelled or not. */
struct engine_job *engine_take_jobs(struct engine *e);
/* On the loop, between turns, when what the last turn gave out has been sent: engine_out is the job's answer now. How
 * an attempt ended is recorded by the next turn. */
void engine_job_done(struct engine *e, struct engine_job *job, int64_t now_ms);
/* Of a post: how it ended (NULL: it could not even begin), which is copied. Not that, handed back it was stopped. */
void engine_job_posted(struct engine_job *job, const post__posted *posted);
/* Of a post, after any turn: it is to be cut off. */
bool engine_job_is_stopped(const struct engine_job *job);
/* The daemon is to end: all that runs is asked to stop, and nothing is begun. */
void engine_stop(struct engine *e);
/* Attempts that are not back, when they have had their time: the store says that they were interrupted, so that they
 * are not taken for what killed the daemon. 0, or the error of the commit. Then the process must end without
 * engine_close, as they still run. */
int engine_interrupt(struct engine *e);

/* Since the engine was opened. A message that was run again, alone, counts again. */
struct engine_counters {
    uint64_t turns, commits, commit_failures, commands, refused, refusals_noted, repeated, queries, records, reactions,
        feeds_sent, feeds_taken, duplicates, parked, malformed, denied, window_refusals, discarded, stalled, deadlines,
        deadlines_refused, commit_us, attempts, attempts_failed, erased, damaged, files_opened;
};
const struct engine_counters *engine_counters(const struct engine *e);
/* The reply of node.GetStatus, as of the last commit; its strings are in the arena or constants of the engine. */
void engine_status(struct engine *e, struct arena *a, int64_t now_ms, node__get_status_reply *out);

/* Checks the journal's numbers, chain and streams, replays it into a new environment in `scratch` (an empty folder) and
 * compares all rows, then each index with its rows. 0: equal; positive: how many rows differ; ERR_CORRUPT: the journal
 * itself; `fault` names the first; another negative number: it could not be done, for instance for want of room in
 * scratch. For a daemon that does not serve: it takes as long as a rebuild. */
int engine_verify(struct engine *e, const char *scratch, char fault[200]);

/* Wraps the keys of all subjects by another wrapping key, and draws another salt of look-ups, with which the rows are
 * made anew from the journal (progress): as long as a rebuild takes. For a daemon that does not serve. The vault opens
 * by the new key from then on, also when only half of it was done: then, and after ERR_FULL, ERR_IO or a crash, it is
 * done again, on an engine that was opened anew by whichever key opens it. `salt` is chance, as in engine_options. */
int engine_rewrap(struct engine *e, const struct wrapping_key *key, struct id salt);
/* What that would touch. */
struct engine_keys {
    uint64_t records, given, erased; /* of the journal; subjects with a key, and those whose key was destroyed */
};
void engine_keys(const struct engine *e, struct engine_keys *out);
