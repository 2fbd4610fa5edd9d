La reprise des familles que l'équipe suit déjà : la coordination a leur liste dans un classeur.

De la deuxième famille la naissance de l'enfant n'est pas une date.

tableau suivis.csv :
    reference = C-001 | C-002
    clsc = 99001 | 99001
    nom = Exemple | Inventée
    prenom = Rosalie | Maude
    naissance = 1996-03-04 | 1999-08-21
    telephone = 514 555-0101 | 514 555-0102
    canal1 = téléphone | téléphone
    langue = fr | fr
    adresse = 1, rue Inventée | 2, rue Inventée
    municipalite = Montréal | Montréal
    code_postal = H2M 1Y4 | H2M 1Y4
    enfant1_naissance = 2026-05-03 | 2026-13-07
    enfant1_prenom = Léo | Zoé
    enfant2_naissance = 2024-01-15 |
    intervenante = inf-01 | ts-01
    suivie_depuis = 2025-11-10 | 2026-02-02
    derniere_visite = 2026-11-13 | 2026-11-18
    prochaine_visite = 2026-12-04 9:30 | 2026-12-02 13:30
    accord_par = elle-même | elle-même
    accord_le = 2025-11-10 | 2026-02-02
coordination $ sippe takeover preview suivis.csv
    Ligne  Réf.   Nom              Dernière  Prochaine      Suivie par  Serait
    2      C-001  Rosalie Exemple  13 nov.   4 déc. 9 h 30  inf-01      reprise
        enfants : Léo (3 mai 2026), sans prénom (15 janv. 2024); suivie depuis
        le 10 nov. 2025; accord : elle-même, le 10 nov. 2025
    suivis.csv, ligne 3, colonne enfant1_naissance : cette date n’existe pas (AAAA-MM-JJ)
    Rien n'a été envoyé; la reprise donnerait : 1 reprise, 1 illisible.
    [5]

Elle corrige la cellule, et regarde de nouveau.

tableau suivis.csv :
    reference = C-001 | C-002
    clsc = 99001 | 99001
    nom = Exemple | Inventée
    prenom = Rosalie | Maude
    naissance = 1996-03-04 | 1999-08-21
    telephone = 514 555-0101 | 514 555-0102
    canal1 = téléphone | téléphone
    langue = fr | fr
    adresse = 1, rue Inventée | 2, rue Inventée
    municipalite = Montréal | Montréal
    code_postal = H2M 1Y4 | H2M 1Y4
    enfant1_naissance = 2026-05-03 | 2026-06-07
    enfant1_prenom = Léo | Zoé
    enfant2_naissance = 2024-01-15 |
    intervenante = inf-01 | ts-01
    suivie_depuis = 2025-11-10 | 2026-02-02
    derniere_visite = 2026-11-13 | 2026-11-18
    prochaine_visite = 2026-12-04 9:30 | 2026-12-02 13:30
    accord_par = elle-même | elle-même
    accord_le = 2025-11-10 | 2026-02-02
coordination $ sippe takeover preview suivis.csv
    Ligne  Réf.   Nom              Dernière  Prochaine       Suivie par  Serait
    2      C-001  Rosalie Exemple  13 nov.   4 déc. 9 h 30   inf-01      reprise
        enfants : Léo (3 mai 2026), sans prénom (15 janv. 2024); suivie depuis
        le 10 nov. 2025; accord : elle-même, le 10 nov. 2025
    3      C-002  Maude Inventée   18 nov.   2 déc. 13 h 30  ts-01       reprise
        enfants : Zoé (7 juin 2026); suivie depuis le 2 févr. 2026; accord :
        elle-même, le 2 févr. 2026
    Rien n'a été envoyé; la reprise donnerait : 2 reprises.

coordination $ sippe takeover run suivis.csv
    Ligne  Réf.   Nom              Famille  Résultat
    2      C-001  Rosalie Exemple  ⟨f-01⟩   reprise
    3      C-002  Maude Inventée   ⟨f-02⟩   reprise
    2 reprises.
    La feuille est ⟨id-001⟩ : sippe takeover show ⟨id-001⟩
    Elle s'annule en entier : sippe takeover undo ⟨id-001⟩ --reason …
    Ce qui reste à confirmer ou à replacer est sur la liste : sippe worklist.

coordination $ sippe takeover list
    Feuille   Reprise le                  Par    Suivis dès le  Familles
    ⟨id-001⟩  jeu. 26 nov. 2026, 10 h 0x  coord  26 nov. 2026   2

coordination $ sippe takeover show ⟨id-001⟩
    Feuille ⟨id-001⟩                        , reprise le jeu. 26 nov. 2026, 10 h 0x par coord : 2 familles.
    Réf.   Famille  Nom              Intervenante
    C-001  ⟨f-01⟩   Rosalie Exemple  inf-01
    C-002  ⟨f-02⟩   Maude Inventée   ts-01

equipe $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple   (⟨id-002⟩                        )
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          ne sait pas – NE LAISSEZ PAS DE MESSAGE
      Moyens de la joindre      téléphone
      Langue                    français
      Enfant né le              3 mai 2026
      Enfants                   Léo (3 mai 2026); sans nom (15 janv. 2024)
      CLSC                      99001

    Inscription aux SIPPE
      État                      suivie
      Depuis                    jeu. 26 nov. 2026, 10 h 0x
      Repose sur                reprise d'un suivi en cours
      Intervenante privilégiée  inf-01
      Visites faites            0
      Programme jusqu'au        3 mai 2031

    Reprise d'un suivi en cours
      Feuille                   ⟨id-001⟩, référence C-001
      Reprise le                26 nov. 2026
      Suivie depuis             10 nov. 2025
      Dernière visite avant     13 nov. 2026
      Accord                    elle-même, le 10 nov. 2025
      Enfants                   Léo (3 mai 2026), sans prénom (15 janv. 2024)

equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée inf-01
    Visite    Quand                     Durée   Qui     État       Motif
    ⟨id-003⟩  ven. 4 déc. 2026, 9 h 30  75 min  inf-01  confirmée  pas au moment dû

    Rencontres sans visite fixée
    Rencontre  Quand              Qui     Résultat
    ⟨id-004⟩   ven. 13 nov. 2026  inf-01  faite
        en personne
        sans visite fixée

    Visites dues
    Phase                   N°  Du             Au             État          Visite
    de 7 semaines à 12 mo…  13  26 nov.        3 déc. 2026    fixée à côté  ⟨id-003⟩
    de 7 semaines à 12 mo…  14  10 déc.        17 déc. 2026   à venir       –
    de 7 semaines à 12 mo…  15  24 déc.        5 janv. 2027   à venir       –
    de 7 semaines à 12 mo…  16  7 janv. 2027   14 janv. 2027  à venir       –
    de 7 semaines à 12 mo…  17  21 janv. 2027  28 janv. 2027  à venir       –

equipe $ sippe worklist
    Rien à faire.

coordination $ sippe visits --worker ts-01 --week 2026-12-02
    Semaine du 30 nov. 2026, ts-01
      Quand      mer. 2, 13 h 30
      Durée      75 min
      Famille    ⟨f-02⟩
      Nom        Maude Inventée
      Adresse    2, rue Inventée, Montréal H2M1Y4
      Téléphone  514 555-0102 !
      État       confirmée
      Visite     ⟨id-005⟩

    Heures
      lundi                     8 h 30 à 12 h
      lundi                     13 h à 16 h 30
      mardi                     8 h 30 à 12 h
      mardi                     13 h à 16 h 30
      mercredi                  8 h 30 à 12 h
      mercredi                  13 h à 16 h 30
      jeudi                     8 h 30 à 12 h
      jeudi                     13 h à 16 h 30
      vendredi                  8 h 30 à 12 h
      vendredi                  13 h à 16 h 30

C'était le classeur de l'an dernier.

coordination $ sippe takeover undo ⟨id-001⟩ --reason "classeur de l'an dernier"
    2 reprises annulées.

coordination $ sippe takeover show ⟨id-001⟩
    Feuille ⟨id-001⟩                        , reprise le jeu. 26 nov. 2026, 10 h 0x par coord : 2 familles.
    Réf.   Famille  Nom              Intervenante  Depuis la reprise
    C-001  ⟨f-01⟩   Rosalie Exemple  inf-01        annulée le 26 nov. 10 h 0x
    C-002  ⟨f-02⟩   Maude Inventée   ts-01         annulée le 26 nov. 10 h 0x

equipe $ sippe family find Exemple
    Aucune famille trouvée.

equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : terminé, intervenante privilégiée inf-01
    Visite    Quand                     Durée   Qui     État     Motif
    ⟨id-003⟩  ven. 4 déc. 2026, 9 h 30  75 min  inf-01  annulée  inscrite par erreur

    Rencontres sans visite fixée
    Rencontre  Quand              Qui     Résultat
    ⟨id-004⟩   ven. 13 nov. 2026  inf-01  faite
        en personne
        sans visite fixée

coordination $ sippe worklist
    Rien à faire.

