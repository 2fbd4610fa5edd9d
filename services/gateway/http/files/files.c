#include "gateway/http/files/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "gateway/http/files/headers.h"
#include "gateway/http/files/list.h"
#include "sys/file.h"

enum { LIST_BYTES_MAX = 256 << 10, HASH_DIGITS = 16 };

/* One address: as it is, and in gzip. */
struct entry {
    struct span name;
    struct file plain, gzip; /* gzip.body is empty when there is none */
};

/* In the order of their names. */
struct table {
    struct entry *entries;
    size_t n, max;
    bool is_tree; /* kept for ever */
};

struct files {
    struct arena arena;
    const char *folder;
    struct files_fault *why;
    char prefix[3 + HASH_DIGITS + 2]; /* "/s/0123456789abcdef/" */
    struct table tree, shells;        /* "fr/lib/app.js"; "fr/etat.html", and "fr/index.html" of no page */
    struct entry unknown[FILE_LANGS]; /* that of no page, as the answer to an address that is none */
    struct file nothing, missing;
};

static int fault(struct files *f, int err, struct span name, const char *fr, const char *en) {
    size_t n = name.len < sizeof f->why->name ? name.len : sizeof f->why->name - 1;
    if (n) memcpy(f->why->name, name.data, n);
    f->why->name[n] = 0;
    f->why->fr = fr;
    f->why->en = en;
    return err;
}

static int absent(struct files *f, int err, struct span name) {
    if (err == ERR_NOTFOUND)
        return fault(f, err, name, "manque : réinstallez les pages (share/sippe/web), ou nommez leur dossier par --web",
                     "is missing: install the pages anew (share/sippe/web), or name their folder by --web");
    if (err == ERR_DENIED)
        return fault(f, err, name, "ne peut pas être lu : donnez-en le droit au compte de la passerelle",
                     "cannot be read: allow it to the gateway's account");
    return fault(f, err, name, "ne peut pas être lu, ou est trop grand : réinstallez les pages",
                 "cannot be read, or is too large: install the pages anew");
}

static int read_one(struct files *f, const char *room, struct span name, size_t max, struct span *out) {
    char *path = arena_printf(&f->arena, "%s/%s%.*s", f->folder, room, (int)name.len, (const char *)name.data);
    int err = file_read(&f->arena, path, max, out);
    return err ? absent(f, err, name) : 0;
}

/* What the line says, read and compared. */
static int read_listed(struct files *f, const char *room, const struct list_line *line, struct span *out) {
    int err = read_one(f, room, line->name, FILE_BYTES_MAX, out);
    if (err || list_matches(line, *out)) return err;
    return fault(f, ERR_INVALID, line->name, "n'est pas tel que la liste le dit : réinstallez les pages",
                 "is not as the list says: install the pages anew");
}

static int bad_list(struct files *f, const char *list) {
    return fault(f, ERR_INVALID, span_text(list), "n'est pas une liste entière : réinstallez les pages",
                 "is not a whole list: install the pages anew");
}

static bool ends_gz(struct span name) { return name.len > 3 && memcmp(name.data + name.len - 3, ".gz", 3) == 0; }

/* In gzip a file follows itself in the list's order, with others between at most: those that begin as it does. */
static struct entry *entry_of(struct table *t, struct span name) {
    for (size_t i = t->n; i-- > 0;)
        if (span_equal(t->entries[i].name, name)) return &t->entries[i];
    return NULL;
}

static bool take(struct files *f, struct table *t, struct span name, struct span body) {
    bool gzip = ends_gz(name);
    struct span plain = span_of(name.data, gzip ? name.len - 3 : name.len);
    struct entry *e = gzip ? entry_of(t, plain) : t->n < t->max ? &t->entries[t->n] : NULL;
    bool ordered = gzip || t->n == 0 || span_order(t->entries[t->n - 1].name, plain) < 0;
    if (!e || !ordered || !type_of(plain)) return false;
    struct file *file = gzip ? &e->gzip : &e->plain;
    *file = (struct file){.status = 200, .body = body};
    headers_set(&f->arena, file, type_of(plain), t->is_tree, gzip);
    if (gzip) return true;
    e->name = plain;
    t->n++;
    return true;
}

