Une famille vit : une naissance mal notée est corrigée, une grossesse est datée par l'échographie, une perte est dite par l'hôpital avant qu'on lui ait parlé.

fichier appel.json : pregnancy.due_date='{"value":{"year":2026,"month":12,"day":10}}'
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.

guichet $ sippe pregnancy date ⟨f-01⟩ 2026-12-05 --source échographie --reason "rapport reçu"
    Noté, famille ⟨f-01⟩ :
        en cours, prévue le 10 déc. 2026 (dite par elle) → en cours, prévue le 5 déc. 2026 (échographie)

guichet $ sippe birth ⟨f-01⟩ 2026-06-01 Rose
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      date de naissance : Cette naissance serait plus de 20 semaines avant la date prévue, ou plus de 3 après. Vérifiez les deux dates; si c'est bien cela, confirmez (--sure).
    [1]

guichet $ sippe birth ⟨f-01⟩ 2026-11-20 Rose --where "encore à l'hôpital"
    Naissance notée pour la famille ⟨f-01⟩ : le 20 nov. 2026. La cadence des visites suit.

guichet $ sippe person change ⟨f-01⟩ rose --born 2026-11-19 --home-on 2026-11-24 --reason "carnet de santé"
    Noté, famille ⟨f-01⟩ :
        Rose, enfant, 20 nov. 2026, encore à l'hôpital → Rose, enfant, 19 nov. 2026, à la maison depuis 24 nov. 2026
        naissance, prévue le 5 déc. 2026 (échographie), 20 nov. 2026 → naissance, prévue le 5 déc. 2026 (échographie), 19 nov. 2026

guichet $ sippe kin show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple

    Personnes
    Id        Nom              Qui     Naissance     Lien       Où
    ⟨id-002⟩  Rosalie Exemple  adulte  4 mars 1996   titulaire
    ⟨id-003⟩  Rose             enfant  19 nov. 2026             à la maison
                                                                depuis 24 nov. 2026

    Grossesses
    Id        État       Date prévue  Source       Fin
    ⟨id-004⟩  naissance  5 déc. 2026  échographie  19 nov. 2026

equipe $ sippe pregnancy date ⟨f-01⟩ 2027-08-15 --source "dite par elle" --another
    Noté, famille ⟨f-01⟩ :
        – → en cours, prévue le 15 août 2027 (dite par elle)

equipe $ sippe pregnancy loss ⟨f-01⟩ 2026-11-25 --told-by "l'hôpital" --kind "fausse couche"
    Noté, famille ⟨f-01⟩. Comment elle s'est terminée est gardé à part (sippe pregnancy losses ⟨f-01⟩).
    À faire aujourd'hui : lui parler, avant toute autre chose. Ensuite : la même commande, --spoken-to oui.

coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    26 nov.   parler à la famille   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-005⟩
              avant toute autre
              chose (voir le
              dossier)
        qui : coordination
    30 nov.   décider de            ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
              l'orientation
        qui : accueil
    2 choses.

guichet $ sippe pregnancy losses ⟨f-01⟩
    Votre rôle ne permet pas cette opération.
      (le peuvent : équipe, coordination)
    [1]

equipe $ sippe pregnancy losses ⟨f-01⟩
    ⟨id-006⟩   jeu. 26 nov. 2026, 10 h 0x, equipe : fausse couche
        dit par l'hôpital

guichet $ sippe family history ⟨f-01⟩
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : grossesse terminée
        en cours, prévue le 15 août 2027 (dite par elle) → terminée, prévue le 15 août 2027 (dite par elle), 25 nov. 2026, personne ne lui a encore parlé
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : grossesse datée
        – → en cours, prévue le 15 août 2027 (dite par elle)
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, la famille : une personne
        Rose, enfant, 20 nov. 2026, encore à l'hôpital → Rose, enfant, 19 nov. 2026, à la maison depuis 24 nov. 2026
        naissance, prévue le 5 déc. 2026 (échographie), 20 nov. 2026 → naissance, prévue le 5 déc. 2026 (échographie), 19 nov. 2026
        motif : carnet de santé
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, naissance
        – → Rose, enfant, 20 nov. 2026, encore à l'hôpital
        en cours, prévue le 5 déc. 2026 (échographie) → naissance, prévue le 5 déc. 2026 (échographie), 20 nov. 2026
    ⟨id-005⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, la famille : grossesse datée
        en cours, prévue le 10 déc. 2026 (dite par elle) → en cours, prévue le 5 déc. 2026 (échographie)
        motif : rapport reçu
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation
