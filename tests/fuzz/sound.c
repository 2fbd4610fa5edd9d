#include "sound.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "engine/open/open.h"
#include "sys/file.h"

enum { STORE_MAX = 8 << 20 };

struct sound sound;
static char scratch[128];

static const char *beside(int daemon, const char *name) {
    return arena_printf(&sound.station->arena, "%s/%s", world_dir(sound.station->world, daemon_names[daemon]), name);
}

void sound_make(void (*before)(void)) {
    arena_init(&sound.arena);
    sound.station = station_take();
    if (before) before();
    for (int d = 0; d < DAEMONS; d++) {
        world_stop(sound.station->world, daemon_names[d]);
        if (file_read(&sound.arena, beside(d, "data.mdb"), STORE_MAX, &sound.images[d]))
            station_fault("the store of %s cannot be read", daemon_names[d]);
    }
    snprintf(scratch, sizeof scratch, "%s/../scratch", world_dir(sound.station->world, daemon_names[0]));
    mkdir(scratch, 0700);
}

void sound_beside(int daemon, const char *name, struct span content) {
    FILE *f = fopen(beside(daemon, name), "wb");
    if (!f || fwrite(content.data, 1, content.len, f) != content.len || fclose(f))
        station_fault("%s cannot be written", beside(daemon, name));
}

void sound_put(int daemon) {
    static const char *const files[] = {"lock.mdb", "restored", "revoked", "revoked.tmp"};
    arena_reset(&sound.station->arena);
    sound.station->now_ms += 1000;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) unlink(beside(daemon, files[i]));
    sound_beside(daemon, "data.mdb", sound.images[daemon]);
}

int sound_verify(struct engine *e) {
    char fault[200] = "";
    unlink(arena_printf(&sound.station->arena, "%s/data.mdb", scratch));
    int rc = engine_verify(e, scratch, fault);
    if (rc > 0 && !fault[0]) station_fault("%d rows differ, and no word of them", rc);
    return rc;
}
