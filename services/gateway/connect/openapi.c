#include "gateway/connect/openapi.h"

#include <ctype.h>
#include <string.h>
#include "base/err.h"
#include "contract/contract.h"
#include "gateway/connect/openapi_schema.h"
#include "proto/gateway.h"
#include "proto/status.h"
#include "text/json.h"

enum { BY_POST = 1, BY_GET = 2, BY_BOTH = 3 };

static const struct {
    const char *name, *in, *pattern;
    int by;
    bool required;
    const char *says;
} saids[] = {
    {"Connect-Protocol-Version", "header", "^1$", BY_POST, true,
     "1. A request without it is refused: no page of somebody else can send it."},
    {"Connect-Timeout-Ms", "header", "^[0-9]{1,10}$", BY_BOTH, false, "How long the caller waits; 30 seconds at most."},
    {"Sippe-Request-Id", "header", "^([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$", BY_POST,
     false,
     "Of a command: 16 bytes chosen at random, also as a UUID. The same again, with the same body, has one effect and "
     "gets the same answer, for 30 days."},
    {"Sippe-At-Least", "header", "^[0-9a-f]{32}:[0-9]{1,20}$", BY_BOTH, false,
     "Of a query: what an earlier answer said in its header of this name. The answer is then no older than that one."},
    {"Sippe-As", "header", "^[0-9a-fA-F]{32}$", BY_BOTH, false,
     "Which of her memberships acts, by its id, where she who signed in has several."},
    {"Sippe-Again", "header", "^1$", BY_POST, false,
     "1, of a command that was first sent before the store was restored (Sippe-Epoch is another): what it speaks of "
     "may "
     "come later than it, so a refusal of that is not remembered, and the same id may be sent once more."},
    {"Sippe-Page", "header", "^[a-z0-9-]{1,32}$", BY_BOTH, false,
     "From which page she asks: the access journal notes it."},
    {"If-None-Match", "header", NULL, BY_GET, false, "The ETag of what the caller has: 304 if it is still the same."},
    {"connect", "query", "^v1$", BY_GET, true, "v1."},
    {"encoding", "query", "^(json|proto)$", BY_GET, true, "How the message is written, and the answer."},
    {"message", "query", NULL, BY_GET, true, "The request: in JSON, or packed."},
    {"base64", "query", "^1$", BY_GET, false, "1: the message is in base64url."},
};
enum { SAIDS = sizeof saids / sizeof *saids };

static const char description[] =
    "How Québec's early-childhood teams find, refer and follow vulnerable families. The protocol is Connect's "
    "(https://connectrpc.com/docs/protocol), unary; JSON is the mapping of Protocol Buffers: a field that has its "
    "default value is not written, the names of the .proto are read as well, an unknown field is refused. "
    "What each method does, who may ask it and what it refuses is told in proto/.";

static json_t *parameters(void) {
    json_t *out = json_object();
    for (size_t i = 0; i < SAIDS; i++) {
        json_t *schema = json_pack("{s:s,s:s*}", "type", "string", "pattern", saids[i].pattern);
        json_object_set_new(out, saids[i].name,
                            json_pack("{s:s,s:s,s:b,s:s,s:o}", "name", saids[i].name, "in", saids[i].in, "required",
                                      saids[i].required, "description", saids[i].says, "schema", schema));
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

static json_t *parameter_list(bool of_node, int by) {
    json_t *out = json_array();
    if (of_node) json_array_append_new(out, json_pack("{s:s}", "$ref", "#/components/parameters/daemon"));
    for (size_t i = 0; i < SAIDS; i++)
        if (saids[i].by & by)
            json_array_append_new(
                out, json_pack("{s:o}", "$ref", json_sprintf("#/components/parameters/%s", saids[i].name)));
    return out;
}

struct place {
    const ProtobufCServiceDescriptor *service;
    bool of_node;
};

static json_t *header_list(int by) {
    json_t *out = json_pack("{s:{s:s}}", "Sippe-At-Least", "$ref", "#/components/headers/Sippe-At-Least");
    if (by == BY_GET) json_object_set_new(out, "ETag", json_pack("{s:s}", "$ref", "#/components/headers/ETag"));
    return out;
}

/* Without its request, which a GET has among its parameters. */
static json_t *operation(struct schemas *s, const struct place *p, const ProtobufCMethodDescriptor *m, int by) {
    json_t *answers =
        json_pack("{s:{s:s,s:o,s:o},s:{s:s}}", "200", "description", "Done.", "headers", header_list(by), "content",
                  content(schema_of(s, m->output)), "default", "$ref", "#/components/responses/Error");
    if (by == BY_GET) json_object_set_new(answers, "304", json_pack("{s:s}", "description", "It is still the same."));
    return json_pack("{s:o,s:[s],s:o,s:o}", "operationId",
                     json_sprintf("%s.%s%s", p->service->name, m->name, by == BY_GET ? ".get" : ""), "tags",
                     p->service->name, "parameters", parameter_list(p->of_node, by), "responses", answers);
}

static json_t *path_item(struct schemas *s, const struct place *p, const ProtobufCMethodDescriptor *m) {
    json_t *request = content(schema_of(s, m->input)), *post = operation(s, p, m, BY_POST);
    json_object_set_new(post, "requestBody", json_pack("{s:b,s:o}", "required", 1, "content", request));
    json_t *out = json_pack("{s:o}", "post", post);
    if (contract_is_safe(arena_printf(s->arena, "%s.%s", p->service->package + strlen("sippe."), m->name)))
        json_object_set_new(out, "get", operation(s, p, m, BY_GET));
    return out;
}

static void service_add(struct schemas *s, json_t *paths, json_t *tags, struct place p) {
    json_array_append_new(tags, json_pack("{s:s}", "name", p.service->name));
    for (unsigned i = 0; i < p.service->n_methods; i++) {
        const ProtobufCMethodDescriptor *m = &p.service->methods[i];
        const char *before = p.of_node ? "/{daemon}" : "";
        json_object_set_new(paths, arena_printf(s->arena, "%s/%s/%s", before, p.service->name, m->name),
                            path_item(s, &p, m));
    }
}

static json_t *response_headers(void) {
    return json_pack("{s:{s:s,s:{s:s}},s:{s:s,s:{s:s}}}", "Sippe-At-Least", "description",
                     "What this answer has seen: to be given back with a query that must not see less.", "schema",
                     "type", "string", "ETag", "description", "Which answer this is, for If-None-Match.", "schema",
                     "type", "string");
}

static json_t *components(struct schemas *s) {
    error_add(s);
    return json_pack("{s:O,s:o,s:o,s:{s:{s:s,s:{s:{s:{s:s}}}}},s:o}", "schemas", s->all, "parameters", parameters(),
                     "headers", response_headers(), "responses", "Error", "description",
                     "Refused, or not answered: the code says what kind, the detail why and in which fields.",
                     "content", "application/json", "schema", "$ref", "#/components/schemas/connect.Error",
                     "securitySchemes", security_schemes());
}

static json_t *document(struct schemas *s) {
    json_t *paths = json_object(), *tags = json_array();
    service_add(s, paths, tags, (struct place){&gateway__gateway__descriptor, false});
    for (int i = 0; i <= DAEMONS; i++) service_add(s, paths, tags, (struct place){contracts[i], i == DAEMONS});
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
