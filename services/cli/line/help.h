/* Help from the table of commands, to the run's output, also under --json: help is for reading. No line is wider than
 * the screen (a test reads all of it in both languages). */
#pragma once
#include "cli/cli.h"

void help_all(struct cli *c);
void help_noun(struct cli *c, const char *noun);
void help_command(struct cli *c, const struct command *k);
/* "sippe visit book FAMILLE DÉBUT [options]" */
char *help_synopsis(struct cli *c, const struct command *k);
/* The candidate that was most likely meant; NULL: none is near. Start with {.typed = word}, then try each. Near is one
 * edit, two of a word of five letters or more, or a beginning of three letters. */
struct nearest {
    const char *typed, *best;
    size_t distance;
};
void nearest_try(struct nearest *n, const char *candidate);
const char *nearest_found(const struct nearest *n);
