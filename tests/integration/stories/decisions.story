Une décision se prend, s'explique, se revoit; après chacune, quelqu'un agit.

fichier appel.json : schooling.highest_diploma=DES
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    OLO seulement
    1 acceptée.

guichet $ sippe route decide ⟨id-001⟩ "olo seulement"
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : OLO seulement.
    Décidée : OLO seulement.
    Reste à mettre en place l'aide Olo : sippe worklist --family ⟨f-01⟩

guichet $ sippe worklist
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    1er déc.  mettre en place       ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
              l'aide Olo
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message

La nutritionniste apprend davantage.

guichet $ sippe route revise ⟨id-001⟩ SIPPE
    Il manque --because : pourquoi la décision est revue.
    [2]

guichet $ sippe route revise ⟨id-001⟩ SIPPE --because "violence, isolée depuis l'automne" --priority 2
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; décidée : OLO seulement.
    Revue : SIPPE. La décision d'avant reste au dossier.
    À rencontrer en personne d'ici le dim. 6 déc. 2026, 10 h 0x.
    Ensuite : sippe enrol ⟨f-01⟩

guichet $ sippe screening show ⟨id-001⟩
    Évaluation ⟨id-001⟩                        , famille ⟨f-01⟩ : décidée
      Reçue                     jeu. 26 nov. 2026, 10 h 0x

    Réponses
      Appel                     jeu. 26 nov. 2026, 9 h 31
      Par                       accueil-1
      Source                    appel OLO
      Langue                    français
      Nom                       Rosalie Exemple
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Interprète                non
      Moyens de la joindre      téléphone
      Message possible          oui

    Réponses qui manquent
      peut parler librement, heures sûres, restriction demandée

    Orientation proposée
      Orientation               OLO seulement
             Critère                 Faits                   Règle
      ✓ oui  habite le territoire    H2M1Y4                  CLSC
      ✓ oui  source acceptée         appel OLO               sources acceptées, n° 1
      ✓ oui  grossesse datée         19 semaines + 4 j       admission : semaine de…
      ✓ oui  semaine de début atte…  19 semaines + 4 j       admission : semaine de…
      ✓ oui  faible revenu           18 000 $; seuil 40 74…  admission : revenu
      ✗ non  sans diplôme            DES (secondaire)        admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Décision
      Orientation               SIPPE
      Décidée par               guichet
      Le                        jeu. 26 nov. 2026, 10 h 0x
      Revue parce que           violence, isolée depuis l'automne
      Priorité                  P2

    Décisions d'avant
      jeu. 26 nov. 2026, 10 h 0x, guichet, OLO seulement

guichet $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    3 déc.    P2  inscrire aux      ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
                  SIPPE
        qui : équipe
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  rencontre en
                  personne
        qui : coordination; rien à faire avant ce jour
    2 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

Une autre attend : il faut dire pourquoi.

fichier attente.json : identity.name.given=Maude identity.phone=514-555-0102 identity.birth_date=1999-01-02
guichet $ sippe screening push attente.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-02⟩   ⟨id-003⟩    SIPPE
    1 acceptée.

guichet $ sippe route decide ⟨id-003⟩ WAITLIST
    Évaluation ⟨id-003⟩, famille ⟨f-02⟩; proposée : SIPPE.
    Priorité suggérée : P4. Une personne la fixe : --priority 4.
    Cette décision s'écarte de la proposition. Écrivez en une phrase votre jugement clinique.
    [1]

guichet $ sippe route decide ⟨id-003⟩ WAITLIST --because "aucune place avant janvier" --priority 3
    Évaluation ⟨id-003⟩, famille ⟨f-02⟩; proposée : SIPPE.
    Décidée : liste d'attente.
    À rencontrer en personne d'ici le sam. 26 déc. 2026, 10 h 0x.
    Sa place : sippe route waiting

guichet $ sippe route waiting
      N°          1
      P           P3
      Famille     ⟨f-02⟩
      Nom         Maude Exemple
      Téléphone   5145550102
      Demandé     26 nov.
      Depuis      26 nov. 10 h 0x
      À revoir    26 déc.
      Pourquoi    aucune place avant janvier
      Évaluation  ⟨id-003⟩
    1 famille en attente : par priorité, puis par date de la demande.

Une troisième refuse; une autre offre lui sera faite.

fichier refus.json : identity.name.given=Ève identity.phone=514-555-0103 identity.birth_date=1998-01-02
guichet $ sippe screening push refus.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-03⟩   ⟨id-004⟩    SIPPE
    1 acceptée.

guichet $ sippe route decide ⟨id-004⟩ DECLINED --because "ne veut pas de visites"
    Évaluation ⟨id-004⟩, famille ⟨f-03⟩; proposée : SIPPE.
    Décidée : la famille refuse.

guichet $ sippe worklist
    Échéance      P   À faire        Famille  Nom             Téléphone     Sur
    3 déc.        P2  inscrire aux   ⟨f-01⟩   Rosalie         514 555-0101  ⟨id-001⟩
                      SIPPE                   Exemple
        qui : équipe
    6 déc.        P2  première       ⟨f-01⟩   Rosalie         514 555-0101  ⟨id-002⟩
                      rencontre en            Exemple
                      personne
        qui : coordination; rien à faire avant ce jour
    26 déc.       P3  revoir la      ⟨f-02⟩   Maude Exemple   514 555-0102  ⟨id-003⟩
                      liste
                      d'attente
        qui : coordination; rien à faire avant ce jour
    26 déc.       P3  première       ⟨f-02⟩   Maude Exemple   514 555-0102  ⟨id-005⟩
                      rencontre en
                      personne
        qui : coordination; rien à faire avant ce jour
    7 févr. 2027      offrir de      ⟨f-03⟩   Ève Exemple     514 555-0103  ⟨id-004⟩
                      nouveau les
                      SIPPE
        qui : accueil; rien à faire avant ce jour
    5 choses à faire, dont 0 en retard.  !  : ne laissez pas de message
