#include "peers.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "sys/clock.h"

static bool known(void *owner, const uint8_t public_key[KEY_LEN], char name[KEY_NAME_MAX + 1]) {
    const struct scene *s = owner;
    for (size_t i = 0; i < PEER_KEYS; i++) {
        if (memcmp(s->keys[i].public_key, public_key, KEY_LEN) != 0) continue;
        snprintf(name, KEY_NAME_MAX + 1, "desk-%zu", i);
        return true;
    }
    return false;
}

void scene_open(struct scene *s) {
    *s = (struct scene){.context = zmq_ctx_new()};
    key_pair_new(&s->own);
    for (size_t i = 0; i < PEER_KEYS; i++) key_pair_new(&s->keys[i]);
    if (!s->context || bus_open(&s->bus) || bus_guard(s->bus, known, s)) abort();
}

void scene_close(struct scene *s) {
    for (size_t i = 0; i < s->n_peers; i++) zmq_close(s->peers[i]);
    zmq_ctx_term(s->context);
    bus_close(s->bus);
}

void *peer_open(struct scene *s, size_t key, const char *endpoint, bool eager) {
    int zero = 0, one = 1, small = 4096;
    void *peer = zmq_socket(s->context, ZMQ_DEALER);
    if (!peer || s->n_peers == PEERS_MAX) abort();
    s->peers[s->n_peers++] = peer;
    zmq_setsockopt(peer, ZMQ_LINGER, &zero, sizeof zero);
    zmq_setsockopt(peer, ZMQ_SNDHWM, &zero, sizeof zero);
    zmq_setsockopt(peer, ZMQ_RCVHWM, eager ? &zero : &one, sizeof zero);
    if (!eager) zmq_setsockopt(peer, ZMQ_RCVBUF, &small, sizeof small);
    zmq_setsockopt(peer, ZMQ_CURVE_SERVERKEY, s->own.public_key, KEY_LEN);
    zmq_setsockopt(peer, ZMQ_CURVE_PUBLICKEY, s->keys[key].public_key, KEY_LEN);
    zmq_setsockopt(peer, ZMQ_CURVE_SECRETKEY, s->keys[key].secret_key, KEY_LEN);
    if (zmq_connect(peer, endpoint)) abort();
    return peer;
}

void peer_say(void *peer, const char *text) {
    if (zmq_send(peer, text, strlen(text), ZMQ_DONTWAIT) < 0) abort();
}

size_t peer_read(void *peer) {
    static char bytes[1 << 20];
    size_t n = 0;
    while (zmq_recv(peer, bytes, sizeof bytes, ZMQ_DONTWAIT) >= 0) n++;
    return n;
}

int64_t scene_now(void) { return clock_mono_ms(); }

void scene_work(struct scene *s) {
    if (!bus_work(s->bus, 256)) nanosleep(&(struct timespec){0, 1000000}, NULL);
}

void scene_work_for(struct scene *s, int ms) {
    for (int64_t until = scene_now() + ms; scene_now() < until;) scene_work(s);
}
