/* Paths that name a procedure, and what a browser says it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include "gateway/http/head/place.h"
#include "gateway/http/head/procedure.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void each_path_by_a_table(void **state) {
    (void)state;
    static const struct {
        const char *path;
        int daemon;
        const char *method; /* NULL: it names none */
    } rows[] = {
        {"/sippe.intake.Intake/SubmitScreening", DAEMON_INTAKE, "intake.SubmitScreening"},
        {"/sippe.scheduling.Scheduling/WorkerWeek", DAEMON_SCHEDULING, "scheduling.WorkerWeek"},
        {"/sippe.directory.Directory/A", DAEMON_DIRECTORY, "directory.A"},
        {"/sippe.notifications.Notifications/List2", DAEMON_NOTIFICATIONS, "notifications.List2"},
        {"/sippe.gateway.Gateway/SignIn", PROCEDURE_OF_GATEWAY, "gateway.SignIn"},
        {"/intake/sippe.node.Node/GetStatus", DAEMON_INTAKE, "node.GetStatus"},
        {"/notifications/sippe.node.Node/GetStatus", DAEMON_NOTIFICATIONS, "node.GetStatus"},
        {.path = ""},
        {.path = "/"},
        {.path = "sippe.intake.Intake/SubmitScreening"},
        {.path = "//sippe.intake.Intake/SubmitScreening"},
        {.path = "/sippe.intake.Intake//SubmitScreening"},
        {.path = "/sippe.intake.Intake/SubmitScreening/"},
        {.path = "/sippe.intake.Intake/SubmitScreening?connect=v1"},
        {.path = "/sippe.intake.Intake/submitScreening"},
        {.path = "/sippe.intake.Intake/Submit-Screening"},
        {.path = "/sippe.intake.Intake/Submit_Screening"},
        {.path = "/sippe.intake.Intake/Submit%53creening"},
        {.path = "/sippe.intake.Intake/Submit.Screening"},
        {.path = "/sippe.intake.Intake/"},
        {.path = "/sippe.intake.Intake"},
        {.path = "/sippe.intake.intake/SubmitScreening"},
        {.path = "/sippe.intake.INTAKE/SubmitScreening"},
        {.path = "/sippe.Intake.Intake/SubmitScreening"},
        {.path = "/Sippe.intake.Intake/SubmitScreening"},
        {.path = "/sippe.intake.Directory/SubmitScreening"},
        {.path = "/sippe.intake.v1.Intake/SubmitScreening"},
        {.path = "/sippe.intake../SubmitScreening"},
        {.path = "/../sippe.intake.Intake/SubmitScreening"},
        {.path = "/./sippe.intake.Intake/SubmitScreening"},
        {.path = "/sippe.intake.Intake/../Intake/SubmitScreening"},
        {.path = "/%73ippe.intake.Intake/SubmitScreening"},
        {.path = "/sippe%2eintake.Intake/SubmitScreening"},
        {.path = "/sippe.nobody.Nobody/SubmitScreening"},
        {.path = "/sippe.record.Record/Get"},
        {.path = "/sippe.node.Node/GetStatus"},
        {.path = "/gateway/sippe.node.Node/GetStatus"},
        {.path = "/nobody/sippe.node.Node/GetStatus"},
        {.path = "/intake/sippe.intake.Intake/SubmitScreening"},
        {.path = "/intake/sippe.directory.Directory/SubmitScreening"},
        {.path = "/intake/sippe.gateway.Gateway/SignIn"},
        {.path = "/intake//sippe.node.Node/GetStatus"},
        {.path = "/intake/intake/sippe.node.Node/GetStatus"},
        {.path = "/intake@nord/sippe.node.Node/GetStatus"},
        {.path = "/Intake/sippe.node.Node/GetStatus"},
        {.path = "/sippe.intake.Intake/"
                 "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, /* 65 */
        {.path = "/flux"},
        {.path = "/s/0123/sippe.js"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct procedure p;
        size_t len = strlen(rows[i].path);
        uint8_t *exact = malloc(len ? len : 1);
        assert_non_null(exact);
        memcpy(exact, rows[i].path, len);
        bool is_one = procedure_of(span_of(exact, len), &p);
        free(exact);
        if (is_one != (rows[i].method != NULL)) fail_msg("%s: %d", rows[i].path, is_one);
        if (!is_one) continue;
        assert_int_equal(p.daemon, rows[i].daemon);
        assert_string_equal(p.method, rows[i].method);
    }
    struct procedure p;
    assert_false(procedure_of(span_of("/sippe.intake.Intake/A\0", 23), &p));
}

static void places_by_a_table(void **state) {
    (void)state;
#define WIN    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
#define CHROME "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
    static const char *const rows[][2] = {
        {WIN CHROME " Edg/130.0.2849.68", "Edge 130, Windows"},
        {WIN CHROME, "Chrome 130, Windows"},
        {WIN CHROME " OPR/116.0.0.0", "Opera 116, Windows"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox 132, Linux"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
         "Safari/605.1.15",
         "Safari 18, macOS"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1",
         "Chrome 130, iPhone"},
        {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 "
         "Chrome/125.0.0.0 Mobile Safari/537.36",
         "Samsung Internet 27, Android"},
        {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " CHROME, "Chrome 130, ChromeOS"},
        {"Firefox/, Linux", "Firefox, Linux"},
        {"Firefox/99999 Linux", "Firefox, Linux"},
        {"curl/8.5.0", "navigateur"},
        {"", "navigateur"},
        {"\xe9\xff <script>alert(1)</script> Windows NT", "navigateur, Windows"},
        {"Edg/<b>1</b>", "Edge"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[PLACE_MAX + 1];
        place_of(span_text(rows[i][0]), out);
        assert_string_equal(out, rows[i][1]);
    }
    char out[PLACE_MAX + 1];
    place_of((struct span){NULL, 0}, out);
    assert_string_equal(out, "navigateur");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_path_by_a_table),
        cmocka_unit_test(places_by_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
