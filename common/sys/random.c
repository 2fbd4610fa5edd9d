#include "sys/random.h"

#include <sodium.h>

void random_bytes(void *out, size_t len) { randombytes_buf(out, len); }

struct id random_id(void) {
    struct id id;
    randombytes_buf(id.bytes, ID_LEN);
    return id;
}
