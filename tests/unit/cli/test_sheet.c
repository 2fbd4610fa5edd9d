/* cli/out: the sheet of a notice in a file. What stands there already is left alone, before the sheet counts as printed;
 * what somebody wrote opens no tag; what has no limit that fits the leaf is cut, and says so. */
#include "answering.h"

#include <sys/stat.h>
#include <unistd.h>
#include "cli/out/sheet_page.h"
#include "proto/envelope.h"
#include "proto/notifications.h"

#define NOTICE "00112233445566778899aabbccddeeff"
static char file[64];
static int printed;

static ProtobufCMessage *print_make(struct arena *a) {
    printed++;
    return &NEW(a, notifications__print_sheet_reply)->base;
}

static notifications__get_sheet_reply *sheet_new(struct arena *a) {
    notifications__get_sheet_reply *s = NEW(a, notifications__get_sheet_reply);
    notifications__notice *n = s->notice = NEW(a, notifications__notice);
    n->content = NEW(a, notifications__notice_content);
    n->content->given_name = "Anne </td><script>";
    n->content->language = NEW(a, sippe__language);
    n->content->language->code = "fr";
    n->state = NOTICE_STATE_ISSUED;
    n->clsc_phone = "5145550111";
    s->answer_code = "K7M-4TXQ";
    s->text_fr = "Ne laissez un message que si l’avis le permet.";
    s->text_en = "Leave a message only if the notice allows it.";
    s->link = "https://sippe.exemple/r/23479CDFGHJKMNPQRTWX";
    return s;
}
static ProtobufCMessage *sheet_make(struct arena *a) { return &sheet_new(a)->base; }

static const struct said said[] = {{"notifications.PrintSheet", print_make, 0},
                                   {"notifications.GetSheet", sheet_make, 0}};

static struct run print(const char *more) {
    char line[200];
    snprintf(line, sizeof line, "notices print " NOTICE " --html %s%s", file, more);
    return ANSWERING(line, said);
}

static int setup(void **state) {
    snprintf(file, sizeof file, "/tmp/sippe-sheet-%d.html", (int)getpid());
    return answering_setup(state);
}

static int teardown(void **state) {
    unlink(file);
    return answering_teardown(state);
}

static void a_file_is_written_once_and_for_its_owner(void **state) {
    (void)state;
    struct stat st;
    printed = 0;
    struct run r = print("");
    assert_int_equal(r.exit, CLI_DONE);
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    run_free(&r);
    r = print("");
    assert_int_equal(r.exit, CLI_USAGE);
    assert_int_equal(printed, 1); /* nothing left the second time, so nothing says that it did */
    run_free(&r);
    r = print(" --force");
    assert_int_equal(r.exit, CLI_DONE);
    assert_int_equal(printed, 2);
    run_free(&r);
}

static const char *page(struct cli *c, const notifications__get_sheet_reply *s) {
    c->language = ENGLISH;
    c->colour = true;
    const char *html = sheet_page(c, s);
    assert_int_equal(c->language, ENGLISH);
    assert_true(c->colour);
    return html;
}

static void what_somebody_wrote_opens_no_tag(void **state) {
    (void)state;
    struct cli c = cli_make();
    arena_init(&c.arena);
    const char *html = page(&c, sheet_new(&c.arena));
    assert_null(strstr(html, "<script"));
    assert_non_null(strstr(html, "Anne &lt;/td&gt;&lt;script&gt;"));
    assert_non_null(strstr(html, "K7M-4TXQ"));
    assert_non_null(strstr(html, "514 555-0111"));
    assert_non_null(strstr(html, "<span>2347</span>"));
    arena_close(&c.arena);
}

/* As on the printed sheet: French, and English for a family of another language. */
static void english_stands_beside_for_who_speaks_no_french(void **state) {
    (void)state;
    struct cli c = cli_make();
    arena_init(&c.arena);
    notifications__get_sheet_reply *s = sheet_new(&c.arena);
    assert_null(strstr(page(&c, s), "lang=\"en\""));
    s->notice->content->language->code = "ar";
    const char *html = page(&c, s), *fr = strstr(html, "Avis de référence"), *en = strstr(html, "Referral notice");
    assert_true(fr && en && fr < en);
    assert_non_null(strstr(html, "Leave a message"));
    arena_close(&c.arena);
}

static void a_long_note_is_cut_after_a_word_and_says_so(void **state) {
    (void)state;
    struct cli c = cli_make();
    char note[4001] = "";
    for (size_t i = 0; i + 6 < sizeof note; i += 5) memcpy(note + i, "éé ", 6);
    arena_init(&c.arena);
    notifications__get_sheet_reply *s = sheet_new(&c.arena);
    s->notice->content->note = "courte";
    assert_null(strstr(page(&c, s), "la suite"));
    s->notice->content->note = note;
    const char *html = page(&c, s);
    assert_non_null(strstr(html, "… [la suite\u00a0: appelez le CLSC]"));
    assert_non_null(strstr(html, "que si l’avis le permet.")); /* the note gives way before the territory's words */
    arena_close(&c.arena);
}

static void one_that_was_withdrawn_is_void(void **state) {
    (void)state;
    struct cli c = cli_make();
    arena_init(&c.arena);
    notifications__get_sheet_reply *s = sheet_new(&c.arena);
    s->notice->state = NOTICE_STATE_WITHDRAWN;
    const char *html = page(&c, s);
    assert_non_null(strstr(html, "Avis retiré"));
    assert_null(strstr(html, "Anne"));
    assert_null(strstr(html, "/r/"));
    arena_close(&c.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_written_once_and_for_its_owner),
        cmocka_unit_test(what_somebody_wrote_opens_no_tag),
        cmocka_unit_test(english_stands_beside_for_who_speaks_no_french),
        cmocka_unit_test(a_long_note_is_cut_after_a_word_and_says_so),
        cmocka_unit_test(one_that_was_withdrawn_is_void),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
