/* The first digits of an id, as people type them: tables show eight. For reading a range of keys. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/id.h"

enum { ID_PREFIX_MIN = 6 }; /* 16 million to tell apart */

struct id_prefix {
    uint8_t bytes[ID_LEN]; /* the first n are whole */
    size_t n;
    int half; /* the digit behind them; -1: none */
};
/* 6 to 32 hexadecimal digits. False: the text is none. */
bool id_prefix_parse(const char *digits, struct id_prefix *out);
/* Of an id that begins with the whole bytes: does the half one fit too? */
bool id_prefix_fits(const struct id_prefix *p, const uint8_t id[ID_LEN]);
/* Of any id: does it begin so? */
bool id_prefix_begins(const struct id_prefix *p, const uint8_t id[ID_LEN]);
