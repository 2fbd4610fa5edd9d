/* The pages' files, from memory: read once at the start from the folder that services/gateway/web/build.sh made, each
 * compared with the list that stands beside it. What was torn, swapped or half copied keeps the gateway from starting;
 * it never reaches a browser. Nothing of a library for HTTP is in here, and no file is opened after files_open.
 *
 *   /s/<hash>/fr/lib/app.js  a file of the tree: its address says what is in it, so it may be kept for ever
 *   /connexion               the shell of that page in the language asked for: it names all that the page loads
 *   /                        the shell of no page, which leads whom it knows home
 *   /sw.js                   the service worker, at the root, as it sees to what is below it; asked for anew each time
 *   /favicon.ico             204: browsers ask for it by themselves
 *   anything else            the shell of no page with 404, which says so in words; under /s/ 404 alone
 *
 * <hash> is the SHA-256 of the list of all files, its first 16 digits: of one release all addresses are new or none
 * is, and relative imports hold. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/span.h"

struct files;

struct file_header {
    const char *name, *value;
};

/* An answer as it leaves. Owned by its `files`, as long as that is open; may be read from several threads. */
struct file {
    int status;                        /* 200, 204, 404 */
    struct span body;                  /* in gzip if the headers say so */
    const struct file_header *headers; /* all but the length, which is the body's */
    size_t n_headers;
};

/* Why they cannot be served, for whoever starts the gateway. */
struct files_fault {
    char name[256];      /* which file, as the list names it */
    const char *fr, *en; /* "manque" "is missing": what is wrong with it, and what to do */
};

enum { FILES_MAX = 1200, SHELLS_MAX = 160, FILE_BYTES_MAX = 1 << 20 };

enum file_lang { FILE_FR, FILE_EN, FILE_LANGS };

/* 0; ERR_NOTFOUND, ERR_DENIED, ERR_INVALID, ERR_IO with the fault filled in, and *out is NULL. */
int files_open(struct files **out, const char *folder, struct files_fault *why);
void files_close(struct files *f); /* NULL is fine */

/* The page of whoever has a link: its address opens something, so nothing is told of it to anybody, and without
 * JavaScript it says this, the CLSC's telephone, and nothing else. Before the first files_find. */
void files_link_page(struct files *f, const char *phone);

/* Of a GET or a HEAD; `path` as it came, without what follows a '?'. Never NULL. `lang` is a shell's. `gzip`: the
 * browser takes it. */
const struct file *files_find(const struct files *f, struct span path, enum file_lang lang, bool gzip);
/* The headers of whatever is no file: each answer of the API has them. */
const struct file_header *files_headers(const struct files *f, size_t *n);
