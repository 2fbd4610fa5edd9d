#include "cli/push/spool_frame.h"

#include <string.h>
#include "base/id.h"
#include "base/message.h"
#include "cli/push/spool.h"

/* 0xf5 and 0xfa are in no UTF-8 text: nothing that a person wrote can look like the beginning of a frame. */
static const uint8_t mark[4] = {0xf5, 'S', 'Q', 0xfa};
enum { AT_LEN = 4, AT_HEAD_SUM = 8, AT_LINE_SUM = 12, PASSED = 4 << 20 };

/* The byte order is the file's and not the machine's: a profile may be carried to another. */
static void little_endian(uint8_t *out, uint64_t value, size_t len) {
    for (size_t i = 0; i < len; i++) out[i] = (uint8_t)(value >> (8 * i));
}

static uint64_t from_little_endian(const uint8_t *in, size_t len) {
    uint64_t value = 0;
    for (size_t i = len; i > 0; i--) value = value << 8 | in[i - 1];
    return value;
}

static uint64_t sum_of(const char *domain, struct span s) {
    struct id id = id_derive(domain, s, span_of("", 0), span_of("", 0));
    return from_little_endian(id.bytes, 8);
}

static uint32_t head_sum(const uint8_t *head) {
    return (uint32_t)sum_of("sippe.spool.head", span_of(head, AT_HEAD_SUM));
}

void spool_frame_head(uint8_t head[SPOOL_HEAD], struct span sealed) {
    memcpy(head, mark, sizeof mark);
    little_endian(head + AT_LEN, sealed.len, 4);
    little_endian(head + AT_HEAD_SUM, head_sum(head), 4);
    little_endian(head + AT_LINE_SUM, sum_of("sippe.spool.line", sealed), 8);
}

struct span spool_frame(struct arena *a, const struct spool_key *key, const spool__line *line) {
    struct span sealed = spool_seal(a, key, message_pack(a, &line->base));
    uint8_t *frame = arena_alloc(a, SPOOL_HEAD + sealed.len);
    spool_frame_head(frame, sealed);
    memcpy(frame + SPOOL_HEAD, sealed.data, sealed.len);
    return span_of(frame, SPOOL_HEAD + sealed.len);
}

size_t spool_frame_len(struct span head) {
    if (head.len < SPOOL_HEAD || memcmp(head.data, mark, sizeof mark) != 0) return 0;
    size_t len = (size_t)from_little_endian(head.data + AT_LEN, 4);
    if (len > SPOOL_LINE_MAX || from_little_endian(head.data + AT_HEAD_SUM, 4) != head_sum(head.data)) return 0;
    return SPOOL_HEAD + len;
}

struct span spool_frame_line(struct span frame) {
    struct span line = span_of(frame.data + SPOOL_HEAD, frame.len - SPOOL_HEAD);
    bool whole = from_little_endian(frame.data + AT_LINE_SUM, 8) == sum_of("sippe.spool.line", line);
    return whole ? line : span_of("", 0);
}

static struct span rest_at(const struct spool_reader *r, size_t at) {
    return span_of(r->file.data + at, r->file.len - at);
}

static struct span frame_at(const struct spool_reader *r, size_t at) {
    struct span rest = rest_at(r, at);
    size_t len = spool_frame_len(rest);
    if (!len || len > rest.len || !spool_frame_line(span_of(rest.data, len)).len) return span_of("", 0);
    return span_of(rest.data, len);
}

/* What a write that was interrupted leaves: the beginning of a frame, and nothing behind it. A head that is whole but
 * wrong was whole once. */
static bool is_torn(struct span rest) {
    if (rest.len < SPOOL_HEAD) return memcmp(rest.data, mark, rest.len < sizeof mark ? rest.len : sizeof mark) == 0;
    return spool_frame_len(rest) > rest.len;
}

static size_t mark_next(const struct spool_reader *r, size_t from) {
    const uint8_t *found =
        from < r->file.len ? memmem(r->file.data + from, r->file.len - from, mark, sizeof mark) : NULL;
    return found ? (size_t)(found - r->file.data) : r->file.len;
}

/* Passes over what is no frame, to the next one that is. Not by the length of the damaged one: bytes may be missing. */
static void resync(struct spool_reader *r) {
    size_t from = r->at, lost = 0, at = from;
    do {
        lost += spool_frame_len(rest_at(r, at)) > 0;
        at = mark_next(r, at + 1);
    } while (at < r->file.len && !frame_at(r, at).len);
    r->at = at;
    if (at == r->file.len && is_torn(rest_at(r, from))) {
        r->damage.cut = at - from;
        return;
    }
    r->damage.bytes += at - from;
    r->damage.lost += lost ? lost : 1;
}

/* Its whole first line: one changed bit of ours is not taken for it. */
bool spool_is_older(struct span file) {
    static const char *const older[] = {"sippe-spool-1\n", "sippe-spool-2\n"};
    for (size_t i = 0; i < sizeof older / sizeof older[0]; i++)
        if (file.len >= strlen(older[i]) && memcmp(file.data, older[i], strlen(older[i])) == 0) return true;
    return false;
}

/* Ours as to its form, whosoever's key it names. Whether it is another one, or ours with a changed bit, is told by
 * what opens. */
static bool is_named(struct span file) {
    return file.len >= SPOOL_MAGIC_LEN && memcmp(file.data, SPOOL_MAGIC, sizeof SPOOL_MAGIC - 1) == 0 &&
           file.data[SPOOL_MAGIC_LEN - 1] == '\n';
}

bool spool_reader_open(struct spool_reader *r, struct span file, struct span magic) {
    *r = (struct spool_reader){.file = file};
    size_t there = file.len < SPOOL_MAGIC_LEN ? file.len : SPOOL_MAGIC_LEN;
    if (there == 0 || memcmp(file.data, magic.data, there) == 0) {
        if (there < SPOOL_MAGIC_LEN) r->damage.cut = there;
        r->at = there;
        return true;
    }
    if ((r->anothers = is_named(file))) {
        r->at = r->damage.bytes = SPOOL_MAGIC_LEN;
        return true;
    }
    while ((r->at = mark_next(r, r->at)) < file.len && !frame_at(r, r->at).len) r->at++;
    bool found = r->at < file.len;
    if (r->at > SPOOL_MAGIC_LEN) r->at = SPOOL_MAGIC_LEN;
    r->damage.bytes = r->at ? r->at : 1; /* the magic line itself is missing */
    return found;
}

static void passed_tell(struct spool_reader *r) {
    if (!r->passed || r->at - r->told < PASSED) return;
    r->passed(span_of(r->file.data + r->told, r->at - r->told));
    r->told = r->at;
}

bool spool_reader_next(struct spool_reader *r, struct span *frame, size_t *place) {
    passed_tell(r);
    if (r->at >= r->file.len) return false;
    *frame = frame_at(r, r->at);
    if (!frame->len) {
        resync(r);
        if (r->at >= r->file.len) return false;
        *frame = frame_at(r, r->at);
    }
    *place = r->at;
    r->at += frame->len;
    return true;
}
