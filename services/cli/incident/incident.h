/* The register of incidents, for the commands of it. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* By the first digits of its id, with its history. Says what is wrong itself and then gives NULL, c->exit set. */
intake__get_incident_reply *lookup_incident(struct cli *c, const char *text);
/* One whole. */
void incident_show(struct cli *c, const intake__get_incident_reply *g);
/* "identité, coordonnées" */
const char *incident_information(struct cli *c, const intake__incident_facts *f);
/* "21 nov. 2026", "du 21 au 23 nov. 2026 (environ)" */
const char *incident_days(struct cli *c, const intake__incident_facts *f);
