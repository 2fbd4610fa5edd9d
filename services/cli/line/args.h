/* The command line by table: which commands there are, which operands and options each takes, and how a value is read.
 * Usage errors, help (help.h) and completion (completion.h) come from the same rows, so that none of them can say what
 * another does not.
 *
 *   argv ─▶ args_parse ─▶ command, operands[], given[] ─▶ arg_*, operand* in the handler, request_fill for fields
 *
 * What is given is checked by its kind while it is parsed: a handler never sees a date that is none. The texts are
 * argv's and live as long as the run. Nothing is asked of a daemon before the whole line was found good. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/daemons.h"
#include "base/id.h"
#include "proto/types.h"

struct cli;

/* How the value of an option is checked and completed. What it becomes is the field's affair (call/request.h). */
enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_NUMBER, /* a whole number from 0 up */
    OPTION_DATE,   /* as people write it; handlers see 2026-11-21 */
    OPTION_TIME,   /* "2026-11-21 09:30" by the territory's clock, or RFC 3339 */
    OPTION_CHOICE, /* a value of an enumeration, by its name or by its word in either language */
    OPTION_HEX,
    OPTION_DAEMON, /* one of base/daemons.h */
    OPTION_FILE,
    OPTION_FOLDER,
};
enum { OPTION_REQUIRED = 1, OPTION_MANY = 2 }; /* MANY: given again, or separated by commas; else twice is a fault */

/* One option of a command. With a field and a kind that fits it needs no code in the handler. */
struct option {
    const char *name; /* "call-back-on" */
    enum option_kind kind;
    unsigned flags;
    const char *field;       /* of the request: "consent.purpose" (request.h); NULL: the handler reads it */
    const char *environment; /* stands in when the option is not given; may be NULL */
    const ProtobufCEnumDescriptor *choices;
    const char *fr, *en;
};

/* What stands without a name. Only CHOICE, DAEMON and WORD are checked here; the others are looked up by the handler,
 * which alone can say what is wrong with them. */
enum operand_kind {
    OPERAND_NONE,
    OPERAND_TEXT,
    OPERAND_FILE,
    OPERAND_FOLDER,
    OPERAND_CHOICE,
    OPERAND_DAEMON,
    OPERAND_METHOD, /* "intake.GetFamily"; the handler looks it up */
    OPERAND_JSON,   /* the text, @FILE, or -; the handler reads it */
    OPERAND_WORD
};
enum { OPERANDS_MAX = 3 };

/* Those that may be left out come last, and one that may be repeated last of all (a test looks at every table). */
struct operand {
    enum operand_kind kind;
    const char *fr, *en; /* "FAMILLE" */
    bool optional;
    bool many; /* the last one may be repeated */
    const ProtobufCEnumDescriptor *choices;
    unsigned unoffered; /* set of 1 << value: values of `choices` that are none here, and that the daemon refuses */
    const char *words;  /* of OPERAND_WORD and OPERAND_DAEMON: "json csv" */
};
/* "intake scheduling ..." */
#define DAEMON_WORD(NAME, name) " " #name
#define DAEMON_WORDS            (&(DAEMONS_EACH(DAEMON_WORD))[1])

/* One command: a row of cmd/<noun>.c. Each text in both languages. */
struct command {
    const char *noun, *verb;       /* verb NULL: the noun is the whole command */
    const char *fr, *en;           /* one line, for the list */
    const char *more_fr, *more_en; /* for its own help; may be NULL */
    struct operand operands[OPERANDS_MAX];
    const struct option *options;
    size_t n_options;
    int (*run)(struct cli *c);
};

enum { GIVEN_MAX = 64, WORDS_GIVEN_MAX = 256 }; /* a line of a shell, files of a folder; more is refused, not cut */

/* What the line said, in its order. An option of MANY stands once for each piece. */
struct args {
    const char *operands[WORDS_GIVEN_MAX];
    size_t n_operands;
    struct {
        const struct option *option;
        const char *text;
    } given[GIVEN_MAX];
    size_t n_given;
};

/* Options that every command takes. They may stand before the command too. The variables that three of them name are
 * read in cli.c, where the run begins. */
extern const struct option options_common[];
extern const size_t n_options_common;

/* Act upon this version instead of the one that was just read. */
#define OPTION_VERSION                                                                                                 \
    {                                                                                                                  \
        "version", OPTION_HEX, 0, NULL, NULL, NULL,                                                                    \
            "agir sur cette version plutôt que sur celle qui vient d'être lue",                                        \
            "act upon this version instead of the one just read"                                                       \
    }
#define OPTIONS(array) .options = (array), .n_options = sizeof(array) / sizeof((array)[0])

/* Sets the command, its operands and options, and what the common options say. 0, or CLI_USAGE after saying what is
 * wrong and what may have been meant. *help: help was asked for (of the command when it is set); then nothing was found
 * missing, and the command must not run. A variable stands in for an option that was not given, and is checked like
 * one. */
int args_parse(struct cli *c, int argc, char **argv, bool *help);

/* NULL: not given. Of an option of MANY the first piece; a handler that wants all leaves it to request_fill. */
const char *arg_text(const struct cli *c, const char *name);
bool arg_flag(const struct cli *c, const char *name);
int64_t arg_number(const struct cli *c, const char *name, int64_t otherwise);
/* The number of the value; 0: not given. The text was checked by args_parse. */
int arg_choice(const struct cli *c, const char *name);
/* The nth operand, or NULL. */
const char *operand(const struct cli *c, size_t n);
/* The nth operand, which the table says is a choice; 0 when absent. */
int operand_choice(const struct cli *c, size_t n);
/* The operands from the nth on, joined by blanks. */
const char *operands_joined(struct cli *c, size_t from);
/* Why this is no date or no time: a day that does not exist, another shape (with the right one), or neither. */
const char *date_fault(struct cli *c, const char *text);
const char *time_fault(struct cli *c, const char *text);
/* Whether the text has the shape of a time; no zone is asked for: that may take a daemon, and a line is checked before
 * any. */
bool time_is_shaped(struct cli *c, const char *text);
/* A date as people write it (text/written.h); false: it is none. */
bool date_read(struct cli *c, const char *text, sippe__date *out);
/* "2026-11-21 09:30", "2026-11-21 9 h 30" by the territory's clock, RFC 3339 by its own. False: neither. May ask intake
 * for the zone, once (call/zone.h). */
bool time_read(struct cli *c, const char *text, int64_t *at_ms);
