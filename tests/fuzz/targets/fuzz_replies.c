/* The program before daemons that lie: the first byte says which command is typed, the second how (--json, the
 * language, a terminal, whose key), the rest the words of the line and what comes back. Nothing of it may stop the
 * program, keep it asking, fill the memory, reach the terminal as more than text, or break the JSON that was promised;
 * and who fails says so. */
#include <dirent.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "answered.h"
#include "base/character.h"
#include "cli/cli.h"
#include "cli/push/push.h"
#include "fault.h"
#include "fuzz.h"
#include "hostile.h"
#include "sys/file.h"
#include "typed.h"

enum { IN_JSON = 1, IN_ENGLISH = 2, ON_TERMINAL = 4, AS_PARTNER = 8, NARROW = 16, GOES_ON = 32 };
enum { OUTPUT_MAX = 64 << 20, GROWN_KB_MAX = 400 << 10 };

static char home[64];

/* ---- the profile ---- */

static void put(const char *name, const char *text) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", home, name);
    if (file_write(path, span_text(text), 0600)) fault("%s cannot be written", path);
}

static bool is_ours(const char *name) {
    static const char *const ours[] = {"peers",       "desk.key",  "desk.pub",  "partner.key",
                                       "partner.pub", "forms.csv", "forms.json"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(name, ours[i]) == 0) return true;
    return false;
}

/* What a run left, spool and cursors too, so that each begins alike; at the end everything. */
static void sweep(const char *folder, bool all) {
    DIR *d = opendir(folder);
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        char path[512];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || (!all && is_ours(e->d_name))) continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (e->d_type == DT_DIR) sweep(path, true), rmdir(path);
        unlink(path);
    }
    if (d) closedir(d);
}

static void home_remove(void) {
    sweep(home, true);
    rmdir(home);
}

static void home_make(void) {
    snprintf(home, sizeof home, "/tmp/sippe-replies-XXXXXX");
    if (!mkdtemp(home)) fault("no folder can be made");
    atexit(home_remove);
    put("forms.json", push_template_json());
    put("forms.csv", "local_reference;call.started_at;call.called_by;identity.name.family;identity.phone\n"
                     "a1;2026-11-24 09:00;j.roy;Tremblay;514 555-0110\na2;2026-11-24 10:00;j.roy;Roy;514 555-0111\n");
    answered_profile(home, "desk", ROLE_DESK, "99001");
    answered_profile(home, "partner", ROLE_PARTNER, "0123456789abcdef0123456789abcdef");
}

/* ---- what came out ---- */

/* The end of a colour, which only a terminal is given: "\033[31m". */
static size_t colour_len(const char *s) {
    size_t digits = s[0] == '\033' && s[1] == '[' ? strspn(s + 2, "0123456789") : 0;
    return digits && digits < 3 && s[2 + digits] == 'm' ? digits + 3 : 0;
}

static void check_text(const char *s, size_t len, unsigned how, bool err) {
    for (size_t n; len; s += n, len -= n) {
        int32_t c;
        size_t colour = how & ON_TERMINAL ? colour_len(s) : 0;
        n = colour ? colour : character_read((const uint8_t *)s, len, &c);
        if (!n) fault("what is printed is no UTF-8: %02x", (uint8_t)*s);
        bool progress = err && how & ON_TERMINAL && c == '\r';
        bool indent = how & IN_JSON && c == '\t';
        if (!colour && c != '\n' && !progress && !indent && !character_is_plain(c))
            fault("U+%04X is printed", (unsigned)c);
    }
}

/* One value or several, a line each. */
static void check_json(const char *text) {
    while (*(text += strspn(text, " \n"))) {
        json_error_t error;
        json_t *value = json_loads(
            text, JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, &error);
        if (!value) fault("no JSON: %s at %d of %.200s", error.text, error.position, text);
        json_decref(value);
        text += error.position;
    }
}

/* Who asks no daemon, and writes a text for another program: a table, a shell's completion. */
static bool is_text(const struct typed *t) {
    if (strcmp(t->argv[1], "completion") == 0 || strcmp(t->argv[1], "help") == 0) return true;
    return t->argc > 2 && strcmp(t->argv[2], "template") == 0;
}

static void check_run(const struct typed *t, int exit, const char *out, size_t out_len, const char *err, size_t err_len,
                      unsigned how) {
    if (exit < CLI_DONE || exit > CLI_INTERNAL) fault("exit code %d", exit);
    if (out_len + err_len > OUTPUT_MAX) fault("%zu bytes are printed", out_len + err_len);
    if (exit != CLI_DONE && !out_len && !err_len) fault("it fails in silence: %d", exit);
    check_text(err, err_len, how, true);
    if (is_text(t)) return;
    check_text(out, out_len, how, false);
    if (how & IN_JSON) check_json(out);
}

static long peak_kb(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void say_line(const struct typed *t) {
    for (int i = 0; i < t->argc; i++) fprintf(stderr, "%s%s", i ? " " : "", t->argv[i]);
    fputc('\n', stderr);
}

static void run(struct typed *t, unsigned how) {
    char *out_text = NULL, *err_text = NULL;
    size_t out_len = 0, err_len = 0;
    FILE *out = open_memstream(&out_text, &out_len), *err = open_memstream(&err_text, &err_len);
    char *argv[TYPED_MAX + 1];
    if (!out || !err) abort();
    memcpy(argv, t->argv, sizeof argv); /* the program may change it */
    int exit = cli_main(t->argc, argv, out, err);
    fclose(out);
    fclose(err);
    check_run(t, exit, out_text, out_len, err_text, err_len, how);
    free(out_text);
    free(err_text);
}

static void environment(unsigned how) {
    setenv("SIPPE_HOME", home, 1);
    setenv("SIPPE_KEY", how & AS_PARTNER ? "partner" : "desk", 1);
    setenv("LC_ALL", how & IN_ENGLISH ? "en_CA.UTF-8" : "fr_CA.UTF-8", 1);
    setenv("COLUMNS", how & NARROW ? "40" : "", 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 2) return 0;
    static char json[] = "--json";
    unsigned how = data[1];
    struct bytes from = bytes_of(data + 2, len - 2, how & GOES_ON);
    struct typed t = {.argc = 0};
    struct arena a;
    if (!*home) home_make();
    arena_init(&a);
    typed_line(&t, &a, data[0], home, &from);
    if (how & IN_JSON) t.argv[t.argc++] = json;
    if (getenv("FUZZ_SAY")) say_line(&t);
    environment(how);
    hostile_begin(&from, how & ON_TERMINAL);
    long before = peak_kb();
    run(&t, how);
    if (peak_kb() > before + GROWN_KB_MAX) fault("one run takes %ld MB", (peak_kb() - before) / 1024);
    sweep(home, false);
    arena_close(&a);
    return 0;
}
