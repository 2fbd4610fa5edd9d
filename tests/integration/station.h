/* A daemon of the tests: a guard, two endpoints and a thread that serves them with the shim of bus/socket.h (no libuv).
 * It echoes requests, answers pings and fetches. Everything on loopback, ports chosen by the kernel. */
#pragma once
#include <pthread.h>
#include <stdatomic.h>
#include "bus/client.h"
#include "bus/context.h"
#include "bus/link.h"
#include "bus/server.h"

enum { STATION_KEYS_MAX = 8, STATION_IDS_MAX = 64 };

struct station_key {
    char name[KEY_NAME_MAX + 1];
    struct key_pair pair;
    bool known;
};

struct station {
    struct bus *bus;
    struct bus_server *internal, *public_side;
    struct key_pair own;
    pthread_t thread;
    pthread_mutex_t lock; /* keys, ids, principal */
    struct station_key keys[STATION_KEYS_MAX];
    size_t n_keys;
    struct id ids[STATION_IDS_MAX]; /* of the requests, as they came */
    size_t n_ids;
    char principal[KEY_NAME_MAX + 1]; /* of the last request */
    struct bus_route route;           /* where it came from */
    struct bus_client
        *clients[STATION_KEYS_MAX]; /* closed with the station: a socket left open would hold its end up */
    size_t n_clients;
    _Atomic bool stop;
    _Atomic bool restart; /* close and open the public endpoint once, a while later */
    _Atomic int mute;     /* leave so many messages unanswered; -1: all */
    _Atomic int requests;
    int restart_after_ms;
    _Atomic int64_t opened_ms; /* when that was done */
};

/* Guarded and serving; asserts that it worked. */
void station_open(struct station *s);
void station_close(struct station *s);
/* A new pair; known from now on, or not. The index of the key. */
size_t station_key_add(struct station *s, const char *name, bool known);
void station_key_set(struct station *s, size_t key, bool known);
/* A client with that key; o: NULL, or what differs from the public endpoint and short times. */
struct bus_client *station_client(struct station *s, size_t key, const struct bus_client_options *o);
/* An echo with this text; its result is that of bus_client_call, and false in *same when another text came back. */
int station_echo(struct bus_client *c, const char *text, bool *same);
/* Until `requests` is at least n, or some seconds passed; true when it was. */
bool station_wait_requests(struct station *s, int n);
/* Until one of its sockets is ready, at most so long. */
void station_wait(struct bus *b, int timeout_ms);
