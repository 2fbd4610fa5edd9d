/* What a person reads: sentences, tables that fit 100 columns, colours on a terminal; or one JSON value per run.
 *
 *   stdout   what was asked for: say, tables, sheets; under --json one JSON value (or one a line) and nothing else
 *   stderr   what went wrong, and asides (remark); under --json what went wrong is the JSON value
 *
 * Each sentence is given in both languages at the place where it is said: who changes one sees the other, and no
 * catalogue can lack one. Both are checked by the compiler as formats. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "cli/cli.h"
#include "proto/intake/screening.h"
#include "proto/status.h"
#include "text/errors.h"
#include "proto/types.h"

/* Columns. Below MIN nothing can be read, past MAX the eye loses the line; a sheet is printed or faxed. */
enum { OUTPUT_WIDTH = 100, OUTPUT_WIDTH_MIN = 40, OUTPUT_WIDTH_MAX = 160, SHEET_WIDTH = 72 };
enum colour { COLOUR_NONE, COLOUR_BOLD, COLOUR_DIM, COLOUR_RED, COLOUR_GREEN, COLOUR_YELLOW };

/* Columns of a line: what COLUMNS says, or the terminal, within limits; OUTPUT_WIDTH where there is neither: what is
 * piped looks the same everywhere. */
int output_width(const struct cli *c);
/* The one of the two in the language of the run. For words; sentences with values are for say and phrase. */
const char *pick(const struct cli *c, const char *fr, const char *en);
/* Prints; nothing under --json. The two texts take the same arguments in the same order. */
__attribute__((format(printf, 2, 4), format(printf, 3, 4))) void say(struct cli *c, const char *fr, const char *en,
                                                                     ...);
/* The same, folded where the width of the reader's screen is known; a line for a program, which looks for it. */
__attribute__((format(printf, 2, 4), format(printf, 3, 4))) void sentence(struct cli *c, const char *fr, const char *en,
                                                                          ...);
/* The same into the arena. */
__attribute__((format(printf, 2, 4), format(printf, 3, 4))) char *phrase(struct cli *c, const char *fr, const char *en,
                                                                         ...);
/* To stderr, under --json too: progress and asides. */
__attribute__((format(printf, 2, 4), format(printf, 3, 4))) void remark(struct cli *c, const char *fr, const char *en,
                                                                        ...);
/* What went wrong, to stderr, or as JSON to stdout; sets and gives the exit code, so that a handler ends with `return
 * stop(...)`. Once a run: two would be two JSON values. */
__attribute__((format(printf, 3, 5), format(printf, 4, 5))) int stop(struct cli *c, int exit, const char *fr,
                                                                     const char *en, ...);
/* The refusal of a daemon, with every field that is wrong, each by the option that gave it. A retry hint is shown, not
 * obeyed: the person decides. */
int fail_status(struct cli *c, const sippe__status *s);
/* An error of the infrastructure (base/err.h) about a file or folder: CLI_USAGE when a person can mend it, CLI_INTERNAL
 * when not. */
int fail_err(struct cli *c, int err, const char *about);
/* What is wrong with a text that a person wrote, all of it, by line and column. CLI_USAGE. */
int fail_text(struct cli *c, const struct text_errors *errors, const char *file);
/* A reply without the part that it is asked for: of another release, or a damaged daemon. CLI_INTERNAL, said; of no
 * reply at all (NULL), which was said already, c->exit. */
int fail_hollow(struct cli *c, const void *reply);
/* Exit code of a status: what a script should do next, not what went wrong. Refused: another request. Unreachable: the
 * same one later. Key: ask operations. Internal: tell us. */
int exit_of(const sippe__status *s);
/* In the colour when the run has colours; in the arena. What was painted goes through say, table, field or print_text:
 * it holds marks (visible.h), and they write the escapes. */
const char *paint(struct cli *c, enum colour colour, const char *text);
/* The text as it is, its marks as escapes. */
void print_text(FILE *to, const char *text);
/* A message as JSON that can be shown: every command writes it so. */
const char *json_shown(struct cli *c, const ProtobufCMessage *m, bool pretty);
/* One JSON value and a line end on stdout. */
int print_json(struct cli *c, const ProtobufCMessage *m);
/* The same on one line, out at once: one of many, read by a program while more come. */
int print_json_line(struct cli *c, const ProtobufCMessage *m);
/* Everything said so far is out: 0, or the exit code after saying that it was lost (a full disk, a closed pipe).
 * Whoever notes as done what was shown asks first: what nobody could read was not shown. Said once a run. */
int output_flush(struct cli *c);
/* A text as a JSON string, quotes included. */
const char *json_text(struct arena *a, const char *text);

