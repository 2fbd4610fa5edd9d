/* What comes off the wire before anybody has looked at it: the first byte says whom it is from, the rest is the
 * frame. */
#include "engine/open/open.h"
#include "fuzz.h"
#include "station.h"

enum { FROM_LINK = 0x80 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 1) return 0;
    static const char *const keys[] = {"desk",    "team",    "coordinator", "operator",
                                       "partner", "gateway", "scheduling",  "nobody"};
    struct station *s = station_take();
    struct span frame = span_of(arena_copy(&s->arena, data + 1, len - 1), len - 1);
    station_ids_fill(s, (uint8_t *)(uintptr_t)frame.data, frame.len);
    sippe__envelope *envelope = UNPACK(&s->arena, sippe__envelope, frame, MESSAGE_OPEN);
    const struct engine_counters *c = engine_counters(world_engine(s->world, "intake"));
    struct engine_counters before = *c;
    const char *journal = data[0] & FROM_LINK ? "scheduling" : NULL;
    const sippe__reply *reply = station_exchange(s, "intake", keys[data[0] & 7], journal, frame);
    if (!envelope && c->malformed == before.malformed) station_fault("a frame that is no envelope was not counted");
    bool request = envelope && envelope->content_case == SIPPE__ENVELOPE__CONTENT_REQUEST && !journal;
    if (request != (reply != NULL)) station_fault(request ? "a request without an answer" : "an answer to no request");
    if (request && (data[0] & 7) == 7 && reply->status->code == CODE_OK) station_fault("a stranger was served");
    station_leave(s);
    return 0;
}
