/* Death in the middle of a write, and loss of power, for what a program does to one file: pwrite, ftruncate and
 * fdatasync go through here (--wrap). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "prng.h"

struct deaths {
    int64_t left; /* bytes until it dies, a flush or a cut counting as one; negative: it lives */
    bool is_dead; /* nothing reaches the file any more */
    bool fails;   /* the next flush, once: the disk does not answer, and the process lives */
    uint8_t *durable;
    size_t durable_len; /* what the disk has for certain */
};
extern struct deaths deaths;

/* It lives; the file is on the disk as it stands. */
void deaths_none(const char *path);
void deaths_after(int64_t bytes);
/* Lives again, after the process died. */
void deaths_end(void);
/* Of each sector that was not flushed either the old or the new one is there, holes are zeros, and the length is
 * anything between. */
void deaths_power(struct prng *p, const char *path);
void deaths_close(void);
