/* Writes the figures of a day as a file, in another thread. */
#include <stdlib.h>
#include <string.h>
#include "base/err.h"
#include "civil/civil.h"
#include "engine/service.h"
#include "intake/intake_jobs.h"
#include "sys/file.h"

/* As intake/tables.h declares them, which names what this library does not have. */
node__job_end intake_figures_run(struct job_run *r, const intake_jobs__figures_input *in,
                                 intake_jobs__figures_outcome *out);
int64_t intake_figures_again(uint32_t tried);

static int by_place(const void *a, const void *b) {
    const intake_jobs__figure *x = *(intake_jobs__figure *const *)a, *y = *(intake_jobs__figure *const *)b;
    int order = strcmp(x->clsc, y->clsc);
    return order ? order : strcmp(x->what, y->what);
}

static const char *lines(struct arena *a, const intake_jobs__figures_input *in, const char *of_day) {
    const char *text = "day,clsc,figure,count\n";
    if (in->n_figures > 1) qsort(in->figures, in->n_figures, sizeof *in->figures, by_place);
    for (size_t i = 0; i < in->n_figures; i++)
        text = arena_printf(a, "%s%s,%s,%s,%u\n", text, of_day, in->figures[i]->clsc, in->figures[i]->what,
                            in->figures[i]->n);
    return text;
}

/* The same content under the same name each time, put there at once: written twice it is as written once. */
node__job_end intake_figures_run(struct job_run *r, const intake_jobs__figures_input *in,
                                 intake_jobs__figures_outcome *out) {
    struct arena *a = job_arena(r);
    char of_day[11];
    day_text(civil_day(in->day), of_day);
    job_progress(r, 0, (uint32_t)in->n_figures);
    out->file = arena_printf(a, "%s/%s-%s.csv", in->folder, in->territory, of_day);
    if (job_is_stopped(r)) return JOB_END_STOPPED;
    if (!file_write(out->file, span_text(lines(a, in, of_day)), 0640)) return JOB_END_DONE;
    job_reason(r, REASON_FOLDER_UNWRITABLE);
    return JOB_END_FAILED;
}

/* A folder on another machine comes back by itself, or somebody must look: after two days it is given up. */
int64_t intake_figures_again(uint32_t tried) {
    static const int64_t minute_ms = 60000;
    if (tried > 50) return -1;
    return (tried < 5 ? tried * 2 : 60) * minute_ms;
}
