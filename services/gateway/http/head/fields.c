#include "gateway/http/head/fields.h"

#include "civil/ascii.h"
#include "gateway/http/head/token.h"

#define FIELD_NAME(NAME, name) [FIELD_##NAME] = name,
static const char *const names[FIELDS] = {FIELDS_EACH(FIELD_NAME)};
#undef FIELD_NAME

/* `text` is in lower case. */
static bool is_word(struct span s, const char *text) {
    size_t n = 0;
    while (n < s.len && ascii_lower((char)s.data[n]) == text[n] && text[n]) n++;
    return n == s.len && !text[n];
}

static bool begins_with(struct span s, const char *text) {
    size_t n = strlen(text);
    return s.len >= n && is_word(span_of(s.data, n), text);
}

static struct span behind(struct span s, size_t n) { return span_of(s.data + n, s.len - n); }

static struct span trimmed(struct span s) {
    while (s.len && (s.data[0] == ' ' || s.data[0] == '\t')) s = behind(s, 1);
    while (s.len && (s.data[s.len - 1] == ' ' || s.data[s.len - 1] == '\t')) s.len--;
    return s;
}

void fields_note(struct fields *f, struct span name, struct span value) {
    for (size_t i = 0; i < FIELDS; i++) {
        if (!is_word(name, names[i])) continue;
        f->value[i] = trimmed(value);
        if (f->n[i] < 2) f->n[i]++;
    }
}

/* GOOD: it stands there once, and its form is still to be looked at. */
static enum field_state once(const struct fields *f, enum field which, struct span *value) {
    *value = f->value[which];
    return f->n[which] == 0 ? FIELD_ABSENT : f->n[which] == 1 ? FIELD_GOOD : FIELD_WRONG;
}

static enum field_state good_if(bool is_right) { return is_right ? FIELD_GOOD : FIELD_WRONG; }

/* All of it, and no more than `most` digits, which must fit. */
static bool number_parse(struct span s, size_t most, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < s.len; i++) {
        uint64_t digit = (uint64_t)(s.data[i] - '0');
        if (!ascii_is_digit((char)s.data[i]) || *out > (UINT64_MAX - digit) / 10) return false;
        *out = *out * 10 + digit;
    }
    return s.len > 0 && s.len <= most;
}

static bool id_read(struct span s, struct id *out) {
    char hex[2 * ID_LEN + 1] = "";
    if (s.len != sizeof hex - 1) return false;
    memcpy(hex, s.data, s.len);
    return id_parse(hex, out);
}

enum field_state fields_bearer(const struct fields *f, uint8_t token[TOKEN_LEN]) {
    static const char scheme[] = "bearer ", mark[] = "sippe_";
    struct span value;
    enum field_state state = once(f, FIELD_AUTHORIZATION, &value);
    if (state != FIELD_GOOD) return state;
    if (!begins_with(value, scheme)) return FIELD_WRONG;
    value = behind(value, sizeof scheme - 1);
    if (value.len < sizeof mark - 1 || memcmp(value.data, mark, sizeof mark - 1) != 0) return FIELD_WRONG;
    return good_if(token_parse(behind(value, sizeof mark - 1), token));
}

enum field_state fields_content_type(const struct fields *f, enum body_form *out) {
    static const char json[] = "application/json";
    struct span value;
    enum field_state state = once(f, FIELD_CONTENT_TYPE, &value);
    if (state != FIELD_GOOD) return state;
    *out = is_word(value, "application/proto") ? BODY_PROTO : BODY_JSON;
    if (*out == BODY_PROTO || is_word(value, json)) return FIELD_GOOD;
    if (!begins_with(value, json)) return FIELD_WRONG;
    value = trimmed(behind(value, sizeof json - 1));
    if (!begins_with(value, ";")) return FIELD_WRONG;
    value = trimmed(behind(value, 1));
    return good_if(is_word(value, "charset=utf-8") || is_word(value, "charset=\"utf-8\""));
}

enum field_state fields_connect_version(const struct fields *f) {
    struct span value;
    enum field_state state = once(f, FIELD_CONNECT_PROTOCOL_VERSION, &value);
    return state == FIELD_GOOD ? good_if(is_word(value, "1")) : state;
}

enum field_state fields_timeout_ms(const struct fields *f, int64_t *out) {
    uint64_t n = 0;
    struct span value;
    enum field_state state = once(f, FIELD_CONNECT_TIMEOUT_MS, &value);
    if (state == FIELD_GOOD) state = good_if(number_parse(value, TIMEOUT_DIGITS, &n));
    if (state == FIELD_GOOD) *out = (int64_t)n;
    return state;
}

