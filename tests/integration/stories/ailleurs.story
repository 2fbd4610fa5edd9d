Une femme est déjà suivie par une autre porte : avant de l'inscrire, quelqu'un l'appelle. Et quand c'est une voisine qui téléphone, on ne
garde que de quoi rappeler.

fichier appel.json : pregnancy.followed_elsewhere=YES pregnancy.followed_where='"Dispensaire diététique"'

guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.

guichet $ sippe worklist
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    27 nov.   déjà suivie           ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
              ailleurs : appeler
              l'autre porte, dire
              ce qui se continue
    30 nov.   décider de            ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
              l'orientation
    2 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

guichet $ sippe route decide ⟨id-001⟩ SIPPE --priority 3
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : SIPPE.
    Décidée : SIPPE.
    À rencontrer en personne d'ici le sam. 26 déc. 2026, 10 h 0x.
    Ensuite : sippe enrol ⟨f-01⟩

guichet $ sippe enrol ⟨f-01⟩
    Elle dit être déjà suivie ailleurs. Appelez d'abord cette porte, et notez ce qui se termine ou se continue.
    [1]

guichet $ sippe work settle ⟨id-001⟩ --kind "déjà suivie ailleurs : appeler l'autre porte, dire ce qui se continue"
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      --note : Cette réponse est obligatoire.
    [1]

guichet $ sippe work settle ⟨id-001⟩ --kind "déjà suivie ailleurs : appeler l'autre porte, dire ce qui se continue" --note "Son suivi s'y termine vendredi."
    Fait, famille ⟨f-01⟩ : déjà suivie ailleurs : appeler l'autre porte, dire ce qui se continue.

guichet $ sippe enrol ⟨f-01⟩
    La famille ⟨f-01⟩ est inscrite (⟨id-002⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩
    Accepte-t-elle le programme? À noter : sippe agreement record ⟨f-01⟩

Une voisine appelle pour une autre.

fichier voisine.json : call.caller_is_subject=NO identity.name.given=Annie identity.phone='"514 555-0177"'

guichet $ sippe route preview voisine.json

    Orientation proposée
      Orientation               rappeler
      Encore possibles          SIPPE, tout de suite ou plus tard ; OLO seulement,
                                tout de suite ou plus tard ; autre service (revenu
                                au-dessus du seuil) ; autre service (l'enfant a
                                passé l'âge du programme) ; autre service (diplôme,
                                et l'enfant a passé l'âge d'OLO)
      À demander                1. le revenu de l'année ?
                                2. le bébé est-il né ?
                                3. pour quand est prévu l'accouchement ?
                                4. si le bébé est né, quel jour ?
                                5. combien de personnes dans le ménage, sans
                                l'enfant à naître ?
                                6. attend-elle plus d'un bébé ?
                                7. son plus haut diplôme ?
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ? à vérifier  grossesse datée       il manque : date pr…  admission : semaine…
      ? à vérifier  semaine de début at…  il manque : date pr…  admission : semaine…
      ? à vérifier  faible revenu         il manque : revenu …  admission : revenu
      ? à vérifier  sans diplôme          il manque : diplôme   admission : diplômes
      ? à vérifier  enfant d'âge du pro…  il manque : date de…  admission : fin du …
      ? à vérifier  enfant d'âge d'OLO    il manque : date de…  admission : âge où …
      Priorité suggérée         P4
      Règles                    2026-11
    Quelqu'un d'autre appelle pour elle : 13 réponses ne sont pas gardées. Il reste de quoi la rappeler.

    Rien n'est gardé.

guichet $ sippe screening push voisine.json
    voisine.json, ligne 1, colonne appelle_pour_elle_meme : quelqu'un d'autre
    appelle pour elle : 13 réponses ne sont pas gardées. Il reste de quoi la
    rappeler.
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-02⟩   ⟨id-003⟩    rappeler
    1 acceptée.

guichet $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    30 nov.       rappeler la       ⟨f-02⟩   Annie Exemple    514 555-0177  ⟨id-003⟩
                  famille
        qui : accueil
    3 déc.    P3  confirmer une     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  intervenante
                  privilégiée
        qui : coordination
    10 déc.   P3  noter si elle     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  accepte le
                  programme
        qui : équipe
    26 déc.   P3  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
                  rencontre en
                  personne
        qui : équipe; rien à faire avant ce jour
    4 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

