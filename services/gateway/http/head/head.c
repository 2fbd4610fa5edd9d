#include "gateway/http/head/head.h"

#include "civil/ascii.h"
#include "gateway/http/head/internal.h"

enum { LENGTH_DIGITS = 15, HOST_MAX = 255, PORT_DIGITS = 5 };

/* The fields that say where a message ends and whose it is. */
enum framing { HOST, LENGTH, CODING, FRAMING };

struct fields_seen {
    size_t n;
    bool seen[FRAMING];
    bool has_body;
};

enum head_outcome head_refuse(struct head *out, enum head_fault kind) {
#define HEAD_FAULT_ROW(NAME, word, status) [HEAD_FAULT_##NAME] = {word, status},
    static const struct {
        const char *word;
        int status;
    } faults[] = {[HEAD_FAULT_NONE] = {"", 0}, HEAD_FAULTS(HEAD_FAULT_ROW)};
#undef HEAD_FAULT_ROW
    *out = (struct head){.kind = kind, .fault = faults[kind].word, .status = faults[kind].status};
    return HEAD_BAD;
}

/* ---- values ---- */

/* A rule says how many bytes of a value could begin a right one, and of a whole one whether it is right. Blanks around
 * it do not count; `in` begins behind those before it. */
static size_t blanks(struct span in, size_t from) {
    while (from < in.len && (in.data[from] == ' ' || in.data[from] == '\t')) from++;
    return from;
}

static size_t digits_begin(struct span in) {
    size_t n = 0;
    while (n < in.len && n < LENGTH_DIGITS && ascii_is_digit((char)in.data[n])) n++;
    return blanks(in, n);
}
static bool digits_are_right(struct span in) { return in.len > 0; }

static size_t chunked_begin(struct span in) {
    static const char chunked[] = "chunked";
    size_t n = 0;
    while (n < in.len && chunked[n] && ascii_lower((char)in.data[n]) == chunked[n]) n++;
    return chunked[n] ? n : blanks(in, n);
}
static bool chunked_is_right(struct span in) { return in.len == strlen("chunked"); }

static bool is_name_byte(uint8_t c) { return c && strchr(ASCII_LOWER ASCII_UPPER ASCII_DIGITS "-._", (char)c) != NULL; }

static size_t host_begin(struct span in) {
    size_t n = 0;
    while (n < in.len && n < HOST_MAX && (is_name_byte(in.data[n]) || (in.data[n] && strchr("[]:", (char)in.data[n]))))
        n++;
    return blanks(in, n);
}

/* The end of a name, or of an address in brackets; 0: neither. */
static size_t host_name(struct span in) {
    size_t n = 0;
    if (in.len == 0 || in.data[0] != '[') {
        while (n < in.len && is_name_byte(in.data[n])) n++;
        return n;
    }
    for (n = 1; n < in.len && (is_hex_digit(in.data[n]) || in.data[n] == ':' || in.data[n] == '.'); n++) continue;
    return n > 1 && n < in.len && in.data[n] == ']' ? n + 1 : 0;
}

static bool host_is_right(struct span in) {
    size_t n = host_name(in);
    if (n == 0 || n == in.len) return n > 0;
    size_t port = n + 1;
    while (port < in.len && ascii_is_digit((char)in.data[port])) port++;
    return in.data[n] == ':' && port == in.len && port > n + 1 && port <= n + 1 + PORT_DIGITS;
}

static const struct rule {
    const char *name; /* lower case */
    size_t (*begin)(struct span in);
    bool (*is_right)(struct span in);
    enum head_fault wrong, twice;
} rules[FRAMING] = {
    [HOST] = {"host", host_begin, host_is_right, HEAD_FAULT_HOST, HEAD_FAULT_TWO_HOSTS},
    [LENGTH] = {"content-length", digits_begin, digits_are_right, HEAD_FAULT_LENGTH, HEAD_FAULT_TWO_LENGTHS},
    [CODING] = {"transfer-encoding", chunked_begin, chunked_is_right, HEAD_FAULT_CODING, HEAD_FAULT_TWO_CODINGS},
};

static enum framing framing_of(struct span name) {
    enum framing f = 0;
    for (; f < FRAMING; f++) {
        size_t n = 0;
        while (n < name.len && ascii_lower((char)name.data[n]) == rules[f].name[n]) n++;
        if (n == name.len && !rules[f].name[n]) break;
    }
    return f;
}

/* ---- one field ---- */

static enum head_outcome name_walk(struct walk *w, struct span *out) {
    size_t from = w->at;
    for (; !walk_ends(w); w->at++) {
        uint8_t c = walk_byte(w);
        if (is_token_byte(c)) continue;
        if (w->at == from) return head_refuse(w->out, c == ' ' || c == '\t' ? HEAD_FAULT_FOLDED : HEAD_FAULT_NAME);
        if (c == ' ' || c == '\t') return head_refuse(w->out, HEAD_FAULT_BLANK_IN_NAME);
        if (c != ':') return head_refuse(w->out, HEAD_FAULT_NAME);
        *out = span_of(w->in.data + from, w->at - from);
        w->at++;
        return HEAD_GOOD;
    }
    return HEAD_MORE;
}

