#include "gateway/http/files/files.h"

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

struct files {
    struct arena arena;
    const char *folder;
    struct files_fault *why;
    char prefix[3 + HASH_DIGITS + 2]; /* "/s/0123456789abcdef/" */
    struct entry tree[FILES_MAX];
    size_t n;
    struct entry shell, unknown; /* of a page that there is, and of one that there is not */
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
static struct entry *entry_of(struct files *f, struct span name) {
    for (size_t i = f->n; i-- > 0;)
        if (span_equal(f->tree[i].name, name)) return &f->tree[i];
    return NULL;
}

static int take(struct files *f, struct span name, struct span body) {
    bool gzip = ends_gz(name);
    struct span plain = span_of(name.data, gzip ? name.len - 3 : name.len);
    struct entry *e = gzip ? entry_of(f, plain) : &f->tree[f->n];
    bool ordered = gzip || f->n == 0 || span_order(f->tree[f->n - 1].name, plain) < 0;
    if (!e || !ordered || !type_of(plain) || (!gzip && f->n + 1 == FILES_MAX)) return bad_list(f, "s.sha256");
    struct file *file = gzip ? &e->gzip : &e->plain;
    *file = (struct file){.status = 200, .body = body};
    headers_set(&f->arena, file, type_of(plain), true, gzip);
    if (gzip) return 0;
    e->name = plain;
    f->n++;
    return 0;
}

static int tree_read(struct files *f, struct span list) {
    while (list.len) {
        struct list_line line;
        struct span body;
        if (!list_next(&list, &line)) return bad_list(f, "s.sha256");
        int err = read_listed(f, "s/", &line, &body);
        if (!err) err = take(f, line.name, body);
        if (err) return err;
    }
    return f->n ? 0 : bad_list(f, "s.sha256");
}

static void shell_set(struct files *f, struct entry *e, int status, const struct span body[2]) {
    e->plain = (struct file){.status = status, .body = body[0]};
    e->gzip = (struct file){.status = status, .body = body[1]};
    headers_set(&f->arena, &e->plain, type_of(span_text("index.html")), false, false);
    headers_set(&f->arena, &e->gzip, type_of(span_text("index.html")), false, true);
}

static void prefix_set(struct files *f, const uint8_t hash[LIST_HASH]) {
    static const char digits[] = "0123456789abcdef";
    memcpy(f->prefix, "/s/", 3);
    for (size_t i = 0; i < HASH_DIGITS; i++) f->prefix[3 + i] = digits[hash[i / 2] >> (i % 2 ? 0 : 4) & 15];
    memcpy(f->prefix + 3 + HASH_DIGITS, "/", 2);
}

/* shell.sha256: the shell, itself in gzip, and the list of the tree, whose hash is the tree's name. */
static int all_read(struct files *f) {
    static const char *const names[] = {"index.html", "index.html.gz", "s.sha256"};
    struct span list, body[3];
    struct list_line line;
    int err = read_one(f, "", span_text("shell.sha256"), LIST_BYTES_MAX, &list);
    for (size_t i = 0; !err && i < 3; i++) {
        if (!list_next(&list, &line) || !span_equal(line.name, span_text(names[i]))) return bad_list(f, "shell.sha256");
        err = read_listed(f, "", &line, &body[i]);
    }
    if (err) return err;
    shell_set(f, &f->shell, 200, body);
    shell_set(f, &f->unknown, 404, body);
    prefix_set(f, line.hash);
    return tree_read(f, body[2]);
}

int files_open(struct files **out, const char *folder, struct files_fault *why) {
    struct files *f = calloc(1, sizeof *f);
    *out = NULL;
    if (!f) return ERR_NOMEM;
    arena_init(&f->arena);
    f->folder = folder;
    f->why = why;
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

void files_close(struct files *f) {
    if (!f) return;
    arena_close(&f->arena);
    free(f);
}

static int order(const void *name, const void *entry) {
    return span_order(*(const struct span *)name, ((const struct entry *)entry)->name);
}
static const struct entry *tree_find(const struct files *f, struct span name) {
    return bsearch(&name, f->tree, f->n, sizeof *f->tree, order);
}

static bool begins(struct span path, const char *with) {
    size_t n = strlen(with);
    return path.len >= n && memcmp(path.data, with, n) == 0;
}

/* "/", or a first segment that is the name of one of pages/. */
static bool is_page(const struct files *f, struct span path) {
    char name[LIST_NAME_MAX + 1] = "pages/";
    const uint8_t *end = path.len > 1 ? memchr(path.data + 1, '/', path.len - 1) : NULL;
    size_t n = (end ? (size_t)(end - path.data) : path.len) - 1;
    if (path.len == 1) return true;
    if (n == 0 || n > LIST_NAME_MAX - strlen("pages/.js")) return false;
    memcpy(name + 6, path.data + 1, n);
    memcpy(name + 6 + n, ".js", 4);
    return !memchr(path.data + 1, '.', n) && tree_find(f, span_of(name, 6 + n + 3));
}

static const struct file *either(const struct entry *e, bool gzip) {
    return gzip && e->gzip.body.len ? &e->gzip : &e->plain;
}

const struct file *files_find(const struct files *f, struct span path, bool gzip) {
    if (begins(path, f->prefix)) {
        size_t n = strlen(f->prefix);
        const struct entry *e = tree_find(f, span_of(path.data + n, path.len - n));
        return e ? either(e, gzip) : &f->missing;
    }
    if (begins(path, "/s/")) return &f->missing;
    if (span_equal(path, span_text("/favicon.ico"))) return &f->nothing;
    return either(path.len && path.data[0] == '/' && is_page(f, path) ? &f->shell : &f->unknown, gzip);
}

const struct file_header *files_headers(const struct files *f, size_t *n) {
    *n = f->nothing.n_headers;
    return f->nothing.headers;
}
