/* A territory in one process on virtual time: engines on real stores, joined by a network that a seed makes slow,
 * lossy, repetitive and disorderly, with crashes between any two steps. Nothing here reads a clock; a seed is a whole
 * run. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/daemons.h"
#include "engine/engine.h"
#include "proto/envelope.h"
#include "prng.h"

enum { WORLD_DAEMONS = DAEMONS, WORLD_KEYS = 48 };

struct world_faults { /* chances in 10,000 per message or turn */
    unsigned drop, duplicate, delay, crash_before_commit, crash_after_commit, clock_jump;
};

struct world_options {
    uint64_t seed;
    const struct service *const *services;
    size_t n_services;
    const char *territory; /* short code */
    int64_t start_ms;
    struct world_faults faults;
};

struct world;

struct world *world_new(const struct world_options *o);
void world_free(struct world *w);
/* Keys of the local configuration, in the order given; call before the first world_run. */
void world_key(struct world *w, const char *name, sippe__role role, const char *organization);
/* The public key of whoever is called so here, configured or a member: its name. Calls are made in these names too. */
void world_public_key(const char *name, uint8_t out[32]);
/* Requests sent from now on are on behalf of this member; NULL: of whoever's key it is. */
void world_speak_for(struct world *w, const char *member);

int64_t world_now_ms(const struct world *w);
struct prng *world_prng(struct world *w);
/* Lets so much time pass. */
void world_run(struct world *w, int64_t ms);
/* So much time goes by at once, for clocks and machines alike: a night in which nobody worked. */
void world_pass(struct world *w, int64_t ms);
/* From now on this daemon's clock differs by so much from the others'. */
void world_skew(struct world *w, const char *daemon, int64_t ms);
/* Between these two daemons nothing passes while `off`; clients reach both. */
void world_cut_off(struct world *w, const char *daemon, const char *from, bool off);
/* kill -9, and a start with room for so many bytes; 0: as before. */
void world_resize(struct world *w, const char *daemon, uint64_t bytes);
/* kill -9, another wrapping key, and a start with it. */
void world_rewrap(struct world *w, const char *daemon);
/* Until nothing is under way and all followers have caught up, at most so long; false: they have not. */
bool world_settle(struct world *w, int64_t at_most_ms);
void world_faults_set(struct world *w, struct world_faults f);

struct engine *world_engine(struct world *w, const char *daemon);
const char *world_dir(const struct world *w, const char *daemon);
/* Where intake puts the figures of a day; NULL: nowhere. And how long each job takes from now on; one that is under way
 * when its daemon dies is never done. */
void world_figures(struct world *w, const char *folder);
/* Where notifications says that the gateway is, so that it makes links; NULL, as a world begins: it makes none. */
void world_links(struct world *w, const char *origin);
void world_jobs_take(struct world *w, int64_t ms);
/* kill -9 and start again; close without opening; open what is closed. */
void world_crash(struct world *w, const char *daemon);
void world_stop(struct world *w, const char *daemon);
int world_start(struct world *w, const char *daemon);

/* The rounds of a backup as this operator, when all is quiet: each daemon's copy stands in DIR/backup/CUT, without a
 * manifest. The replies are in the arena. */
void world_backup(struct world *w, struct arena *a, const char *operator, const char * cut,
                  node__backup_reply *done[DAEMONS]);
/* The copies that the daemons have made under this name are the world's cut; and all four put back to them, as `sippe
 * restore` does: a new epoch, and the last family number that was told; 0: what stood there could not be read. */
void world_cut_keep(struct world *w, const char *cut);
void world_restore(struct world *w, uint64_t last_number);
/* The same with one store alone, which nobody should do, and somebody will: the others stay as they are. */
void world_restore_one(struct world *w, const char *daemon, uint64_t last_number);

/* Sends a request as `key` and repeats it, same id, until it is answered. The reply's body is unpacked into `out` (from
 * the arena) when the status is OK. Returns the reason, 0 when OK. */
int world_call(struct world *w, struct arena *a, const char *daemon, const char *key, const char *method,
               struct id request_id, const ProtobufCMessage *request, const ProtobufCMessageDescriptor *reply_type,
               void *out, sippe__status **status);
/* A fresh request id from the world's chance. */
struct id world_request_id(struct world *w);

/* CALL(w, a, "intake", "desk", intake, SubmitScreening, submit_screening, request, &reply) → reason */
#define CALL(w, a, daemon, key, package, Method, method, request, out)                                                 \
    world_call((w), (a), (daemon), (key), #package "." #Method, world_request_id(w), &(request)->base,                 \
               &package##__##method##_reply__descriptor, (out), NULL)

/* Asynchronous: the reply arrives at `done` during world_run, once; the world repeats the request until then. */
typedef void world_done_fn(void *owner, struct world *w, const sippe__reply *reply);
void world_send(struct world *w, const char *daemon, const char *key, const char *method, struct id request_id,
                const ProtobufCMessage *request, world_done_fn *done, void *owner);

/* Asks a stream once as `key`, and again until it is answered: `taken` gets the Feed during world_run. */
typedef void world_feed_fn(void *owner, struct world *w, const sippe__feed *feed);
void world_fetch(struct world *w, const char *daemon, const char *key, const sippe__fetch *fetch, world_feed_fn *taken,
                 void *owner);

/* A connection that carries the calls of many, as a gateway's link does (bus/calls.h): each frame goes out once, as
 * `key`, and what comes back is given to `received` during world_run, which may send more. It lives as long as the
 * world; a daemon that died and is back is reached by the same one. */
struct world_link;
typedef void world_received_fn(void *owner, struct span frame);
struct world_link *world_link_new(struct world *w, const char *daemon, const char *key, world_received_fn *received,
                                  void *owner);
/* 0, or ERR_BUSY: nobody is there. */
int world_link_send(struct world_link *l, struct span frame);
bool world_is_up(const struct world *w, const char *daemon);

/* Each envelope that a daemon sends, before the network does anything to it: to a daemon, or to whoever has this key;
 * connection: the call's, negative, or the daemon's index. A reply that is sent twice is seen twice. */
typedef void world_watch_fn(void *owner, const char *from, const char *to, int connection,
                            const sippe__envelope *envelope);
void world_watch(struct world *w, world_watch_fn *watch, void *owner);
/* After each turn of a daemon that was committed, before anything of it leaves; its journal ended with seq_before, and
 * still does when nothing was recorded. */
typedef void world_turned_fn(void *owner, struct world *w, const char *daemon, uint64_t seq_before);
void world_turned(struct world *w, world_turned_fn *turned, void *owner);
/* After each step, in which every daemon that had something to do has had its turn. */
typedef void world_stepped_fn(void *owner, struct world *w);
void world_stepped(struct world *w, world_stepped_fn *stepped, void *owner);

/* Rebuilds each daemon's rows from its journal and compares, and who was told of each record with the tables: NULL, or
 * what differs (lives until the next call). */
const char *world_verify(struct world *w);
/* The same of one daemon. */
const char *world_verify_one(struct world *w, const char *daemon);
/* Raw reading for checkers: the record with this seq of a daemon's journal. */
struct view *world_view(struct world *w, const char *daemon, struct arena *a);
