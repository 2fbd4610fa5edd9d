#include "cli/call/clsc.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"
#include "proto/intake.h"

enum { CODE_LEN = 5 }; /* of the ministry's list of establishments */

/* Asked without a word, as the zone is: who cannot know takes what is typed. False: this program has no key to ask
 * with, said. */
static bool rules_ask(struct cli *c) {
    struct bus_request r = {.method = "intake.GetTerritory",
                            .message = &NEW(&c->arena, intake__get_territory_request)->base};
    struct bus_client *client = session_client(c, DAEMON_INTAKE);
    sippe__reply *reply = NULL;
    if (!client) return false;
    c->rules_asked = true;
    if (bus_client_call(client, &r, &c->arena, &reply)) return true;
    if (!reply || !reply->status || reply->status->code != CODE_OK) return true;
    intake__get_territory_reply *t = UNPACK(&c->arena, intake__get_territory_reply, span_pb(reply->body), MESSAGE_OPEN);
    c->rules = t ? t->territory : NULL;
    return true;
}

static const char *without_zeros(const char *code) { return code + strspn(code, "0"); }

/* NULL: none, or more than one. */
static const char *only_one(const sippe__territory *t, const char *code) {
    const char *meant = NULL;
    for (size_t i = 0; t && i < t->n_clscs; i++) {
        if (strcmp(without_zeros(t->clscs[i]->code), without_zeros(code)) != 0) continue;
        if (meant) return NULL;
        meant = t->clscs[i]->code;
    }
    return meant;
}

const char *clsc_read(struct cli *c, const char *text) {
    size_t len = strlen(text);
    if (len == 0 || len >= CODE_LEN || strspn(text, "0123456789") != len) return text;
    if (!c->rules_asked && !rules_ask(c)) return NULL;
    const char *meant = only_one(c->rules, text);
    if (!meant || strcmp(meant, text) == 0) return text;
    remark(c, "CLSC : %s est lu comme %s.", "CLSC: %s is read as %s.", text, meant);
    return meant;
}
