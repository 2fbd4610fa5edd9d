/* gateway/connect/openapi: the document against the descriptors. (That it is OpenAPI, tests/connect asks of others.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "base/daemons.h"
#include "base/err.h"
#include "gateway/connect/openapi.h"
#include "proto/directory.h"
#include "proto/gateway.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "proto/notifications.h"
#include "proto/options/safe.h"
#include "proto/scheduling.h"
#include "text/json.h"

static char *written(size_t *len) {
    char *text = NULL;
    FILE *f = open_memstream(&text, len);
    assert_int_equal(openapi_write(f), 0);
    fclose(f);
    return text;
}

static int setup(void **state) {
    size_t len;
    json_error_t fault;
    char *text = written(&len);
    *state = json_loadb(text, len, JSON_REJECT_DUPLICATES, &fault);
    if (!*state) fail_msg("%s at %d", fault.text, fault.line);
    free(text);
    return 0;
}

static int teardown(void **state) {
    json_decref(*state);
    return 0;
}

/* What stands there: "components/schemas/sippe.Date"; a key may hold a slash, written as ~1. */
static json_t *at(json_t *value, const char *path) {
    char key[200];
    while (value && *path) {
        size_t n = 0;
        for (; *path && *path != '/'; path++) {
            bool slash = strncmp(path, "~1", 2) == 0;
            key[n++] = slash ? '/' : *path;
            path += slash;
        }
        key[n] = 0;
        path += *path == '/';
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(key)) : json_object_get(value, key);
    }
    return value;
}

static const char *text_at(json_t *value, const char *path) {
    const char *text = json_string_value(at(value, path));
    return text ? text : "";
}

static const ProtobufCServiceDescriptor *const services[] = {
    &intake__intake__descriptor,       &scheduling__scheduling__descriptor,
    &directory__directory__descriptor, &notifications__notifications__descriptor,
    &node__node__descriptor,           &gateway__gateway__descriptor};

static void test_every_method(void **state) {
    size_t n = 0;
    char path[300], name[200];
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        for (unsigned k = 0; k < services[i]->n_methods; k++, n++) {
            const ProtobufCMethodDescriptor *m = &services[i]->methods[k];
            snprintf(path, sizeof path, "paths/%s~1%s~1%s/post",
                     services[i] == &node__node__descriptor ? "~1{daemon}" : "", services[i]->name, m->name);
            json_t *post = at(*state, path);
            if (!post) fail_msg("%s is missing", path);
            snprintf(name, sizeof name, "#/components/schemas/%s", m->input->name);
            assert_string_equal(text_at(post, "requestBody/content/application~1json/schema/$ref"), name);
            snprintf(name, sizeof name, "#/components/schemas/%s", m->output->name);
            assert_string_equal(text_at(post, "responses/200/content/application~1json/schema/$ref"), name);
        }
    assert_int_equal(json_object_size(at(*state, "paths")), n);
}

/* By GET there is what the .proto says is without side effects, with its question in the address, and nothing else. */
static void test_gets(void **state) {
    static const char path[] = "paths/~1sippe.intake.Intake~1GetTerritory/get";
    const char *key;
    json_t *item, *part, *list = at(at(*state, path), "parameters");
    size_t n = 0, i, in_address = 0;
    json_object_foreach(at(*state, "paths"), key, item) n += json_object_get(item, "get") != NULL;
    assert_int_equal(n, n_proto_safe_methods);
    json_array_foreach(list, i, part) {
        json_t *said = at(*state, json_string_value(json_object_get(part, "$ref")) + 2);
        in_address += strcmp(text_at(said, "in"), "query") == 0;
        assert_string_not_equal(text_at(said, "name"), "Connect-Protocol-Version");
    }
    assert_int_equal(in_address, 4);
    assert_non_null(at(at(*state, path), "responses/304"));
    assert_null(at(at(*state, path), "requestBody"));
    assert_string_equal(text_at(at(*state, path), "responses/200/headers/ETag/$ref"), "#/components/headers/ETag");
}

/* Everything that is pointed to is there. */
static size_t check_references(json_t *document, json_t *value) {
    size_t n = 0, i;
    json_t *part;
    const char *key, *to = json_string_value(json_object_get(value, "$ref"));
    if (to && !at(document, to + 2)) fail_msg("%s is missing", to);
    json_array_foreach(value, i, part) n += check_references(document, part);
    json_object_foreach(value, key, part) n += check_references(document, part);
    return n + (to != NULL);
}

static void test_references(void **state) { assert_true(check_references(*state, *state) > 1000); }

static void test_schemas(void **state) {
    static const struct {
        const char *path, *says;
    } rows[] = {
        {"sippe.Date/properties/year/format", "int32"},
        {"sippe.Instant/properties/ms/type", "string"},
        {"sippe.Instant/properties/ms/format", "int64"},
        {"sippe.AtLeast/properties/seq/format", ""}, /* of the envelope: no client of HTTP sees it */
        {"sippe.Status/properties/version/contentEncoding", "base64"},
        {"sippe.Status/properties/retryAfterMs/type", "integer"},
        {"sippe.Status/properties/retry_after_ms/type", ""},
        {"sippe.Status/properties/violations/type", "array"},
        {"sippe.Status/properties/violations/items/$ref", "#/components/schemas/sippe.Violation"},
        {"sippe.Violation/properties/reason/$ref", "#/components/schemas/sippe.Reason"},
        {"sippe.Reason/enum/1", "REASON_MALFORMED"},
        {"sippe.DateAnswer/allOf/0/oneOf/0/required/0", "value"},
        {"sippe.DateAnswer/allOf/0/oneOf/1/required/0", "notKnown"},
        {"sippe.DateAnswer/allOf/0/oneOf/2/not/anyOf/1/required/0", "notKnown"},
        {"connect.Error/properties/code/enum/0", "canceled"},
        {"connect.Error/properties/code/enum/15", "unauthenticated"},
        {"connect.Error/properties/details/items/properties/json/$ref", "#/components/schemas/sippe.Status"},
    };
    json_t *schemas = at(*state, "components/schemas");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(text_at(schemas, rows[i].path), rows[i].says) != 0)
            fail_msg("%s: %s", rows[i].path, text_at(schemas, rows[i].path));
    assert_int_equal(json_array_size(at(schemas, "sippe.DateAnswer/allOf")), 1);
    assert_null(at(schemas, "sippe.Date/allOf"));
}

static void test_doors(void **state) {
    static const char *const named[] = {"Connect-Protocol-Version",
                                        "Connect-Timeout-Ms",
                                        "Sippe-Request-Id",
                                        "Sippe-At-Least",
                                        "Sippe-As",
                                        "Sippe-Again",
                                        "Sippe-Page"};
    json_t *list = at(*state, "paths/~1sippe.intake.Intake~1SubmitScreening/post/parameters");
    assert_int_equal(json_array_size(list), sizeof named / sizeof *named);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        const char *to = json_string_value(json_object_get(json_array_get(list, i), "$ref"));
        assert_string_equal(strrchr(to, '/') + 1, named[i]);
        assert_string_equal(text_at(at(*state, to + 2), "in"), "header");
    }
    json_t *daemons = at(*state, "components/parameters/daemon/schema/enum");
    assert_int_equal(json_array_size(daemons), DAEMONS);
    assert_string_equal(text_at(*state, "components/securitySchemes/session/in"), "cookie");
    assert_string_equal(text_at(*state, "components/securitySchemes/token/scheme"), "bearer");
}

static void test_same_bytes(void **state) {
    (void)state;
    size_t len, again;
    char *text = written(&len), *more = written(&again);
    assert_int_equal(len, again);
    assert_memory_equal(text, more, len);
    free(text);
    free(more);
}

static void test_full_disk(void **state) {
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    assert_int_equal(openapi_write(full), ERR_IO);
    fclose(full);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_method, setup, teardown),
        cmocka_unit_test_setup_teardown(test_gets, setup, teardown),
        cmocka_unit_test_setup_teardown(test_references, setup, teardown),
        cmocka_unit_test_setup_teardown(test_schemas, setup, teardown),
        cmocka_unit_test_setup_teardown(test_doors, setup, teardown),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_full_disk),
    };
    return cmocka_run_group_tests_name("openapi", tests, NULL, NULL);
}
