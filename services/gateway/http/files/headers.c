#include "gateway/http/files/headers.h"

#include <string.h>

enum header_of { EACH, SHELL, TREE };

#define HEADER(of, name, value) {of, {name, value}},
static const struct {
    enum header_of of;
    struct file_header header;
} rows[] = {
#include "gateway/http/files/headers.def"
};
#undef HEADER
enum { ROWS = sizeof rows / sizeof *rows, MORE = 3 }; /* type, encoding, what it depends on */

static const struct {
    const char *end, *type;
} types[] = {
    {".js", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},     {".svg", "image/svg+xml"},
    {"LICENSE", "text/plain; charset=utf-8"},  {"SHA256SUMS", "text/plain; charset=utf-8"},
};

const char *type_of(struct span name) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t n = strlen(types[i].end);
        if (name.len >= n && memcmp(name.data + name.len - n, types[i].end, n) == 0) return types[i].type;
    }
    return NULL;
}

static size_t rows_of(enum header_of of, struct file_header *out) {
    size_t n = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].of == EACH || rows[i].of == of) out[n++] = rows[i].header;
    return n;
}

void headers_set(struct arena *a, struct file *f, const char *type, bool tree, bool gzip) {
    struct file_header *h = arena_alloc(a, (ROWS + MORE) * sizeof *h);
    size_t n = rows_of(tree ? TREE : SHELL, h);
    if (type) h[n++] = (struct file_header){"Content-Type", type};
    if (type) h[n++] = (struct file_header){"Vary", "Accept-Encoding"};
    if (gzip) h[n++] = (struct file_header){"Content-Encoding", "gzip"};
    f->headers = h;
    f->n_headers = n;
}
