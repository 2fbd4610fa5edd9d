#include "bytes.h"

struct bytes bytes_of(const uint8_t *data, size_t len, bool goes_on) {
    struct bytes b = {data, len, goes_on, 0x9e3779b97f4a7c15};
    for (size_t i = 0; i < len; i++) b.state = (b.state ^ data[i]) * 0x100000001b3;
    return b;
}

/* splitmix64 (Steele, Lea and Flood, 2014). */
static uint64_t chance(struct bytes *b) {
    uint64_t z = b->state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

uint8_t bytes_next(struct bytes *b) {
    if (!b->left) return b->goes_on ? (uint8_t)chance(b) : 0;
    b->left--;
    return *b->at++;
}

size_t bytes_below(struct bytes *b, size_t n) {
    size_t value = bytes_next(b);
    if (n > 256) value = value << 8 | bytes_next(b);
    return value % n;
}

uint64_t bytes_number(struct bytes *b) {
    uint64_t n = 0;
    for (int i = 0; i < 8; i++) n = n << 8 | bytes_next(b);
    return n;
}
