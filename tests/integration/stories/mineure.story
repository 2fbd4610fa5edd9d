Une mineure enceinte de plus de vingt semaines : elle consent elle-même, et son équipe atteste l'aide à laquelle elle a droit.

fichier appel.json : identity.birth_date=2010-03-04 pregnancy.due_date=2027-03-01
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.
guichet $ sippe route decide ⟨id-001⟩ SIPPE --priority 2
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : SIPPE.
    Décidée : SIPPE.
    À rencontrer en personne d'ici le dim. 6 déc. 2026, 10 h 0x.
    Ensuite : sippe enrol ⟨f-01⟩
guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --given-by "père ou mère" --given-by-name "Rita Exemple"
    À son âge, elle consent elle-même, et personne ne le fait pour elle. Demandez-lui son accord.
    [1]
guichet $ sippe enrol ⟨f-01⟩ --agreed verbal
    La famille ⟨f-01⟩ est inscrite (⟨id-002⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 27 nov. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-003⟩
equipe $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    26 nov.       confirmer la      ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  visite proposée
        suivie par inf-01
    3 déc.    P2  attester l'aide   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  aux mineures
                  enceintes
        suivie par inf-01
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
                  rencontre en
                  personne
        rien à faire avant ce jour; suivie par inf-01
    3 choses à faire, dont 0 en retard.  !  : ne laissez pas de message
equipe $ sippe attestation print ⟨f-01⟩
    Attestation

      Nom                       Rosalie Exemple
      Naissance                 4 mars 2010
      Suivie par                CLSC d’Ahuntsic (démonstration), 514-555-0101

    Nous attestons que cette personne est enceinte d'au moins vingt semaines
    et qu'elle est suivie par notre CLSC.

    We attest that this person is at least twenty weeks pregnant and is
    followed by our CLSC.

    Nom et titre : ______________________________
    Signature : _________________________________
    Date : ______________________________________

    Une fois signée et remise : sippe attestation record ⟨f-01⟩ --signed-by NOM --given-to À QUI
equipe $ sippe attestation record ⟨f-01⟩ --signed-by "M. Roy, travailleuse sociale" --given-to elle-même
    Famille ⟨f-01⟩, aide aux mineures enceintes : attestée.
equipe $ sippe attestation record ⟨f-01⟩ --outcome "sans droit"
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      --reason : Indiquez le motif.
    [1]
equipe $ sippe attestation record ⟨f-01⟩ --outcome "sans droit" --reason "elle vit chez sa mère"
    Famille ⟨f-01⟩, aide aux mineures enceintes : sans droit.
equipe $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple   (⟨id-005⟩                        )
      Naissance                 4 mars 2010
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Moyens de la joindre      téléphone
      Langue                    français
      Date prévue               1er mars 2027
      CLSC                      99001

    Délai d'accès
      P2, demandé le 26 nov. 2026, décidé le jeu. 26 nov. 2026, 10 h 0x : à
      rencontrer d'ici le dim. 6 déc. 2026, 10 h 0x

    Inscription aux SIPPE
      État                      suivie
      Depuis                    jeu. 26 nov. 2026, 10 h 0x
      Intervenante privilégiée  inf-01
      Visites faites            0
      Programme jusqu'au        1er mars 2032
      Participation             accepte (elle-même, verbal, le 26 nov. 2026)
      Aide aux mineures         sans droit, le 26 nov. 2026

    Évaluations
    Id        Reçue            État     Proposée  Décidée
    ⟨id-001⟩  26 nov. 10 h 0x  décidée  SIPPE     SIPPE

    À faire
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
                  rencontre en
                  personne
        rien à faire avant ce jour; suivie par inf-01
equipe $ sippe family history ⟨f-01⟩
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, aide attestée
        motif : elle vit chez sa mère
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, aide attestée
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   coord, intervenante privilégiée : inf-01
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, accord à participer : accepte
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, inscription
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, orientation décidée : SIPPE
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation
