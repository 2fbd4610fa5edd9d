/* Reads the stores of four stopped daemons and says whether what must hold between them holds.
 *
 *     check_journals [--settled] [--told FILE] [--absent FILE] FOLDER...
 *
 * A folder for each daemon, in the order of base/daemons.h. Exit code 0: it holds; 1: faults, one line each; 2:
 * something cannot be read. */
#include <stdio.h>
#include "base/daemons.h"
#include "check.h"

struct asked {
    bool settled;
    const char *told, *absent, *dirs[BOOKS];
    size_t n_dirs;
};

static bool asked_read(struct asked *a, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        const char **value = strcmp(argv[i], "--told") == 0     ? &a->told
                             : strcmp(argv[i], "--absent") == 0 ? &a->absent
                                                                : NULL;
        if (strcmp(argv[i], "--settled") == 0)
            a->settled = true;
        else if (value && i + 1 < argc)
            *value = argv[++i];
        else if (!value && argv[i][0] != '-' && a->n_dirs < BOOKS)
            a->dirs[a->n_dirs++] = argv[i];
        else
            return false;
    }
    return a->n_dirs == BOOKS;
}

static int check(const struct book books[BOOKS], const struct asked *a) {
    struct report r = {0};
    for (size_t i = 0; i < BOOKS; i++) check_journal(&books[i], &r);
    check_following(books, a->settled, &r);
    check_referrals(books, a->settled, &r);
    bool read =
        (!a->told || check_acknowledged(books, a->told, &r)) && (!a->absent || check_absent(books, a->absent, &r));
    printf(
        "%lu records, %lu followed with %lu effects and %lu parked, %lu referrals; told: %lu screenings, %lu answers; "
        "%lu faults\n",
        r.records, r.followed, r.effects, r.parked, r.referrals, r.screenings, r.answers, r.faults);
    if (!read) {
        fprintf(stderr, "check_journals: a list cannot be read\n");
        return 2;
    }
    return r.faults ? 1 : 0;
}

int main(int argc, char **argv) {
    struct book books[BOOKS];
    struct asked a = {.settled = false};
    size_t n = 0;
    int code = 2;
    if (!asked_read(&a, argc, argv)) {
        fprintf(stderr, "usage: check_journals [--settled] [--told FILE] [--absent FILE] FOLDER... (one a daemon)\n");
        return 2;
    }
    const char *wrong = NULL;
    while (n < BOOKS && !wrong) {
        wrong = book_read(&books[n], daemon_names[n], a.dirs[n]);
        if (wrong) fprintf(stderr, "check_journals: %s: %s\n", a.dirs[n], wrong);
        n++;
    }
    if (!wrong) code = check(books, &a);
    while (n) book_close(&books[--n]);
    return code;
}
