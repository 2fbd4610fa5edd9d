/* A path that names a procedure:
 *
 *   /sippe.intake.Intake/SubmitScreening     daemon intake, method "intake.SubmitScreening"
 *   /intake/sippe.node.Node/GetStatus        daemon intake, method "node.GetStatus": each daemon has these
 *   /sippe.gateway.Gateway/SignIn            the gateway's own
 *
 * One spelling for each, byte by byte: a second one would go by whatever looks at paths in front of us. Whether there
 * is such a method, who answers it knows. Pure. */
#pragma once
#include <stdbool.h>
#include "base/daemons.h"
#include "base/span.h"

enum { METHOD_NAME_MAX = 95, PROCEDURE_OF_GATEWAY = DAEMONS };

struct procedure {
    int daemon; /* of base/daemons.h, or PROCEDURE_OF_GATEWAY */
    char method[METHOD_NAME_MAX + 1];
};

/* The path as it came: not decoded, without the query. False: it names none. */
bool procedure_of(struct span path, struct procedure *out);
