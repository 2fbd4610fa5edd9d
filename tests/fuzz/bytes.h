/* An input taken byte by byte, as the choices of a target: where it ends there is nothing but 0, which is the dullest
 * choice of each; or, when it goes on, chance that follows from it, so that a few bytes stand for a long run. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    const uint8_t *at;
    size_t left;
    bool goes_on;
    uint64_t state; /* of the chance */
};

struct bytes bytes_of(const uint8_t *data, size_t len, bool goes_on);
uint8_t bytes_next(struct bytes *b);
/* From 0 to n - 1; n is at most 65536. */
size_t bytes_below(struct bytes *b, size_t n);
uint64_t bytes_number(struct bytes *b);
