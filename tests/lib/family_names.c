#include "family_parts.h"

#include <string.h>

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

const struct name_pool family_pools[] = {
    {480,
     LIST("Tremblay", "Gagnon-Roy", "Côté", "Bouchard", "Lévesque", "St-Onge", "Saint-Amour", "de la Durantaye",
          "d’Amours", "L'Heureux", "Hébert", "Desrochers", "Bélanger-Caron", "Pépin dit Lachance", "Le Bel",
          "Fréchette", "Ouellet", "Théberge", "Ste-Marie", "Du Berger", "Çelik-Paré", "Bourque"),
     LIST("Marie-Ève", "Chloé", "Océane", "Anne-Sophie", "Maude", "Noémie", "Jade", "Mégane", "Léa-Rose", "Audrey-Anne",
          "Gaëlle", "Éloïse", "Stéphanie", "Camille", "Zoé", "Marie-Soleil", "Andréanne", "Cœur-Aimée"),
     LIST("fr", "fr", "fr", "fr", "fr", "fr", "fr", "en"), 980},
    {170,
     LIST("Jean-Baptiste", "Saint-Fleur", "Pierre-Louis", "Métellus", "Désir", "Exantus", "Toussaint", "Joseph",
          "Charles", "St-Hilaire", "Célestin", "Bien-Aimé", "Dieudonné"),
     LIST("Guerline", "Wideline", "Fabiola", "Marie-Carmelle", "Nadège", "Islande", "Roseline", "Mirlande", "Béatrice",
          "Schneidine", "Love-Myrlande"),
     LIST("fr", "fr", "ht", "ht"), 350},
    {160,
     LIST("Ben Youssef", "Benali", "El Amrani", "Aït-Ahmed", "Bouazizi", "Haddad", "Bensalem", "Oulad Sidi", "Zerrouki",
          "El-Khoury", "Ben M'Hidi", "Chérif"),
     LIST("Fatima Zahra", "Inès", "Salma", "Khadija", "Yasmine", "Nour-el-Houda", "Amel", "Rym", "Soraya", "Aïcha",
          "Meriem"),
     LIST("fr", "fr", "ar", "ar", "kab"), 350},
    {90,
     LIST("Peña Ortiz", "García Márquez", "de los Santos", "Muñoz", "Núñez Ibáñez", "Del Río", "Hernández", "Quiñones",
          "da Conceição", "Gonçalves"),
     LIST("Lucía", "Rosa María", "María José", "Guadalupe", "Ximena", "Soledad", "Itzel", "Conceição", "Ana Belén"),
     LIST("es", "es", "es", "fr", "pt"), 250},
    {40, LIST("N'Diaye", "Ouédraogo", "Diallo", "Kouassi-Koffi", "M'Bemba", "Traoré", "N’Guessan", "Bâ-Sow"),
     LIST("Aminata", "Aïssatou", "Fatoumata", "Grâce", "Adjoua", "Mariam", "Bénédicte"), LIST("fr", "fr", "fr", "en"),
     200},
    {40, LIST("Ó Briain", "O'Connor", "MacDonald-Smith", "Fitzgerald", "McKenna", "von der Heide", "Ní Dhomhnaill"),
     LIST("Siobhán", "Kayleigh", "Mary-Kate", "Róisín", "Jessica", "Tiffany"), LIST("en", "en", "fr"), 850},
    {20, LIST("Nguyễn", "Trần", "Lê Thị", "Phạm", "Đặng", "Võ Hoàng"),
     LIST("Thị Lan", "Ngọc Ánh", "Mai Phương", "Hồng Nhung", "Thu Hà"), LIST("vi", "vi", "fr", "en"), 400},
};
const size_t n_family_pools = sizeof family_pools / sizeof *family_pools;

const char *const family_streets[] = {"rue des Sittelles",       "avenue du Pont-aux-Saules",
                                      "rue de l’Engoulevent",    "boulevard du Vieux-Pressoir",
                                      "place des Trois-Érables", "rue Philomène-Hébert",
                                      "avenue de la Marelle",    "rue du Grand-Coteau",
                                      "rue St-Exupère-Nord",     "1re Rue du Sault",
                                      "avenue d’Ô-Claire",       "rue de la Criée Est",
                                      "rue de la Criée Ouest",   NULL};

const char *const family_child_names[] = {
    "Émile",  "Léa-Maude", "Liam",   "Mohamed-Amine", "Zoélie", "Jean-Junior", "Noé",        "Aïnhoa",
    "Thomas", "Lou-Ann",   "Widson", "Élisa",         "Mateo",  "Ngọc",        "Ruth-Anaïs", NULL};

const struct family_area family_areas[] = {
    {110, "H2B", "99001", "Montréal"}, {110, "H2C", "99001", "Montréal"}, {80, "H2M", "99001", "Montréal"},
    {70, "H2N", "99001", "Montréal"},  {90, "H3L", "99001", "Montréal"},  {40, "H3M", "99001", "Montréal"},
    {20, "H2P", "99001", "Montréal"},  {20, "H2E", "99001", "Montréal"},  {190, "H1G", "99002", "Montréal"},
    {190, "H1H", "99002", "Montréal"}, {20, "H1Z", "99002", "Montréal"},  {20, "H1R", "99002", "Montréal"},
    {10, "H7N", NULL, "Laval"},        {10, "J4H", NULL, "Longueuil"},    {8, "H4C", NULL, "Montréal"},
    {6, "H3W", NULL, "Montréal"},      {6, "H8S", NULL, "Montréal"},
};
const size_t n_family_areas = sizeof family_areas / sizeof *family_areas;

const char *family_pick(struct prng *p, const char *const *list) {
    size_t n = 0;
    while (list[n]) n++;
    return list[prng_below(p, n)];
}

void family_put(char *out, size_t size, const char *text) {
    size_t len = strlen(text);
    if (len >= size) len = size - 1;
    while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80) len--;
    memcpy(out, text, len);
    out[len] = '\0';
}

/* Latin letters with marks, by the code point's block: enough for the pools above. */
static char base_letter(uint32_t code) {
    static const char latin1[] = "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTS"; /* U+00C0..U+00DF */
    if (code >= 0xc0 && code <= 0xdf) return latin1[code - 0xc0];
    if (code >= 0xe0 && code <= 0xff) return latin1[code - 0xe0];
    if (code == 0x110 || code == 0x111) return 'D';
    if (code == 0x152 || code == 0x153) return 'O';
    if (code == 0x1b0 || code == 0x1af) return 'U';
    if (code >= 0x1ea0 && code <= 0x1eb7) return 'A';
    if (code >= 0x1eb8 && code <= 0x1ec7) return 'E';
    if (code >= 0x1ecc && code <= 0x1ee3) return 'O';
    return ' ';
}

static uint32_t next_code(const char **text) {
    const unsigned char *s = (const unsigned char *)*text;
    unsigned n = s[0] < 0x80 ? 0 : s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
    uint32_t code = n == 0 ? s[0] : s[0] & (0x3fU >> n);
    for (unsigned i = 1; i <= n && s[i]; i++) code = code << 6 | (s[i] & 0x3f);
    for (unsigned i = 0; i <= n && **text; i++) ++*text;
    return code;
}

char family_letter(const char **text) {
    while (**text) {
        uint32_t code = next_code(text);
        char c = code >= 'a' && code <= 'z'   ? (char)(code - 'a' + 'A')
                 : code >= 'A' && code <= 'Z' ? (char)code
                 : code >= 0xc0               ? base_letter(code)
                                              : ' ';
        if (c != ' ') return c;
    }
    return 0;
}
