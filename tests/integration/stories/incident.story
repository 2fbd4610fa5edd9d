Un organisme a reçu la référence d'une autre famille que celle qu'il attendait : il répond « reçu par erreur ». Un incident de
confidentialité s'ouvre de lui-même, et quelqu'un en répond.

fichier appel.json :

guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.

guichet $ sippe route decide ⟨id-001⟩ SIPPE --priority 3
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : SIPPE.
    Décidée : SIPPE.
    À rencontrer en personne d'ici le sam. 26 déc. 2026, 10 h 0x.
    Ensuite : sippe enrol ⟨f-01⟩

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --covers prénom --covers téléphone --covers besoin
    Consentement ⟨id-002⟩ noté pour la famille ⟨f-01⟩, pour Maison des familles d'essai. Il couvre :
      - prénom
      - téléphone
      - besoin

guichet $ sippe directory search
    Id        Service         Organisme       Besoins         Distance  Téléphone
    ⟨id-003⟩  Paniers de pr…  Maison des fa…  aide alimenta…  –         514 555-0151
    1 service sur 1.  * : non vérifié depuis 12 mois

guichet $ sippe refer ⟨f-01⟩ ⟨id-003⟩
    Famille ⟨f-01⟩ → Paniers de provisions, Maison des familles d'essai (besoin : aide alimentaire).
    Référence ⟨id-004⟩ envoyée. Feuille à imprimer : sippe notices print ⟨id-004⟩

partenaire $ sippe notices list
    Avis      Reçu             Service   Besoin     Qui      État     Répondre avant
    ⟨id-005⟩  26 nov. 10 h 0x  Paniers…  aide ali…  Rosalie  nouveau  3 déc. 2026

partenaire $ sippe notices wrong-partner ⟨id-005⟩ --note "nous n'attendions personne"
    Avis ⟨id-005⟩ (Paniers de provisions) : mauvais partenaire.

coordination $ sippe worklist --kind "incident de confidentialité : évaluer le risque, aviser, fermer"
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    30 nov.   incident de           ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-006⟩
              confidentialité :
              évaluer le risque,
              aviser, fermer
    1 chose.

coordination $ sippe incident list
    Incident  Connu le      Nature                       Famille  Échéance  État
    ⟨id-006⟩  26 nov. 2026  communication non autorisée  ⟨f-01⟩   30 nov.   ouvert
    1 incident.

coordination $ sippe incident show ⟨id-006⟩
    Incident ⟨id-006⟩ : ouvert
      Origine                   reçu par erreur, dit l'organisme
      Famille                   ⟨f-01⟩
      Référence                 ⟨id-004⟩
      Nature                    communication non autorisée
      Renseignements            identité, coordonnées, références
      A eu lieu                 26 nov. 2026
      Connu le                  26 nov. 2026
      Personnes                 1 (environ)
      Préjudice sérieux         personne ne l'a évalué
      À évaluer                 au plus tard le 30 nov. 2026
      Au registre               jusqu'au 26 nov. 2031 au moins
    Quand            Par         Quoi
    26 nov. 10 h 0x  le système  ouvert

Le registre veut les circonstances; puis le risque est évalué. Tant que l'incident est ouvert, rien du dossier n'est détruit.

coordination $ sippe incident close ⟨id-006⟩
    Il manque au registre les circonstances, ou de quels renseignements il s'agit.
    [1]

coordination $ sippe incident note ⟨id-006⟩ --circumstances "le mauvais organisme a été choisi dans la liste" --people 1 --reason "appris de l'accueil"
    Incident ⟨id-006⟩ : noté.

coordination $ sippe incident note ⟨id-006⟩ --measure "l'organisme a détruit la feuille"
    Incident ⟨id-006⟩ : noté.

coordination $ sippe incident assess ⟨id-006⟩ --serious oui --sensitivity "un prénom et un téléphone" --consequences "un appel non voulu" --likelihood "faible, l'organisme est lié par le secret"
    Incident ⟨id-006⟩ : risque de préjudice sérieux. À aviser : la Commission d'accès à l'information, le ministre, la personne.

