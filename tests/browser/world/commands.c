/* What the territory is told by lines. Each is answered by one line of JSON: what came of it, or {"error": why}. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "away.h"
#include "partner.h"
#include "stage.h"
#include "tasks.h"

enum { BEFORE_MS = 200, AFTER_MS = 1000, PASS_MAX_MS = 1000000000 };

static void answer_error(const char *why) { printf("{\"error\":\"%s\"}\n", why); }

static void answer_now(struct stage *s) { printf("{\"now\":%" PRId64 "}\n", world_now_ms(s->world)); }

static void answer_id(const char *name, struct id id) {
    char hex[33];
    id_hex(id, hex);
    printf("{\"%s\":\"%s\"}\n", name, hex);
}

static void invite(struct stage *s, char *names) {
    char code[16], hex[33];
    if (!people_invite(&s->people, names, code))
        return answer_error("nobody of these names may be invited: people.c says who works here");
    id_hex(s->people.login, hex);
    printf("{\"code\":\"%s\",\"login\":\"%s\"}\n", code, hex);
}

static void end_login(struct stage *s, char *rest) {
    (void)rest;
    if (!people_login_end(&s->people)) return answer_error("no way in is open: invite somebody first");
    answer_id("login", s->people.login);
}

static void end_member(struct stage *s, char *name) {
    if (!people_end(&s->people, name)) return answer_error("nobody of this name, or ended before: end-member martine");
    answer_now(s);
}

/* What is under way is done before and what falls due behind it, as by night. */
static void pass(struct stage *s, char *ms) {
    char *end;
    long n = strtol(ms, &end, 10);
    if (end == ms || *end || n < 0 || n > PASS_MAX_MS)
        return answer_error("milliseconds, less than twelve days: pass 60000");
    world_run(s->world, BEFORE_MS);
    world_pass(s->world, n);
    world_run(s->world, AFTER_MS);
    answer_now(s);
}

static void stop(struct stage *s, char *daemon) {
    if (daemon_find(daemon) < 0) return answer_error("no daemon of this name: stop scheduling");
    if (world_is_up(s->world, daemon)) world_stop(s->world, daemon);
    answer_now(s);
}

static void start(struct stage *s, char *daemon) {
    if (daemon_find(daemon) < 0) return answer_error("no daemon of this name: start scheduling");
    if (!world_is_up(s->world, daemon) && world_start(s->world, daemon)) return answer_error("it does not open");
    world_run(s->world, AFTER_MS);
    stage_links_tell(s);
    answer_now(s);
}

static void screening(struct stage *s, char *rest) {
    struct id id = {{0}};
    (void)rest;
    if (!people_screening(&s->people, &id))
        return answer_error("intake refused it: is it an invented family of this territory?");
    answer_id("screening", id);
}

static void task(struct stage *s, char *what) {
    static const struct {
        const char *name;
        bool (*done)(struct people *p, struct id *id);
    } tasks[] = {{"draft", tasks_draft},
                 {"enrol", tasks_enrol},
                 {"follow", tasks_follow},
                 {"take", tasks_take},
                 {"rules", tasks_rules}};
    struct id id = {{0}};
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        if (strcmp(tasks[i].name, what) != 0) continue;
        if (!tasks[i].done(&s->people, &id)) return answer_error("a service refused it");
        return answer_id("id", id);
    }
    answer_error("no such task: task draft, enrol, follow, take or rules");
}

static void away(struct stage *s, char *rest) {
    (void)rest;
    away_stop(s);
    answer_now(s);
}

static void back(struct stage *s, char *rest) {
    (void)rest;
    away_start(s);
    answer_now(s);
}

static void stations(struct stage *s, char *what) {
    if (!away_stations(s, what)) return answer_error("while the gateway is away: stations renew, lose or find");
    answer_now(s);
}

/* Another release of the pages, for the gateway that comes back. */
static void web(struct stage *s, char *path) {
    static char folder[STAGE_LINE_MAX + 1];
    if (!s->is_away) return answer_error("while the gateway is away: web FOLDER");
    snprintf(folder, sizeof folder, "%s", path);
    s->web = folder;
    answer_now(s);
}

