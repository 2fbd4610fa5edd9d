Des coupons sont en place, et la décision change : quelqu'un s'en occupe le jour même.

fichier appel.json : schooling.highest_diploma=DES
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    OLO seulement
    1 acceptée.

guichet $ sippe route decide ⟨id-001⟩ OLO_ONLY
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : OLO seulement.
    Décidée : OLO seulement.
    Reste à mettre en place l'aide Olo : sippe worklist --family ⟨f-01⟩

guichet $ sippe work settle ⟨id-001⟩
    Fait, famille ⟨f-01⟩ : mettre en place l'aide Olo.

guichet $ sippe worklist
    Rien à faire.

Le lendemain on voit que c'était la mauvaise voie.

jour +1

guichet $ sippe route revise ⟨id-001⟩ DECLINED --because "elle ne voulait que des renseignements"
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; décidée : OLO seulement.
    Revue : la famille refuse. La décision d'avant reste au dossier.

guichet $ sippe worklist
    Échéance      À faire           Famille  Nom              Téléphone     Sur
    27 nov.       mettre en place   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
                  l'aide Olo
        depuis, ce n'est plus la voie décidée : dire ce qui a été fait
    7 févr. 2027  offrir de         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
                  nouveau les
                  SIPPE
        rien à faire avant ce jour
    2 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

Les coupons ne s'arrêtent pas d'eux-mêmes; on dit ce qui a été fait.

guichet $ sippe work settle ⟨id-001⟩
    Il y a là plusieurs choses à faire; dites laquelle est faite :
      --kind "mettre en place l'aide Olo"
      --kind "offrir de nouveau les SIPPE"
    [2]

guichet $ sippe work settle ⟨id-001⟩ --kind OLO_START
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      --note : Cette réponse est obligatoire.
    [1]

guichet $ sippe work settle ⟨id-001⟩ --kind "mettre en place l'aide Olo" --note "le distributeur est prévenu"
    Fait, famille ⟨f-01⟩ : mettre en place l'aide Olo.

guichet $ sippe worklist
    Échéance      À faire           Famille  Nom              Téléphone     Sur
    7 févr. 2027  offrir de         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
                  nouveau les
                  SIPPE
        rien à faire avant ce jour
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message

guichet $ sippe family history ⟨f-01⟩
    ⟨id-001⟩   ven. 27 nov. 2026, 10 h 0x   guichet, orientation décidée
        OLO seulement → la famille refuse
        motif : elle ne voulait que des renseignements
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, orientation décidée
        OLO seulement
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation
