#include "civil/language.h"

#include <string.h>
#include "civil/ascii.h"
#include "civil/language_codes.h"

/* Three letters and the two that ISO 639-1 has for the same language, as ISO 639-2 lists them; of those with two codes
 * of three letters (fra, fre) both. */
static const char pairs[] =
    "aaraa abkab afraf akaak albsq amham araar argan armhy asmas avaav aveae aymay azeaz bakba bambm "
    "baqeu belbe benbn bihbh bisbi bodbo bosbs brebr bulbg burmy catca cescs chach chece chizh chucu "
    "chvcv corkw cosco crecr cymcy czecs danda deude divdv dutnl dzodz ellel engen epoeo estet euseu "
    "eweee faofo fasfa fijfj finfi frafr frefr fryfy fulff geoka gerde glagd glega glggl glvgv greel "
    "grngn gujgu hatht hauha hebhe herhz hinhi hmoho hrvhr hunhu hyehy iboig iceis idoio iiiii ikuiu "
    "ileie inaia indid ipkik islis itait javjv jpnja kalkl kankn kasks katka kaukr kazkk khmkm kikki "
    "kinrw kirky komkv konkg korko kuakj kurku laolo latla lavlv limli linln litlt ltzlb lublu luglg "
    "macmk mahmh malml maomi marmr mayms mkdmk mlgmg mltmt monmn mrimi msams myamy nauna navnv nblnr "
    "ndend ndong nepne nldnl nnonn nobnb norno nyany ocioc ojioj orior ormom ossos panpa perfa plipi "
    "polpl porpt pusps quequ rohrm ronro rumro runrn rusru sagsg sansa sinsi slksk slosk slvsl smese "
    "smosm snasn sndsd somso sotst spaes sqisq srdsc srpsr sswss sunsu swasw swesv tahty tamta tattt "
    "telte tgktg tgltl thath tibbo tirti tonto tsntn tsots tuktk turtr twitw uigug ukruk urdur uzbuz "
    "venve vievi volvo welcy wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu";
enum { THREE = 3, PAIR = 6 }; /* "frafr " */

/* The pair that has these letters at `at`, or NULL. */
static const char *pair_of(const char *letters, size_t at) {
    for (const char *pair = pairs; *pair; pair += pair[PAIR - 1] ? PAIR : PAIR - 1)
        if (memcmp(pair + at, letters, strlen(letters)) == 0) return pair;
    return NULL;
}

static bool is_of_three(const char *code) {
    uint32_t third = language_three[26 * (code[0] - 'a') + (code[1] - 'a')];
    return third >> (code[2] - 'a') & 1;
}

bool language_is_code(const char *code) {
    if (!text_is_of(code, ASCII_LOWER, THREE)) return false;
    if (strlen(code) == LANGUAGE_TWO) return pair_of(code, THREE);
    return strlen(code) == THREE && is_of_three(code);
}

bool language_two_letters(const char *code, char two[LANGUAGE_TWO + 1]) {
    const char *pair = strlen(code) == THREE ? pair_of(code, 0) : NULL;
    if (pair) {
        memcpy(two, pair + THREE, LANGUAGE_TWO);
        two[LANGUAGE_TWO] = '\0';
    }
    return pair;
}
