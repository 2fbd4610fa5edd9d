/* What a request says in its fields: each input is a cookie, a bearer's token, a path, a browser's name, and every
 * other value. What is taken has one spelling. */
#include <string.h>
#include "fault.h"
#include "fuzz.h"
#include "gateway/http/head/fields.h"
#include "gateway/http/head/place.h"
#include "gateway/http/head/procedure.h"
#include "gateway/http/head/token.h"

/* The token stands there as the text that is made of it. */
static void token_stands(struct span in, const char *before, const uint8_t token[TOKEN_LEN]) {
    char text[64 + TOKEN_TEXT_LEN + 1];
    size_t n = strlen(before);
    memcpy(text, before, n);
    token_text(token, text + n);
    if (!memmem(in.data, in.len, text, strlen(text))) fault("« %s » is nowhere in it", text);
}

static void cookies_check(const struct fields *f, struct span in) {
    struct cookies c;
    fields_cookies(f, &c);
    if (c.has_session) token_stands(in, "__Host-s=", c.session);
    if (c.has_station) token_stands(in, "__Host-poste=", c.station);
}

static void path_check(struct span in) {
    struct procedure p;
    char path[256];
    if (!procedure_of(in, &p)) return;
    const char *dot = strchr(p.method, '.');
    if (p.daemon < 0 || p.daemon > PROCEDURE_OF_GATEWAY || !dot) fault("no daemon, or no method");
    int package = (int)(dot - p.method);
    bool is_of_node = strncmp(p.method, "node.", 5) == 0;
    int n = snprintf(path, sizeof path, "%s%s/sippe.%.*s.%c%.*s/%s", is_of_node ? "/" : "",
                     is_of_node ? daemon_names[p.daemon] : "", package, p.method, p.method[0] - 'a' + 'A', package - 1,
                     p.method + 1, dot + 1);
    if (!span_equal(in, span_of(path, (size_t)n))) fault("a second spelling of %s", path);
}

static void place_check(struct span in) {
    char place[PLACE_MAX + 1];
    place_of(in, place);
    for (const char *c = place; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, ", *c)) fault("%s", place);
    if (!*place) fault("a place without a name");
}

static void values_check(const struct fields *f) {
    struct id id;
    struct span page;
    enum body_form form;
    int64_t ms = 0;
    bool again;
    uint64_t seq;
    char address[ADDRESS_MAX + 1];
    if (fields_timeout_ms(f, &ms) == FIELD_GOOD && (ms < 0 || ms > 9999999999)) fault("a time of %lld", (long long)ms);
    if (fields_page(f, &page) == FIELD_GOOD && (page.len == 0 || page.len > PAGE_MAX)) fault("a page");
    fields_content_type(f, &form);
    fields_connect_version(f);
    fields_request_id(f, &id);
    fields_at_least(f, &id, &seq);
    fields_as(f, &id);
    if (fields_again(f, &again) == FIELD_GOOD && !again) fault("a repeat");
    forwarded_for(f, true, "", address);
    if (address[strspn(address, "0123456789abcdefABCDEF.:")]) fault("an address: %s", address);
    if (origin_is_ours(span_text("POST"), f, "https://sippe.exemple")) fault("it says all there is, and is ours");
}

#define FIELD_NAME(NAME, name) name,

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    static const char *const names[] = {FIELDS_EACH(FIELD_NAME)};
    struct span in = span_of(data, len);
    struct fields f = {0};
    uint8_t token[TOKEN_LEN];
    for (size_t i = 0; i < FIELDS; i++) fields_note(&f, span_text(names[i]), in);
    fields_note(&f, in, in);
    cookies_check(&f, in);
    if (fields_bearer(&f, token) == FIELD_GOOD) token_stands(in, "sippe_", token);
    path_check(in);
    place_check(in);
    values_check(&f);
    return 0;
}
