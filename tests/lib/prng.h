/* Numbers that look random and are a function of a seed: what every test of the tree draws from, so that a failure is
 * rerun by its seed. splitmix64 spreads the seed, xoshiro256** (Blackman and Vigna, 2018) gives the stream.
 * Not for secrets. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prng {
    uint64_t state[4];
};

/* One step of splitmix64: also a good mixer of a counter. */
uint64_t prng_splitmix64(uint64_t *state);
void prng_init(struct prng *p, uint64_t seed);
/* A stream of its own for what is named by `label`; *p does not move. Adding draws to one part leaves the others
 * alone. */
struct prng prng_fork(const struct prng *p, uint64_t label);
uint64_t prng_u64(struct prng *p);
/* Uniform in 0..n-1, without bias; n 0 gives 0. */
uint64_t prng_below(struct prng *p, uint64_t n);
/* Uniform in low..high, both included; high < low gives low. */
int64_t prng_between(struct prng *p, int64_t low, int64_t high);
/* True `per_thousand` times in a thousand. */
bool prng_chance(struct prng *p, unsigned per_thousand);
/* The index of one of n weights, each as likely as its weight; 0 when all are 0. */
size_t prng_weighted(struct prng *p, const unsigned *weights, size_t n);
/* All orders of the n elements of `size` bytes equally likely. */
void prng_shuffle(struct prng *p, void *list, size_t n, size_t size);
void prng_bytes(struct prng *p, void *out, size_t len);
