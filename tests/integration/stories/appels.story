Appels, lettres et notes d'une famille, à tout moment.

fichier appel.json : income.annual=UNKNOWN consent.channels='["PHONE","MAIL"]'
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    rappeler
    1 acceptée.

guichet $ sippe calls record ⟨f-01⟩ NO_ANSWER
    Noté, famille ⟨f-01⟩ (⟨id-002⟩) : pas de réponse.
    À rappeler le 30 nov. 2026.

guichet $ sippe calls record ⟨f-01⟩ LEFT_MESSAGE --note "message laissé à sa sœur"
    Noté, famille ⟨f-01⟩ (⟨id-003⟩) : message laissé.
    À rappeler le 30 nov. 2026.

guichet $ sippe calls record ⟨f-01⟩ NO_ANSWER
    Noté, famille ⟨f-01⟩ (⟨id-004⟩) : pas de réponse.
    À rappeler le 30 nov. 2026.

guichet $ sippe calls record ⟨f-01⟩ NO_ANSWER
    Noté, famille ⟨f-01⟩ (⟨id-005⟩) : pas de réponse.
    À rappeler le 30 nov. 2026.
    4 appels sans la joindre.
    Écrivez-lui d'abord, elle permet la poste : sippe letter print ⟨f-01⟩ --kind …
    Si elle reste injoignable : sippe route decide ⟨id-001⟩ UNREACHABLE

guichet $ sippe worklist
    Échéance  À faire              Famille  Nom              Téléphone     Sur
    30 nov.   rappeler la famille  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
        26 nov. 10 h 0x, guichet : pas de réponse; 4 appels sans la joindre;
        proposé : injoignable, après une lettre
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message

On lui écrit. Laquelle des lettres, personne ne le sait par cœur.

guichet $ sippe letter print ⟨f-01⟩
    Il manque --kind : CALL_US, NEW_NUMBER.
    [2]

guichet $ sippe letter print ⟨f-01⟩ --kind RAPPEL
    Le territoire n'a pas de lettre RAPPEL; il y a : CALL_US, NEW_NUMBER.
    [2]

guichet $ sippe letter print ⟨f-01⟩ --kind CALL_US
    26 nov. 2026

    Rosalie Exemple
    1, rue Inventée
    Montréal  H2M 1Y4


    Bonjour,

    Nous avons essayé de vous joindre par téléphone, sans succès.
    Pourriez-vous nous appeler d'ici le 10 déc. 2026, au 514-555-0101?

    Vous pouvez aussi nous demander de ne plus vous appeler.
    Notée (⟨id-006⟩). Réponse attendue d'ici le 10 déc. 2026; ensuite elle est à la liste de travail.

jour +20

guichet $ sippe worklist
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    10 déc.   rappeler la famille   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
        en retard de 6 jours; aussi à la coordination, depuis son retard;
        26 nov. 10 h 0x, guichet : lettre CALL_US, réponse d'ici le 10 déc. 2026;
        4 appels et 1 lettre sans la joindre; proposé : injoignable
    10 déc.   lettre : réponse      ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-006⟩
              attendue
        en retard de 6 jours; aussi à la coordination, depuis son retard
    2 choses à faire, dont 2 en retard.  !  : ne laissez pas de message

Elle appelle.

guichet $ sippe calls record ⟨f-01⟩ COMPLETED --incoming --note "rappelle demain de chez sa mère"
    Noté, famille ⟨f-01⟩ (⟨id-007⟩) : appel complet.
    Ensuite : complétez les réponses (sippe screening amend ⟨id-001⟩ FICHIER), puis décidez (sippe route decide ⟨id-001⟩).

guichet $ sippe family calls ⟨f-01⟩
    ⟨id-007⟩   mer. 16 déc. 2026, 10 h 0x, guichet
      reçu, téléphone : appel complet
      rappelle demain de chez sa mère
    ⟨id-006⟩   jeu. 26 nov. 2026, 10 h 0x, guichet
      lettre CALL_US imprimée le 26 nov. 2026, réponse d'ici le 10 déc. 2026
      fait, poste : message laissé
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x, guichet
      fait, téléphone : pas de réponse
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x, guichet
      fait, téléphone : pas de réponse
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x, guichet
      fait, téléphone : message laissé
      message laissé à sa sœur
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x, guichet
      fait, téléphone : pas de réponse

equipe $ sippe note add ⟨f-01⟩ --text "Préfère le mardi."
    Notée, famille ⟨f-01⟩ (⟨id-008⟩). Pour relire : sippe note list ⟨f-01⟩

equipe $ sippe note list ⟨f-01⟩
    ⟨id-008⟩   mer. 16 déc. 2026, 10 h 0x, equipe
      Préfère le mardi.

equipe $ sippe family history ⟨f-01⟩
    ⟨id-008⟩   mer. 16 déc. 2026, 10 h 0x   equipe, note
    ⟨id-007⟩   mer. 16 déc. 2026, 10 h 0x   guichet, appel : appel complet
    ⟨id-006⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, lettre : message laissé
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, appel : pas de réponse
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, appel : pas de réponse
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, appel : message laissé
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, appel : pas de réponse
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation

guichet $ sippe worklist
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    16 déc.   décider de            ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
              l'orientation
        elle a appelé le 16 déc. 10 h 0x (appel complet), noté par guichet
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message
