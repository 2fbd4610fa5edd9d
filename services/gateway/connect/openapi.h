/* What the gateway answers, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0): for whoever has no protoc, and for
 * tools that know nothing of Connect. Made of the descriptors alone, so that a new rpc stands in it without a word; the
 * same contract always gives the same bytes.
 *
 *   paths       /sippe.gateway.Gateway/SignIn             the gateway's own
 *               /sippe.intake.Intake/SubmitScreening      one a method, POST, JSON or packed
 *               /sippe.intake.Intake/GetTerritory         what has no side effects (proto/options/safe.h) also by GET
 *               /{daemon}/sippe.node.Node/GetHealth       what each daemon answers for itself
 *   components  schemas of all messages, by their full name, as canonical JSON writes them (text/canonical); the error
 *               of Connect with sippe.Status as its detail; the headers; cookie and bearer
 *
 * It says what is well formed. Who may ask what, and what values make sense, the daemons say. */
#pragma once
#include <stdio.h>

/* 0; ERR_IO: it could not be written. */
int openapi_write(FILE *out);