struct table;
/* Heads separated by "|", at most ten. Where the line is too long, one that begins with "^" is folded: its cells go on
 * below, whole; then one that begins with "~" is cut: free text. The others are what a person acts by (times, states,
 * ids): they stand whole in one line, or the table is printed as blocks, a line each cell. Rows are given cell by cell,
 * always as many as there are heads: nothing marks the end of one. A column without a cell is left out. */
struct table *table_new(struct cli *c, const char *fr, const char *en);
void table_cell(struct table *t, const char *text);
/* A cell in a colour. The text must live as long as the table; NULL is empty. */
void table_paint(struct table *t, enum colour colour, const char *text);
/* A line of its own below the row that was given last: what no column holds. It is folded and never cut. */
void table_note(struct table *t, const char *text);
/* Prints it. Nothing when it has no rows, or under --json. */
void table_end(struct table *t);
/* "  label      value" of a sheet; nothing for an empty value. */
void field(struct cli *c, const char *fr, const char *en, const char *value);
/* The same with a column of choice, also under --json: help is for reading. */
void hanging(struct cli *c, const char *left, const char *right, int column);
/* A line over what follows, with a blank line before it. */
void heading(struct cli *c, const char *fr, const char *en);
/* A paragraph, folded at `width`, each line after `indent` blanks. */
void paragraph(struct cli *c, const char *text, int indent, int width);
/* Columns that a text takes on a terminal: accents and marks none, wide letters two. */
size_t text_width(const char *text);

/* "1 fiche", "2 fiches", "0 fiche"; English counts 0 as many. The plural is an s at the end of each word of the
 * singular; "cheval/chevaux" says another one. */
const char *counted(struct cli *c, uint64_t n, const char *fr, const char *en);

/* "d'intake", "de scheduling"; in English the name alone. */
const char *of_name(struct cli *c, const char *name);
/* Who acted, as a reply tells it; "?" when nobody knows any more. */
const char *show_who(const char *name);

/* ---- values as people write them; "" or "–" for what is not there ---- */

const char *show_date(struct cli *c, const sippe__date *d);       /* "21 nov. 2026" */
const char *show_day(struct cli *c, day d);                       /* "mar. 24 nov. 2026" */
const char *show_instant(struct cli *c, const sippe__instant *i); /* "21 nov. 2026, 9 h 03" */
const char *show_ms(struct cli *c, int64_t ms);
const char *show_brief(struct cli *c, const sippe__instant *i);     /* "21 nov. 9 h 03": for tables */
const char *show_brief_date(struct cli *c, const sippe__date *d);   /* "21 nov." of this year */
const char *show_brief_day(struct cli *c, const sippe__instant *i); /* "lun. 30, 10 h 30": within a week */
const char *show_ago(struct cli *c, int64_t ms);                    /* "3 min": how long */
/* From one instant to a later one, whatever a daemon says they are: 0 when it goes back. */
int64_t lapse_ms(int64_t from_ms, int64_t to_ms);
const char *show_minutes(struct cli *c, int64_t minute);  /* of the day: "8 h 30" */
const char *show_money(struct cli *c, int64_t cents);     /* "32 140,50 $" */
const char *show_dollars(struct cli *c, int64_t dollars); /* the same of whole ones: "32 140 $" */
/* "plus de 20 000 $, au plus 40 742 $"; a cell of a table is read so (text/written_range.h). */
const char *show_money_range(struct cli *c, const sippe__money_range *range);
const char *show_bytes(struct cli *c, uint64_t bytes);     /* "1,2 Go" */
const char *show_distance(struct cli *c, int32_t metres);  /* "1,2 km"; "–" when it is not known */
const char *show_phone(struct cli *c, const char *digits); /* ten digits grouped; anything else as it is */
/* The same with its extension: "514 555-0142, poste 22". */
const char *show_phone_of(struct cli *c, const char *digits, const char *extension);
/* For tables: with "!" where no message may be left, or none that names us. */
const char *show_phone_safe(struct cli *c, const char *phone, sippe__voice_mail safe);
/* "10, rue des Érables, Montréal H2M 1A1"; "" when nothing was told. */
const char *show_address(struct cli *c, const sippe__address *a);
const char *show_name(struct cli *c, const sippe__person_name *n); /* the preferred one in brackets */
const char *show_hex(struct cli *c, ProtobufCBinaryData id);       /* all of it */
const char *show_short(struct cli *c, ProtobufCBinaryData id);     /* its first 8 digits */
const char *show_yes_no(struct cli *c, sippe__yes_no v);
const char *show_language(struct cli *c, const sippe__language *l); /* "espagnol"; "" when absent */
const char *show_safe_message(struct cli *c, sippe__voice_mail v);  /* whether a message may be left, unmistakably */
/* "téléphone, courriel": how she may be reached. */
const char *show_channels(struct cli *c, const intake__contact_channel *list, size_t n);
const char *show_tenths(struct cli *c, int32_t tenths); /* "13,5" */
