#include "gateway/connect/openapi.h"

#include <ctype.h>
#include <string.h>
#include "base/err.h"
#include "contract/contract.h"
#include "gateway/connect/openapi_schema.h"
#include "proto/gateway.h"
#include "proto/status.h"
#include "text/json.h"

static const struct {
    const char *name, *pattern, *says;
    bool required;
} headers[] = {
    {"Connect-Protocol-Version", "^1$", "1. A request without it is refused: no page of somebody else can send it.",
     true},
    {"Connect-Timeout-Ms", "^[0-9]{1,10}$", "How long the caller waits; 30 seconds at most.", false},
    {"Sippe-Request-Id", "^([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$",
     "Of a command: 16 bytes chosen at random, also as a UUID. The same again, with the same body, has one effect and "
     "gets the same answer, for 30 days.",
     false},
    {"Sippe-At-Least", "^[0-9a-f]{32}:[0-9]{1,20}$",
     "Of a query: what an earlier answer said in its header of this name. The answer is then no older than that one.",
     false},
    {"Sippe-As", "^[0-9a-fA-F]{32}$", "Which of her memberships acts, by its id, where she who signed in has several.",
     false},
    {"Sippe-Page", "^[a-z0-9-]{1,32}$", "From which page she asks: the access journal notes it.", false},
};
enum { HEADERS = sizeof headers / sizeof *headers };

static const char description[] =
    "How Québec's early-childhood teams find, refer and follow vulnerable families. The protocol is Connect's "
    "(https://connectrpc.com/docs/protocol), unary; JSON is the mapping of Protocol Buffers: a field that has its "
    "default value is not written, the names of the .proto are read as well, an unknown field is refused. "
    "What each method does, who may ask it and what it refuses is told in proto/.";

static json_t *parameters(void) {
    json_t *out = json_object();
    for (size_t i = 0; i < HEADERS; i++) {
        json_t *schema = json_pack("{s:s,s:s*}", "type", "string", "pattern", headers[i].pattern);
        json_object_set_new(out, headers[i].name,
                            json_pack("{s:s,s:s,s:b,s:s,s:o}", "name", headers[i].name, "in", "header", "required",
                                      headers[i].required, "description", headers[i].says, "schema", schema));
    }
    json_t *names = json_array();
    for (int i = 0; i < DAEMONS; i++) json_array_append_new(names, json_string(daemon_names[i]));
    json_object_set_new(out, "daemon",
                        json_pack("{s:s,s:s,s:b,s:s,s:{s:s,s:o}}", "name", "daemon", "in", "path", "required", 1,
                                  "description", "Which of the daemons is asked.", "schema", "type", "string", "enum",
                                  names));
    return out;
}

static json_t *security_schemes(void) {
    return json_pack("{s:{s:s,s:s,s:s,s:s},s:{s:s,s:s,s:s}}", "session", "type", "apiKey", "in", "cookie", "name",
                     "__Host-s", "description", "A person's: sippe.gateway.Gateway/SignIn sets it.", "token", "type",
                     "http", "scheme", "bearer", "description", "A program's: a membership that has a token.");
}

/* Connect spells its codes in small letters, and one of them otherwise than gRPC. */
static json_t *code_names(struct arena *a) {
    const ProtobufCEnumDescriptor *codes = &sippe__code__descriptor;
    json_t *out = json_array();
    for (unsigned i = 0; i < codes->n_values; i++) {
        if (codes->values[i].value == CODE_OK) continue;
        char *name = arena_text(a, codes->values[i].name + strlen("CODE_"));
        for (char *c = name; *c; c++) *c = (char)tolower((unsigned char)*c);
        json_array_append_new(out, json_string(codes->values[i].value == CODE_CANCELLED ? "canceled" : name));
    }
    return out;
}

static void error_add(struct schemas *s) {
    json_t *detail = json_pack("{s:s,s:[s,s],s:{s:{s:s,s:s},s:{s:s,s:s,s:s},s:o}}", "type", "object", "required",
                               "type", "value", "properties", "type", "type", "string", "const", "sippe.Status",
                               "value", "type", "string", "contentEncoding", "base64", "description",
                               "The status, packed; no padding.", "json", schema_of(s, &sippe__status__descriptor));
    json_t *error = json_pack("{s:s,s:[s],s:{s:{s:s,s:o},s:{s:s},s:{s:s,s:o}}}", "type", "object", "required", "code",
                              "properties", "code", "type", "string", "enum", code_names(s->arena), "message", "type",
                              "string", "details", "type", "array", "items", detail);
    json_object_set_new(s->all, "connect.Error", error);
}

