/* People who speak through the key "gateway" of a rig: memberships that intake tells of, and their requests. For a
 * service that follows intake (tally_hears). */
#pragma once
#include "rig.h"

struct carried {
    struct rig *rig;
    struct rig_producer intake;
};

/* The id of member `n`, and the same as a request names her: 32 hexadecimal digits. */
struct id carried_id(uint8_t n);
const char *carried_name(struct carried *c, uint8_t n);
/* Tells of member `n`, who may be spoken for through the rig's key `via` (a name of the configuration). */
void carried_tell(struct carried *c, uint8_t n, sippe__role role, const char *via);
/* The same membership with an end, or whatever else a test changes in it, told as it stands. */
node__membership_changed *carried_made(struct carried *c, uint8_t n, sippe__role role, struct id via);
void carried_put(struct carried *c, const node__membership_changed *e);
/* A question of member `n`; 0: of the key itself. */
sippe__envelope *carried_ask(struct carried *c, uint8_t n, struct id id, uint64_t tag, const char *method,
                             const ProtobufCMessage *body);
/* Of what the last turn gave out, the reply with this tag; NULL: none, and more than one fails the test. */
sippe__reply *carried_reply(struct carried *c, uint64_t tag);
