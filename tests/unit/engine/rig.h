/* One engine alone on a store of its own, driven frame by frame by a test that says who speaks and what time it is.
 * Nothing is repeated, delayed or lost unless the test does it. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/open/open.h"
#include "tally.h"

enum { RIG_KEYS = 8, RIG_START_S = 1800000000 };
#define RIG_START_MS (INT64_C(1000) * RIG_START_S)

struct rig {
    struct engine *engine;
    const struct service *service;
    char root[64], dir[96];
    const char *territory;
    struct trusted_key keys[RIG_KEYS];
    uint64_t map_bytes;
    const struct wrapping_key *wrapping; /* at first that of all tests */
    int64_t now_ms, set_ms;              /* the clock, and how much of it is not time that passed here */
    uint32_t n_requests;
    size_t n_progress; /* how often an opening told how far it was, and what it said last */
    uint64_t progress_done, progress_of;
    size_t metrics_len; /* of what the runtime adds to the metrics */
    int commit_fails;   /* 1: the next one, 2: the one after it */
    bool logged;        /* the store has a log and a thread, as a daemon's, from the next opening on */
    bool lists_behind;  /* nothing of them is made at the opening, from the next one on */
    int64_t mono_us;    /* the clock by which a turn measures; it stands still unless the test moves it */
    int64_t mono_step;  /* or by so much each time that it is looked at */
    uint8_t stalled;    /* the route that has not read what it was sent; 0: none */
    struct arena arena; /* of what the functions below give */
};

/* The organisation of the key "partner". */
extern const struct id rig_organization;

void rig_open(struct rig *r, const struct service *service);
void rig_close(struct rig *r);
/* Closes and opens again, with the service, the keys and the map of the rig as they are now. */
int rig_reopen(struct rig *r);
/* A fresh empty folder beside the store. */
char *rig_folder(struct rig *r, const char *name);

struct engine_route rig_route(uint8_t n);
int rig_push(struct rig *r, uint8_t route, const char *principal, const sippe__envelope *envelope);
int rig_push_link(struct rig *r, const char *journal, const sippe__envelope *envelope);
/* Sets the clock ahead or back; no time passes. */
void rig_clock_set(struct rig *r, int64_t by_ms);
/* The clock that nobody can set. */
int64_t rig_boot_ms(const struct rig *r);
/* Lets so much time pass, then a turn, which must succeed. */
void rig_turn(struct rig *r, int64_t ms);
/* Turns at each full second of so much time, as a loop would do. */
void rig_wait(struct rig *r, int64_t ms);
/* What the last turn gave out: number i, or NULL. */
sippe__envelope *rig_out(struct rig *r, size_t i);
size_t rig_outs(struct rig *r);
/* The reply to this request among it, or NULL. */
sippe__reply *rig_reply(struct rig *r, struct id request);

struct id rig_request_id(struct rig *r);
sippe__envelope *rig_request(struct rig *r, struct id id, const char *method, const ProtobufCMessage *body);
/* Pushes, turns, and gives the reply. */
sippe__reply *rig_call(struct rig *r, const char *principal, struct id id, const char *method,
                       const ProtobufCMessage *body);
int rig_reason(const sippe__reply *reply);
/* Adds as the desk under a fresh id; the reason. */
int rig_add(struct rig *r, const tally__add_request *in);
tally__add_request *rig_adding(struct rig *r, const char *name, int by);
/* The counter's row as the operator sees it, or NULL. */
tally__get_reply *rig_get(struct rig *r, const char *name);
node__get_status_reply *rig_status(struct rig *r);
node__list_parked_reply *rig_parked(struct rig *r);

/* A fetch as this principal; the feed when it was answered in this turn. */
sippe__feed *rig_fetch(struct rig *r, uint8_t route, const char *principal, const char *stream, sippe__position *after,
                       uint32_t wait_ms);

/* A producer that the engine follows, played by the test: makes one Feed after another. */
struct rig_producer {
    const char *journal;
    sippe__position *at;
    uint64_t n;
    struct id epoch;
};
sippe__feed_record *rig_heard(struct rig *r, const struct rig_producer *p, uint64_t n, const tally__added *event);
/* Its two parts, as a producer packs them. */
void rig_event_put(struct rig *r, sippe__feed_record *record, const ProtobufCMessage *event);
/* As the transport calls a member's connection. */
const char *rig_connection(const uint8_t public_key[32], char name[64]);
sippe__feed *rig_feed(struct rig *r, struct rig_producer *p);
/* Pushes it; the producer then stands behind it. */
void rig_feed_give(struct rig *r, struct rig_producer *p, sippe__feed *feed);
/* The same, and a turn. */
void rig_feed_push(struct rig *r, struct rig_producer *p, sippe__feed *feed);
/* One record of an amount. */
void rig_tell(struct rig *r, struct rig_producer *p, const char *name, int by);
