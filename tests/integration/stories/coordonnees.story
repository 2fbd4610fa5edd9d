Une famille reprise d'un suivi en cours n'a pas d'évaluation : ce qui dit comment la joindre vient de la feuille. La feuille ne permet
pas la poste.

tableau suivis.csv :
    reference = C-001
    clsc = 99001
    nom = Exemple
    prenom = Rosalie
    naissance = 1996-03-04
    telephone = 514 555-0111
    canal1 = téléphone
    langue = fr
    enfant1_naissance = 2024-05-03
    intervenante = inf-01
    suivie_depuis = 2025-11-10
coordination $ sippe takeover run suivis.csv
    Ligne  Réf.   Nom              Famille  Résultat
    2      C-001  Rosalie Exemple  ⟨f-01⟩   reprise
    1 reprise.
    La feuille est ⟨id-001⟩ : sippe takeover show ⟨id-001⟩
    Elle s'annule en entier : sippe takeover undo ⟨id-001⟩ --reason …
    Ce qui reste à confirmer ou à replacer est sur la liste : sippe worklist.

guichet $ sippe letter print ⟨f-01⟩ --kind CALL_US
    La famille n'a pas permis la poste. Si elle la permet maintenant, corrigez ses coordonnées (sippe contact change).
    [1]

guichet $ sippe calls record ⟨f-01⟩ WRONG_NUMBER
    Noté, famille ⟨f-01⟩ (⟨id-002⟩) : mauvais numéro.
    Un autre numéro ou une adresse est à trouver, puis à noter (sippe contact change ⟨f-01⟩).

Elle appelle d'un autre numéro, et dit où elle habite maintenant. On peut lui écrire; à ce numéro-là, sa sœur répond.

guichet $ sippe contact change ⟨f-01⟩ --phone 514-555-0101 --street "1, rue Inventée" --town Montréal --postal-code h2m1y4 --way téléphone --way poste --reason "elle a appelé"
    Noté, famille ⟨f-01⟩ :
        Téléphone : 514 555-0111 → 514 555-0101
        Adresse : – → 1, rue Inventée, Montréal h2m1y4
        Moyens de la joindre : téléphone → téléphone, poste

guichet $ sippe contact change ⟨f-01⟩ --also "438 555-0199 poste 4" --whose "sa sœur Rose" --its-message non --reason "elle l'a dit"
    Noté, famille ⟨f-01⟩ :
        Téléphone : 514 555-0101 → 514 555-0101; 438 555-0199 poste 4 (sa sœur Rose) : message, non – NE LAISSEZ PAS DE MESSAGE

guichet $ sippe contact change ⟨f-01⟩ --phone 514-ALLO --reason "mal lu"
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      numéros de téléphone, n° 1 : numéro : Ce numéro de téléphone n'est pas valide. Donnez les dix chiffres, indicatif régional compris.
    [1]

guichet $ sippe contact change ⟨f-01⟩ --without 514-555-9999 --reason "n'est plus à elle"
    514-555-9999 n'est pas parmi ses numéros (sippe contact show ⟨f-01⟩).
    [2]

guichet $ sippe contact show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple
      Téléphone                 514 555-0101; 438 555-0199, poste 4 (sa sœur Rose) :
                                message, non – NE LAISSEZ PAS DE MESSAGE
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          ne sait pas – NE LAISSEZ PAS DE MESSAGE
      Moyens de la joindre      téléphone, poste
      Langue                    français

    Changements
    jeu. 26 nov. 2026, 10 h 0x, guichet : elle l'a dit
        Téléphone : 514 555-0101 → 514 555-0101; 438 555-0199, poste 4 (sa sœur Rose) : message, non – NE LAISSEZ PAS DE MESSAGE
    jeu. 26 nov. 2026, 10 h 0x, guichet : elle a appelé
        Téléphone : 514 555-0111 → 514 555-0101
        Adresse : – → 1, rue Inventée, Montréal H2M1Y4
        Moyens de la joindre : téléphone → téléphone, poste

guichet $ sippe family find 438 555-0199
    Famille  Nom              Naissance    Téléphone     CLSC   Identifiant
    ⟨f-01⟩   Rosalie Exemple  4 mars 1996  514 555-0101  99001  ⟨id-003⟩

guichet $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire             Famille  Nom              Téléphone       Sur
    10 déc.   noter si elle       ⟨f-01⟩   Rosalie Exemple  514 555-0101 !  ⟨id-004⟩
              accepte le
              programme
        suivie par inf-01
    1 chose.

guichet $ sippe letter print ⟨f-01⟩ --kind CALL_US
    26 nov. 2026

    Rosalie Exemple
    1, rue Inventée
    Montréal  H2M 1Y4


    Bonjour,

    Nous avons essayé de vous joindre par téléphone, sans succès.
    Pourriez-vous nous appeler d'ici le 10 déc. 2026, au 514-555-0101?

    Vous pouvez aussi nous demander de ne plus vous appeler.
    Notée (⟨id-005⟩). Réponse attendue d'ici le 10 déc. 2026; ensuite elle est à la liste de travail.

guichet $ sippe family history ⟨f-01⟩
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, lettre : message laissé
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, coordonnées changées
        Téléphone : 514 555-0101 → 514 555-0101; 438 555-0199, poste 4 (sa sœur Rose) : message, non – NE LAISSEZ PAS DE MESSAGE
        motif : elle l'a dit
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, coordonnées changées
        Téléphone : 514 555-0111 → 514 555-0101
        Adresse : – → 1, rue Inventée, Montréal H2M1Y4
        Moyens de la joindre : téléphone → téléphone, poste
        motif : elle a appelé
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, appel : mauvais numéro
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   scheduling, intervenante privilégiée
        inf-01
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   coord, inscription

La lettre est en route, et elle rappelle : elle a déménagé. Rien ne rattrape la lettre; quelqu'un dit ce qui a été fait.

equipe $ sippe contact change ⟨f-01⟩ --street "22, rue Inventée" --town Montréal --reason "elle a déménagé"
    Noté, famille ⟨f-01⟩ :
        Adresse : 1, rue Inventée, Montréal H2M1Y4 → 22, rue Inventée, Montréal H2M1Y4
equipe $ sippe worklist --kind LETTER
    Échéance  À faire             Famille  Nom              Téléphone       Sur
    26 nov.   lettre : réponse    ⟨f-01⟩   Rosalie Exemple  514 555-0101 !  ⟨id-005⟩
              attendue
        suivie par inf-01; depuis, l'adresse a changé : dire ce qui a été fait;
        26 nov. 10 h 0x, guichet : lettre CALL_US, réponse d'ici le 10 déc. 2026
    1 chose.
equipe $ sippe work settle ⟨id-005⟩
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      --note : Cette réponse est obligatoire.
    [1]
equipe $ sippe work settle ⟨id-005⟩ --note "écrite de nouveau, à la bonne adresse"
    Fait, famille ⟨f-01⟩ : lettre : réponse attendue.
equipe $ sippe worklist --kind LETTER
    Rien de tel à faire.
