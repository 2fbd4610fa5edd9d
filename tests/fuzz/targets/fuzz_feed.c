/* A producer that lies: the first byte says who hears it from whom, and whether its Feed claims to follow the cursor;
 * the rest is the Feed. Whatever is taken in, the rows stay what the journal says (the station's rebuild). */
#include "services.h"
#include "engine/open/open.h"
#include "fuzz.h"
#include "station.h"

enum { FITS = 0x40 };

static sippe__position *position_copy(struct arena *a, const sippe__position *p) {
    return p ? message_copy(a, &p->base) : NEW(a, sippe__position);
}

/* So that more of them are taken: what it follows, and the numbers of its records. */
static void make_fit(struct station *s, const char *daemon, const char *journal, sippe__feed *feed) {
    struct view *v = world_view(s->world, daemon, &s->arena);
    engine_rows__cursor *cursor = cursor_read(v, journal);
    feed->previous = position_copy(&s->arena, cursor->position);
    feed->next = position_copy(&s->arena, cursor->position);
    for (size_t i = 0; i < feed->n_records; i++) feed->records[i]->n = ++feed->next->n;
    feed->next->seq++;
    feed->next->chain = pb_of(span_of("0123456789abcdef", 16));
    feed->forked = false;
    feed->status = NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 1) return 0;
    struct station *s = station_take();
    size_t at = data[0] & 3;
    const struct service *follower = all_services[at];
    const char *journal = follower->follows[(data[0] >> 2 & 3) % follower->n_follows];
    uint8_t *bytes = arena_copy(&s->arena, data + 1, len - 1);
    station_ids_fill(s, bytes, len - 1);
    sippe__feed *feed = UNPACK(&s->arena, sippe__feed, span_of(bytes, len - 1), MESSAGE_OPEN);
    if (!feed) return 0;
    if (data[0] & FITS) make_fit(s, follower->name, journal, feed);
    sippe__envelope *envelope = NEW(&s->arena, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_FEED;
    envelope->feed = feed;
    if (station_exchange(s, follower->name, "", journal, message_pack(&s->arena, &envelope->base)))
        station_fault("a feed was answered with a reply");
    station_leave(s);
    return 0;
}
