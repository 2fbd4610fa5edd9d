/* bench-rows FILE...: tables of screenings read from one end to the other, and nothing done with them: the floor of a
 * push. */
#include <stdio.h>
#include "base/arena.h"
#include "cli/csv/screening_file.h"
#include "samples.h"
#include "sys/file.h"

enum { FILE_MAX = 64 << 20 };
static const struct zone montreal = {.standard_min = -300, .daylight_saving = true};

/* How many rows; -1: it cannot be read. */
static long rows_of(const char *path) {
    struct arena a, row_arena;
    struct screening_file f;
    struct text_errors errors = {0};
    struct span text;
    long n = -1;
    arena_init(&a);
    arena_init(&row_arena);
    if (file_read(&a, path, FILE_MAX, &text) == 0 &&
        screening_file_open(&f, &a, text, &(struct screening_reading){.zone = montreal}, &errors)) {
        struct screening_row row = {0};
        int got;
        for (n = 0; (got = screening_file_next(&f, &row_arena, &row, &errors)) > 0; n++) arena_reset(&row_arena);
        if (got < 0 || errors.n) n = -1;
    }
    arena_close(&row_arena);
    arena_close(&a);
    return n;
}

int main(int argc, char **argv) {
    long all = 0;
    int64_t began = samples_now_us();
    for (int i = 1; i < argc; i++) {
        long n = rows_of(argv[i]);
        if (n < 0) {
            fprintf(stderr, "bench-rows: %s cannot be read\n", argv[i]);
            return 1;
        }
        all += n;
    }
    printf("{\"rows\":%ld,\"s\":%.3f}\n", all, (double)(samples_now_us() - began) / 1e6);
    return 0;
}
