/* bench-growth DIR FAMILIES...: what a territory costs that grows to so many families, step by step in one store: a
 * submission, every question that people ask all day, the store's files, the memory, a start, and all rows made anew.
 * A line of JSON each; {"what":"families"} begins a step. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "desk.h"
#include "queries/queries.h"
#include "samples.h"
#include "work.h"

extern const struct service intake_service;

enum { ASKED = 100, SUBMITTED = 500 };

/* ---- what it holds ---- */

/* What the disk holds of them: a map is longer than what was written of it. */
static double files_mib(const char *dir) {
    double bytes = 0;
    DIR *folder = opendir(dir);
    for (struct dirent *e; folder && (e = readdir(folder));) {
        char path[600];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) bytes += 512.0 * (double)st.st_blocks;
    }
    if (folder) closedir(folder);
    return bytes / (1 << 20);
}

/* Our own, without the pages of the store's map, which are the kernel's to take back. */
static double own_mib(void) {
    char line[200];
    double kib = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "RssAnon:", 8) == 0) kib = strtod(line + 8, NULL);
    if (f) fclose(f);
    return kib / 1024;
}

static double seconds_since(int64_t us) { return (double)(samples_now_us() - us) / 1e6; }

static void tell(const char *what, double value) { printf("{\"what\":\"%s\",\"value\":%.3f}\n", what, value); }

/* ---- a step ---- */

static void submit(struct desk *d) {
    static struct work w;
    struct samples s = {.us = NULL};
    work_make(&w, ++d->seed, SUBMITTED, (day)(desk_now_ms(d) / 86400000));
    int64_t began = samples_now_us();
    for (size_t i = 0; i < SUBMITTED; i++) {
        int64_t from = samples_now_us();
        desk_push(d, "bench-desk", "intake.SubmitScreening", work_body(&w, i));
        for (size_t left = 1; left;) left -= desk_turn(d, &d->n_families);
        samples_add(&s, samples_now_us() - from);
    }
    samples_print(&s, "submission", 1, seconds_since(began));
    samples_close(&s);
    work_close(&w);
}

/* Opened again; a service with another layout makes its rows of the journal. */
static void open_again(struct desk *d, const struct service *service, const char *dir, const char *what) {
    int64_t began = samples_now_us();
    desk_close(d);
    tell("close", seconds_since(began));
    began = samples_now_us();
    desk_open(d, service, dir, true);
    tell(what, seconds_since(began));
}

/* What the opening has left to the turns behind it; until then a question that needs one waits. */
static void lists_wait(struct desk *d) {
    int64_t began = samples_now_us();
    for (size_t ok = 0; !engine_is_whole(d->engine);) desk_turn(d, &ok);
    tell("lists", seconds_since(began));
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    static struct desk d;
    static struct service layouts[16]; /* one a step, as an engine keeps the pointer */
    const struct service *now = &intake_service;
    desk_open(&d, now, argv[1], true);
    for (int i = 2; i < argc && i < 18; i++) {
        desk_fill(&d, strtoul(argv[i], NULL, 10));
        printf("{\"what\":\"families\",\"n\":%zu}\n", d.n_families);
        submit(&d);
        queries_ask(&d, ASKED);
        open_again(&d, now, argv[1], "start");
        lists_wait(&d);
        tell("own memory", own_mib());
        tell("files", files_mib(argv[1]));
        layouts[i - 2] = *now;
        layouts[i - 2].layout++;
        now = &layouts[i - 2];
        open_again(&d, now, argv[1], "rebuild");
        fflush(stdout);
    }
    desk_close(&d);
    return 0;
}
