#include "sys/random.h"

#include <sodium.h>

struct id random_id(void) {
    struct id id;
    randombytes_buf(id.bytes, ID_LEN);
    return id;
}
