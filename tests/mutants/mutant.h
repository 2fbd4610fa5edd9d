/* Faults that can be switched on: only in the copy of the tree that tests/mutants/run builds, never in the tree. One build holds
 * all of them; with SIPPE_MUTANT=n in the environment number n is on, in this process and in those that it starts. With
 * SIPPE_MUTANT_SEEN=file, MUTANTS_MAX bytes, the byte of each number that was asked for becomes 1: what was not asked in
 * a test that passes cannot fail it. */
#pragma once
#include <stdbool.h>

enum { MUTANTS_MAX = 4096 };

extern int mutant_on; /* 0: none */
extern unsigned char *mutant_seen;

static inline bool mutant_is(int n) {
    mutant_seen[n] = 1;
    return mutant_on == n;
}
