/* The team as a table. A row is a worker or has a reason. */
#include <stdio.h>
#include "cli/workers/workers_csv.h"
#include "fault.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    static FILE *nowhere;
    struct text_errors errors = {0};
    struct worker_rows rows = {0};
    if (!nowhere) nowhere = fopen("/dev/null", "w");
    struct cli c = {.out = nowhere, .err = nowhere};
    arena_init(&c.arena);
    bool read = workers_read(&c, span_of(data, len), &rows, &errors);
    size_t refused = 0;
    for (size_t i = 0; i < rows.n; i++) refused += !rows.list[i].worker;
    if ((!read || refused) && !errors.n) fault("refused without a reason");
    arena_close(&c.arena);
    return 0;
}
