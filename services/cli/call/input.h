/* Files that a person hands over, read with their faults told by line and column, those that a daemon finds too.
 *
 *   file ─▶ tree (places) ─▶ message ─▶ request ─▶ the daemon's violations (paths) ─▶ tree_place ─▶ line and column
 *
 * What a file is, its name says: .csv a table, else JSON; of rules .json, else YAML. What was read lives in the run's
 * arena. */
#pragma once
#include "base/span.h"
#include "cli/cli.h"
#include "proto/intake/screening.h"
#include "proto/status.h"
#include "proto/territory.h"
#include "text/csv.h"
#include "text/tree.h"

enum { INPUT_MAX = 64 << 20 }; /* bytes; the whole is held in memory, several times over once it is parsed */

/* 0 or the exit code, said. "-" is the standard input. */
int input_read(struct cli *c, const char *path, struct span *out);
/* The same without reading it into memory: a large table is looked at where it lies. *mapped: to be given back with
 * input_forget; not for "-", which is read. It does not end with a NUL. Somebody who shortens the file meanwhile ends
 * this program by a signal: use it where nothing is lost by that. */
int input_look(struct cli *c, const char *path, struct span *out, bool *mapped);
void input_forget(struct span text);
/* A part of such a file that is not looked at soon: its memory is given back, and its text stays. */
void input_pass(struct span part);
/* What --encoding names; NULL: it was not given. *rc: 0, or the exit code, said. */
const enum csv_encoding *input_encoding(struct cli *c, int *rc);
/* Of a table that is not plain UTF-8. Windows-1252 is read, with a word that shows how; of what else may be meant the
 * readings are shown and the table is refused, until somebody names one by --encoding. 0 or the exit code, said. */
int input_encoding_check(struct cli *c, const char *path, const struct csv *csv);
/* Says which columns are left out. */
void input_ignored_say(struct cli *c, const char *path, const char *const *titles, size_t n);
#define OPTION_ENCODING                                                                                                \
    {                                                                                                                  \
        "encoding", OPTION_TEXT, 0, NULL, NULL, NULL,                                                                  \
            "comment le fichier CSV écrit ses accents : utf-8, windows-1252, mac-roman, cp850, utf-8-twice",           \
            "how the CSV file writes its accents: utf-8, windows-1252, mac-roman, cp850, utf-8-twice"                  \
    }
/* What was read, kept to tell later where an answer stands in it. */
struct input {
    const char *path;
    const struct tree *tree; /* NULL: a table */
    const char *note;        /* of a screening: what is told apart with it; "": nothing */
};
/* Takes the note out of a screening's document, where it stands beside the answers ("urgent": {"safety_note": ...}).
 * False: what stands there is no such note, noted in `errors`. */
bool input_note_take(struct arena *a, const struct tree *document, const char **note, struct text_errors *errors);
/* NULL after saying why. Of a file with more than one form the one is taken that --reference names by the desk's own
 * number of the call; without it such a file is refused: screening push takes those. */
intake__screening *input_screening(struct cli *c, const char *path, struct input *in);
sippe__territory *input_territory(struct cli *c, const char *path, struct input *in);
/* A request of this type from JSON as it stands on a command line: the text itself, "@FILE", or "-" for the standard
 * input (a lone "@" is a text, and no JSON). NULL after saying why. */
void *input_request(struct cli *c, const ProtobufCMessageDescriptor *type, const char *given);
/* What a daemon refuses of it, each with its line and column; `under` begins the violations' paths ("territory."). */
int fail_input(struct cli *c, const struct input *in, const char *under, sippe__violation *const *list, size_t n);
/* CALL to intake for such a request: its refusals are told by line and column, where the file has any (a table has
 * none: by path). NULL after saying why. */
void *input_call(struct cli *c, const struct input *in, const char *under, const ProtobufCMessage *request,
                 const ProtobufCMessageDescriptor *reply);
/* Does the name end so? */
bool name_ends(const char *path, const char *end);