static int take_listed(struct files *f, struct table *t, const struct list_line *line) {
    struct span body;
    int err = read_listed(f, t->is_tree ? "s/" : "shells/", line, &body);
    if (err || take(f, t, line->name, body)) return err;
    return bad_list(f, t->is_tree ? "s.sha256" : "shells.sha256");
}

static int tree_read(struct files *f, struct span list) {
    while (list.len) {
        struct list_line line;
        if (!list_next(&list, &line)) return bad_list(f, "s.sha256");
        int err = take_listed(f, &f->tree, &line);
        if (err) return err;
    }
    return f->tree.n ? 0 : bad_list(f, "s.sha256");
}

static int order(const void *name, const void *entry) {
    return span_order(*(const struct span *)name, ((const struct entry *)entry)->name);
}
static const struct entry *table_find(const struct table *t, struct span name) {
    return bsearch(&name, t->entries, t->n, sizeof *t->entries, order);
}

static const char *const langs[FILE_LANGS] = {"fr", "en"};

/* Of that page in that language; NULL: there is none. */
static const struct entry *shell_find(const struct files *f, enum file_lang lang, struct span page) {
    char name[LIST_NAME_MAX + 1];
    if (page.len > LIST_NAME_MAX - strlen("fr/.html")) return NULL;
    int n = snprintf(name, sizeof name, "%s/%.*s.html", langs[lang], (int)page.len, (const char *)page.data);
    return table_find(&f->shells, span_of(name, (size_t)n));
}

static struct file not_found(struct file shell) {
    shell.status = 404;
    return shell;
}

/* Each language has one of no page. */
static bool unknown_set(struct files *f) {
    for (size_t i = 0; i < FILE_LANGS; i++) {
        const struct entry *e = shell_find(f, (enum file_lang)i, span_text("index"));
        if (!e) return false;
        f->unknown[i] = (struct entry){.plain = not_found(e->plain), .gzip = not_found(e->gzip)};
    }
    return true;
}

static void prefix_set(struct files *f, const uint8_t hash[LIST_HASH]) {
    static const char digits[] = "0123456789abcdef";
    memcpy(f->prefix, "/s/", 3);
    for (size_t i = 0; i < HASH_DIGITS; i++) f->prefix[3 + i] = digits[hash[i / 2] >> (i % 2 ? 0 : 4) & 15];
    memcpy(f->prefix + 3 + HASH_DIGITS, "/", 2);
}

/* shells.sha256: all shells, and last the list of the tree, whose hash is the tree's name. */
static int all_read(struct files *f) {
    struct span list, tree;
    struct list_line line;
    int err = read_one(f, "", span_text("shells.sha256"), LIST_BYTES_MAX, &list);
    while (!err) {
        if (!list_next(&list, &line)) return bad_list(f, "shells.sha256");
        if (span_equal(line.name, span_text("s.sha256"))) break;
        err = take_listed(f, &f->shells, &line);
    }
    if (!err) err = read_listed(f, "", &line, &tree);
    if (err) return err;
    if (list.len || !unknown_set(f)) return bad_list(f, "shells.sha256");
    prefix_set(f, line.hash);
    return tree_read(f, tree);
}

