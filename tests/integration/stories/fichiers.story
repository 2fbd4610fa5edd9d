Le guichet reçoit le tableau d'un autre système : trois appels, dont un mal daté et un au téléphone incomplet.

tableau appels.csv :
    Appel début = 2026-11-26 9:03 | 2026-11-26 9 h 15 | 26 novembre 2026 9:30
    évaluation par = j.roy | j.roy | j.roy
    CLSC = 99001 | 99001 | 99001
    source = appel à la ligne OLO | appel Olo | appel Olo
    langue = français | fr | créole
    avis_lu_le = 2026-11-26 9:04 | 2026-11-26 9:16 | 2026-11-26 9:31
    avis_version = 2026-1 | 2026-1 | 2026-1
    consent_conservation = oui | oui | oui
    message_sans_danger = oui | oui | oui
    nom = Exemple | Inventée | Fictive
    prénom = Rosalie | Awa | Nadine
    naissance = 4 mars 1996 | 04/03/1999 | 1998-05-16
    téléphone = 514 555-0101 | 514 555-0102 | 555-0103
    code postal = h2m 1y4 | H2M 1Y4 | H2M 1Y4
    personnes_menage = 2 | 3 | 2
    revenu_annuel = 18 000 $ | environ 20k | 0
    diplome = aucun | DES | aucun
    date_prevue = 2027-04-18 | 2027-04-18 | 2027-04-18
    reference_locale = E-0001 | E-0002 | E-0003
    Commentaires = rappeler | |
guichet $ sippe screening push appels.csv --dry-run
    appels.csv : la colonne « Commentaires » est laissée de côté.
    appels.csv, ligne 3, colonne naissance : une date s’écrit AAAA-MM-JJ, par
    exemple 2026-11-21 (dans Excel : format de cellule AAAA-MM-JJ)
    appels.csv, ligne 4, colonne telephone : Ce numéro de téléphone n'est pas
    valide. Donnez les dix chiffres, indicatif régional compris.
    Ligne  Réf. locale  Orientation proposée
    2      E-0001       SIPPE
    Rien n'a été envoyé; l'envoi donnerait :
    1 acceptée, 1 refusée, 1 illisible.
    [5]
guichet $ sippe screening push appels.csv
    appels.csv : la colonne « Commentaires » est laissée de côté.
    appels.csv, ligne 3, colonne naissance : une date s’écrit AAAA-MM-JJ, par
    exemple 2026-11-21 (dans Excel : format de cellule AAAA-MM-JJ)
    appels.csv, ligne 4, colonne telephone : Ce numéro de téléphone n'est pas
    valide. Donnez les dix chiffres, indicatif régional compris.
    Ligne  Réf. locale  Famille  Évaluation  Orientation proposée
    2      E-0001       ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée, 1 refusée, 1 illisible.
    2 fiches en quarantaine : sippe quarantine list
    [5]
guichet $ sippe quarantine list
    N°  Réf. locale  Fichier     Ligne  Depuis                   À corriger
    1   E-0002       appels.csv  3      jeu. 26 nov. 2026, 10 h  naissance
    2   E-0003       appels.csv  4      jeu. 26 nov. 2026, 10 h  telephone
    2 fiches en quarantaine.
      Voir                      sippe quarantine show N
      Corriger                  sippe quarantine fix N colonne=valeur
      Envoyer                   sippe quarantine send N, ou --all
      Ôter                      sippe quarantine drop N
guichet $ sippe quarantine show 1
    Fiche 1, appels.csv, ligne 3, référence locale E-0002
      appel_debut               2026-11-26 9 h 15
      evaluation_par            j.roy
      clsc                      99001
      source                    appel Olo
      langue                    fr
      avis_lu_le                2026-11-26 9:16
      avis_version              ⟨f-02⟩
      consent_conservation      oui
      message_sans_danger       oui
      nom                       Inventée
      prenom                    Awa
      naissance                 04/03/1999
        une date s’écrit AAAA-MM-JJ, par exemple 2026-11-21 (dans Excel : format de
        cellule AAAA-MM-JJ)
      telephone                 514 555-0102
      code_postal               H2M 1Y4
      personnes_menage          3
      revenu_annuel             environ 20k
      diplome                   DES
      date_prevue               2027-04-18
      reference_locale          E-0002
      Corriger                  sippe quarantine fix 1 colonne=valeur
      Envoyer                   sippe quarantine send 1
guichet $ sippe quarantine fix 1 "naissance=4 mars 1999"
      naissance : 04/03/1999 → 4 mars 1999
    Fiche 1 corrigée. Envoyer : sippe quarantine send 1
