#include "runtime/process/meters.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "metrics/names.h"

void process_meters_open(struct process_meters *m, const char *territory, const char *name, int64_t started_ms) {
    m->registry = metrics_new(LABELS({"territory", territory}, {"daemon", name}));
    metric_set(metrics_series(m->registry, &metric_build_info, LABELS({"version", SIPPE_RELEASE})), 1);
    m->loop_late = metrics_series(m->registry, &metric_loop_late_seconds, NULL);
    metric_set(metrics_series(m->registry, &metric_process_start, NULL), (double)started_ms / 1000);
    m->resident = metrics_series(m->registry, &metric_process_resident, NULL);
    m->fds = metrics_series(m->registry, &metric_process_fds, NULL);
}

void process_meters_close(struct process_meters *m) {
    metrics_free(m->registry);
    m->registry = NULL;
}

void process_late(struct process_meters *m, int64_t late_us) {
    metric_observe(m->loop_late, late_us > 0 ? (double)late_us / 1e6 : 0);
}

/* proc(5): the second number is pages resident, LMDB's map among them. */
static double resident_bytes(void) {
    char line[128] = "", *second = NULL;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file) return 0;
    if (fgets(line, sizeof line, file)) second = strchr(line, ' ');
    fclose(file);
    return second ? (double)strtol(second, NULL, 10) * (double)sysconf(_SC_PAGESIZE) : 0;
}

/* Once a scrape, so a folder may be read for it. */
static double open_fds(void) {
    DIR *dir = opendir("/proc/self/fd");
    int n = 0;
    if (!dir) return 0;
    while (readdir(dir)) n++;
    closedir(dir);
    return n - 3; /* ".", ".." and the one that reads */
}

void process_meters_fill(struct process_meters *m) {
    metric_set(m->resident, resident_bytes());
    metric_set(m->fds, open_fds());
}
