#include "keys/lines.h"

#include <string.h>
#include "base/err.h"

/* The carriage return, too: files come from Windows. */
static bool is_blank(uint8_t c) { return c == ' ' || c == '\t' || c == '\r'; }

static struct span trim(struct span s) {
    while (s.len && is_blank(s.data[0])) s = span_of(s.data + 1, s.len - 1);
    while (s.len && is_blank(s.data[s.len - 1])) s.len--;
    return s;
}

static int fault_at(struct line_fault *f, int line, int column, const char *fr, const char *en) {
    *f = (struct line_fault){line, column, fr, en};
    return ERR_INVALID;
}

/* At the first "=": values may hold it, names do not. The column is that of the value, where a fault most often is. */
static int line_split(struct span whole, int number, struct line *out, struct line_fault *fault) {
    const uint8_t *equal = memchr(whole.data, '=', whole.len);
    if (!equal) return fault_at(fault, number, 1, "« nom = valeur » attendu", "\"name = value\" expected");
    struct span name = trim(span_of(whole.data, (size_t)(equal - whole.data)));
    struct span value = trim(span_of(equal + 1, whole.len - (size_t)(equal - whole.data) - 1));
    if (name.len == 0) return fault_at(fault, number, 1, "nom manquant", "name missing");
    *out = (struct line){number, (int)(value.data - whole.data) + 1, name, value};
    return 0;
}

int line_next(struct line_reader *r, struct line *out, struct line_fault *fault) {
    while (r->at < r->text.len) {
        const uint8_t *start = r->text.data + r->at;
        size_t left = r->text.len - r->at;
        const uint8_t *end = memchr(start, '\n', left);
        struct span whole = span_of(start, end ? (size_t)(end - start) : left);
        r->at += whole.len + 1;
        r->number++;
        struct span bare = trim(whole);
        if (bare.len == 0 || bare.data[0] == '#') continue;
        int rc = line_split(whole, r->number, out, fault);
        return rc ? rc : 1;
    }
    return 0;
}

bool line_is(const struct line *l, const char *name) { return span_equal(l->name, span_text(name)); }

/* ASCII alone: names, endpoints, keys and paths; an accent in one is most often a file in another encoding. */
bool line_text(const struct line *l, char *out, size_t size) {
    if (l->value.len >= size) return false;
    for (size_t i = 0; i < l->value.len; i++)
        if (l->value.data[i] < 0x20 || l->value.data[i] > 0x7e) return false;
    if (l->value.len) memcpy(out, l->value.data, l->value.len);
    out[l->value.len] = 0;
    return true;
}

int line_refuse(const struct line *l, struct line_fault *fault, const char *fr, const char *en) {
    return fault_at(fault, l->number, l->column, fr, en);
}
