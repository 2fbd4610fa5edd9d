#include <string.h>
#include "cli/show/output.h"

/* The languages that families of the pilot territories speak, by their ISO 639 codes; others show their code. Only
 * names: which codes are well formed is civil/language.h's. */
static const struct {
    const char *code, *fr, *en;
} languages[] = {
    {"am", "amharique", "Amharic"},
    {"ar", "arabe", "Arabic"},
    {"atj", "atikamekw", "Atikamekw"},
    {"ber", "berbère", "Berber"},
    {"bn", "bengali", "Bengali"},
    {"ckb", "kurde sorani", "Sorani Kurdish"},
    {"cr", "cri", "Cree"},
    {"crk", "cri", "Cree"},
    {"de", "allemand", "German"},
    {"el", "grec", "Greek"},
    {"en", "anglais", "English"},
    {"es", "espagnol", "Spanish"},
    {"fa", "persan", "Persian"},
    {"fr", "français", "French"},
    {"gu", "gujarati", "Gujarati"},
    {"he", "hébreu", "Hebrew"},
    {"hi", "hindi", "Hindi"},
    {"ht", "créole haïtien", "Haitian Creole"},
    {"hu", "hongrois", "Hungarian"},
    {"hy", "arménien", "Armenian"},
    {"it", "italien", "Italian"},
    {"iu", "inuktitut", "Inuktitut"},
    {"kab", "kabyle", "Kabyle"},
    {"km", "khmer", "Khmer"},
    {"ko", "coréen", "Korean"},
    {"ku", "kurde", "Kurdish"},
    {"ln", "lingala", "Lingala"},
    {"lo", "lao", "Lao"},
    {"moe", "innu", "Innu"},
    {"ne", "népalais", "Nepali"},
    {"nl", "néerlandais", "Dutch"},
    {"pa", "pendjabi", "Punjabi"},
    {"pl", "polonais", "Polish"},
    {"ps", "pachto", "Pashto"},
    {"pt", "portugais", "Portuguese"},
    {"ro", "roumain", "Romanian"},
    {"ru", "russe", "Russian"},
    {"rw", "kinyarwanda", "Kinyarwanda"},
    {"si", "cingalais", "Sinhala"},
    {"so", "somali", "Somali"},
    {"sq", "albanais", "Albanian"},
    {"sr", "serbe", "Serbian"},
    {"sw", "swahili", "Swahili"},
    {"ta", "tamoul", "Tamil"},
    {"ti", "tigrinya", "Tigrinya"},
    {"tl", "tagalog", "Tagalog"},
    {"tr", "turc", "Turkish"},
    {"uk", "ukrainien", "Ukrainian"},
    {"ur", "ourdou", "Urdu"},
    {"vi", "vietnamien", "Vietnamese"},
    {"wo", "wolof", "Wolof"},
    {"yi", "yiddish", "Yiddish"},
    {"yue", "cantonais", "Cantonese"},
    {"zh", "chinois", "Chinese"},
};

const char *show_language(struct cli *c, const sippe__language *l) {
    if (!l) return "";
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
        if (strcmp(languages[i].code, l->code) == 0) return pick(c, languages[i].fr, languages[i].en);
    return l->code;
}
