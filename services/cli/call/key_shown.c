#include "cli/call/key_shown.h"

#include <string.h>
#include "cli/call/input.h"
#include "cli/call/profile.h"
#include "cli/call/session.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "text/plain.h"

static const char *role_name(sippe__role role) {
    const char *name = plain_enum_write(&sippe__role__descriptor, (int)role);
    return name ? name : "";
}

void key_say(struct cli *c, const struct key_file *k) {
    char text[KEY_TEXT_LEN + 1], fingerprint[KEY_FINGERPRINT_LEN + 1];
    key_text(k->pair.public_key, text);
    key_fingerprint(k->pair.public_key, fingerprint);
    if (c->json) {
        fprintf(c->out, "{\"name\":%s,\"role\":%s,\"organization\":%s,\"public_key\":%s,\"fingerprint\":\"%s\"}\n",
                json_text(&c->arena, k->name), json_text(&c->arena, role_name(k->role)),
                json_text(&c->arena, k->organization), json_text(&c->arena, text), fingerprint);
        return;
    }
    field(c, "Nom", "Name", k->name);
    field(c, "Rôle", "Role", WORD(c, sippe__role, k->role));
    field(c, "Organisme", "Organisation", k->organization);
    field(c, "Clé publique", "Public key", text);
    field(c, "Empreinte", "Fingerprint", fingerprint);
}

int key_public_of(struct cli *c, const char *text, struct key_file *out) {
    struct line_fault fault = {0};
    const char *path = strchr(text, '/') || name_ends(text, ".pub")
                           ? text
                           : profile_path(c, "", arena_printf(&c->arena, "%s.pub", text));
    int rc = key_public_load(path, out, &fault);
    return rc ? fail_line(c, rc, path, &fault) : 0;
}
