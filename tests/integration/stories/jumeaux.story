Des jumeaux naissent; l'un des deux meurt. On le dit avec tact : d'ici à ce que quelqu'un ait parlé à la famille, rien d'autre ne se fait, ce qui n'était que proposé est retiré, et l'autre enfant reste suivi. Ce qui a été mal noté se corrige, la mort aussi.

fichier appel.json : pregnancy.due_date='{"value":{"year":2026,"month":12,"day":10}}'
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.
guichet $ sippe route decide ⟨id-001⟩ SIPPE
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : SIPPE.
    Priorité suggérée : P4. Une personne la fixe : --priority 4.
    Décidée : SIPPE.
    Aucun délai d'accès ne court. Pour fixer une priorité : sippe route revise ⟨id-001⟩ SIPPE --priority 4 --because MOTIF
    Ensuite : sippe enrol ⟨f-01⟩
guichet $ sippe enrol ⟨f-01⟩ --agreed VERBAL
    La famille ⟨f-01⟩ est inscrite (⟨id-002⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 27 nov. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-003⟩
guichet $ sippe birth ⟨f-01⟩ 2026-11-24 Zoé Éloi --where "encore à l'hôpital"
    Naissance notée pour la famille ⟨f-01⟩ : le 24 nov. 2026. La cadence des visites suit.

L'une rentre : de l'autre on demande encore où il est. On tape son nom sans accent.

equipe $ sippe person change ⟨f-01⟩ zoe --home-on 2026-11-25 --reason "dit par la mère"
    Noté, famille ⟨f-01⟩ :
        Zoé, enfant, 24 nov. 2026, encore à l'hôpital → Zoé, enfant, 24 nov. 2026, à la maison depuis 25 nov. 2026
coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    26 nov.   confirmer la visite   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
              proposée
        suivie par inf-01
    27 nov.   demander si l'enfant  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
              est à la maison
        suivie par inf-01
    2 choses.

L'hôpital appelle.

equipe $ sippe person change ⟨f-01⟩ eloi --left décédé --left-on 2026-11-26 --reason "l'hôpital a appelé"
    Noté, famille ⟨f-01⟩ :
        Éloi, enfant, 24 nov. 2026, encore à l'hôpital → Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, personne n'en a encore parlé à la famille
    À faire aujourd'hui : en parler à la famille, avant toute autre chose. Ensuite : sippe person change … --spoken-to oui.
coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    26 nov.   parler à la famille   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
              avant toute autre
              chose (voir le
              dossier)
        suivie par inf-01
    10 déc.   fixer la première     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              visite
        suivie par inf-01
    2 choses.
equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée inf-01
    Visite    Quand                      Durée   Qui           État     Motif
    ⟨id-003⟩  ven. 27 nov. 2026, 8 h 45  90 min  inf-01 +      annulée  première, à
                                                 ts-01                  convenir
                                                                        avec elle

    Visites dues
    Phase                    N°  Du             Au             État     Visite
    de 0 à 6 semaines        1   25 nov.        27 nov. 2026   à faire  –
    de 0 à 6 semaines        2   30 nov.        4 déc. 2026    à venir  –
    de 0 à 6 semaines        3   7 déc.         11 déc. 2026   à venir  –
    de 0 à 6 semaines        4   14 déc.        18 déc. 2026   à venir  –
    de 0 à 6 semaines        5   21 déc.        29 déc. 2026   à venir  –
    de 0 à 6 semaines        6   28 déc.        5 janv. 2027   à venir  –
    de 7 semaines à 12 mois  1   5 janv. 2027   11 janv. 2027  à venir  –
    de 7 semaines à 12 mois  2   16 janv. 2027  25 janv. 2027  à venir  –
equipe $ sippe person change ⟨f-01⟩ éloi --spoken-to oui --wish "une visite" --reason "inf-01 lui a parlé"
    Noté, famille ⟨f-01⟩ :
        Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, personne n'en a encore parlé à la famille → Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, la famille souhaite : une visite
coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    10 déc.   fixer la première     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              visite
        suivie par inf-01
    1 chose.

C'était un autre Éloi, d'une autre famille : il est là. Puis on croit que les deux enfants étaient de l'autre famille.

equipe $ sippe person change ⟨f-01⟩ eloi --there --reason "un autre Éloi"
    Noté, famille ⟨f-01⟩ :
        Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, la famille souhaite : une visite → Éloi, enfant, 24 nov. 2026, encore à l'hôpital
equipe $ sippe person remove ⟨f-01⟩ eloi --reason "une autre famille"
    Noté, famille ⟨f-01⟩ :
        Éloi, enfant, 24 nov. 2026, encore à l'hôpital → –
equipe $ sippe person remove ⟨f-01⟩ zoe --reason "une autre famille"
    Noté, famille ⟨f-01⟩ :
        Zoé, enfant, 24 nov. 2026, à la maison depuis 25 nov. 2026 → –
        naissance, prévue le 10 déc. 2026 (dite par elle), 2 enfants, 24 nov. 2026 → en cours, prévue le 10 déc. 2026 (dite par elle), 2 enfants
equipe $ sippe kin show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple

    Personnes
    Id        Nom              Qui     Naissance    Lien
    ⟨id-005⟩  Rosalie Exemple  adulte  4 mars 1996  titulaire

    Grossesses
    Id        État      Date prévue   Source         Enfants
    ⟨id-006⟩  en cours  10 déc. 2026  dite par elle  2

Une même chose dite deux fois n'en fait pas deux, et le dossier n'est pas à qui n'est plus là.

equipe $ sippe pregnancy date ⟨f-01⟩ 2026-12-12 --source "dite par elle" --another
    Une grossesse en cours, prévue vers cette date, est déjà au dossier. Changez sa date s'il le faut (sippe pregnancy date, sans --another).
    [1]
equipe $ sippe pregnancy loss ⟨f-01⟩ 2026-02-25 --told-by "elle-même"
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      jour : Ce jour est hors de cette grossesse, d'après sa date prévue. Vérifiez-le, ou corrigez d'abord la date prévue (sippe pregnancy date).
    [1]
equipe $ sippe person add ⟨f-01⟩ Jean --kind adulte --relation père
    Noté, famille ⟨f-01⟩ :
        – → Jean, adulte, père
equipe $ sippe person change ⟨f-01⟩ Jean --left "vit ailleurs" --reason "dit par la mère"
    Noté, famille ⟨f-01⟩ :
        Jean, adulte, père → Jean, adulte, père, vit ailleurs
equipe $ sippe person change ⟨f-01⟩ Jean --holder --reason "elle le demande"
    Cette personne n'est plus là : le dossier ne passe pas à son nom. Choisissez quelqu'un d'autre, ou corrigez ce qui est noté d'elle (sippe person change … --there).
    [1]
equipe $ sippe person change ⟨f-01⟩ jean --there --holder --reason "il est revenu, elle le demande"
    Noté, famille ⟨f-01⟩ :
        dossier au nom de Rosalie Exemple → dossier au nom de Jean
        Jean, adulte, père, vit ailleurs → Jean, adulte, père
equipe $ sippe person remove ⟨f-01⟩ jean --reason "x"
    Le dossier est à son nom. Dites d'abord au nom de qui il passe (sippe person change … --holder).
    [1]
equipe $ sippe family history ⟨f-01⟩
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille
        dossier à un autre nom
        dossier au nom de Rosalie Exemple → dossier au nom de Jean
        Jean, adulte, père, vit ailleurs → Jean, adulte, père
        motif : il est revenu, elle le demande
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        Jean, adulte, père → Jean, adulte, père, vit ailleurs
        motif : dit par la mère
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        – → Jean, adulte, père
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        Zoé, enfant, 24 nov. 2026, à la maison depuis 25 nov. 2026 → –
        naissance, prévue le 10 déc. 2026 (dite par elle), 2 enfants, 24 nov. 2026 → en cours, prévue le 10 déc. 2026 (dite par elle), 2 enfants
        motif : une autre famille
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        Éloi, enfant, 24 nov. 2026, encore à l'hôpital → –
        motif : une autre famille
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, la famille souhaite : une visite → Éloi, enfant, 24 nov. 2026, encore à l'hôpital
        motif : un autre Éloi
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, personne n'en a encore parlé à la famille → Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, la famille souhaite : une visite
        motif : inf-01 lui a parlé
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        Éloi, enfant, 24 nov. 2026, encore à l'hôpital → Éloi, enfant, 24 nov. 2026, décédé 26 nov. 2026, personne n'en a encore parlé à la famille
        motif : l'hôpital a appelé
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille : une personne
        Zoé, enfant, 24 nov. 2026, encore à l'hôpital → Zoé, enfant, 24 nov. 2026, à la maison depuis 25 nov. 2026
        motif : dit par la mère
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, naissance
        – → Zoé, enfant, 24 nov. 2026, encore à l'hôpital
        – → Éloi, enfant, 24 nov. 2026, encore à l'hôpital
        en cours, prévue le 10 déc. 2026 (dite par elle) → naissance, prévue le 10 déc. 2026 (dite par elle), 2 enfants, 24 nov. 2026
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   coord, intervenante privilégiée : inf-01
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, accord à participer : accepte
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, inscription
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, orientation décidée : SIPPE
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation
