/* One run of the program inside a test: its exit code, what it wrote. */
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cli/cli.h"

enum { RUN_WORDS_MAX = 20 };

struct run {
    int exit;
    char *out, *err;
};

static inline void run_free(struct run *r) {
    free(r->out);
    free(r->err);
}

/* The words of a line, parted by blanks; '~' stands for a blank inside a word. */
static inline struct run run_line(const char *line) {
    char *copy = strdup(line), *rest = copy, program[] = "sippe", *argv[RUN_WORDS_MAX + 2] = {program};
    struct run r = {0};
    size_t out_len, err_len;
    int argc = 1;
    for (char *word = strsep(&rest, " "); word && argc <= RUN_WORDS_MAX; word = strsep(&rest, " ")) {
        for (char *blank = strchr(word, '~'); blank; blank = strchr(word, '~')) *blank = ' ';
        if (*word) argv[argc++] = word;
    }
    FILE *out = open_memstream(&r.out, &out_len), *err = open_memstream(&r.err, &err_len);
    assert_non_null(out);
    assert_non_null(err);
    r.exit = cli_main(argc, argv, out, err);
    fclose(out);
    fclose(err);
    free(copy);
    return r;
}

/* A run for functions that take one, writing nowhere. */
static inline struct cli cli_make(void) {
    struct cli c = {.language = FRENCH, .home = "/nonexistent", .out = stdout, .err = stderr};
    return c;
}
