/* The cookies of a request. */
#include "gateway/http/head/fields.h"
#include "gateway/http/head/token.h"

static void fault_note(struct cookies *out, const char *word) {
    if (!*out->fault) out->fault = word;
}

/* One of ours, as far as it was seen. */
struct own {
    const char *name; /* with its "=" */
    const char *wrong, *twice;
    uint8_t *token;
    int n;
    bool is_right;
};

static void own_note(struct own *o, struct span pair, struct cookies *out) {
    size_t name = strlen(o->name);
    if (pair.len < name || memcmp(pair.data, o->name, name) != 0) return;
    o->is_right = token_parse(span_of(pair.data + name, pair.len - name), o->token);
    if (!o->is_right) fault_note(out, o->wrong);
    if (o->n++) fault_note(out, o->twice);
}

/* The next one, in front of ";" or the end; `left` begins behind it and the blank that follows a ";". */
static struct span pair_next(struct span *left) {
    const uint8_t *semicolon = memchr(left->data, ';', left->len);
    struct span pair = {left->data, semicolon ? (size_t)(semicolon - left->data) : left->len};
    size_t taken = pair.len + (semicolon ? 1 : 0);
    if (semicolon && taken < left->len && left->data[taken] == ' ') taken++;
    *left = span_of(left->data + taken, left->len - taken);
    return pair;
}

/* Nothing is left of what was not taken: the next to look at it would take it for a token. */
static bool own_end(struct own *o) {
    bool is_had = o->n == 1 && o->is_right;
    if (!is_had) memset(o->token, 0, TOKEN_LEN);
    return is_had;
}

void fields_cookies(const struct fields *f, struct cookies *out) {
    *out = (struct cookies){.fault = ""};
    struct own session = {.name = "__Host-s=", .wrong = "session-cookie", .twice = "two-session-cookies"};
    struct own station = {.name = "__Host-poste=", .wrong = "station-cookie", .twice = "two-station-cookies"};
    struct own browser = {.name = "__Host-avis=", .wrong = "browser-cookie", .twice = "two-browser-cookies"};
    struct span left = f->value[FIELD_COOKIE];
    session.token = out->session;
    station.token = out->station;
    browser.token = out->browser;
    if (f->n[FIELD_COOKIE] > 1) fault_note(out, "two-cookie-fields");
    if (left.len > COOKIES_MAX) fault_note(out, "long-cookies");
    if (*out->fault) left.len = 0;
    while (left.len) {
        struct span pair = pair_next(&left);
        own_note(&session, pair, out);
        own_note(&station, pair, out);
        own_note(&browser, pair, out);
        if (span_equal(pair, span_text("langue=en"))) out->english = true;
    }
    out->has_session = own_end(&session);
    out->has_station = own_end(&station);
    out->has_browser = own_end(&browser);
}
