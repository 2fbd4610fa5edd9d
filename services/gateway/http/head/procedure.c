#include "gateway/http/head/procedure.h"

#include "civil/ascii.h"

#define PACKAGE "/sippe."
enum { WORD_MAX = 63 };

/* Takes a literal off the front. */
static bool take(struct span *left, const char *text) {
    size_t n = strlen(text);
    if (left->len < n || memcmp(left->data, text, n) != 0) return false;
    *left = span_of(left->data + n, left->len - n);
    return true;
}

/* Takes letters off the front; false: none, or too many for any name of ours. */
static bool word_take(struct span *left, const char *letters, char out[WORD_MAX + 1]) {
    size_t n = 0;
    while (n < left->len && n <= WORD_MAX && left->data[n] && strchr(letters, (char)left->data[n])) n++;
    if (n == 0 || n > WORD_MAX) return false;
    memcpy(out, left->data, n);
    out[n] = 0;
    *left = span_of(left->data + n, left->len - n);
    return true;
}

/* "/sippe.intake.Intake/SubmitScreening": a service is named as its package, with a capital. */
static bool rpc_parse(struct span left, char package[WORD_MAX + 1], char method[WORD_MAX + 1]) {
    char service[WORD_MAX + 1];
    return take(&left, PACKAGE) && word_take(&left, ASCII_LOWER "_", package) && take(&left, ".") &&
           word_take(&left, ASCII_LOWER ASCII_UPPER "_", service) && service[0] == ascii_upper(package[0]) &&
           service[0] != package[0] && strcmp(service + 1, package + 1) == 0 && take(&left, "/") &&
           ascii_is_upper(left.len ? (char)left.data[0] : 0) &&
           word_take(&left, ASCII_LOWER ASCII_UPPER ASCII_DIGITS, method) && left.len == 0;
}

/* "/intake" in front, or nothing. */
static bool daemon_take(struct span *left, int *daemon) {
    char name[WORD_MAX + 1];
    struct span probe = *left;
    *daemon = -1;
    if (take(&probe, PACKAGE)) return true;
    if (!take(left, "/") || !word_take(left, ASCII_LOWER "_", name)) return false;
    *daemon = daemon_find(name);
    return *daemon >= 0;
}

bool procedure_of(struct span path, struct procedure *out) {
    char package[WORD_MAX + 1], method[WORD_MAX + 1];
    if (!daemon_take(&path, &out->daemon) || !rpc_parse(path, package, method)) return false;
    size_t n = strlen(package), more = strlen(method);
    if (n + 1 + more > METHOD_NAME_MAX) return false;
    memcpy(out->method, package, n);
    out->method[n] = '.';
    memcpy(out->method + n + 1, method, more + 1);
    bool is_of_node = strcmp(package, "node") == 0;
    if (out->daemon >= 0 || is_of_node) return out->daemon >= 0 && is_of_node;
    out->daemon = strcmp(package, "gateway") == 0 ? PROCEDURE_OF_GATEWAY : daemon_find(package);
    return out->daemon >= 0;
}