int files_open(struct files **out, const char *folder, struct files_fault *why) {
    struct files *f = calloc(1, sizeof *f);
    *out = NULL;
    if (!f) return ERR_NOMEM;
    arena_init(&f->arena);
    f->folder = folder;
    f->why = why;
    f->tree = (struct table){arena_alloc(&f->arena, FILES_MAX * sizeof(struct entry)), 0, FILES_MAX, true};
    f->shells = (struct table){arena_alloc(&f->arena, SHELLS_MAX * sizeof(struct entry)), 0, SHELLS_MAX, false};
    f->nothing = (struct file){.status = 204};
    f->missing = (struct file){.status = 404};
    headers_set(&f->arena, &f->nothing, NULL, false, false);
    headers_set(&f->arena, &f->missing, NULL, false, false);
    int err = all_read(f);
    if (!err)
        *out = f;
    else
        files_close(f);
    return err;
}

/* ---- the page of a link ---- */

static struct span filled_in(struct arena *a, struct span body, struct span mark, struct span text) {
    const uint8_t *at = memmem(body.data, body.len, mark.data, mark.len);
    if (!at) return body;
    size_t before = (size_t)(at - body.data), after = body.len - before - mark.len;
    uint8_t *out = arena_alloc(a, before + text.len + after + 1);
    memcpy(out, body.data, before);
    if (text.len) memcpy(out + before, text.data, text.len);
    memcpy(out + before + text.len, at + mark.len, after);
    return span_of(out, before + text.len + after);
}

static void tell_nobody(struct arena *a, struct file *file) {
    struct file_header *h = arena_copy(a, file->headers, file->n_headers * sizeof *h);
    for (size_t i = 0; i < file->n_headers; i++)
        if (strcmp(h[i].name, "Referrer-Policy") == 0) h[i].value = "no-referrer";
    file->headers = h;
}

/* It has a few kilobytes, and is not kept in gzip beside. */
void files_link_page(struct files *f, const char *phone) {
    for (size_t i = 0; i < FILE_LANGS; i++) {
        struct entry *e = entry_of(&f->shells, span_text(i == FILE_FR ? "fr/r.html" : "en/r.html"));
        if (!e) continue;
        e->plain.body = filled_in(&f->arena, e->plain.body, span_text("@TELEPHONE@"), span_text(phone));
        e->gzip.body = (struct span){NULL, 0};
        tell_nobody(&f->arena, &e->plain);
    }
}

void files_close(struct files *f) {
    if (!f) return;
    arena_close(&f->arena);
    free(f);
}

static bool begins(struct span path, const char *with) {
    size_t n = strlen(with);
    return path.len >= n && memcmp(path.data, with, n) == 0;
}

/* Its first segment names the page; that of no page, "index", is no address. */
static const struct entry *shell_of(const struct files *f, struct span path, enum file_lang lang) {
    if (path.len == 0 || path.data[0] != '/') return NULL;
    if (path.len == 1) return shell_find(f, lang, span_text("index"));
    if (span_equal(path, span_text("/sw.js"))) return table_find(&f->shells, span_text("sw.js"));
    const uint8_t *end = memchr(path.data + 1, '/', path.len - 1);
    struct span page = span_of(path.data + 1, (end ? (size_t)(end - path.data) : path.len) - 1);
    bool is_name = page.len && !memchr(page.data, '.', page.len) && !span_equal(page, span_text("index"));
    return is_name ? shell_find(f, lang, page) : NULL;
}

static const struct file *either(const struct entry *e, bool gzip) {
    return gzip && e->gzip.body.len ? &e->gzip : &e->plain;
}

const struct file *files_find(const struct files *f, struct span path, enum file_lang lang, bool gzip) {
    if (begins(path, f->prefix)) {
        size_t n = strlen(f->prefix);
        const struct entry *e = table_find(&f->tree, span_of(path.data + n, path.len - n));
        return e ? either(e, gzip) : &f->missing;
    }
    if (begins(path, "/s/")) return &f->missing;
    if (span_equal(path, span_text("/favicon.ico"))) return &f->nothing;
    const struct entry *shell = shell_of(f, path, lang);
    return either(shell ? shell : &f->unknown[lang], gzip);
}

const struct file_header *files_headers(const struct files *f, size_t *n) {
    *n = f->nothing.n_headers;
    return f->nothing.headers;
}
