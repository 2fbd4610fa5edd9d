/* Sheets as `sippe notices print --html` writes them, of drawn codes and links: sippe-sheets FOLDER SEEDS. A line for
 * each on stdout: its file, its code, its link; then those of the longest values, of the fewest, and of one that was
 * withdrawn. Beside each file NAME.html stands what it was made of, NAME.json, as the gateway gives it to a page. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/codes/spoken.h"
#include "base/message.h"
#include "cli/out/sheet_page.h"
#include "prng.h"
#include "proto/notifications.h"
#include "text/canonical/canonical.h"

enum { CODE = 7, TOKEN = 20 };
/* The longest that the contract takes, all at once: names of the directory and hours 200 characters, a given and a
 * family name 100 each. */
#define NAME_200                                                                                                       \
    "Regroupement des organismes communautaires pour la périnatalité, la petite enfance et le soutien aux familles " \
    "nouvellement arrivées de Côte-des-Neiges, Parc-Extension, Saint-Laurent et Ahuntsic-Cartierville"
#define WORDS_FR                                                                                                             \
    "Cette famille a consenti à ce que vous la contactiez pour ce service seulement. Ne laissez un message que si "         \
    "l’avis le permet, et seulement aux heures indiquées. Dites-nous dès réception que vous avez lu l’avis, puis si " \
    "vous l’acceptez. "
#define WORDS_EN                                                                                                       \
    "This family agreed to be contacted by you for this service only. Leave a message only if the notice allows it, "  \
    "and only at the hours given. Tell us on receipt that you have read the notice, then whether you accept. "

static char *drawn(struct arena *a, struct prng *p, size_t n) {
    char *text = arena_printf(a, "%*s", (int)n, "");
    for (size_t i = 0; i < n; i++) spoken_write(prng_below(p, SPOKEN_BASE), 1, text + i);
    return text;
}

static sippe__date *date_new(struct arena *a, int year, int month, int dom) {
    sippe__date *d = NEW(a, sippe__date);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

static notifications__get_sheet_reply *sheet_new(struct arena *a, struct prng *p) {
    notifications__get_sheet_reply *s = NEW(a, notifications__get_sheet_reply);
    notifications__notice *n = s->notice = NEW(a, notifications__notice);
    const char *code = drawn(a, p, CODE);
    s->answer_code = arena_printf(a, "%.3s-%s", code, code + 3);
    s->link = arena_printf(a, "https://sippe.ciusss-nordmtl.exemple/r/%s", drawn(a, p, TOKEN));
    s->organization_name = "Maison des familles d’essai";
    s->organization_phone = "5145550150";
    s->text_fr = WORDS_FR;
    s->text_en = WORDS_EN;
    n->state = NOTICE_STATE_ISSUED;
    n->service_name = "Paniers de provisions";
    n->need = NEED_FOOD_AID;
    n->clsc_name = "CLSC d’Ahuntsic";
    n->clsc_phone = "5145550111";
    n->issued_at = NEW(a, sippe__instant);
    n->issued_at->ms = INT64_C(1795705200000);
    n->acknowledge_by = s->link_until = date_new(a, 2026, 12, 3);
    return s;
}

static notifications__notice_content *content_add(struct arena *a, notifications__get_sheet_reply *s,
                                                  const char *language) {
    notifications__notice_content *k = s->notice->content = NEW(a, notifications__notice_content);
    k->given_name = "Rosalie";
    k->family_name = "Exemple & <Cie>";
    k->phone = "5145550142";
    k->safe_to_leave_message = VOICE_MAIL_WITHOUT_NAMING_US;
    k->safe_contact_hours = "de 9 h à 11 h 30, en semaine";
    k->language = NEW(a, sippe__language);
    k->language->code = arena_text(a, language);
    k->agreed_until = date_new(a, 2027, 5, 24);
    return k;
}

static void longest(struct arena *a, notifications__get_sheet_reply *s, const char *language) {
    notifications__notice_content *k = content_add(a, s, language);
    k->given_name =
        "Marie-Anne-Joséphine-Catherine-Élisabeth-Françoise-Antoinette-Marguerite Léopoldine Bernadette Rosal";
    k->family_name =
        "Rakotomalala-Andrianampoinimerinatompokoindrindra-Ramanantsoa-Raharinosy-Ratsimbazafy-Razafindrakot";
    k->phone_extension = "123456";
    k->safe_contact_hours = NAME_200;
    k->email = "marie-anne-josephine-catherine-elisabeth.rakotomalala-andrianampoinimerina@"
               "courriel.regroupement-des-organismes-communautaires-pour-la-perinatalite-et-la-petite-enfance.montreal."
               "quebec.exemple";
    k->postal_area = "H2M";
    k->due_date = date_new(a, 2027, 2, 28);
    k->note = WORDS_FR WORDS_FR WORDS_FR;
    s->organization_name = s->notice->service_name = NAME_200;
    s->notice->clsc_name = NAME_200;
    s->notice->need = NEED_PARENTING_SKILLS;
    s->text_fr = WORDS_FR WORDS_FR;
    s->text_en = WORDS_EN WORDS_EN;
}

static bool file_written(struct arena *a, const char *folder, const char *file, const char *text) {
    FILE *f = fopen(arena_printf(a, "%s/%s", folder, file), "we");
    return f && fputs(text, f) >= 0 && fclose(f) == 0;
}

static int written(struct cli *c, const char *folder, const char *name, const notifications__get_sheet_reply *s) {
    enum { JSON_MAX = 1 << 16 };
    struct arena *a = &c->arena;
    const char *json = canonical_write(a, &s->base, JSON_MAX);
    if (!json || !file_written(a, folder, arena_printf(a, "%s.json", name), json)) return 1;
    if (!file_written(a, folder, arena_printf(a, "%s.html", name), sheet_page(c, s))) return 1;
    printf("%s %s %s\n", name, s->answer_code, s->link);
    return 0;
}

static int all_written(struct cli *c, const char *folder, long seeds) {
    struct arena *a = &c->arena;
    struct prng p;
    int rc = 0;
    for (long seed = 0; seed < seeds; seed++) {
        prng_init(&p, (uint64_t)seed);
        notifications__get_sheet_reply *s = sheet_new(a, &p);
        content_add(a, s, seed % 2 ? "fr" : "en");
        rc |= written(c, folder, arena_printf(a, "seed-%ld", seed), s);
    }
    for (int english = 0; english < 2; english++) {
        notifications__get_sheet_reply *s = sheet_new(a, &p);
        longest(a, s, english ? "ti" : "fr");
        rc |= written(c, folder, english ? "longest-en" : "longest-fr", s);
    }
    notifications__get_sheet_reply *fewest = sheet_new(a, &p), *withdrawn = sheet_new(a, &p);
    fewest->link = "";
    rc |= written(c, folder, "fewest", fewest);
    withdrawn->notice->state = NOTICE_STATE_WITHDRAWN;
    return rc | written(c, folder, "withdrawn", withdrawn);
}

int main(int argc, char **argv) {
    struct cli c = {.language = ENGLISH, .colour = true, .home = "/nonexistent", .out = stdout, .err = stderr};
    if (argc != 3) return 2;
    arena_init(&c.arena);
    int rc = all_written(&c, argv[1], strtol(argv[2], NULL, 10));
    arena_close(&c.arena);
    return rc;
}