/* A cut of all four is made, and they are put back to it later, as `sippe restore` does. */
static void cut(struct stage *s, char *rest) {
    struct arena a;
    node__backup_reply *done[DAEMONS];
    (void)rest;
    arena_init(&a);
    world_backup(s->world, &a, "op", "cut", done);
    world_cut_keep(s->world, "cut");
    arena_close(&a);
    answer_now(s);
}

static void restore(struct stage *s, char *rest) {
    (void)rest;
    world_restore(s->world, 0);
    world_run(s->world, AFTER_MS);
    answer_now(s);
}

static void state(struct stage *s, char *rest) {
    if (s->is_away) return answer_error("the gateway is away: back");
    struct gateway_state g = gateway_state(s->gateway);
    (void)rest;
    printf("{\"now\":%" PRId64 ",\"sessions\":%zu,\"asked\":%" PRIu64 ",\"passed\":%" PRIu64 ",\"refused\":%" PRIu64
           ",\"foreign\":%" PRIu64 ",\"signIns\":%" PRIu64 ",\"throttled\":%" PRIu64 ",\"away\":%" PRIu64 "}\n",
           world_now_ms(s->world), g.sessions, g.door->asked, g.door->passed, g.door->refused, g.door->foreign,
           g.door->sign_ins, g.door->throttled, g.door->away);
}

/* ---- a partner ---- */

static struct partner papers[10]; /* of the referral that was made last, by organisation */

static struct partner *paper_of(const char *number) {
    return number[0] >= '1' && number[0] <= '9' && !number[1] ? &papers[number[0] - '0'] : NULL;
}

static void refer(struct stage *s, char *number) {
    struct partner *of = paper_of(number);
    if (!of) return answer_error("an organisation, 1 to 9: refer 1");
    if (!partner_refer(&s->people, number[0] - '0', of)) return answer_error("a service refused it");
    printf("{\"token\":\"%s\",\"code\":\"%s\",\"half\":\"%s\",\"name\":\"%s\",\"number\":\"%s\",\"phone\":\"%s\"}\n",
           of->token, of->code, of->half, of->name, of->number, of->phone);
}

static void digits(struct stage *s, char *number) {
    struct partner *of = paper_of(number);
    if (!of || !partner_digits(&s->people, of)) return answer_error("no notice that is open: digits 1");
    printf("{\"digits\":\"%s\"}\n", of->digits);
}

static void withdraw(struct stage *s, char *number) {
    const struct partner *of = paper_of(number);
    if (!of || !partner_withdraw(&s->people, of)) return answer_error("no consent that holds: withdraw 1");
    answer_now(s);
}

static void counts(struct stage *s, char *rest) {
    struct partner_counts n = partner_counts(&s->people);
    (void)rest;
    printf("{\"read\":%zu,\"answered\":%zu,\"noted\":%zu,\"known\":%zu}\n", n.read, n.answered, n.noted, n.known);
}

/* Those that ask intake wait for it; it must be there. */
static const struct {
    const char *name;
    void (*run)(struct stage *s, char *rest);
    bool asks;
} commands[] = {{"invite", invite, true},
                {"end-login", end_login, true},
                {"end-member", end_member, true},
                {"pass", pass, false},
                {"stop", stop, false},
                {"start", start, false},
                {"screening", screening, true},
                {"state", state, false},
                {"away", away, false},
                {"back", back, false},
                {"stations", stations, false},
                {"web", web, false},
                {"cut", cut, true},
                {"restore", restore, true},
                {"task", task, true},
                {"refer", refer, true},
                {"digits", digits, true},
                {"withdraw", withdraw, true},
                {"counts", counts, false}};

void stage_command(struct stage *s, char *line) {
    char *rest = strchr(line, ' ');
    if (rest) *rest++ = 0;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, line) != 0) continue;
        if (commands[i].asks && !world_is_up(s->world, "intake"))
            answer_error("intake is stopped: start intake");
        else
            commands[i].run(s, rest ? rest : line + strlen(line));
        fflush(stdout);
        return;
    }
    answer_error("no such command: invite, end-login, end-member, pass, stop, start, screening, state, away, back, "
                 "stations, web, cut, restore, task, refer, digits, withdraw, counts");
    fflush(stdout);
}
