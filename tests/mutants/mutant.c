/* Read before main, and once: a fault does not come or go in the middle of a test. The bytes are shared memory, so that
 * a process that is killed has told what it asked. */
#include "mutant.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>

static unsigned char nobody_asks[MUTANTS_MAX];

int mutant_on;
unsigned char *mutant_seen = nobody_asks;

__attribute__((constructor)) static void mutant_begin(void) {
    const char *number = getenv("SIPPE_MUTANT"), *seen = getenv("SIPPE_MUTANT_SEEN");
    mutant_on = number ? (int)strtol(number, NULL, 10) : 0;
    int fd = seen ? open(seen, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *map = mmap(NULL, MUTANTS_MAX, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED) mutant_seen = map;
}
