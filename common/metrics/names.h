/* The names of this daemon's metrics, one constant each: metric_zap_denied and so on, by the table in names.def. One
 * that is not filled in does not link, as tests/tree/metrics.py and the text of a running daemon are compared with the
 * table; so are the alarms (alarms.def), the RUNBOOK's list of them and deploy/prometheus/alerts.yml. */
#pragma once
#include "metrics/metrics.h"

#define METRIC(id, kind, name, labels, unit, help) extern const struct metric_family metric_##id;
#include "metrics/names.def"
#undef METRIC
