/* What is wrong with rows, in one form whoever found it: the reader or intake, of a table or of JSON.
 *
 *   appels.csv, ligne 12, colonne telephone : Ce numéro de téléphone …
 *   appels.csv, lignes 2 à 50, 53, colonne source : réponse non reconnue …
 *
 * The same fault in the same column is said once, with all its lines, so that a word which the whole file has wrong is
 * read once and not a thousand times. Nothing is said before push_faults_end, but of a file with very many kinds of
 * faults. */
#pragma once
#include "cli/cli.h"
#include "proto/status.h"
#include "text/errors.h"
#include "text/tree.h"

struct push_faults;

struct push_faults *push_faults_new(struct cli *c);
/* Where a row stands. */
struct push_place {
    const char *file;
    unsigned line;           /* 0: the whole file */
    const struct tree *tree; /* NULL: a row of a table */
};
/* What the reader found; what intake refused, its fields named by their columns; a sentence about the whole row. */
void push_fault_read(struct push_faults *f, const struct push_place *at, const struct text_errors *errors);
void push_fault_refused(struct push_faults *f, const struct push_place *at, const sippe__status *s);
void push_fault_say(struct push_faults *f, const struct push_place *at, const char *answer, const char *fr,
                    const char *en);
/* What was taken otherwise than it stands there, and is no fault. */
void push_remark_say(struct push_faults *f, const struct push_place *at, const char *answer, const char *fr,
                     const char *en);
/* A CLSC's code that had lost its zeros (a spreadsheet's number) is read as the only one that it can be, and said. */
void push_clsc_say(struct push_faults *f, const struct push_place *at, const char *sent, const char *kept);
/* So many answers were told for her, and are not kept. Nothing for 0. */
void push_left_out_say(struct push_faults *f, const struct push_place *at, size_t n);
/* Says what was gathered; f is gone then. */
void push_faults_end(struct push_faults *f);
/* What is wrong with a table, each fault by itself, in the same form, to stderr. */
void file_faults_say(struct cli *c, const struct text_errors *errors, const char *file);
/* A file that cannot be read at all, in the same form, to stderr; under --json as fail_text. CLI_USAGE. */
int fail_file(struct cli *c, const struct text_errors *errors, const char *file);
/* The spool could not be written. Says what to do: the file is still there, and may be pushed again. */
int push_fail_disk(struct cli *c, int err);
