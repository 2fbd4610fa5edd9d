Combien les familles sont visitées, et des visites qu'un changement ou une absence laisserait sans personne.

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
    enfant1_naissance = 2026-05-03 | 2026-03-07
    enfant1_prenom = Léo | Zoé
    enfant2_naissance = 2024-01-15 |
    intervenante = inf-01 | ts-01
    suivie_depuis = 2025-11-10 | 2026-02-02
    derniere_visite = 2026-11-13 | 2026-11-18
    prochaine_visite = 2026-12-04 9:30 | 2026-12-02 13:30
    accord_par = elle-même | elle-même
    accord_le = 2025-11-10 | 2026-02-02
coordination $ sippe takeover run suivis.csv
    Ligne  Réf.   Nom              Famille  Résultat
    2      C-001  Rosalie Exemple  ⟨f-01⟩   reprise
    3      C-002  Maude Inventée   ⟨f-02⟩   reprise
    2 reprises.
    La feuille est ⟨id-001⟩ : sippe takeover show ⟨id-001⟩
    Elle s'annule en entier : sippe takeover undo ⟨id-001⟩ --reason …
    Ce qui reste à confirmer ou à replacer est sur la liste : sippe worklist.

equipe $ sippe encounter record ⟨f-01⟩ "2026-11-25 10:00" --place HOME --minutes 60 --met MOTHER
    Rencontre ⟨id-002⟩ notée : mer. 25 nov. 2026, 10 h.

coordination $ sippe visit intensity ⟨f-01⟩
    Famille ⟨f-01⟩, règles « 2026-11 », intervenante privilégiée inf-01

    Chiffre officiel : visites à domicile de la grossesse, par semaine
      aucune grossesse ne compte durant ces jours

    Visites faites sur les visites dues
    Pour         Dues  Faites  Part
    la famille   1     1       100 %
    enfant       1     1       100 %
    inscription  1     1       100 %

coordination $ sippe visit intensity
    Famille  Intervenante  Officiel  Dues  Faites  Part
    ⟨f-01⟩   inf-01        –         1     1       100 %
    ⟨f-02⟩   ts-01         –         1     1       100 %
      Visites faites            2 sur 2 dues (100 %)

coordination $ sippe encounter export --from 2026-11-01 --to 2026-11-30 --out rencontres.csv
    3 rencontres, du 1er nov. 2026 au 30 nov. 2026 : rencontres.csv
    Le fichier ne nomme personne, mais il porte les numéros des familles : gardez-le comme un dossier.

coordination $ sippe encounter export --from 2026-11-01 --to 2026-11-30 --out rencontres.csv
    Le fichier rencontres.csv existe déjà : donnez un autre nom, ou --force pour le remplacer.
    [2]

coordination $ sippe encounter export --from 2026-11-01 --to 2026-11-30 --out rencontres.csv --force --json
    {"file":"rencontres.csv","encounters":3}

Elle travaille le jour, et l'infirmière est absente le lendemain.

equipe $ sippe visit book ⟨f-01⟩ "2026-12-14 18:00"
    C'est en dehors des heures de travail. Choisissez une autre heure, ou dites pourquoi celle-là convient.
    [1]

equipe $ sippe visit book ⟨f-01⟩ "2026-12-14 18:00" --outside-hours --reason "elle travaille le jour"
    Visite ⟨id-003⟩ fixée : lun. 14 déc. 2026, 18 h.

coordination $ sippe worker substitute inf-01 --from 2026-12-14 --until 2026-12-15 --reason grippe
    inf-01 est absente à partir du 14 déc. 2026 jusqu'au 15 déc. 2026 inclus. Personne ne la remplace : ses visites de ces jours sont à la liste de la coordination.

coordination $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée inf-01
    Visite    Quand                     Durée   Qui     État       Motif
    ⟨id-004⟩  ven. 4 déc. 2026, 9 h 30  75 min  inf-01  confirmée  pas au moment dû
    ⟨id-003⟩  lun. 14 déc. 2026, 18 h   75 min  inf-01  confirmée  hors des heures,
                                                                   elle travaille le
                                                                   jour

    Rencontres sans visite fixée
    Rencontre  Quand              Durée   Qui     Résultat
    ⟨id-005⟩   ven. 13 nov. 2026          inf-01  faite
        en personne
        sans visite fixée
    ⟨id-002⟩   25 nov. 10 h       60 min  inf-01  faite
        en personne, à la maison, la mère
        sans visite fixée

    Visites dues
    Phase                    N°  Du             Au             État     Visite
    de 7 semaines à 12 mois  14  10 déc.        17 déc. 2026   fixée    ⟨id-003⟩
    de 7 semaines à 12 mois  15  24 déc.        5 janv. 2027   à venir  –
    de 7 semaines à 12 mois  16  7 janv. 2027   14 janv. 2027  à venir  –
    de 7 semaines à 12 mois  17  21 janv. 2027  28 janv. 2027  à venir  –

coordination $ sippe worklist
    Échéance  À faire             Famille  Nom              Téléphone       Sur
    11 déc.   visite sans         ⟨f-01⟩   Rosalie Exemple  514 555-0101 !  ⟨id-003⟩
              personne :
              intervenante
              absente
        suivie par inf-01
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message

coordination $ sippe worker return inf-01
    inf-01 n'est plus absente (c'était du 14 déc. 2026 au 15 déc. 2026).
