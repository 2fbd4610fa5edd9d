Une mère est suivie; ses jumeaux sont nés. Elle est hospitalisée, et Lou est confié à sa grand-mère. L'équipe suit les deux, sans que l'une lise ce que l'autre a dit.

fichier appel.json : pregnancy.due_date='{"value":{"year":2026,"month":11,"day":30}}'
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
equipe $ sippe enrol ⟨f-01⟩ --agreed VERBAL
    La famille ⟨f-01⟩ est inscrite (⟨id-002⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩
equipe $ sippe birth ⟨f-01⟩ 2026-11-20 Lou Zoé
    Naissance notée pour la famille ⟨f-01⟩ : le 20 nov. 2026. La cadence des visites suit.

Pressée, l'intervenante oublie à qui.

equipe $ sippe person separate ⟨f-01⟩ lou --since 2026-11-25 --reason "sa mère est hospitalisée; confié par la DPJ"
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      nom : Cette réponse est obligatoire.
      --relation : Cette réponse est obligatoire.
      langue : Cette réponse est obligatoire.
    [1]
equipe $ sippe person separate ⟨f-01⟩ lou --since 2026-11-25 --given-name Ginette --family-name Lavoie --relation grand-mère --phone "438 555-0177" --language fr --decides "tuteur ou tutrice" --reason "sa mère est hospitalisée; confié par la DPJ"
        Lou, enfant, 20 nov. 2026 → Lou, enfant, 20 nov. 2026, a son propre dossier 25 nov. 2026
    Dossier ⟨f-02⟩ ouvert, au nom de Ginette Lavoie; le dossier ⟨f-01⟩ n'en montre rien, ni l'inverse.
    Pour continuer le suivi, convenez-en avec qui s'en occupe : sippe enrol ⟨f-02⟩
    Échéance  À faire              Famille  Nom             Téléphone       Sur
    3 déc.    dossier propre d'un  ⟨f-02⟩   Ginette Lavoie  438 555-0177 !  ⟨id-003⟩
              enfant : convenir
              de la suite avec
              qui s'en occupe
equipe $ sippe kin show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple

    Personnes
    Id        Nom              Qui     Naissance     Lien       Où
    ⟨id-004⟩  Rosalie Exemple  adulte  4 mars 1996   titulaire
    ⟨id-005⟩  Lou              enfant  20 nov. 2026             a son propre
                                                                dossier 25 nov. 2026
    ⟨id-006⟩  Zoé              enfant  20 nov. 2026

    Grossesses
    Id        État       Date prévue   Source         Enfants  Fin
    ⟨id-007⟩  naissance  30 nov. 2026  dite par elle  2        20 nov. 2026
equipe $ sippe family show ⟨f-02⟩
    Famille ⟨f-02⟩ : Ginette Lavoie   (⟨id-008⟩                        )
      Naissance                 –
      Téléphone                 438 555-0177
      Message possible          ne sait pas – NE LAISSEZ PAS DE MESSAGE
      Langue                    français
      Enfant né le              20 nov. 2026
      Enfants                   Lou (20 nov. 2026)
      CLSC                      99001

    Dossier propre d'un enfant
      Y vit depuis              25 nov. 2026
      Décide pour l'enfant      tuteur ou tutrice
      Suivi avant               oui

    À faire
    Échéance  À faire              Famille  Nom             Téléphone       Sur
    3 déc.    dossier propre d'un  ⟨f-02⟩   Ginette Lavoie  438 555-0177 !  ⟨id-003⟩
              enfant : convenir
              de la suite avec
              qui s'en occupe
equipe $ sippe family history ⟨f-02⟩
    ⟨id-008⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille
        dossier propre d'un enfant
        – → Ginette Lavoie, adulte, grand-mère
        – → Lou, enfant, 20 nov. 2026
        – → naissance, 20 nov. 2026
equipe $ sippe person files ⟨f-01⟩
      ⟨id-009⟩  Lou, depuis le 25 nov. 2026 : → ⟨f-02⟩
        jeu. 26 nov. 2026, 10 h 0x, equipe
        sa mère est hospitalisée; confié par la DPJ

La suite est à faire, avec une date, jusqu'à ce que la grand-mère ait dit si elle accepte.

coordination $ sippe worklist --family ⟨f-02⟩
    Échéance  À faire              Famille  Nom             Téléphone       Sur
    3 déc.    dossier propre d'un  ⟨f-02⟩   Ginette Lavoie  438 555-0177 !  ⟨id-003⟩
              enfant : convenir
              de la suite avec
              qui s'en occupe
    1 chose.
equipe $ sippe enrol ⟨f-02⟩ --agreed VERBAL
    La famille ⟨f-02⟩ est inscrite (⟨id-010⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-02⟩
coordination $ sippe worklist --family ⟨f-02⟩
    Échéance  À faire              Famille  Nom             Téléphone       Sur
    3 déc.    confirmer une        ⟨f-02⟩   Ginette Lavoie  438 555-0177 !  ⟨id-010⟩
              intervenante
              privilégiée
    1 chose.

Quelqu'un raye Lou du dossier de sa mère, puis confie Zoé à son père : personne ne resterait ici pour qui la famille est suivie.

equipe $ sippe person remove ⟨f-01⟩ lou --reason "n'est plus là"
    Cet enfant a son propre dossier : c'est là que son suivi s'écrit. S'il est revenu, ou si c'était une erreur, notez son retour (sippe person return).
    [1]
equipe $ sippe person separate ⟨f-01⟩ zoé --since 2026-11-25 --given-name Paul --family-name Exemple --relation père --language fr --reason "chez son père"
    Il ne reste personne pour qui cette famille est suivie. Si c'est bien le cas, redemandez-le avec --last; puis convenez avec elle de la suite, ou mettez fin au suivi.
    [1]

jour +3

La mère rentre, et Lou avec elle.

equipe $ sippe person return ⟨f-01⟩ lou --reason "sa mère est rentrée"
    Dites depuis quel jour l'enfant est revenu (--on), ou que c'était une erreur (--error).
    [2]
equipe $ sippe person return ⟨f-01⟩ lou --on 2026-11-29 --reason "sa mère est rentrée"
    Noté, famille ⟨f-01⟩ :
        Lou, enfant, 20 nov. 2026, a son propre dossier 25 nov. 2026 → Lou, enfant, 20 nov. 2026
    Son propre dossier dit qu'il l'a quitté : s'il y est suivi, mettez fin à ce suivi (sippe person files ⟨f-01⟩).
equipe $ sippe person files ⟨f-01⟩
      ⟨id-009⟩  Lou, depuis le 25 nov. 2026 : → ⟨f-02⟩
        jeu. 26 nov. 2026, 10 h 0x, equipe
        sa mère est hospitalisée; confié par la DPJ
        revenu le dim. 29 nov. 2026, 10 h 0x, equipe
        sa mère est rentrée
equipe $ sippe enrolment end ⟨f-02⟩ --reason "autre motif" --note "retour chez sa mère"
    Le suivi de la famille ⟨f-02⟩ est terminé : autre motif.
equipe $ sippe family history ⟨f-02⟩
    ⟨id-010⟩   dim. 29 nov. 2026, 10 h 0x   equipe, fin de l'inscription
        autre motif
        motif : retour chez sa mère
    ⟨id-008⟩   dim. 29 nov. 2026, 10 h 0x   equipe, la famille : retour d'un enfant
        Lou, enfant, 20 nov. 2026 → Lou, enfant, 20 nov. 2026, vit ailleurs 29 nov. 2026
    ⟨id-010⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, accord à participer : accepte
    ⟨id-010⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, inscription
    ⟨id-008⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, la famille
        dossier propre d'un enfant
        – → Ginette Lavoie, adulte, grand-mère
        – → Lou, enfant, 20 nov. 2026
        – → naissance, 20 nov. 2026

Une autre fois, on se trompe de jumeau : rien d'autre n'est inscrit, et le dossier se ferme.

equipe $ sippe person separate ⟨f-01⟩ zoé --since 2026-11-29 --given-name Paul --family-name Exemple --relation père --language fr --reason "chez son père"
        Zoé, enfant, 20 nov. 2026 → Zoé, enfant, 20 nov. 2026, a son propre dossier 29 nov. 2026
    Dossier ⟨f-03⟩ ouvert, au nom de Paul Exemple; le dossier ⟨f-01⟩ n'en montre rien, ni l'inverse.
    Pour continuer le suivi, convenez-en avec qui s'en occupe : sippe enrol ⟨f-03⟩
    Échéance  À faire                                Famille  Nom           Sur
    7 déc.    dossier propre d'un enfant : convenir  ⟨f-03⟩   Paul Exemple  ⟨id-011⟩
              de la suite avec qui s'en occupe
equipe $ sippe person return ⟨f-01⟩ zoé --error --reason "c'était une autre famille"
    Noté, famille ⟨f-01⟩ :
        Zoé, enfant, 20 nov. 2026, a son propre dossier 29 nov. 2026 → Zoé, enfant, 20 nov. 2026
    Le dossier ouvert par erreur est fermé.
equipe $ sippe family show ⟨f-03⟩
    Famille ⟨f-03⟩ : Paul Exemple   (⟨id-012⟩                        )
      Naissance                 –
      Message possible          ne sait pas – NE LAISSEZ PAS DE MESSAGE
      Langue                    français
      Enfant né le              20 nov. 2026
      Enfants                   Zoé (20 nov. 2026)
      CLSC                      99001

    Dossier propre d'un enfant
      Y vit depuis              29 nov. 2026
      Suivi avant               oui
      Ouvert par erreur, fermé le dim. 29 nov. 2026, 10 h 0x.
equipe $ sippe person files ⟨f-01⟩
      ⟨id-013⟩  Zoé, depuis le 29 nov. 2026 : → ⟨f-03⟩
        dim. 29 nov. 2026, 10 h 0x, equipe
        chez son père
        annulé comme une erreur le dim. 29 nov. 2026, 10 h 0x, equipe
        c'était une autre famille
      ⟨id-009⟩  Lou, depuis le 25 nov. 2026 : → ⟨f-02⟩
        jeu. 26 nov. 2026, 10 h 0x, equipe
        sa mère est hospitalisée; confié par la DPJ
        revenu le dim. 29 nov. 2026, 10 h 0x, equipe
        sa mère est rentrée
