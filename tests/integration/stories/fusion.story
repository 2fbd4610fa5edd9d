Deux femmes de presque le même nom sont prises pour une; on note au dossier ses heures et une date d'échographie, puis on voit qu'elles sont deux. Chacune retrouve son nom, son numéro et ses dates; ce qui a été noté entre-temps reste à celle dont c'était le dossier.

fichier rita.json : identity.name.given=Rita identity.name.family=Costa identity.phone='514 555-0142' pregnancy.due_date='{"value":{"year":2027,"month":3,"day":20}}'
guichet $ sippe screening push rita.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.
fichier autre.json : identity.name.given=Rita identity.name.family=Costas identity.phone='514 555-0177' pregnancy.due_date='{"value":{"year":2027,"month":3,"day":15}}'
guichet $ sippe screening push autre.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-02⟩   ⟨id-002⟩    SIPPE  ≈ famille peut-être connue
    1 acceptée.
guichet $ sippe match settle ⟨id-002⟩ --same-as ⟨f-01⟩
    L'évaluation appartient maintenant à la famille ⟨f-01⟩.
guichet $ sippe contact show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rita Costas
      Téléphone                 514 555-0177
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Moyens de la joindre      téléphone
      Langue                    français
guichet $ sippe contact change ⟨f-01⟩ --hours "le soir" --reason "dit au téléphone"
    Noté, famille ⟨f-01⟩ :
        Heures sûres : – → le soir
guichet $ sippe pregnancy date ⟨f-01⟩ 2027-03-01 --source échographie --reason "rapport reçu"
    Noté, famille ⟨f-01⟩ :
        en cours, prévue le 15 mars 2027 (dite par elle) → en cours, prévue le 1er mars 2027 (échographie)
coordination $ sippe family unmerge ⟨f-02⟩ --reason "deux femmes de presque le même nom"
    Les familles ⟨f-02⟩ et ⟨f-01⟩ sont de nouveau deux : chacune a ce qu'elle avait.
    Noté entre-temps pour ⟨f-01⟩, et qui y reste; à voir par la coordination d'ici le 27 nov. 2026 :
      Id        Quoi         Noté             Par      Devenu
      ⟨id-003⟩  la famille   26 nov. 10 h 0x  guichet  reste
      ⟨id-003⟩  coordonnées  26 nov. 10 h 0x  guichet  reste
    Ce qui était à l'autre : sippe family reassign ⟨f-02⟩ ID --reason MOTIF
guichet $ sippe contact show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rita Costa
      Téléphone                 514 555-0142
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Heures sûres              le soir
      Moyens de la joindre      téléphone
      Langue                    français

    Changements
    jeu. 26 nov. 2026, 10 h 0x, coord : deux femmes de presque le même nom
        Téléphone : 514 555-0177 → 514 555-0142
    jeu. 26 nov. 2026, 10 h 0x, guichet : dit au téléphone
        Heures sûres : – → le soir
guichet $ sippe contact show ⟨f-02⟩
    Famille ⟨f-02⟩ : Rita Costas
      Téléphone                 514 555-0177
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Moyens de la joindre      téléphone
      Langue                    français
guichet $ sippe kin show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rita Costa

    Personnes
    Id        Nom         Qui     Naissance    Lien
    ⟨id-004⟩  Rita Costa  adulte  4 mars 1996  titulaire

    Grossesses
    Id        État      Date prévue    Source
    ⟨id-005⟩  en cours  1er mars 2027  échographie
guichet $ sippe kin show ⟨f-02⟩
    Famille ⟨f-02⟩ : Rita Costas

    Personnes
    Id        Nom          Qui     Naissance    Lien
    ⟨id-006⟩  Rita Costas  adulte  4 mars 1996  titulaire

    Grossesses
    Id        État      Date prévue   Source
    ⟨id-007⟩  en cours  15 mars 2027  dite par elle
guichet $ sippe family history ⟨f-01⟩
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   coord, la famille : fusion annulée
        Rita Costas, adulte, 4 mars 1996, femme → Rita Costa, adulte, 4 mars 1996, femme
        motif : deux femmes de presque le même nom
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   coord, coordonnées changées
        Téléphone : 514 555-0177 → 514 555-0142
        motif : deux femmes de presque le même nom
    ⟨id-008⟩   jeu. 26 nov. 2026, 10 h 0x   coord, fusion annulée
        motif : deux femmes de presque le même nom
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, la famille : grossesse datée
        en cours, prévue le 15 mars 2027 (dite par elle) → en cours, prévue le 1er mars 2027 (échographie)
        motif : rapport reçu
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, coordonnées changées
        Heures sûres : – → le soir
        motif : dit au téléphone
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, dit si elle est connue
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation
