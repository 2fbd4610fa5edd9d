/* What a person reads: output that is lost, texts of others, tables that fit. */
#include "run.h"

/* Not one line of it was read by anybody: the run has failed, whatever it did. */
static void test_output_that_is_lost(void **state) {
    (void)state;
    char program[] = "sippe", help[] = "help", *argv[] = {program, help, NULL}, *said = NULL;
    size_t len;
    FILE *full = fopen("/dev/full", "w"), *err = open_memstream(&said, &len);
    assert_non_null(full);
    assert_non_null(err);
    assert_int_equal(cli_main(2, argv, full, err), CLI_INTERNAL);
    fclose(err);
    fclose(full);
    assert_non_null(strstr(said, "La sortie n'a pas pu être écrite"));
    free(said);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_output_that_is_lost),
    };
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
