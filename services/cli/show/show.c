#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "base/id.h"
#include "cli/show/output.h"
#include "cli/call/zone.h"
#include "sys/clock.h"
#include "text/fold.h"
#include "text/written_range.h"
#include "cli/show/words.h"

static const char *const months[2][12] = {
    {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
};
static const char *const weekdays[2][7] = {
    {"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."},
    {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
};

static const char *date_text(struct cli *c, int year, int month, int dom) {
    if (month < 1 || month > 12) return "–";
    const char *nth = c->language == FRENCH && dom == 1 ? "er" : "";
    return arena_printf(&c->arena, "%d%s %s %d", dom, nth, months[c->language][month - 1], year);
}

const char *show_date(struct cli *c, const sippe__date *d) { return d ? date_text(c, d->year, d->month, d->day) : "–"; }

const char *show_day(struct cli *c, day d) {
    int year, month, dom;
    if (d == DAY_NONE) return "–";
    day_parts(d, &year, &month, &dom);
    return arena_printf(&c->arena, "%s %s", weekdays[c->language][day_weekday(d)], date_text(c, year, month, dom));
}

const char *show_minutes(struct cli *c, int64_t minute) {
    int hours = (int)(minute / 60), rest = (int)(minute % 60);
    if (c->language == ENGLISH) return arena_printf(&c->arena, "%d:%02d", hours, rest);
    return rest ? arena_printf(&c->arena, "%d h %02d", hours, rest) : arena_printf(&c->arena, "%d h", hours);
}

/* 0 is no instant: the contract leaves out what did not happen. */
const char *show_ms(struct cli *c, int64_t ms) {
    if (ms == 0) return "–";
    struct wall w = wall_at(zone_of(c), ms);
    return arena_printf(&c->arena, "%s, %s", show_day(c, w.day), show_minutes(c, w.minute));
}

const char *show_instant(struct cli *c, const sippe__instant *i) { return i ? show_ms(c, i->ms) : "–"; }

/* By the territory's clock: in the first hours of a year the machine's own may still be in the last. */
static int this_year(struct cli *c) {
    int year, month, dom;
    day_parts(wall_at(zone_of(c), clock_now_ms()).day, &year, &month, &dom);
    return year;
}

const char *show_brief_date(struct cli *c, const sippe__date *d) {
    if (!d || d->month < 1 || d->month > 12 || d->year != this_year(c)) return show_date(c, d);
    return arena_printf(&c->arena, "%d%s %s", d->day, c->language == FRENCH && d->day == 1 ? "er" : "",
                        months[c->language][d->month - 1]);
}

/* Of another year the day is worth more than the hour. */
const char *show_brief(struct cli *c, const sippe__instant *i) {
    if (!i || i->ms == 0) return "–";
    struct wall w = wall_at(zone_of(c), i->ms);
    sippe__date d = SIPPE__DATE__INIT;
    int year, month, dom;
    day_parts(w.day, &year, &month, &dom);
    d.year = year, d.month = month, d.day = dom;
    const char *text = show_brief_date(c, &d);
    return year == this_year(c) ? arena_printf(&c->arena, "%s %s", text, show_minutes(c, w.minute)) : text;
}

const char *show_brief_day(struct cli *c, const sippe__instant *i) {
    if (!i || i->ms == 0) return "–";
    struct wall w = wall_at(zone_of(c), i->ms);
    int year, month, dom;
    day_parts(w.day, &year, &month, &dom);
    return arena_printf(&c->arena, "%s %d, %s", weekdays[c->language][day_weekday(w.day)], dom,
                        show_minutes(c, w.minute));
}

/* One unit, the largest that fits: "3 h" is enough to know whether to worry. */
int64_t lapse_ms(int64_t from_ms, int64_t to_ms) {
    int64_t lapse;
    if (to_ms < from_ms) return 0;
    return __builtin_sub_overflow(to_ms, from_ms, &lapse) ? INT64_MAX : lapse;
}

const char *show_ago(struct cli *c, int64_t ms) {
    static const struct {
        int64_t unit_ms;
        const char *fr, *en;
    } units[] = {{86400000, "j", "d"}, {3600000, "h", "h"}, {60000, "min", "min"}, {1000, "s", "s"}};
    if (ms < 0) ms = 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (ms >= units[i].unit_ms)
            return arena_printf(&c->arena, "%" PRId64 " %s", ms / units[i].unit_ms, pick(c, units[i].fr, units[i].en));
    return arena_printf(&c->arena, "%" PRId64 " ms", ms);
}

/* 32140 → "32 140", with no-break spaces, so that no amount is broken over two lines; commas in English. */
static const char *grouped(struct cli *c, uint64_t n) {
    const char *digits = arena_printf(&c->arena, "%" PRIu64, n), *text = "";
    size_t len = strlen(digits);
    for (size_t i = 0; i < len; i++)
        text =
            arena_printf(&c->arena, "%s%s%c", text, i && (len - i) % 3 == 0 ? pick(c, "\u00a0", ",") : "", digits[i]);
    return text;
}

/* French: "fiche lue", "fiches lues", up to a word that binds ("choses à faire"); English: the last word. */
static const char *plural(struct cli *c, const char *singular) {
    static const char *const binding[] = {"à", "de", "en", "du", "par"};
    const char *slash = strchr(singular, '/'), *text = "";
    if (slash) return slash + 1;
    char *rest = arena_text(&c->arena, singular);
    bool bound = false;
    for (char *w = strsep(&rest, " "); w; w = strsep(&rest, " ")) {
        for (size_t i = 0; i < sizeof binding / sizeof binding[0]; i++) bound = bound || strcmp(w, binding[i]) == 0;
        bool takes = c->language == ENGLISH ? !rest : !bound && !strchr("sxz", w[strlen(w) - 1]);
        text = arena_printf(&c->arena, "%s%s%s%s", text, *text ? " " : "", w, takes ? "s" : "");
    }
    return text;
}

const char *counted(struct cli *c, uint64_t n, const char *fr, const char *en) {
    const char *one = pick(c, fr, en);
    bool many = c->language == FRENCH ? n > 1 : n != 1;
    size_t len = strcspn(one, "/");
    return many ? arena_printf(&c->arena, "%s %s", grouped(c, n), plural(c, one))
                : arena_printf(&c->arena, "%s %.*s", grouped(c, n), (int)len, one);
}

const char *of_name(struct cli *c, const char *name) {
    if (c->language == ENGLISH) return name;
    const char *folded = fold(&c->arena, name);
    return arena_printf(&c->arena, "%s%s", *folded && strchr("aeiouy", *folded) ? "d'" : "de ", name);
}

const char *show_who(const char *name) { return *name ? name : "?"; }

static const char *amount(struct cli *c, bool negative, uint64_t whole, const char *decimals) {
    const char *sign = negative ? "-" : "";
    if (c->language == ENGLISH) return arena_printf(&c->arena, "%s$%s%s", sign, grouped(c, whole), decimals);
    return arena_printf(&c->arena, "%s%s%s\u00a0$", sign, grouped(c, whole), decimals);
}

const char *show_money(struct cli *c, int64_t cents) {
    uint64_t size = cents < 0 ? -(uint64_t)cents : (uint64_t)cents, whole = size / 100, rest = size % 100;
    return amount(c, cents < 0, whole, rest ? arena_printf(&c->arena, "%s%02" PRIu64, pick(c, ",", "."), rest) : "");
}

const char *show_dollars(struct cli *c, int64_t dollars) {
    return amount(c, dollars < 0, dollars < 0 ? -(uint64_t)dollars : (uint64_t)dollars, "");
}

static const char *range_end(struct cli *c, struct range_end end) {
    return arena_printf(&c->arena, "%s %s", pick(c, end.fr, end.en), show_money(c, end.cents));
}

const char *show_money_range(struct cli *c, const sippe__money_range *range) {
    const char *above = range->above ? range_end(c, range_end_above(range->above->cents)) : "";
    const char *at_most = range->at_most ? range_end(c, range_end_at_most(range->at_most->cents)) : "";
    return arena_printf(&c->arena, "%s%s%s", above, *above && *at_most ? ", " : "", at_most);
}

const char *show_tenths(struct cli *c, int32_t tenths) {
    if (tenths % 10 == 0) return arena_printf(&c->arena, "%d", tenths / 10);
    return arena_printf(&c->arena, "%d%s%d", tenths / 10, pick(c, ",", "."), tenths % 10);
}

/* In powers of 1,024. */
const char *show_bytes(struct cli *c, uint64_t bytes) {
    static const char *const units[2][4] = {{"o", "Ko", "Mo", "Go"}, {"B", "KB", "MB", "GB"}};
    double value = (double)bytes;
    size_t unit = 0;
    for (; value >= 1024 && unit < 3; unit++) value /= 1024;
    char *text = arena_printf(&c->arena, value < 10 && unit ? "%.1f" : "%.0f", value);
    char *point = strchr(text, '.');
    if (point && c->language == FRENCH) *point = ',';
    return arena_printf(&c->arena, "%s\u00a0%s", text, units[c->language][unit]);
}

const char *show_distance(struct cli *c, int32_t metres) {
    if (metres < 0) return "–";
    if (metres < 1000) return arena_printf(&c->arena, "%d m", metres);
    return arena_printf(&c->arena, "%d%s%d km", metres / 1000, pick(c, ",", "."), metres % 1000 / 100);
}

/* Only what is surely a number of here is grouped; an extension, 811 or a foreign one stays as it was told. */
const char *show_phone(struct cli *c, const char *digits) {
    if (strlen(digits) != 10 || strspn(digits, "0123456789") != 10) return digits;
    return arena_printf(&c->arena, "%.3s %.3s-%.4s", digits, digits + 3, digits + 6);
}

const char *show_phone_of(struct cli *c, const char *digits, const char *extension) {
    const char *number = show_phone(c, digits);
    return *extension ? phrase(c, "%s, poste %s", "%s, ext. %s", number, extension) : number;
}

const char *show_phone_safe(struct cli *c, const char *phone, sippe__voice_mail safe) {
    bool may = safe == VOICE_MAIL_YES || safe == VOICE_MAIL_UNSPECIFIED || !*phone;
    return arena_printf(&c->arena, "%s%s", phone, may ? "" : " !");
}

const char *show_address(struct cli *c, const sippe__address *a) {
    if (!a) return "";
    const char *code = a->postal_code ? a->postal_code->code : "";
    const char *place = arena_printf(&c->arena, "%s%s%s", a->municipality, *a->municipality && *code ? " " : "", code);
    return arena_printf(&c->arena, "%s%s%s", a->street, *a->street && *place ? ", " : "", place);
}

const char *show_name(struct cli *c, const sippe__person_name *n) {
    if (!n) return "–";
    const char *both = arena_printf(&c->arena, "%s%s%s", n->given, *n->given && *n->family ? " " : "", n->family);
    if (!*n->preferred) return *both ? both : "–";
    return arena_printf(&c->arena, "%s (%s)", both, n->preferred);
}

const char *show_hex(struct cli *c, ProtobufCBinaryData id) {
    char *text = arena_alloc(&c->arena, 2 * id.len + 1);
    for (size_t i = 0; i < id.len; i++) snprintf(text + 2 * i, 3, "%02x", id.data[i]);
    return text;
}

const char *show_short(struct cli *c, ProtobufCBinaryData id) {
    return id.len ? arena_printf(&c->arena, "%.8s", show_hex(c, id)) : "–";
}

/* Whoever answers that telephone may be the danger: whatever was said but yes is a no, in red and in words; a yes that
 * must not name us says what not to say. */
const char *show_safe_message(struct cli *c, sippe__voice_mail v) {
    const char *said = v ? WORD(c, sippe__voice_mail, v) : "";
    if (v == VOICE_MAIL_YES || v == VOICE_MAIL_UNSPECIFIED) return said;
    if (v == VOICE_MAIL_WITHOUT_NAMING_US)
        return paint(c, COLOUR_RED,
                     phrase(c, "%s – NE DITES NI QUI APPELLE NI POURQUOI", "%s – DO NOT SAY WHO CALLS OR WHY", said));
    return paint(c, COLOUR_RED, phrase(c, "%s – NE LAISSEZ PAS DE MESSAGE", "%s – DO NOT LEAVE A MESSAGE", said));
}

const char *show_channels(struct cli *c, const intake__contact_channel *list, size_t n) {
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = arena_printf(&c->arena, "%s%s%s", text, *text ? ", " : "", WORD(c, intake__contact_channel, list[i]));
    return text;
}

const char *show_yes_no(struct cli *c, sippe__yes_no v) { return v ? WORD(c, sippe__yes_no, v) : ""; }
