/* One run of the program `sippe`: what was asked, in which language the answer is written, and where it goes.
 *
 *   main.c → cli_main → line/args.h reads the line by the table of line/commands.h → the handler (cmd/<noun>.c)
 *
 * Everything lives in the run's arena and dies with it; what must outlast a run is in the profile (call/profile.h). A
 * handler gives an exit code; it prints with show/output.h and calls daemons with call/session.h. The first thing that
 * fails says so and sets `exit`; who called it only gives that on: `if (!x) return c->exit;`. So nothing is said twice,
 * and nothing fails in silence. */
#pragma once
#include <stdbool.h>
#include <stdio.h>
#include "base/arena.h"
#include "civil/date.h"
#include "cli/line/args.h"
#include "proto/territory.h"

/* For scripts, so for ever; `sippe help` lists them. */
enum cli_exit {
    CLI_DONE = 0,
    CLI_REFUSED = 1,     /* a rule of the contract said no: a Reason */
    CLI_USAGE = 2,       /* the line, the profile or an input file is wrong */
    CLI_UNREACHABLE = 3, /* nobody answers, or asks to try again later */
    CLI_KEY = 4,         /* this key may not connect, or was revoked */
    CLI_PARTIAL = 5,     /* some rows were refused, the others are done */
    CLI_INTERNAL = 6,
};

enum language { FRENCH, ENGLISH }; /* of what people read; names, JSON keys and column headers have one */

struct session;

struct cli {
    struct arena arena;
    enum language language;
    bool json;            /* stdout carries JSON and nothing else */
    bool colour;          /* stdout is a terminal that may be painted */
    bool internal;        /* speak to the internal endpoints */
    const char *home;     /* folder of the profile */
    const char *key_name; /* --as; NULL: the only key of the profile */
    const char *by;       /* --by: on whose behalf each request is sent; NULL: the key's own */
    const char *purpose;  /* --why: why the person looks, sent with each query; NULL: not said */
    FILE *out, *err;
    int width;                     /* of a sheet; 0: the usual */
    int columns;                   /* COLUMNS, or of the terminal; 0: neither */
    const struct command *command; /* NULL until its words were read */
    struct args args;
    struct zone zone;
    bool zone_known;
    const sippe__territory *rules; /* those in force (call/clsc.h); NULL: not known */
    bool rules_asked;
    struct session *session; /* opened by the first call */
    int exit;                /* why the last call or look-up failed */
    const char *method;      /* of the last request; NULL: none was sent */
    bool output_lost;        /* said already (output_flush) */
};

/* The whole program; argv as main has it, with strings that it may change. `out` and `err` stay the caller's; tests
 * give files of their own. */
int cli_main(int argc, char **argv, FILE *out, FILE *err);
