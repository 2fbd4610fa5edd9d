/* Appointments as a table: when, who goes, how it stands, and what whoever goes must know. */
#pragma once
#include "cli/cli.h"
#include "cli/show/joined.h"
#include "proto/scheduling.h"

/* "inf-01 + ts-01" */
const char *visit_workers_text(struct cli *c, const scheduling__visit *v);
/* What has changed since it was agreed, for whoever goes. */
void visit_news_join(struct cli *c, struct joined *all, const scheduling__visit *v);
void visits_show(struct cli *c, scheduling__visit *const *list, size_t n);
