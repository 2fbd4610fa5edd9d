#include "answering.h"

#include <unistd.h>
#include "base/reason.h"

struct answering {
    const struct said *list;
    size_t n;
};

static char home[64];

static int reply(void *owner, struct arena *a, const char *method, sippe__reply *out) {
    const struct answering *t = owner;
    for (size_t i = 0; i < t->n; i++) {
        const struct said *s = &t->list[i];
        if (strcmp(s->method, method) != 0) continue;
        out->status = status_make(a, (int)s->reason);
        if (s->make) out->body = pb_of(message_pack(a, s->make(a)));
        return 0;
    }
    out->status = status_make(a, REASON_NOT_FOUND);
    return 0;
}

struct run answering(const char *line, const struct said *said, size_t n, bool terminal) {
    struct answering t = {said, n};
    answered_by(&(struct answered){.reply = reply, .owner = &t, .terminal = terminal});
    return run_line(line);
}

int answering_setup(void **state) {
    (void)state;
    snprintf(home, sizeof home, "/tmp/sippe-answering-XXXXXX");
    assert_non_null(mkdtemp(home));
    answered_profile(home, "desk", ROLE_DESK, "99001");
    setenv("SIPPE_HOME", home, 1);
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    return 0;
}

int answering_teardown(void **state) {
    static const char *const names[] = {"peers", "desk.key", "desk.pub", "zone"};
    char path[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", home, names[i]);
        unlink(path);
    }
    return rmdir(home);
}
