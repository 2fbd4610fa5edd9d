/* sippe-demo: invented families for a demonstration, as the files that desks send. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "families.h"
#include "family_screening.h"
#include "cli/csv/screening_file.h"
#include "text/json.h"
#include "text/plain.h"

enum { COUNT_MAX = 39600 }; /* telephones that are nobody else's, see families.h */

enum format { FORMAT_CSV, FORMAT_JSON };

struct options {
    uint64_t seed, count;
    day today;
    enum format format;
    const char *out; /* NULL: standard output */
    char letter;     /* with which the desk's own numbers begin */
};

static const char usage[] =
    "Usage : sippe-demo families --today AAAA-MM-JJ [--seed N] [--count N] [--format csv|json] [--out FICHIER]\n"
    "       [--letter E]\n"
    "\n"
    "Écrit des familles inventées: même graine (--seed, 1 par défaut) et même jour, mêmes octets. De 1 à 39 600\n"
    "familles (--count, 200 par défaut). csv: ce que lit « sippe screening push ». json: un tableau d’évaluations.\n"
    "Les appels tombent dans les deux semaines avant --today. Les références locales commencent par --letter : d'une "
    "autre\n"
    "graine, d'autres appels portent d'autres numéros.\n"
    "\n"
    "Writes invented families: the same seed and day give the same bytes. csv: what \"sippe screening push\" reads; "
    "json: an\n"
    "array of screenings. Calls fall in the two weeks before --today. Local references begin with --letter: other "
    "calls, of\n"
    "another seed, bear other numbers.\n";

static bool parse_option(int letter, const char *value, struct options *o) {
    switch (letter) {
    case 's': return plain_uint_read(value, &o->seed);
    case 'n': return plain_uint_read(value, &o->count) && o->count >= 1 && o->count <= COUNT_MAX;
    case 't': return (o->today = day_parse(value)) != DAY_NONE;
    case 'l': o->letter = value[0]; return value[0] >= 'A' && value[0] <= 'Z' && !value[1];
    case 'o': o->out = strcmp(value, "-") == 0 ? NULL : value; return true;
    case 'f':
        o->format = strcmp(value, "json") == 0 ? FORMAT_JSON : FORMAT_CSV;
        return o->format == FORMAT_JSON || strcmp(value, "csv") == 0;
    default: return false;
    }
}

/* 0, or the exit status. */
static int parse(int argc, char **argv, struct options *o) {
    static const struct option known[] = {{"seed", required_argument, NULL, 's'},
                                          {"count", required_argument, NULL, 'n'},
                                          {"today", required_argument, NULL, 't'},
                                          {"out", required_argument, NULL, 'o'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"letter", required_argument, NULL, 'l'},
                                          {NULL, 0, NULL, 0}};
    int letter, which = 0;
    while ((letter = getopt_long(argc, argv, "", known, &which)) != -1) {
        if (letter == '?') return EXIT_FAILURE + 1;
        if (parse_option(letter, optarg, o)) continue;
        fprintf(stderr, "sippe-demo: --%s: valeur refusée / value refused\n", known[which].name);
        return EXIT_FAILURE + 1;
    }
    if (o->today != DAY_NONE && optind == argc) return 0;
    fputs(usage, stderr);
    return EXIT_FAILURE + 1;
}

static intake__screening *screening_of(struct arena *a, const struct options *o, struct family_case *c) {
    c->local_reference[0] = o->letter;
    return family_screening(a, c);
}

static void write_json(FILE *to, struct arena *a, const struct options *o, struct families *f) {
    struct family_case c;
    fputs("[\n", to);
    for (uint64_t i = 0; i < o->count; i++) {
        families_next(f, &c);
        fputs(json_write(a, &screening_of(a, o, &c)->base, false), to);
        fputs(i + 1 < o->count ? ",\n" : "\n", to);
        arena_reset(a);
    }
    fputs("]\n", to);
}

/* The families are drawn twice, the first time for the number of columns. */
static void write_csv(FILE *to, struct arena *a, const struct options *o, struct families *f) {
    static const struct zone montreal = {-300, true};
    struct screening_layout layout = screening_layout_usual();
    struct family_case c;
    for (uint64_t i = 0; i < o->count; i++) {
        families_next(f, &c);
        screening_layout_fit(&layout, screening_of(a, o, &c));
        arena_reset(a);
    }
    families_init(f, o->seed, o->today);
    fputs(screening_file_header(a, &layout), to);
    for (uint64_t i = 0; i < o->count; i++) {
        families_next(f, &c);
        fputs(screening_file_row(a, &layout, montreal, screening_of(a, o, &c), c.safety_note), to);
        arena_reset(a);
    }
}

static int write_families(const struct options *o) {
    static struct families f;
    FILE *to = o->out ? fopen(o->out, "wbe") : stdout;
    if (!to) {
        perror(o->out);
        return EXIT_FAILURE;
    }
    struct arena a;
    arena_init(&a);
    families_init(&f, o->seed, o->today);
    if (o->format == FORMAT_JSON)
        write_json(to, &a, o, &f);
    else
        write_csv(to, &a, o, &f);
    arena_close(&a);
    bool failed = ferror(to);
    if (fclose(to) != 0 || failed) {
        fprintf(stderr, "sippe-demo: %s: écriture impossible / cannot be written\n", o->out ? o->out : "stdout");
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    struct options options = {.seed = 1, .count = 200, .today = DAY_NONE, .letter = 'E'};
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    if (argc < 2 || strcmp(argv[1], "families") != 0) {
        fputs(usage, stderr);
        return EXIT_FAILURE + 1;
    }
    int refused = parse(argc - 1, argv + 1, &options);
    return refused ? refused : write_families(&options);
}
