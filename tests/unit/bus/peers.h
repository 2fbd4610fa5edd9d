/* A bus in this thread and bare ZeroMQ peers beside it, which read or do not read as the test says. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "bus/internal.h"

enum { PEERS_MAX = 8, PEER_KEYS = 2 };

struct scene {
    struct bus *bus;
    struct key_pair own, keys[PEER_KEYS]; /* key i is known as "desk-i" */
    void *context;                        /* of the peers */
    void *peers[PEERS_MAX];
    size_t n_peers;
};

/* With a guard that knows the keys. */
void scene_open(struct scene *s);
void scene_close(struct scene *s);
/* A DEALER of that key. `eager`: libzmq takes what comes for it; else it reads on when the test does. */
void *peer_open(struct scene *s, size_t key, const char *endpoint, bool eager);
void peer_say(void *peer, const char *text);
/* Reads all that is there; how many messages. */
size_t peer_read(void *peer);

/* Works the bus until it is so, at most 3 s; whether it became so. */
#define UNTIL(s, so)                                                                                                   \
    __extension__({                                                                                                    \
        int64_t until_ = scene_now() + 3000;                                                                           \
        bool so_ = (so);                                                                                               \
        while (!so_ && scene_now() < until_) {                                                                         \
            scene_work(s);                                                                                             \
            so_ = (so);                                                                                                \
        }                                                                                                              \
        so_;                                                                                                           \
    })
int64_t scene_now(void);
void scene_work(struct scene *s);
void scene_work_for(struct scene *s, int ms);