coordination $ sippe incident close ⟨id-006⟩
    Le risque de préjudice est sérieux : notez d'abord quel jour la Commission d'accès à l'information, le ministre et la personne ont été avisés.
    [1]

coordination $ sippe incident notify ⟨id-006⟩ COMMISSION --on 2026-11-26
    Incident ⟨id-006⟩ : Commission d'accès à l'information, avis du 26 nov. 2026 noté.

coordination $ sippe incident notify ⟨id-006⟩ ministre --on 2026-11-26
    Incident ⟨id-006⟩ : ministre, avis du 26 nov. 2026 noté.

coordination $ sippe incident notify ⟨id-006⟩ "personne concernée" --on 2026-11-26 --note "par téléphone"
    Incident ⟨id-006⟩ : personne concernée, avis du 26 nov. 2026 noté.

coordination $ sippe erase holds
    Id        Famille  Suspension                   Depuis           Par
    ⟨id-007⟩  ⟨f-01⟩   incident de confidentialité  26 nov. 10 h 0x  intake

coordination $ sippe incident close ⟨id-006⟩ --reason "tout est fait"
    Incident ⟨id-006⟩ fermé. Il reste au registre jusqu'au 26 nov. 2031.

coordination $ sippe incident show ⟨id-006⟩
    Incident ⟨id-006⟩ : fermé
      Origine                   reçu par erreur, dit l'organisme
      Famille                   ⟨f-01⟩
      Référence                 ⟨id-004⟩
      Nature                    communication non autorisée
      Renseignements            identité, coordonnées, références
      Circonstances             le mauvais organisme a été choisi dans la liste
      A eu lieu                 26 nov. 2026
      Connu le                  26 nov. 2026
      Personnes                 1
      Préjudice sérieux         oui
      Sensibilité               un prénom et un téléphone
      Conséquences              un appel non voulu
      Probabilité               faible, l'organisme est lié par le secret
      Au registre               jusqu'au 26 nov. 2031 au moins
    Quand            Par         Quoi
    26 nov. 10 h 0x  le système  ouvert
    26 nov. 10 h 0x  coord       faits corrigés; appris de l'accueil
    26 nov. 10 h 0x  coord       mesure : l'organisme a détruit la feuille
    26 nov. 10 h 0x  coord       préjudice sérieux : oui
    26 nov. 10 h 0x  coord       avisé : Commission d'accès à l'information,
                                 le 26 nov. 2026
    26 nov. 10 h 0x  coord       avisé : ministre, le 26 nov. 2026
    26 nov. 10 h 0x  coord       avisé : personne concernée, le 26 nov. 2026, par
                                 téléphone
    26 nov. 10 h 0x  coord       fermé; tout est fait

Un autre, signalé par une personne, n'en était pas un : il est rayé, et son histoire reste.

coordination $ sippe incident open --kind LOSS --information identité --circumstances "un porte-documents oublié dans l'autobus" --occurred 2026-11-25 --known 2026-11-26 --people 3 --people-about
    Incident ⟨id-008⟩ ouvert. Évaluez le risque au plus tard le 30 nov. 2026.

coordination $ sippe incident strike ⟨id-008⟩ --reason "il était vide"
    Incident ⟨id-008⟩ rayé : ce n'en était pas un. Son histoire reste.

coordination $ sippe incident list --all
    Incident  Connu le      Nature              Famille  Sérieux  État
    ⟨id-008⟩  26 nov. 2026  perte ou autre at…                    rayé (noté par er…
    ⟨id-006⟩  26 nov. 2026  communication non…  ⟨f-01⟩   oui      fermé
    2 incidents.

coordination $ sippe incident reopen ⟨id-008⟩ --reason "une feuille y était"
    Incident ⟨id-008⟩ rouvert, à évaluer au plus tard le 30 nov. 2026.

guichet $ sippe incident list
    Votre rôle ne permet pas cette opération.
      (le peuvent : coordination, protection des renseignements)
    [1]

