/* What lies beside a store when a daemon starts: the first byte says whose, and which file the rest is.
 *
 *   the note of a restore    as it is, or made to fit the store: taken whole, or refused; what was taken is a record
 *   the file `revoked`       refused, or every key that it names is shut out
 *   a manifest               sippe restore refuses it, or puts back the copies that it is of */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "cli/cli.h"
#include "cli/cut/cut.h"
#include "engine/open/open.h"
#include "fuzz.h"
#include "proto/node_events.h"
#include "services.h"
#include "sound.h"

enum { FILE_NOTE, FILE_NOTE_THAT_FITS, FILE_REVOKED, FILE_MANIFEST, FILES };

static char *manifest; /* of the sound cut */

/* ---- the note ---- */

static struct span fitting(struct span note, int d) {
    struct arena *a = &sound.station->arena;
    node__restored *n = UNPACK(a, node__restored, note, MESSAGE_OPEN);
    if (!n || world_start(sound.station->world, daemon_names[d])) return note;
    struct engine *e = world_engine(sound.station->world, daemon_names[d]);
    n->seq = e->seq;
    n->chain = pb_of(arena_span(a, span_of(e->chain, ID_LEN)));
    world_stop(sound.station->world, daemon_names[d]);
    return message_pack(a, &n->base);
}

static const sippe__reply *ask(struct engine *e, const char *method) {
    static uint64_t id[2] = {0, 17};
    const sippe__reply *reply;
    id[0]++;
    struct span frame = station_frame(&sound.station->arena, method, (const uint8_t *)id, span_of("", 0));
    if (station_try(sound.station, e, &(struct engine_in){.principal = "coordinator", .frame = frame}, &reply))
        station_fault("a turn failed");
    return reply;
}

static void check_note(struct engine *e, struct span note) {
    const sippe__reply *reply = ask(e, "node.GetRestore");
    const node__restored *n = UNPACK(&sound.station->arena, node__restored, note, MESSAGE_OPEN);
    bool taken = reply && reply->status->code == CODE_OK;
    if (taken && !n) station_fault("a note that cannot be read was taken");
    node__get_restore_reply *told =
        taken ? UNPACK(&sound.station->arena, node__get_restore_reply, span_pb(reply->body), MESSAGE_STRICT) : NULL;
    if (taken && (!told || strcmp(told->cut, n->cut) != 0)) station_fault("another restore is told");
    if (sound_verify(e)) station_fault("a rebuild gives other rows");
}

/* ---- the keys ---- */

static bool is_revoked(struct engine *e, const char *member, const char *hex) {
    struct id id;
    uint8_t key[32];
    if (!id_parse(member, &id)) return false;
    if (strcmp(hex, "ended") == 0) return revoked_is_ended(e, id);
    sodium_hex2bin(key, sizeof key, hex, strlen(hex), NULL, NULL, NULL);
    return revoked_is(e, id, span_of(key, sizeof key));
}

/* Each line that names a key is in force, or the file was refused whole. */
static void check_revoked(struct engine *e, struct span file) {
    char member[80], hex[80];
    char *rest = arena_printf(&sound.station->arena, "%.*s", (int)file.len, file.data);
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        if (*line != '#' && sscanf(line, "%79s %79s", member, hex) == 2 && !is_revoked(e, member, hex))
            station_fault("%s speaks again", member);
}

/* ---- the manifest ---- */

static const char *folder_of(const char *name) {
    return arena_printf(&sound.arena, "%s/../%s", world_dir(sound.station->world, daemon_names[0]), name);
}

/* Four copies of one cut, as a backup leaves them. */
static void cut_make(void) {
    node__backup_reply *done[DAEMONS];
    node__manifest_part *parts[DAEMONS];
    struct cli c = {.home = "", .out = stdout, .err = stderr};
    world_backup(sound.station->world, &sound.arena, "operator", "coupe", done);
    for (int i = 0; i < DAEMONS; i++) {
        parts[i] = NEW(&sound.arena, node__manifest_part);
        parts[i]->daemon = daemon_names[i];
        parts[i]->bytes = done[i]->bytes;
        parts[i]->digest = done[i]->digest;
        parts[i]->vault_digest = done[i]->vault_digest;
        parts[i]->standing = done[i]->standing;
    }
    arena_init(&c.arena);
    manifest = arena_text(&sound.arena, cut_manifest(&c, "coupe", parts));
    arena_close(&c.arena);
    mkdir(folder_of("to"), 0700);
}

static int restore(struct span text) {
    const char *from = folder_of(".");
    char *out, *err;
    size_t out_len, err_len;
    for (int d = 0; d < DAEMONS; d++) sound_beside(d, "backup/coupe/manifest", text);
    FILE *to_out = open_memstream(&out, &out_len), *to_err = open_memstream(&err, &err_len);
    char *argv[] = {"sippe",  "restore",
                    "--cut",  "coupe",
                    "--from", arena_text(&sound.station->arena, from),
                    "--to",   arena_text(&sound.station->arena, folder_of("to")),
                    NULL};
    int exit = cli_main(8, argv, to_out, to_err);
    fclose(to_out);
    fclose(to_err);
    if (exit && !err_len) station_fault("it is refused without a word: %d", exit);
    free(out);
    free(err);
    return exit;
}

/* What was put back goes, or the disk would be full of it. */
static void check_manifest(struct span text) {
    bool same = span_equal(text, span_text(manifest));
    int exit = restore(text);
    if (same && exit) station_fault("the sound manifest is refused: %d", exit);
    if (exit > CLI_USAGE) station_fault("exit code %d", exit);
    if (!exit && system(arena_printf(&sound.station->arena, "rm -rf '%s'/*", folder_of("to"))))
        station_fault("what was put back cannot be removed");
}

static void start(int d, int file, struct span content) {
    struct world *w = sound.station->world;
    if (world_start(w, daemon_names[d])) return;
    if (file == FILE_REVOKED)
        check_revoked(world_engine(w, daemon_names[d]), content);
    else
        check_note(world_engine(w, daemon_names[d]), content);
    world_stop(w, daemon_names[d]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 1) return 0;
    if (!sound.station) sound_make(cut_make);
    int d = data[0] % DAEMONS, file = data[0] / DAEMONS % FILES;
    struct span content = span_of(data + 1, len - 1);
    sound_put(d);
    if (file == FILE_MANIFEST) return check_manifest(len == 1 ? span_text(manifest) : content), 0;
    if (file == FILE_NOTE_THAT_FITS) content = fitting(content, d);
    sound_beside(d, file == FILE_REVOKED ? "revoked" : "restored", content);
    start(d, file, content);
    return 0;
}
