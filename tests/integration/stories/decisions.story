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
    1er déc.  mettre en place l'a…  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message

La nutritionniste apprend davantage.

guichet $ sippe route revise ⟨id-001⟩ SIPPE
    Il manque --because : pourquoi la décision est revue.
    [2]

guichet $ sippe route revise ⟨id-001⟩ SIPPE --because "violence, isolée depuis l'automne" --priority 2
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; décidée : OLO seulement.
    Revue : SIPPE. La décision d'avant reste au dossier.
    À rencontrer en personne d'ici le dim. 6 déc. 2026, 10 h.
    Ensuite : sippe enrol ⟨f-01⟩

guichet $ sippe screening show ⟨id-001⟩
    Évaluation ⟨id-001⟩                        , famille ⟨f-01⟩ : décidée
      Reçue                     jeu. 26 nov. 2026, 10 h

    Réponses
      Appel                     jeu. 26 nov. 2026, 9 h 30
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
      Le                        jeu. 26 nov. 2026, 10 h
      Revue parce que           violence, isolée depuis l'automne
      Priorité                  P2

    Décisions d'avant
      jeu. 26 nov. 2026, 10 h, guichet, OLO seulement

guichet $ sippe worklist
      Échéance   3 déc.
      P          P2
      À faire    inscrire aux SIPPE
      Famille    ⟨f-01⟩
      Nom        Rosalie Exemple
      Téléphone  514 555-0101
      Qui        équipe
      Sur        ⟨id-001⟩

      Échéance   6 déc., à venir
      P          P2
      À faire    première rencontre en personne
      Famille    ⟨f-01⟩
      Nom        Rosalie Exemple
      Téléphone  514 555-0101
      Qui        coordination
      Sur        ⟨id-002⟩
    2 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

Une autre attend : il faut dire pourquoi.

fichier attente.json : identity.name.given=Maude identity.phone=514-555-0102 identity.birth_date=1999-01-02
guichet $ sippe screening push attente.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-02⟩   ⟨id-003⟩    SIPPE
    1 acceptée.

guichet $ sippe route decide ⟨id-003⟩ WAITLIST
    évaluation : rien ne commence par « ⟨id-002⟩ ».
    [1]

guichet $ sippe route decide ⟨id-003⟩ WAITLIST --because "aucune place avant janvier" --priority 3
    évaluation : rien ne commence par « ⟨id-002⟩ ».
    [1]

guichet $ sippe route waiting
    0 famille en attente : par priorité, puis par date de la demande.

Une troisième refuse; une autre offre lui sera faite.

fichier refus.json : identity.name.given=Ève identity.phone=514-555-0103 identity.birth_date=1998-01-02
guichet $ sippe screening push refus.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-03⟩   ⟨id-004⟩    SIPPE
    1 acceptée.

guichet $ sippe route decide ⟨id-004⟩ DECLINED --because "ne veut pas de visites"
    Évaluation ⟨id-003⟩, famille ⟨f-02⟩; proposée : SIPPE.
    Décidée : la famille refuse.

guichet $ sippe worklist
      Échéance   30 nov.
      À faire    décider de l'orientation
      Famille    ⟨f-03⟩
      Nom        Ève Exemple
      Téléphone  514 555-0103
      Qui        accueil
      Sur        ⟨id-004⟩

      Échéance   3 déc.
      P          P2
      À faire    inscrire aux SIPPE
      Famille    ⟨f-01⟩
      Nom        Rosalie Exemple
      Téléphone  514 555-0101
      Qui        équipe
      Sur        ⟨id-001⟩

      Échéance   6 déc., à venir
      P          P2
      À faire    première rencontre en personne
      Famille    ⟨f-01⟩
      Nom        Rosalie Exemple
      Téléphone  514 555-0101
      Qui        coordination
      Sur        ⟨id-002⟩

      Échéance   7 févr. 2027, à venir
      À faire    offrir de nouveau les SIPPE
      Famille    ⟨f-02⟩
      Nom        Maude Exemple
      Téléphone  514 555-0102
      Qui        accueil
      Sur        ⟨id-003⟩
    4 choses à faire, dont 0 en retard.  !  : ne laissez pas de message
