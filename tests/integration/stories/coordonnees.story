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
    La famille n'a pas permis la poste. Si elle la permet maintenant, corrigez les moyens de contact de son évaluation. Une famille reprise n'en a pas : faites-en une, puis dites que c'est elle (sippe match settle).
    [1]

guichet $ sippe calls record ⟨f-01⟩ WRONG_NUMBER
    Noté, famille ⟨f-01⟩ (⟨id-002⟩) : mauvais numéro.
    Un numéro ou une adresse est à trouver. Une famille reprise n'a pas d'évaluation
    à corriger : faites-en une (sippe screening push FICHIER), puis dites que c'est
    elle (sippe match settle … --same-as ⟨f-01⟩).

Elle appelle d'un autre numéro : elle est enceinte de nouveau. Une évaluation est faite avec elle, et une personne dit que c'est elle : ses réponses valent alors.

fichier appel.json : consent.channels='["PHONE","MAIL"]'
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-02⟩   ⟨id-003⟩    SIPPE  ≈ famille peut-être connue
    1 acceptée.

guichet $ sippe match settle ⟨id-003⟩ --same-as ⟨f-01⟩
    L'évaluation appartient maintenant à la famille ⟨f-01⟩.

guichet $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple   (⟨id-004⟩                        )
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Moyens de la joindre      téléphone, poste
      Langue                    français
      Date prévue               18 avr. 2027
      CLSC                      99001

    Inscription aux SIPPE
      État                      suivie
      Depuis                    jeu. 26 nov. 2026, 10 h 0x
      Repose sur                reprise d'un suivi en cours
      Intervenante privilégiée  inf-01
      Visites faites            0
      Programme jusqu'au        18 avr. 2032

    Reprise d'un suivi en cours
      Feuille                   ⟨id-001⟩, référence C-001
      Reprise le                26 nov. 2026
      Suivie depuis             10 nov. 2025
      Enfants                   sans prénom (3 mai 2024)

    Évaluations
    Id        Reçue            État       Proposée
    ⟨id-003⟩  26 nov. 10 h 0x  à décider  SIPPE

    Derniers appels
    Id        Quand            Sens  Moyen      Résultat        Par
    ⟨id-002⟩  26 nov. 10 h 0x  fait  téléphone  mauvais numéro  guichet

    À faire
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    30 nov.   décider de            ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
              l'orientation
        suivie par inf-01; 26 nov. 10 h 0x, guichet : mauvais numéro
    30 nov.   trouver un numéro ou  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              une adresse
        suivie par inf-01

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