/* Either form of one message. */
static json_t *content(json_t *schema) {
    return json_pack("{s:{s:o},s:{}}", "application/json", "schema", schema, "application/proto");
}

static json_t *parameter_list(bool of_node) {
    json_t *out = json_array();
    if (of_node) json_array_append_new(out, json_pack("{s:s}", "$ref", "#/components/parameters/daemon"));
    for (size_t i = 0; i < HEADERS; i++)
        json_array_append_new(out,
                              json_pack("{s:o}", "$ref", json_sprintf("#/components/parameters/%s", headers[i].name)));
    return out;
}

static json_t *operation(struct schemas *s, const ProtobufCServiceDescriptor *service,
                         const ProtobufCMethodDescriptor *m, bool of_node) {
    json_t *request = content(schema_of(s, m->input)), *reply = content(schema_of(s, m->output));
    json_t *answers = json_pack("{s:{s:s,s:{s:{s:s}},s:o},s:{s:s}}", "200", "description", "Done.", "headers",
                                "Sippe-At-Least", "$ref", "#/components/headers/Sippe-At-Least", "content", reply,
                                "default", "$ref", "#/components/responses/Error");
    return json_pack("{s:o,s:[s],s:o,s:{s:b,s:o},s:o}", "operationId", json_sprintf("%s.%s", service->name, m->name),
                     "tags", service->name, "parameters", parameter_list(of_node),
                     "requestBody", "required", 1, "content", request, "responses", answers);
}

static void service_add(struct schemas *s, json_t *paths, json_t *tags, const ProtobufCServiceDescriptor *service,
                        bool of_node) {
    const char *before = of_node ? "/{daemon}" : "";
    json_array_append_new(tags, json_pack("{s:s}", "name", service->name));
    for (unsigned i = 0; i < service->n_methods; i++) {
        const ProtobufCMethodDescriptor *m = &service->methods[i];
        const char *path = arena_printf(s->arena, "%s/%s/%s", before, service->name, m->name);
        json_object_set_new(paths, path, json_pack("{s:o}", "post", operation(s, service, m, of_node)));
    }
}

static json_t *components(struct schemas *s) {
    error_add(s);
    return json_pack("{s:O,s:o,s:{s:{s:s,s:{s:s}}},s:{s:{s:s,s:{s:{s:{s:s}}}}},s:o}", "schemas", s->all, "parameters",
                     parameters(), "headers", "Sippe-At-Least", "description",
                     "What this answer has seen: to be given back with a query that must not see less.", "schema",
                     "type", "string", "responses", "Error", "description",
                     "Refused, or not answered: the code says what kind, the detail why and in which fields.",
                     "content", "application/json", "schema", "$ref", "#/components/schemas/connect.Error",
                     "securitySchemes", security_schemes());
}

static json_t *document(struct schemas *s) {
    json_t *paths = json_object(), *tags = json_array();
    service_add(s, paths, tags, &gateway__gateway__descriptor, false);
    for (int i = 0; i <= DAEMONS; i++) service_add(s, paths, tags, contracts[i], i == DAEMONS);
    json_t *info =
        json_pack("{s:s,s:s,s:s,s:{s:s,s:s}}", "title", "sippe", "version", SIPPE_RELEASE, "description", description,
                  "license", "name", "GNU AGPL 3.0 or later", "identifier", "AGPL-3.0-or-later");
    return json_pack("{s:s,s:o,s:[{s:s}],s:[{s:[]},{s:[]}],s:o,s:o,s:o}", "openapi", "3.1.0", "info", info, "servers",
                     "url", "/", "security", "session", "token", "tags", tags, "paths", paths, "components",
                     components(s));
}

int openapi_write(FILE *out) {
    struct arena a;
    arena_init(&a);
    struct schemas s = {.arena = &a, .all = json_object()};
    json_t *all = document(&s);
    bool written = fprintf(out, "%s\n", json_print(&a, all, true)) > 1 && fflush(out) == 0;
    json_decref(all);
    json_decref(s.all);
    arena_close(&a);
    return written ? 0 : ERR_IO;
}
