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
      [ ] Décliné    [ ] Pas pour nous   [ ] Premier contact le ____________

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
      [ ] Received   [ ] Accepted        [ ] On the waiting list
      [ ] Declined   [ ] Not for us      [ ] First contact on ____________

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

À un établissement, une personne le dit elle-même : c'est au registre avant.

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --purpose établissement --covers courriel
    Consentement ⟨id-008⟩ noté pour la famille ⟨f-01⟩, pour Maison des familles d'essai. Il couvre :
      - courriel

guichet $ sippe family tell ⟨f-01⟩ --to "maison des familles" --purpose établissement
    Noté au registre (⟨id-009⟩). À Maison des familles d'essai vous pouvez dire, et rien d'autre :
      - courriel : rosalie@exemple.invalid