/* 8-4-4-4-12 digits; the hyphens are nowhere else. */
static bool uuid_parse(struct span s, struct id *out) {
    enum { UUID_TEXT_LEN = 36 };
    uint8_t digits[2 * ID_LEN];
    size_t n = 0;
    if (s.len != UUID_TEXT_LEN) return false;
    for (size_t i = 0; i < UUID_TEXT_LEN; i++) {
        bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_hyphen != (s.data[i] == '-')) return false;
        if (!is_hyphen) digits[n++] = s.data[i];
    }
    return id_read(span_of(digits, n), out);
}

enum field_state fields_request_id(const struct fields *f, struct id *out) {
    struct span value;
    enum field_state state = once(f, FIELD_SIPPE_REQUEST_ID, &value);
    return state == FIELD_GOOD ? good_if(id_read(value, out) || uuid_parse(value, out)) : state;
}

enum field_state fields_at_least(const struct fields *f, struct id *journal, uint64_t *seq) {
    enum { HEX = 2 * ID_LEN, SEQ_DIGITS = 20 };
    struct span value;
    enum field_state state = once(f, FIELD_SIPPE_AT_LEAST, &value);
    if (state != FIELD_GOOD) return state;
    if (value.len < HEX + 1 || value.data[HEX] != ':') return FIELD_WRONG;
    return good_if(id_read(span_of(value.data, HEX), journal) && number_parse(behind(value, HEX + 1), SEQ_DIGITS, seq));
}

enum field_state fields_as(const struct fields *f, struct id *out) {
    struct span value;
    enum field_state state = once(f, FIELD_SIPPE_AS, &value);
    return state == FIELD_GOOD ? good_if(id_read(value, out)) : state;
}

enum field_state fields_again(const struct fields *f, bool *out) {
    struct span value;
    enum field_state state = once(f, FIELD_SIPPE_AGAIN, &value);
    *out = state == FIELD_GOOD && is_word(value, "1");
    return state == FIELD_GOOD ? good_if(*out) : state;
}

static bool is_all_of(struct span s, const char *letters) {
    for (size_t i = 0; i < s.len; i++)
        if (!s.data[i] || !strchr(letters, (char)s.data[i])) return false;
    return s.len > 0;
}

enum field_state fields_page(const struct fields *f, struct span *out) {
    enum field_state state = once(f, FIELD_SIPPE_PAGE, out);
    if (state != FIELD_GOOD) return state;
    return good_if(out->len <= PAGE_MAX && is_all_of(*out, ASCII_LOWER ASCII_DIGITS "-"));
}

bool fields_have_tag(const struct fields *f, const char *tag) {
    struct span value;
    if (once(f, FIELD_IF_NONE_MATCH, &value) != FIELD_GOOD) return false;
    return is_word(value, "*") || memmem(value.data, value.len, tag, strlen(tag));
}

bool origin_is_ours(struct span method, const struct fields *f, const char *origin) {
    struct span from, site;
    enum field_state origin_state = once(f, FIELD_ORIGIN, &from);
    enum field_state site_state = once(f, FIELD_SEC_FETCH_SITE, &site);
    if (f->n[FIELD_AUTHORIZATION] && origin_state != FIELD_ABSENT) return false;
    if (!span_equal(method, span_text("POST"))) return true;
    if (fields_connect_version(f) != FIELD_GOOD) return false;
    if (site_state != FIELD_ABSENT &&
        !(site_state == FIELD_GOOD && (is_word(site, "same-origin") || is_word(site, "none"))))
        return false;
    return origin_state == FIELD_ABSENT || (origin_state == FIELD_GOOD && span_equal(from, span_text(origin)));
}

static bool is_address(struct span s) {
    if (s.len > ADDRESS_MAX) return false;
    bool is_4 = is_all_of(s, ASCII_DIGITS ".") && memchr(s.data, '.', s.len);
    return is_4 || (is_all_of(s, ASCII_DIGITS "abcdefABCDEF:.") && memchr(s.data, ':', s.len));
}

void forwarded_for(const struct fields *f, bool peer_is_front, const char *peer, char out[ADDRESS_MAX + 1]) {
    struct span last = peer_is_front ? f->value[FIELD_X_FORWARDED_FOR] : (struct span){NULL, 0};
    size_t comma = last.len;
    while (comma && last.data[comma - 1] != ',') comma--;
    last = trimmed(behind(last, comma));
    if (!is_address(last)) last = span_of(peer, strnlen(peer, ADDRESS_MAX));
    if (last.len) memcpy(out, last.data, last.len);
    out[last.len] = 0;
}
