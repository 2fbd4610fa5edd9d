/* An operator says that older key files are destroyed: from then on no older copy opens what was erased. */
#include "base/message.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "proto/intake.h"

static int destroyed_run(struct cli *c) {
    intake__confirm_keys_destroyed_request *r = NEW(&c->arena, intake__confirm_keys_destroyed_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__confirm_keys_destroyed_reply *done = CALL(c, r, intake__confirm_keys_destroyed_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté. Désormais définitif : %s.", "Recorded. Final from now on: %s.",
        counted(c, (uint64_t)done->finals, "attestation de destruction/attestations de destruction",
                "certificate of erasure/certificates of erasure"));
    return CLI_DONE;
}

static const struct option destroyed_options[] = {
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "où étaient les anciens fichiers, et comment ils sont détruits",
     "where the older files were, and how they were destroyed"},
};

const struct command key_destroyed_commands[] = {
    {.noun = "keys",
     .verb = "destroyed",
     .fr = "dire que les anciens fichiers de clés maîtresses sont détruits, toutes les copies",
     .en = "say that the older wrapping key files are destroyed, all copies",
     .more_fr = "Après avoir réenveloppé les clés des quatre services (sippe keys rewrap). Les attestations de "
                "destruction d'avant deviennent définitives.",
     .more_en =
         "After the keys of all four daemons were wrapped anew (sippe keys rewrap). Certificates of erasure from "
         "before become final.",
     OPTIONS(destroyed_options),
     .run = destroyed_run},
};
COMMANDS_END(key_destroyed);
