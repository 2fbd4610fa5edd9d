#include "prng.h"

#include <string.h>

uint64_t prng_splitmix64(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

void prng_init(struct prng *p, uint64_t seed) {
    for (size_t i = 0; i < 4; i++) p->state[i] = prng_splitmix64(&seed);
}

struct prng prng_fork(const struct prng *p, uint64_t label) {
    uint64_t seed = p->state[0] ^ (p->state[3] * 0x9e3779b97f4a7c15U);
    seed ^= prng_splitmix64(&label);
    struct prng child;
    prng_init(&child, seed);
    return child;
}

static uint64_t rotate(uint64_t x, unsigned by) { return (x << by) | (x >> (64 - by)); }

uint64_t prng_u64(struct prng *p) {
    uint64_t *s = p->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint64_t prng_below(struct prng *p, uint64_t n) {
    if (n == 0) return 0;
    /* What is left over at the low end would make small values likelier. */
    uint64_t refuse_below = (0 - n) % n, x;
    do x = prng_u64(p);
    while (x < refuse_below);
    return x % n;
}

int64_t prng_between(struct prng *p, int64_t low, int64_t high) {
    if (high <= low) return low;
    uint64_t width = (uint64_t)high - (uint64_t)low + 1; /* 0: the whole range */
    uint64_t offset = width == 0 ? prng_u64(p) : prng_below(p, width);
    return (int64_t)((uint64_t)low + offset);
}

bool prng_chance(struct prng *p, unsigned per_thousand) { return prng_below(p, 1000) < per_thousand; }

size_t prng_weighted(struct prng *p, const unsigned *weights, size_t n) {
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++) total += weights[i];
    uint64_t at = prng_below(p, total);
    for (size_t i = 0; i < n; i++) {
        if (at < weights[i]) return i;
        at -= weights[i];
    }
    return 0;
}

void prng_shuffle(struct prng *p, void *list, size_t n, size_t size) {
    unsigned char *bytes = list;
    for (size_t i = n; i > 1; i--) {
        unsigned char *a = bytes + (i - 1) * size, *b = bytes + (size_t)prng_below(p, i) * size;
        for (size_t k = 0; k < size; k++) {
            unsigned char byte = a[k];
            a[k] = b[k];
            b[k] = byte;
        }
    }
}

void prng_bytes(struct prng *p, void *out, size_t len) {
    unsigned char *bytes = out;
    while (len > 0) {
        uint64_t x = prng_u64(p);
        size_t n = len < sizeof x ? len : sizeof x;
        memcpy(bytes, &x, n);
        bytes += n;
        len -= n;
    }
}
