Ce qu'elle accepte qu'un partenaire sache : on la joint par courriel, et elle veut que la maison des familles lui écrive. Elle parle
anglais : la feuille est dans les deux langues.

fichier appel.json : call.language=en identity.email=rosalie@exemple.invalid consent.channels='["PHONE","EMAIL"]'
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.

guichet $ sippe route decide ⟨id-001⟩ SIPPE --priority 3
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : SIPPE.
    Décidée : SIPPE.
    À rencontrer en personne d'ici le sam. 26 déc. 2026, 10 h 0x.
    Ensuite : sippe enrol ⟨f-01⟩

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --covers prénom --covers courriel --covers langue --covers besoin
    Consentement ⟨id-002⟩ noté pour la famille ⟨f-01⟩, pour Maison des familles d'essai. Il couvre :
      - prénom
      - courriel
      - langue
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

partenaire $ sippe notices show ⟨id-005⟩
    Avis ⟨id-005⟩                         : nouveau
      Service                   Paniers de provisions
      Besoin                    aide alimentaire
      Reçu                      jeu. 26 nov. 2026, 10 h 0x
      Accuser réception         au plus tard le 3 déc. 2026
      Qui                       Rosalie
      Courriel                  rosalie@exemple.invalid
      Langue                    anglais
      Questions                 CLSC d’Ahuntsic (démonstration), 514-555-0101

guichet $ sippe notices print ⟨id-004⟩
    ------------------------------------------------------------------------
    AVIS DE RÉFÉRENCE – CONFIDENTIEL
    ------------------------------------------------------------------------
      À                         Maison des familles d'essai 514 555-0150
      De                        CLSC d’Ahuntsic (démonstration) 514-555-0101
      Envoyé                    jeu. 26 nov. 2026, 10 h 0x
      Service demandé           Paniers de provisions
      Besoin                    aide alimentaire

      Qui                       Rosalie
      Courriel                  rosalie@exemple.invalid
      Langue                    anglais

      Cette famille a consenti à ce que vous la contactiez pour ce service
      seulement. Ne laissez un message que si l'avis le permet, et seulement
      aux heures indiquées. Dites-nous dès réception que vous avez lu
      l'avis, puis si vous l'acceptez.

      CODE DE RÉPONSE : ⟨r-0001⟩
      Pour répondre, appelez le 514-555-0101 (CLSC d’Ahuntsic
      (démonstration)) et donnez ce code, au plus tard le 3 déc. 2026.
      [ ] Reçu       [ ] Accepté         [ ] En liste d'attente
      [ ] Décliné    [ ] Reçu par erreur [ ] Premier contact le ____________

      Votre nom : ______________________________

    ------------------------------------------------------------------------
    REFERRAL NOTICE – CONFIDENTIAL
    ------------------------------------------------------------------------
      To                        Maison des familles d'essai 514 555-0150
      From                      CLSC d’Ahuntsic (démonstration) 514-555-0101
      Sent                      Thu 26 Nov 2026, 10:0x
      Service asked for         Paniers de provisions
      Need                      food aid

      Who                       Rosalie
      E-mail                    rosalie@exemple.invalid
      Language                  English

      This family agreed to be contacted by you for this service only. Leave
      a message only if the notice allows it, and only at the hours given.
      Tell us on receipt that you have read the notice, then whether you
      accept.

      ANSWER CODE: ⟨r-0001⟩
      To answer, call 514-555-0101 (CLSC d’Ahuntsic (démonstration)) and
      give this code, by 3 Dec 2026.
      [ ] Received   [ ] Accepted            [ ] On the waiting list
      [ ] Declined   [ ] Received by mistake [ ] First contact on ____________

      Your name: ______________________________
    ------------------------------------------------------------------------

