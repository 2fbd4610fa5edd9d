/* method SP target SP "HTTP/1.1" CRLF */
#include "civil/ascii.h"
#include "gateway/http/head/internal.h"

/* With the blank behind it, which ends it. */
static const char *const methods[] = {"GET ", "HEAD ", "POST "};
static const char version[] = "HTTP/1.1\r\n";
enum { N_METHODS = sizeof methods / sizeof *methods, MAJOR_AT = 5, MINOR_AT = 7, END_AT = 8 };

/* "" cannot be asked for: strchr finds the NUL of its text. */
static bool is_one_of(uint8_t c, const char *text) { return c && strchr(text, (char)c); }

bool is_token_byte(uint8_t c) { return is_one_of(c, ASCII_LOWER ASCII_UPPER ASCII_DIGITS "!#$%&'*+-.^_`|~"); }
bool is_hex_digit(uint8_t c) { return is_one_of(c, ASCII_DIGITS "abcdefABCDEF"); }
static bool is_target_byte(uint8_t c) {
    return is_one_of(c, ASCII_LOWER ASCII_UPPER ASCII_DIGITS "-._~!$&'()*+,;=:@/?%");
}

/* How far a text and what came are the same. */
static size_t same(const char *text, struct span in) {
    size_t n = 0;
    while (text[n] && n < in.len && (uint8_t)text[n] == in.data[n]) n++;
    return n;
}

static enum head_outcome method_walk(struct walk *w) {
    size_t most = 0;
    for (size_t i = 0; i < N_METHODS; i++) {
        size_t n = same(methods[i], w->in);
        if (n > most) most = n;
        if (methods[i][n]) continue;
        w->out->method = span_of(w->in.data, n - 1);
        w->at = n;
        return HEAD_GOOD;
    }
    if (most == w->in.len) return HEAD_MORE;
    uint8_t c = w->in.data[most];
    bool is_method = is_token_byte(c) || (c == ' ' && most);
    return head_refuse(w->out, is_method ? HEAD_FAULT_METHOD : HEAD_FAULT_START);
}

/* Is the byte at n, the nth of the target, right behind those before it? */
static bool target_goes_on(const uint8_t *target, size_t n) {
    uint8_t c = target[n];
    if (n == 0) return c == '/';
    if (target[n - 1] == '%') return is_hex_digit(c);
    if (n > 1 && target[n - 2] == '%') return is_hex_digit(c) && (c != '0' || target[n - 1] != '0');
    return is_target_byte(c) || c == ' ';
}

static enum head_outcome target_walk(struct walk *w) {
    const uint8_t *target = w->in.data + w->at;
    for (size_t n = 0; !walk_ends(w); n++, w->at++) {
        if (!target_goes_on(target, n)) return head_refuse(w->out, HEAD_FAULT_TARGET);
        if (target[n] == ' ') {
            w->out->target = span_of(target, n);
            w->at++;
            return HEAD_GOOD;
        }
        if (n == HEAD_TARGET_MAX) return head_refuse(w->out, HEAD_FAULT_LONG_TARGET);
    }
    return HEAD_MORE;
}

static enum head_outcome version_walk(struct walk *w) {
    struct span rest = {w->in.data + w->at, w->in.len - w->at};
    size_t n = same(version, rest);
    w->at += n;
    if (!version[n]) return HEAD_GOOD;
    if (n == rest.len) return HEAD_MORE;
    if ((n == MAJOR_AT || n == MINOR_AT) && ascii_is_digit((char)rest.data[n]))
        return head_refuse(w->out, HEAD_FAULT_VERSION);
    return head_refuse(w->out, n >= END_AT ? HEAD_FAULT_LINE_END : HEAD_FAULT_NO_VERSION);
}

enum head_outcome request_line_walk(struct walk *w) {
    enum head_outcome rc = method_walk(w);
    if (rc == HEAD_GOOD) rc = target_walk(w);
    return rc == HEAD_GOOD ? version_walk(w) : rc;
}