guichet $ sippe quarantine fix 2 "telephone=438 555-0103"
      telephone : 555-0103 → 438 555-0103
    Fiche 2 corrigée. Envoyer : sippe quarantine send 2
guichet $ sippe quarantine send --all
    Ligne  Réf. locale  Famille  Évaluation  Orientation proposée
    3      E-0002       ⟨f-03⟩   ⟨id-002⟩    OLO seulement
    4      E-0003       ⟨f-04⟩   ⟨id-003⟩    SIPPE
    2 acceptées.
guichet $ sippe quarantine list
    Aucune fiche en quarantaine.

Rosalie rappelle : elle a un autre téléphone et un enfant de plus. Le même appel, corrigé, n'est pas une autre famille.

tableau rosalie.csv :
    appel_debut = 2026-11-26 9:03
    evaluation_par = j.roy
    clsc = 99001
    source = appel Olo
    langue = fr
    avis_lu_le = 2026-11-26 9:04
    avis_version = 2026-1
    consent_conservation = oui
    message_sans_danger = oui
    nom = Exemple
    prenom = Rosalie
    naissance = 1996-03-04
    telephone = 438 555-0144
    code_postal = H2M 1Y4
    personnes_menage = 3
    revenu_annuel = 18000
    diplome = aucun
    date_prevue = 2027-04-18
    reference_locale = E-0001
guichet $ sippe screening push rosalie.csv --dry-run
    rosalie.csv, ligne 2 : l'appel E-0001 est déjà au dossier (famille ⟨f-01⟩,
    évaluation ⟨id-001⟩) avec d'autres réponses. Au dossier → dans le fichier :
        téléphone : 514 555-0101 → 438 555-0144
        personnes du ménage : 2 → 3
      Pour le corriger (si c'est un autre appel, donnez-lui un autre numéro) :
        sippe screening amend ⟨id-001⟩ rosalie.csv --reference E-0001 --reason MOTIF
    Rien n'a été envoyé; l'envoi donnerait :
    1 refusée.
    [1]
guichet $ sippe screening push rosalie.csv
    rosalie.csv, ligne 2 : l'appel E-0001 est déjà au dossier (famille ⟨f-01⟩,
    évaluation ⟨id-001⟩) avec d'autres réponses. Au dossier → dans le fichier :
        téléphone : 514 555-0101 → 438 555-0144
        personnes du ménage : 2 → 3
      Pour le corriger (si c'est un autre appel, donnez-lui un autre numéro) :
        sippe screening amend ⟨id-001⟩ rosalie.csv --reference E-0001 --reason MOTIF
    1 refusée.
    1 fiche en quarantaine : sippe quarantine list
    [1]
guichet $ sippe screening amend ⟨id-001⟩ rosalie.csv --reference E-0001 --reason "a rappelé" --yes
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩ :
      téléphone : 514 555-0101 → 438 555-0144
      personnes du ménage : 2 → 3
    Réponses corrigées. Orientation proposée : SIPPE; état : à décider.
guichet $ sippe screening show ⟨id-001⟩
    Évaluation ⟨id-001⟩                        , famille ⟨f-01⟩ : à décider
      Reçue                     jeu. 26 nov. 2026, 10 h
      Référence locale          E-0001

    Corrections
      jeu. 26 nov. 2026, 10 h, guichet : a rappelé
        téléphone : 514 555-0101 → 438 555-0144
        personnes du ménage : 2 → 3

    Réponses
      Appel                     jeu. 26 nov. 2026, 9 h 03
      Par                       j.roy
      Source                    appel OLO
      Langue                    français
      Nom                       Rosalie Exemple
      Naissance                 4 mars 1996
      Téléphone                 438 555-0144
      Adresse                   H2M1Y4
      Message possible          oui

    Réponses qui manquent
      fin de l'appel, appelle pour elle-même, interprète requis, tentative, issue de
      l'appel, peut parler librement, moyens de la joindre, heures sûres,
      restriction demandée, genre, adultes, sources de revenu, NAM

    Orientation proposée
      Orientation               SIPPE
      Inutile de demander       grossesse multiple
             Critère                 Faits                   Règle
      ✓ oui  habite le territoire    H2M1Y4                  CLSC
      ✓ oui  source acceptée         appel OLO               sources acceptées, n° 1
      ✓ oui  grossesse datée         19 semaines + 4 j       admission : semaine de…
      ✓ oui  semaine de début atte…  19 semaines + 4 j       admission : semaine de…
      ✓ oui  faible revenu           18 000 $; seuil 49 46…  admission : revenu
      ✓ oui  sans diplôme            aucun                   admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11
guichet $ sippe screening push rosalie.csv
    1 déjà envoyée.