guichet $ sippe family disclosures ⟨f-01⟩
    jeu. 26 nov. 2026, 10 h 0x : feuille, à Maison des familles d'essai   (⟨id-006⟩)
      But                       référence à un partenaire
      Quoi                      prénom, langue, besoin, courriel
      Par                       guichet
      Au registre               jusqu'au 26 nov. 2036
    jeu. 26 nov. 2026, 10 h 0x : avis, à Maison des familles d'essai   (⟨id-007⟩)
      But                       référence à un partenaire
      Quoi                      prénom, langue, besoin, courriel
      Par                       guichet
      Reçu                      non confirmé
      Au registre               jusqu'au 26 nov. 2036

Le consentement est redonné à une autre date : le nouveau prend la place de l'ancien, et les mots qui ont été lus restent au dossier. Une
version qui n'était pas adoptée ce jour-là est refusée, avec celles qui l'étaient.

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --covers prénom --covers courriel --covers langue --covers besoin --renews ⟨id-002⟩ --mode écrit --helped-by "lu à voix haute" --read-in en
    Consentement ⟨id-008⟩ noté pour la famille ⟨f-01⟩, pour Maison des familles d'essai. Il couvre :
      - prénom
      - courriel
      - langue
      - besoin

guichet $ sippe consent show ⟨f-01⟩
      Famille                   ⟨f-01⟩
      But                       référence à un partenaire
      À                         Maison des familles d'essai
      Couvre                    prénom, courriel, langue, besoin
      Donné par                 elle-même
      Donné                     jeu. 26 nov. 2026, 10 h 0x
      Jusqu'au                  26 nov. 2027
      Lecture                   écrit, lu à voix haute, anglais
      Version du texte          ⟨f-02⟩
      Noté par                  guichet
      Prend la place de         ⟨id-002⟩

    Texte lu
    Acceptez-vous que nous donnions à cet organisme votre nom, votre numéro de téléphone et ce dont vous avez besoin, pour qu'il vous appelle? C'est pour ce service seulement. Vous pouvez changer d'idée en tout temps : un appel suffit.

    Do you agree that we give this organisation your name, your telephone number and what you need, so that it can call you? It is for this service only. You may change your mind at any time: one call is enough.

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --text-version 2019-4
    Le 26 nov. 2026, aucun texte de version « ⟨f-03⟩ » n'était adopté. Versions de ce jour-là : ⟨f-02⟩
    [1]

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --given-by "père ou mère" --given-by-name "Rita Gagnon"
    Une adulte consent elle-même. Si elle ne le peut pas, c'est sa tutrice, ou sa représentante ou mandataire; son parent, seulement s'il est l'un des deux.
    [1]

À un établissement, une personne le dit elle-même : c'est au registre avant.

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --purpose établissement --covers courriel
    Consentement ⟨id-009⟩ noté pour la famille ⟨f-01⟩, pour Maison des familles d'essai. Il couvre :
      - courriel

guichet $ sippe family tell ⟨f-01⟩ --to "maison des familles" --purpose établissement
    Noté au registre (⟨id-010⟩). À Maison des familles d'essai vous pouvez dire, et rien d'autre :
      - courriel : rosalie@exemple.invalid

Dit deux fois, il tient par l'autre quand l'un des deux est retiré : c'est dit.

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --purpose établissement --covers courriel --read-in zz
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      --read-in : Ce code de langue n'est pas valide. Exemples : fr, en, es, ht.
    [1]
guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --purpose établissement --covers courriel
    Consentement ⟨id-011⟩ noté pour la famille ⟨f-01⟩, pour Maison des familles d'essai. Il couvre :
      - courriel
guichet $ sippe consent withdraw ⟨f-01⟩ ⟨id-009⟩ --reason "elle ne veut plus"
    Consentement ⟨id-009⟩ retiré (établissement). Références annulées : 0.
    À prévenir par une personne : sippe worklist --kind TELL_HOLDER
    Attention : le consentement ⟨id-011⟩ permet encore la même chose (sippe consent withdraw ⟨f-01⟩ ⟨id-011⟩).
