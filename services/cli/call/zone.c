#include "cli/call/zone.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/profile.h"
#include "cli/call/session.h"
#include "proto/intake.h"
#include "sys/file.h"

enum { ZONE_FILE_MAX = 64 };

/* Montréal: what holds for nearly all of Québec. */
static const struct zone zone_usual = {-300, true};

/* "-300 dst". Anything else there is as if it were not: 14 hours either way is as far as zones go. */
static bool zone_read(struct cli *c, struct zone *out) {
    struct span text;
    if (file_read(&c->arena, profile_path(c, "", "zone"), ZONE_FILE_MAX, &text)) return false;
    char *end;
    long minutes = strtol((const char *)text.data, &end, 10);
    if (end == (const char *)text.data || minutes < -840 || minutes > 840) return false;
    *out = (struct zone){(int16_t)minutes, strstr(end, "dst") != NULL};
    return true;
}

void zone_learn(struct cli *c, struct zone z) {
    c->zone = z;
    c->zone_known = true;
    char *text = arena_printf(&c->arena, "%d%s\n", z.standard_min, z.daylight_saving ? " dst" : "");
    /* A memory only: what cannot be kept is asked again. */
    (void)file_write(profile_path(c, "", "zone"), span_text(text), 0600);
}

/* Asked without a word: a program that cannot know uses the usual one. */
static void zone_ask(struct cli *c) {
    struct bus_request r = {.method = "intake.GetTerritory",
                            .message = &NEW(&c->arena, intake__get_territory_request)->base};
    struct bus_client *client = session_client(c, DAEMON_INTAKE);
    sippe__reply *reply = NULL;
    if (!client || bus_client_call(client, &r, &c->arena, &reply)) return;
    if (!reply || !reply->status || reply->status->code != CODE_OK) return;
    intake__get_territory_reply *t = UNPACK(&c->arena, intake__get_territory_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (t && t->territory && t->territory->zone)
        zone_learn(c, (struct zone){(int16_t)t->territory->zone->standard_utc_offset_minutes,
                                    t->territory->zone->daylight_saving});
}

struct zone zone_of(struct cli *c) {
    if (c->zone_known) return c->zone;
    c->zone = zone_usual;
    c->zone_known = true;
    if (!zone_read(c, &c->zone) && c->session) zone_ask(c);
    return c->zone;
}