/* At the colon it is known that there are two. */
static enum head_outcome framing_note(struct walk *w, enum framing f, struct fields_seen *s) {
    if (f == FRAMING) return HEAD_GOOD;
    if (s->seen[f]) return head_refuse(w->out, rules[f].twice);
    s->seen[f] = true;
    return s->seen[LENGTH] && s->seen[CODING] ? head_refuse(w->out, HEAD_FAULT_LENGTH_AND_CODING) : HEAD_GOOD;
}

static bool is_value_byte(uint8_t c) { return c == '\t' || (c >= ' ' && c != 0x7f); }

/* Of a value, whole or as far as it has come. Bytes behind the first wrong one do not count. */
static enum head_outcome value_check(struct walk *w, enum framing f, struct span value, bool is_whole) {
    if (f == FRAMING) return HEAD_GOOD;
    size_t begin = blanks(value, 0);
    struct span in = span_of(value.data + begin, value.len - begin);
    if (rules[f].begin(in) < in.len) return head_refuse(w->out, rules[f].wrong);
    while (in.len && (in.data[in.len - 1] == ' ' || in.data[in.len - 1] == '\t')) in.len--;
    if (is_whole && !rules[f].is_right(in)) return head_refuse(w->out, rules[f].wrong);
    if (f == HOST) w->out->host = in;
    return HEAD_GOOD;
}

/* The LF behind a CR. */
static enum head_outcome line_end_walk(struct walk *w) {
    w->at++;
    if (walk_ends(w)) return HEAD_MORE;
    if (walk_byte(w) != '\n') return head_refuse(w->out, HEAD_FAULT_LINE_END);
    w->at++;
    return HEAD_GOOD;
}

static enum head_outcome value_walk(struct walk *w, enum framing f, struct span *value) {
    size_t from = w->at;
    while (!walk_ends(w) && is_value_byte(walk_byte(w))) w->at++;
    *value = span_of(w->in.data + from, w->at - from);
    bool has_more = !walk_ends(w);
    enum head_outcome rc = value_check(w, f, *value, has_more && walk_byte(w) == '\r');
    if (rc != HEAD_GOOD || !has_more) return rc == HEAD_GOOD ? HEAD_MORE : rc;
    if (walk_byte(w) == '\r') return line_end_walk(w);
    return head_refuse(w->out, walk_byte(w) == '\n' ? HEAD_FAULT_LINE_END : HEAD_FAULT_CONTROL);
}

static bool is_zero(struct span value) {
    for (size_t i = 0; i < value.len; i++)
        if (value.data[i] > '0') return false;
    return true;
}

static enum head_outcome field_walk(struct walk *w, struct fields_seen *s) {
    struct span name = {NULL, 0}, value = {NULL, 0};
    if (s->n++ == HEAD_FIELDS_MAX) return head_refuse(w->out, HEAD_FAULT_MANY_FIELDS);
    enum head_outcome rc = name_walk(w, &name);
    if (rc != HEAD_GOOD) return rc;
    enum framing f = framing_of(name);
    rc = framing_note(w, f, s);
    if (rc == HEAD_GOOD) rc = value_walk(w, f, &value);
    if (f == CODING || (f == LENGTH && !is_zero(value))) s->has_body = true;
    return rc;
}

/* ---- the whole ---- */

/* At the CR of the empty line nothing can be added any more. */
static enum head_outcome end_walk(struct walk *w, const struct fields_seen *s) {
    if (!s->seen[HOST]) return head_refuse(w->out, HEAD_FAULT_HOST);
    if (s->has_body && w->out->method.data[0] != 'P') return head_refuse(w->out, HEAD_FAULT_BODY);
    return line_end_walk(w);
}

static enum head_outcome head_walk(struct walk *w) {
    struct fields_seen s = {.n = 0};
    enum head_outcome rc = request_line_walk(w);
    while (rc == HEAD_GOOD) {
        if (walk_ends(w)) return HEAD_MORE;
        if (walk_byte(w) == '\r') break;
        rc = field_walk(w, &s);
    }
    if (rc == HEAD_GOOD) rc = end_walk(w, &s);
    w->out->has_body = rc == HEAD_GOOD && s.has_body;
    return rc;
}

enum head_outcome head_check(struct span bytes, struct head *out) {
    struct walk w = {.in = {bytes.data, bytes.len < HEAD_MAX ? bytes.len : HEAD_MAX}, .out = out};
    *out = (struct head){.fault = ""};
    enum head_outcome rc = head_walk(&w);
    if (rc == HEAD_MORE && w.in.len == HEAD_MAX) return head_refuse(out, HEAD_FAULT_LONG);
    if (rc == HEAD_GOOD) out->len = w.at;
    return rc;
}
