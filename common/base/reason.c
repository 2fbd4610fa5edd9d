#include "base/reason.h"

#include "base/message.h"

/* By number, so that a gap (numbers are never used again) is a row of zeroes, which reason_info knows by its missing
 * text. A sentence says what is wrong and, where the reader can do something, what; it holds no value of a message, as
 * it is a constant of the program; it ends with a period and is no other's (tests/unit/test_reason.c). The code is what
 * a client decides on: after UNAVAILABLE the same request again, after ABORTED a new look first. */
#define R(name, status, french, english) [REASON_##name] = {.code = CODE_##status, .fr = (french), .en = (english)}

static const struct reason_info reasons[] = {
    R(UNSPECIFIED, OK, "", ""),

    /* transport and engine */
    R(MALFORMED, INVALID_ARGUMENT, "Ce message n'a pas pu être lu. Mettez le programme à jour et recommencez.",
      "This message could not be read. Update the program and try again."),
    R(TOO_LARGE, INVALID_ARGUMENT,
      "C'est trop gros pour un seul envoi. Retirez du texte ou envoyez en plusieurs parties.",
      "This is too large for one message. Remove some text or send it in several parts."),
    R(METHOD_UNKNOWN, UNIMPLEMENTED,
      "Ce service ne connaît pas cette opération. Vérifiez que les deux programmes sont à jour.",
      "This service does not know this operation. Check that both programs are up to date."),
    R(NOT_ALLOWED, PERMISSION_DENIED, "Votre rôle ne permet pas cette opération.", "Your role does not allow this."),
    R(KEY_REVOKED, UNAUTHENTICATED,
      "Cette clé n'est plus valide. Demandez-en une autre à la personne qui gère les accès.",
      "This key is no longer valid. Ask the person who manages access for another one."),
    R(WINDOW_FULL, RESOURCE_EXHAUSTED, "Trop de demandes attendent encore une réponse. Réessayez dans un moment.",
      "Too many requests are still waiting for an answer. Try again in a moment."),
    R(REQUEST_ID_REUSED, INVALID_ARGUMENT,
      "Ce numéro de demande a déjà servi pour autre chose. Recommencez : un nouveau numéro sera donné.",
      "This request number was already used for something else. Start again: a new number will be given."),
    R(REQUEST_ID_INVALID, INVALID_ARGUMENT, "Le numéro de la demande n'est pas valide : il faut 16 octets.",
      "The request number is not valid: it must be 16 bytes."),
    R(VERSION_STALE, ABORTED,
      "Quelqu'un d'autre vient de modifier ceci. Relisez la version actuelle, puis refaites le changement.",
      "Someone else has just changed this. Look at the current version, then make your change again."),
    /* The answer, too, about what is another organisation's: that it exists is not told. */
    R(NOT_FOUND, NOT_FOUND, "Introuvable. Vérifiez le numéro.", "Not found. Check the number."),
    R(INTERNAL, INTERNAL, "Une erreur interne s'est produite; rien n'a été enregistré. Avisez le soutien informatique.",
      "An internal error occurred; nothing was saved. Tell technical support."),
    R(STORE_FULL, RESOURCE_EXHAUSTED,
      "L'espace de stockage est presque plein : la consultation reste possible, mais rien de nouveau n'est accepté. "
      "Avisez le soutien informatique.",
      "Storage is almost full: reading still works, but nothing new is accepted. Tell technical support."),
    R(NOT_THERE_YET, UNAVAILABLE, "Cette information n'est pas encore arrivée ici. Réessayez dans quelques secondes.",
      "This information has not arrived here yet. Try again in a few seconds."),
    R(OTHER_JOURNAL, FAILED_PRECONDITION, "Cette demande vise un autre registre que celui de ce service.",
      "This request is about another journal than the one of this service."),
    R(HELD, FAILED_PRECONDITION,
      "Une information à ce sujet attend une vérification. Une personne responsable doit d'abord l'examiner.",
      "Some information about this is waiting to be checked. A person in charge must look at it first."),
    R(STREAM_FORBIDDEN, PERMISSION_DENIED, "Cette clé ne donne pas accès à ce flux d'informations.",
      "This key gives no access to this stream."),
    R(LOOP, FAILED_PRECONDITION,
      "Cette opération s'appelle elle-même sans fin; elle a été arrêtée. Avisez le soutien informatique.",
      "This operation keeps causing itself; it was stopped. Tell technical support."),
    R(TYPE_UNKNOWN, UNIMPLEMENTED, "Ce type d'information vient d'une version plus récente. Mettez ce service à jour.",
      "This kind of information comes from a newer release. Update this service."),
    R(ON_BEHALF_FORBIDDEN, PERMISSION_DENIED,
      "Cette clé ne permet pas d'agir au nom de cette personne (--by, ou la variable SIPPE_BY). Vérifiez le nom; qui "
      "gère les accès peut l'admettre par cette clé.",
      "This key does not allow acting on behalf of this person (--by, or the variable SIPPE_BY). Check the name; who "
      "manages access can admit them by this key."),
    R(WAITED_TOO_LONG, FAILED_PRECONDITION,
      "Une information attendue n'est pas arrivée en une heure. Une personne responsable doit examiner ce cas.",
      "Expected information did not arrive within an hour. A person in charge must look at this case."),
    R(BACKUP_FAILED, INTERNAL,
      "La copie de sécurité a échoué. Vérifiez l'espace et les droits du dossier de destination.",
      "The backup failed. Check the space and the permissions of the destination folder."),
    R(WRONG_ENDPOINT, PERMISSION_DENIED,
      "Cette adresse est celle des démons et de l'exploitation. Utilisez l'adresse publique du fichier peers.",
      "This address is for daemons and operators. Use the public address of the peers file."),
    R(CLOCK_DIFFERS, FAILED_PRECONDITION,
      "L'heure donnée n'est pas celle du démon, à 5 minutes près. Réglez l'horloge de sa machine, puis confirmez.",
      "The time given is not the daemon's, within 5 minutes. Set the clock of its machine, then confirm."),
    R(PEERS_ASKED, UNAVAILABLE,
      "Ce service vient de démarrer sur une base vide et vérifie auprès des autres. Réessayez dans quelques secondes.",
      "This service has just started on an empty store and is checking with the others. Try again in a few seconds."),
    R(OTHER_STORE, FAILED_PRECONDITION,
      "Ce démon se présente avec une autre base que celle suivie jusqu'ici sous son nom. Rendez-lui la sienne.",
      "This daemon comes with another store than the one followed so far under its name. Give it back its own."),
    R(HOLD_ENDED, FAILED_PRECONDITION,
      "La copie n'a pas été demandée à temps. Recommencez la sauvegarde au complet : sippe backup.",
      "The copy was not asked for in time. Begin the whole backup anew: sippe backup."),
    R(RESTORE_UNREVIEWED, FAILED_PRECONDITION,
      "Les bases viennent d'être restaurées : un retrait de consentement a pu se perdre. Rien ne part vers un "
      "partenaire avant que l'exploitation ait fait la revue (sippe restore review). Demandez-lui où elle en est.",
      "The stores were just restored: a withdrawal of consent may be lost. Nothing leaves for a partner before "
      "operations have gone through what was lost (sippe restore review). Ask them how far they are."),
    R(ACCESS_FULL, RESOURCE_EXHAUSTED,
      "Le journal des consultations a rempli sa part de la base : rien d'une famille n'est montré, mais les saisies "
      "sont acceptées. Avisez le soutien informatique.",
      "The access journal has filled its share of the store: nothing of a family is shown, but entries are accepted. "
      "Tell technical support."),
    R(TRAINING_OVER, PERMISSION_DENIED,
      "Votre formation à la confidentialité n'est plus valable, et le territoire l'exige. Refaites-la, puis demandez à "
      "la personne qui gère les accès d'en noter la date.",
      "Your privacy training is no longer valid, and the territory requires one. Take it again, then ask the person "
      "who "
      "manages access to note its date."),
    R(FOLDER_UNWRITABLE, UNAVAILABLE,
      "Le dossier que nomme la configuration ne peut pas être écrit : il manque, il est plein, ou le démon n'y a pas "
      "droit.",
      "The folder that the configuration names cannot be written to: it is missing or full, or the daemon may not."),
    /* Nor is told whether the team keeps her out or the family. */
    R(CARE_TEAM_ONLY, PERMISSION_DENIED,
      "Cette partie du dossier est réservée aux personnes qui suivent la famille. Adressez-vous à l'une d'elles, ou "
      "ouvrez le dossier en donnant un motif (sippe family open).",
      "This part of the file is for those who follow the family. Ask one of them, or open the file and give a reason "
      "(sippe family open)."),
    R(BREAK_GLASS_OFF, FAILED_PRECONDITION,
      "Dans ce territoire, on n'ouvre pas un dossier sans suivre la famille. Adressez-vous à la coordination.",
      "In this territory nobody opens a file without following the family. Ask the coordination."),
    R(OUTCOME_UNWRITABLE, UNAVAILABLE,
      "Le travail a été fait, mais son résultat n'a pas pu être gardé dans le dossier de la base. Vérifiez l'espace et "
      "les droits de ce dossier ; le travail est repris de lui-même.",
      "The work was done, but its result could not be kept in the store's folder. Check the space and the permissions "
      "of that folder; the work is done again by itself."),
    R(OUTCOME_DAMAGED, DATA_LOSS,
      "Le travail a été fait, mais le fichier qui gardait son résultat est abîmé ; rien n'en a été lu. Vérifiez le "
      "disque ; le travail est repris de lui-même.",
      "The work was done, but the file that kept its result is damaged; nothing of it was read. Check the disk; the "
      "work is done again by itself."),
    R(POST_NOT_SENT, UNAVAILABLE,
      "L'envoi n'est pas parti : le destinataire n'a pas été joint, ou sa demande est refusée ici. Cherchez « post » "
      "dans "
      "le journal du démon, et vérifiez l'adresse, le certificat et les réglages post-private-hosts et post-ca-file.",
      "It was not sent: the far end was not reached, or the request is refused here. Look for \"post\" in the daemon's "
      "log, and check the address, the certificate and the settings post-private-hosts and post-ca-file."),
    R(SUBJECT_ERASED, FAILED_PRECONDITION,
      "Ces renseignements ont été détruits à la demande de la personne ou par la règle de conservation : plus rien ne "
      "peut y être inscrit. Si elle revient, faites une nouvelle demande.",
      "This information was destroyed, at the person's request or by the rule of retention: nothing can be recorded "
      "there any more. If she comes back, make a new request."),

#include "base/reasons/given.def"
#include "base/reasons/link.def"
#include "base/reasons/inbound.def"
#include "base/reasons/incident.def"

    /* intake */
    R(CLSC_UNKNOWN, INVALID_ARGUMENT, "Ce CLSC ne fait pas partie du territoire.",
      "This CLSC is not part of the territory."),
    R(CLSC_NOT_YOURS, PERMISSION_DENIED, "Cette famille relève d'un autre CLSC que le vôtre.",
      "This family belongs to another CLSC than yours."),
    R(CONSENT_TO_STORE_MISSING, FAILED_PRECONDITION,
      "La personne n'a pas consenti à l'ouverture d'un dossier. Demandez-lui son accord avant d'enregistrer.",
      "The person has not agreed to a file being kept. Ask for her agreement before saving."),
    R(NOTICE_NOT_READ, FAILED_PRECONDITION,
      "Lisez d'abord à la personne l'avis sur ses renseignements personnels, puis cochez qu'il a été lu.",
      "First read her the notice about her personal information, then mark it as read."),
    R(OVERRIDE_REASON_MISSING, INVALID_ARGUMENT,
      "Cette décision s'écarte de la proposition. Écrivez en une phrase votre jugement clinique.",
      "This decision differs from the proposal. Write your clinical judgement in one sentence."),
    R(SCREENING_SETTLED, FAILED_PRECONDITION,
      "Cette évaluation a déjà sa décision. Pour la changer, revoyez-la en disant pourquoi.",
      "This screening has already been decided. To change that, revise it and say why."),
    R(CONSENT_MISSING, FAILED_PRECONDITION,
      "La famille n'a pas consenti à cet envoi. Demandez-lui son accord pour cet organisme et ce motif.",
      "The family has not agreed to this. Ask for her consent for this organisation and this purpose."),
    R(CONSENT_WITHDRAWN, FAILED_PRECONDITION,
      "La personne a retiré son consentement : rien ne peut plus être transmis.",
      "The person has withdrawn her consent: nothing more can be sent."),
    R(CONSENT_EXPIRED, FAILED_PRECONDITION, "Le consentement a expiré. Demandez-le de nouveau.",
      "The consent has expired. Ask for it again."),
    R(CONSENT_TOO_YOUNG, FAILED_PRECONDITION,
      "À son âge, c'est un parent, un tuteur ou une tutrice qui consent pour elle. Obtenez cet accord.",
      "At her age a parent or a tutor consents for her. Ask for their agreement."),
    R(ALREADY_ENROLLED, ALREADY_EXISTS, "Cette famille est déjà inscrite.", "This family is already enrolled."),
    R(NOT_DECIDED, FAILED_PRECONDITION, "Rien n'est encore décidé pour cette évaluation. Décidez d'abord.",
      "Nothing is decided for this screening yet. Decide first."),
    R(DECISION_SAME, FAILED_PRECONDITION,
      "C'est déjà la décision, avec cette priorité. Choisissez une autre orientation ou une autre priorité.",
      "That is the decision already, with this priority. Choose another route or another priority."),
    R(ENROLMENT_OPEN, FAILED_PRECONDITION,
      "Cette famille est suivie aux SIPPE. Mettez d'abord fin à son inscription, puis revoyez la décision.",
      "This family is followed in SIPPE. End its enrolment first, then revise the decision."),
    R(NOT_ENROLLED, FAILED_PRECONDITION,
      "Cette famille n'est pas inscrite, ou son suivi est terminé. Inscrivez-la (sippe enrol), ou rouvrez ce suivi "
      "(sippe enrolment reopen).",
      "This family is not enrolled, or its follow-up has ended. Enrol it (sippe enrol), or reopen that one (sippe "
      "enrolment reopen)."),
    R(ROUTE_NOT_SIPPE, FAILED_PRECONDITION,
      "Aucune décision n'oriente cette famille vers les SIPPE. Décidez d'abord de l'orientation.",
      "No decision leads this family to SIPPE. Decide the route first."),
    R(REFERRAL_CLOSED, FAILED_PRECONDITION, "Cette référence est fermée. Faites-en une nouvelle s'il le faut.",
      "This referral is closed. Make a new one if needed."),
    R(REFERRAL_OPEN, ALREADY_EXISTS, "Une référence de cette famille au même service est déjà en cours.",
      "This family already has an open referral to the same service."),
    R(SERVICE_UNKNOWN, NOT_FOUND, "Ce service n'est pas au répertoire.", "This service is not in the directory."),
    R(SERVICE_RETIRED, FAILED_PRECONDITION, "Ce service n'est plus offert. Cherchez-en un autre dans le répertoire.",
      "This service is no longer offered. Look for another one in the directory."),
    R(ROUTE_NOT_DECIDABLE, INVALID_ARGUMENT,
      "Cette orientation est une proposition, pas une décision : SIPPE, OLO seulement, autre service, liste d'attente, "
      "non admissible, la famille refuse ou injoignable.",
      "This route is a proposal, not a decision: SIPPE, OLO only, other service, waiting list, not eligible, family "
      "declined or unreachable."),
    R(REFERRALS_DISABLED, FAILED_PRECONDITION, "Ce territoire ne fait pas de références aux organismes partenaires.",
      "This territory does not refer to partner organisations."),
    R(MOVE_ILLEGAL, FAILED_PRECONDITION, "Ce changement n'est pas possible dans l'état actuel. Relisez le dossier.",
      "This change is not possible in the present state. Look at the file again."),
    R(FAMILY_MERGED, FAILED_PRECONDITION, "Ce dossier a été réuni à un autre. Ouvrez celui qui est resté.",
      "This file was merged into another. Open the one that remains."),
    R(BIRTH_KNOWN, ALREADY_EXISTS,
      "Une naissance est déjà au dossier vers cette date. Corrigez-la (sippe person change), ou ajoutez d'abord "
      "l'autre "
      "grossesse (sippe pregnancy date --another).",
      "A birth of about that date is in the file already. Correct it (sippe person change), or add the other pregnancy "
      "first (sippe pregnancy date --another)."),
    R(CALL_KNOWN, ALREADY_EXISTS,
      "Un appel qui porte ce numéro (référence locale) est déjà au dossier, avec d'autres réponses. Corrigez-le (sippe "
      "screening amend), ou donnez à cette fiche un autre numéro.",
      "A call that bears this number (local reference) is there already, with other answers. Amend it (sippe screening "
      "amend), or give this form another number."),
    R(SHEET_NOT_PRINTED, FAILED_PRECONDITION,
      "Une feuille remise est inscrite au registre : faites-la imprimer d'abord (sippe notices print).",
      "A sheet that is handed over stands in the register: have it printed first (sippe notices print)."),
    R(ITEM_NOT_COVERED, FAILED_PRECONDITION,
      "Le consentement ne couvre pas cela. Demandez-le à la famille et notez-le (sippe consent record), ou ne le dites "
      "pas.",
      "The consent does not cover this. Ask the family and record it (sippe consent record), or do not tell it."),
    R(NOBODY_TO_TELL, FAILED_PRECONDITION,
      "Personne n'est à prévenir à ce sujet, ou quelqu'un l'a déjà noté. Voyez sippe family disclosures.",
      "Nobody is to be told about this, or it was recorded already. See sippe family disclosures."),
    R(PURPOSE_MISSING, FAILED_PRECONDITION,
      "Dites pourquoi vous regardez ceci (--why \"...\") : le motif reste au journal des accès.",
      "Say why you look at this (--why \"...\"): the purpose stays in the access journal."),
    R(ERASURE_RULE_UNKNOWN, FAILED_PRECONDITION,
      "Les règles en vigueur ne permettent aucune destruction pour ce motif. Voyez lesquels elles nomment (sippe "
      "territory show, partie erasure), ou adoptez des règles qui le nomment.",
      "The rules in force allow no erasure for this reason. See which ones they name (sippe territory show, part "
      "erasure), or adopt rules that name it."),
    R(ERASURE_ENROLLED, FAILED_PRECONDITION,
      "La famille est inscrite et suivie. Terminez d'abord son inscription (sippe enrolment end).",
      "The family is enrolled and followed. End her enrolment first (sippe enrolment end)."),
    R(ERASURE_PROPOSED, FAILED_PRECONDITION,
      "Une destruction est déjà proposée pour cette famille. Voyez-la (sippe erase list), puis confirmez-la ou "
      "retirez-la.",
      "An erasure of this family is proposed already. See it (sippe erase list), then confirm or withdraw it."),
    R(ERASURE_TOO_EARLY, FAILED_PRECONDITION,
      "La durée que demande cette règle n'est pas écoulée depuis la dernière chose notée au dossier. L'aperçu dit à "
      "partir de quand (sippe erase preview).",
      "The time that this rule asks for since the last thing noted in the file is not over. The preview says from "
      "when (sippe erase preview)."),
    R(ERASURE_DELAY, FAILED_PRECONDITION,
      "Le délai entre la proposition et la confirmation n'est pas écoulé. Confirmez à partir du jour que dit sippe "
      "erase show.",
      "The delay between the proposal and the confirmation is not over. Confirm from the day that sippe erase show "
      "says."),
    R(ERASURE_SAME_PERSON, FAILED_PRECONDITION,
      "Qui a proposé la destruction ne la confirme pas. Demandez à une autre personne de la coordination.",
      "Whoever proposed the erasure does not confirm it. Ask another coordinator."),
    R(ERASURE_ON_HOLD, FAILED_PRECONDITION,
      "Une suspension est en cours : quelqu'un peut encore avoir besoin du dossier. Voyez laquelle (sippe erase "
      "holds), et levez-la quand sa raison n'est plus.",
      "A hold stands: somebody may still need the file. See which one (sippe erase holds), and lift it when its "
      "reason is gone."),
    R(HOLDERS_TO_TELL, FAILED_PRECONDITION,
      "Un organisme détient encore ce qui a été retiré, et personne ne l'a prévenu. Appelez-le et notez-le (sippe "
      "work told), ou dites pourquoi c'est impossible (sippe erase give-up).",
      "An organisation still holds what was withdrawn, and nobody has told it. Call and record it (sippe work told), "
      "or say why that is impossible (sippe erase give-up)."),
    R(ERASURE_OUTDATED, FAILED_PRECONDITION,
      "Quelque chose a été noté au dossier depuis la proposition. Regardez-le, retirez la proposition (sippe erase "
      "withdraw) et, si c'est toujours voulu, proposez de nouveau.",
      "Something has been noted in the file since the proposal. Look at it, withdraw the proposal (sippe erase "
      "withdraw) and, if it is still meant, propose anew."),
    R(KEYS_NOT_REWRAPPED, FAILED_PRECONDITION,
      "Aucune destruction n'attend cela : les clés des quatre services n'ont pas toutes été réenveloppées depuis. "
      "Réenveloppez-les d'abord (sippe keys rewrap), puis détruisez les anciens fichiers.",
      "No erasure waits for this: the keys of the four daemons have not all been wrapped anew since. Wrap them anew "
      "first (sippe keys rewrap), then destroy the old files."),

    /* scheduling */
    R(WORKER_UNKNOWN, NOT_FOUND, "Cette intervenante n'est pas dans l'équipe.", "This worker is not in the team."),
    R(WORKER_INACTIVE, FAILED_PRECONDITION, "Cette intervenante n'est plus active. Choisissez quelqu'un d'autre.",
      "This worker is no longer active. Choose someone else."),
    R(DISCIPLINE_NOT_ALLOWED, FAILED_PRECONDITION,
      "La discipline de cette intervenante ne permet pas ce type de visite.",
      "This worker's discipline does not allow this kind of visit."),
    R(CASELOAD_FULL, FAILED_PRECONDITION,
      "Cette intervenante suit déjà le maximum de familles. Choisissez quelqu'un d'autre.",
      "This worker already follows as many families as allowed. Choose someone else."),
    R(LANGUAGE_NOT_SPOKEN, FAILED_PRECONDITION,
      "Cette intervenante ne parle pas la langue de la famille. Choisissez quelqu'un d'autre ou demandez un "
      "interprète.",
      "This worker does not speak the family's language. Choose someone else or ask for an interpreter."),
    R(BOOKED_TWICE, FAILED_PRECONDITION, "Il y a déjà un rendez-vous à ce moment. Choisissez une autre heure.",
      "There is already an appointment at that time. Choose another one."),
    R(OUTSIDE_HOURS, FAILED_PRECONDITION,
      "C'est en dehors des heures de travail. Choisissez une autre heure, ou dites pourquoi celle-là convient.",
      "This is outside working hours. Choose another time, or say why this one suits."),
    R(HOLIDAY, FAILED_PRECONDITION, "C'est un jour férié. Choisissez un autre jour.",
      "This is a holiday. Choose another day."),
    R(IN_THE_PAST, INVALID_ARGUMENT, "Ce moment est déjà passé.", "This moment has already passed."),
    R(VISIT_CLOSED, FAILED_PRECONDITION, "Cette visite est déjà terminée ou annulée.",
      "This visit is already over or cancelled."),
    R(JOINT_WORKER_MISSING, INVALID_ARGUMENT, "Cette visite se fait à deux. Nommez les deux (--workers inf-01,ts-01).",
      "This is a joint visit. Name both (--workers inf-01,ts-01)."),
    R(KEY_WORKER_SET, ALREADY_EXISTS,
      "Cette famille a déjà une intervenante privilégiée, qui est active. Le lien passe à une autre avec --reason; "
      "nommée "
      "par erreur, rayez-la (sippe keyworker strike); absente, dites qui la remplace (sippe worker substitute).",
      "This family already has a key worker, who is active. The bond passes on to another one with --reason; named in "
      "error: strike her out (sippe keyworker strike); away: say who stands in (sippe worker substitute)."),
    R(KEY_WORKER_HAS_MET, FAILED_PRECONDITION,
      "Elle a déjà rencontré la famille : le lien passe à une autre, avec un motif (sippe keyworker confirm --reason). "
      "Si c'est la rencontre qui est fausse, corrigez-la d'abord.",
      "She has met the family already: the bond passes on to another one, with a reason (sippe keyworker confirm "
      "--reason). If the encounter is wrong, correct it first."),
    R(KEY_WORKER_MISSING, FAILED_PRECONDITION,
      "Cette famille n'a pas encore d'intervenante privilégiée. Nommez-en une d'abord.",
      "This family has no key worker yet. Name one first."),
    R(NOT_YET_HAPPENED, FAILED_PRECONDITION, "Cette visite n'a pas encore eu lieu.",
      "This visit has not taken place yet."),
    R(REASON_MISSING, INVALID_ARGUMENT, "Indiquez le motif.", "Give the reason."),
    R(FILE_OPEN_ALREADY, FAILED_PRECONDITION, "Ce dossier vous est déjà ouvert en entier. Il n'y a rien à faire.",
      "All of this file is open to you already. There is nothing to do."),
    R(NOT_RESTRICTABLE, FAILED_PRECONDITION,
      "On ne peut pas restreindre l'accès ainsi : nommez une personne (pas la clé partagée d'un accueil), ou les "
      "équipes "
      "ou l'accueil d'un CLSC; jamais toute la coordination.",
      "Access cannot be restricted like this: name a person (not a desk's shared key), or the teams or the desk of a "
      "CLSC; "
      "never all coordinators."),
    R(SUBSTITUTE_NOT_YOURS, PERMISSION_DENIED,
      "On ne nomme que sa propre remplaçante. Pour une autre intervenante, adressez-vous à la coordination.",
      "One names who stands in for oneself alone. For another worker, ask the coordination."),
    R(SUBSTITUTE_OVERLAPS, ALREADY_EXISTS,
      "Elle la remplace déjà durant certains de ces jours. Choisissez d'autres jours, ou mettez d'abord fin à ce "
      "remplacement (sippe worker return).",
      "She stands in for her on some of these days already. Choose other days, or end that first (sippe worker "
      "return)."),
    R(SUBSTITUTE_OTHER_CLSC, FAILED_PRECONDITION,
      "Une intervenante d'un autre CLSC ne verrait aucun des dossiers. Choisissez quelqu'un du même CLSC.",
      "A worker of another CLSC would see none of the files. Choose someone of the same CLSC."),
    R(WORKER_AWAY, FAILED_PRECONDITION,
      "Cette intervenante est absente ce jour-là. Choisissez un autre jour, ou nommez qui la remplace (--workers).",
      "This worker is away on that day. Choose another day, or name who stands in for her (--workers)."),
    R(WORKER_OTHER_CLSC, FAILED_PRECONDITION,
      "Cette intervenante est d'un autre CLSC : elle ne verrait pas le dossier. Choisissez quelqu'un du CLSC de la "
      "famille, ou de tout le territoire.",
      "This worker is of another CLSC: she would not see the file. Choose someone of the family's CLSC, or of the "
      "whole "
      "territory."),
    R(SUBSTITUTE_OVER, FAILED_PRECONDITION, "Ce remplacement est déjà terminé : il n'y a rien à faire.",
      "This is over already: there is nothing to do."),

    /* directory */
    R(ORGANIZATION_UNKNOWN, NOT_FOUND, "Cet organisme n'est pas au répertoire.",
      "This organisation is not in the directory."),

    /* gateway */
    R(JSON_INVALID, INVALID_ARGUMENT,
      "Cette demande n'est pas le JSON que la méthode attend. Corrigez les endroits indiqués.",
      "This request is not the JSON that the method expects. Correct the places listed."),

    /* notifications */
    R(CODE_UNKNOWN, NOT_FOUND, "Ce code n'est pas connu ou n'est plus valide. Vérifiez-le sur l'avis reçu.",
      "This code is unknown or no longer valid. Check it on the notice you received."),
    R(PERSON_MISSING, INVALID_ARGUMENT,
      "Dites qui agit : cette clé sert à plusieurs personnes (--by, ou la variable SIPPE_BY).",
      "Say who acts: this key serves several people (--by, or the variable SIPPE_BY)."),
    R(NOTICE_WITHDRAWN, FAILED_PRECONDITION,
      "Cet avis a été retiré, souvent parce que la famille l'a demandé. N'y donnez pas suite et détruisez vos copies.",
      "This notice was withdrawn, often because the family asked for it. Do not act on it and destroy your copies."),
    R(CODES_CLOSED, RESOURCE_EXHAUSTED,
      "Cinq codes inexacts ont été donnés avec cette clé : elle ne peut plus répondre par code pendant une heure. "
      "Vérifiez le code sur l'avis avant de recommencer.",
      "Five wrong codes were given with this key: it cannot answer by code for an hour. Check the code on the notice "
      "before you start again."),

/* a child's own file; ways in, and work in hand */
#include "base/reasons/apart.def"
#include "base/reasons/ways.def"

/* the gateway */
#include "base/reasons/gateway.def"
};

/* Of a newer daemon: a client that is behind still has two sentences to show. */
static const struct reason_info unknown = {
    CODE_UNKNOWN,
    "La demande a été refusée pour un motif que cette version ne connaît pas. Mettez le programme à jour.",
    "The request was refused for a reason that this release does not know. Update the program."};

const struct reason_info *reason_info(int reason) {
    if (reason < 0 || (size_t)reason >= sizeof reasons / sizeof *reasons || !reasons[reason].fr) return &unknown;
    return &reasons[reason];
}

sippe__status *status_make(struct arena *a, int reason) {
    const struct reason_info *info = reason_info(reason);
    sippe__status *s = NEW(a, sippe__status);
    s->code = info->code;
    s->reason = (sippe__reason)reason;
    s->message_fr = info->fr;
    s->message_en = info->en;
    return s;
}
