#include <string.h>
#include "base/message.h"
#include "cli/push/spool.h"
#include "cli/push/spool_file.h"

/* Ids are hashes: their first bytes spread by themselves. At most half full, so a free place always ends the search. */
static size_t slot_of(const struct spool_state *s, struct id id) {
    uint64_t hash;
    memcpy(&hash, id.bytes, sizeof hash);
    size_t at = (size_t)hash & (s->n_index - 1);
    while (s->index[at] && !id_equal(s->list[s->index[at] - 1].id, id)) at = (at + 1) & (s->n_index - 1);
    return at;
}

struct spool_entry *spool_find(const struct spool_state *s, struct id id) {
    if (!s->n_index) return NULL;
    uint32_t place = s->index[slot_of(s, id)];
    return place ? &s->list[place - 1] : NULL;
}

static void index_grow(struct spool_state *s) {
    if (s->n * 2 < s->n_index) return;
    s->n_index = s->n_index ? s->n_index * 2 : 64;
    s->index = arena_alloc(s->arena, s->n_index * sizeof *s->index);
    for (size_t i = 0; i < s->n; i++) s->index[slot_of(s, s->list[i].id)] = (uint32_t)i + 1;
}

/* A second time is none: the first one keeps its place and its answer. The index grows over those that are there; the
 * new one counts after that, and is entered once. */
static void entry_add(struct spool_state *s, const struct spool_entry *e) {
    if (spool_find(s, e->id)) return;
    struct spool_entry *last = message_grow(s->arena, (void **)&s->list, &s->n, sizeof *last);
    *last = *e;
    last->method = arena_text(s->arena, e->method);
    last->label = arena_text(s->arena, e->label);
    last->body = arena_span(s->arena, e->body);
    s->n--;
    index_grow(s);
    s->n++;
    s->index[slot_of(s, e->id)] = (uint32_t)s->n;
}

/* Every answer tells which store and which epoch gave it: the last one is what spool_hear compares with. */
static void answered_apply(struct spool_state *s, const spool__answered *line) {
    struct id id;
    struct spool_entry *e = id_from(line->request_id, &id) ? spool_find(s, id) : NULL;
    const sippe__reply *reply = UNPACK(s->arena, sippe__reply, span_pb(line->reply), MESSAGE_OPEN);
    if (!e || !reply || !reply->status) return;
    e->reply = reply;
    e->answered_ms = line->at_ms;
    e->refused = reply->status->code != CODE_OK;
    e->again = false;
    s->journal = reply->journal;
    s->epoch = reply->epoch;
}

/* Found by the same rule when it is read again: the line says which epoch came and when, not which entries it meant. */
static void again_apply(struct spool_state *s, const spool__again *line) {
    for (size_t i = 0; i < s->n; i++) {
        struct spool_entry *e = &s->list[i];
        if (!spool_is_lost(e, line->journal, line->epoch, line->at_ms)) continue;
        e->answered_ms = 0;
        e->before = e->reply;
        e->reply = NULL;
        e->refused = false;
        e->again = true;
    }
    s->journal = pb_of(arena_span(s->arena, span_pb(line->journal)));
    s->epoch = pb_of(arena_span(s->arena, span_pb(line->epoch)));
}

bool spool_is_lost(const struct spool_entry *e, ProtobufCBinaryData journal, ProtobufCBinaryData epoch,
                   int64_t now_ms) {
    return e->reply && e->answered_ms > now_ms - SPOOL_KEEP_MS &&
           span_equal(span_pb(e->reply->journal), span_pb(journal)) &&
           !span_equal(span_pb(e->reply->epoch), span_pb(epoch));
}

void spool_apply(struct spool_state *s, const spool__line *line) {
    struct id id;
    switch (line->content_case) {
    case SPOOL__LINE__CONTENT_QUEUED:
        if (id_from(line->queued->request_id, &id))
            entry_add(s, &(struct spool_entry){.id = id,
                                               .method = line->queued->method,
                                               .body = span_pb(line->queued->body),
                                               .label = line->queued->label,
                                               .queued_ms = line->queued->at_ms});
        return;
    case SPOOL__LINE__CONTENT_KNOWN:
        if (id_from(line->known->request_id, &id))
            entry_add(s, &(struct spool_entry){.id = id,
                                               .method = "",
                                               .label = "",
                                               .answered_ms = line->known->answered_ms,
                                               .refused = line->known->refused});
        return;
    case SPOOL__LINE__CONTENT_ANSWERED: answered_apply(s, line->answered); return;
    case SPOOL__LINE__CONTENT_AGAIN: again_apply(s, line->again); return;
    case SPOOL__LINE__CONTENT__NOT_SET: return;
    }
}

/* The byte order is the file's and not the machine's: a profile may be carried to another. */
static uint64_t checksum_of(struct span packed) {
    struct id id = id_derive("sippe.spool.line", packed, span_of("", 0), span_of("", 0));
    uint64_t sum = 0;
    for (int i = 7; i >= 0; i--) sum = sum << 8 | id.bytes[i];
    return sum;
}

static void little_endian(uint8_t *out, uint64_t value, size_t len) {
    for (size_t i = 0; i < len; i++) out[i] = (uint8_t)(value >> (8 * i));
}

static uint64_t from_little_endian(const uint8_t *in, size_t len) {
    uint64_t value = 0;
    for (size_t i = len; i > 0; i--) value = value << 8 | in[i - 1];
    return value;
}

struct span spool_frame(struct arena *a, const spool__line *line) {
    struct span packed = message_pack(a, &line->base);
    uint8_t *frame = arena_alloc(a, SPOOL_FRAME_HEAD + packed.len);
    little_endian(frame, packed.len, 4);
    little_endian(frame + 4, checksum_of(packed), 8);
    memcpy(frame + SPOOL_FRAME_HEAD, packed.data, packed.len);
    return span_of(frame, SPOOL_FRAME_HEAD + packed.len);
}

/* The entry at the front of the rest; false: the end, or damage. */
/* A torn head may promise any length: it is held to what is there before the checksum is asked. */
static bool line_take(struct spool_state *s, struct span *rest) {
    if (rest->len < SPOOL_FRAME_HEAD) return false;
    size_t len = (size_t)from_little_endian(rest->data, 4);
    if (len > SPOOL_LINE_MAX || len > rest->len - SPOOL_FRAME_HEAD) return false;
    struct span packed = span_of(rest->data + SPOOL_FRAME_HEAD, len);
    if (from_little_endian(rest->data + 4, 8) != checksum_of(packed)) return false;
    spool__line *line = UNPACK(s->arena, spool__line, packed, MESSAGE_OPEN);
    if (!line) return false;
    spool_apply(s, line);
    *rest = span_of(packed.data + len, rest->len - SPOOL_FRAME_HEAD - len);
    return true;
}

size_t spool_read(struct spool_state *s, struct arena *a, struct span file) {
    *s = (struct spool_state){.arena = a};
    if (file.len < SPOOL_MAGIC_LEN || memcmp(file.data, SPOOL_MAGIC, SPOOL_MAGIC_LEN) != 0) return 0;
    struct span rest = span_of(file.data + SPOOL_MAGIC_LEN, file.len - SPOOL_MAGIC_LEN);
    while (line_take(s, &rest)) {
    }
    return file.len - rest.len;
}
