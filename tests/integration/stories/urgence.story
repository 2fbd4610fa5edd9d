Rosalie téléphone pour des coupons. Elle n'a rien à manger aujourd'hui; elle ne sait pas encore ce que sa famille a gagné.

fichier appel.json : income.annual=UNKNOWN urgent.food_today=NO call.interpreter_needed=YES call.interpreter_language=ar consent.safe_contact_hours="après 17 h"
guichet $ sippe route preview appel.json

    Orientation proposée
      Orientation               rappeler
      Encore possibles          SIPPE ; autre service (revenu au-dessus du seuil)
      À demander                1. le revenu de l'année ? 40 742 $ ou moins,
                                pour 3 personnes ?
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ✓ oui         grossesse datée       19 semaines + 4 j     admission : semaine…
      ✓ oui         semaine de début at…  19 semaines + 4 j     admission : semaine…
      ? à vérifier  faible revenu         il manque : revenu …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Urgent                    rien à manger aujourd'hui
      Priorité suggérée         P1 (rien à manger aujourd'hui)
      Règles                    2026-11

    Rien n'est gardé.

guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    rappeler
    1 acceptée.

L'urgence est due aujourd'hui, quoi que l'on décide.

guichet $ sippe worklist
    Échéance         À faire         Famille  Nom             Téléphone     Sur
    26 nov. 16 h 30  rien à manger   ⟨f-01⟩   Rosalie         514 555-0101  ⟨id-002⟩
                     aujourd'hui              Exemple
                     (urgent)
        joindre : après 17 h; interprète : arabe
    30 nov.          rappeler la     ⟨f-01⟩   Rosalie         514 555-0101  ⟨id-001⟩
                     famille                  Exemple
        joindre : après 17 h; interprète : arabe
    2 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

guichet $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple   (⟨id-003⟩                        )
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Heures sûres              après 17 h
      Moyens de la joindre      téléphone
      Langue                    français
      Interprète                arabe
      Date prévue               18 avr. 2027
      CLSC                      99001

    Besoins urgents
      rien à manger aujourd'hui : à faire d'ici le jeu. 26 nov. 2026,
      16 h 30 (accueil) : sippe work settle ⟨id-002⟩ --note CE-QUI-EST-FAIT

    Évaluations
    Id        Reçue            État        Proposée
    ⟨id-001⟩  26 nov. 10 h 0x  à rappeler  rappeler

    À faire
    Échéance         À faire         Famille  Nom             Téléphone     Sur
    26 nov. 16 h 30  rien à manger   ⟨f-01⟩   Rosalie         514 555-0101  ⟨id-002⟩
                     aujourd'hui              Exemple
                     (urgent)
        joindre : après 17 h; interprète : arabe
    30 nov.          rappeler la     ⟨f-01⟩   Rosalie         514 555-0101  ⟨id-001⟩
                     famille                  Exemple
        joindre : après 17 h; interprète : arabe

Quelqu'un s'en charge, les autres le voient; ce qui a été fait est écrit.

guichet $ sippe work take ⟨id-002⟩
    Prise jusqu'au 26 nov. 12 h 0x, famille ⟨f-01⟩ : besoin urgent.

equipe $ sippe worklist --kind URGENT_NEED
    Échéance         À faire         Famille  Nom             Téléphone     Sur
    26 nov. 16 h 30  rien à manger   ⟨f-01⟩   Rosalie         514 555-0101  ⟨id-002⟩
                     aujourd'hui              Exemple
                     (urgent)
        prise par guichet jusqu'au 26 nov. 12 h 0x; joindre : après 17 h;
        interprète : arabe
    1 chose.

guichet $ sippe work settle ⟨id-002⟩
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      --note : Cette réponse est obligatoire.
    [1]

guichet $ sippe work settle ⟨id-002⟩ --note "dépannage alimentaire livré à midi"
    Fait, famille ⟨f-01⟩ : besoin urgent.

guichet $ sippe screening show ⟨id-001⟩
    Évaluation ⟨id-001⟩                        , famille ⟨f-01⟩ : à rappeler
      Reçue                     jeu. 26 nov. 2026, 10 h 0x
      À rappeler le             30 nov. 2026

    Besoins urgents
      rien à manger aujourd'hui : fait le jeu. 26 nov. 2026, 10 h 0x par guichet :
      dépannage alimentaire livré à midi

    Réponses
      Appel                     jeu. 26 nov. 2026, 9 h 31
      Par                       accueil-1
      Source                    appel OLO
      Langue                    français
      Nom                       Rosalie Exemple
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Interprète                oui, arabe
      nourriture aujourd'hui    non
      Moyens de la joindre      téléphone
      Message possible          oui
      Heures sûres              après 17 h

    Réponses qui manquent
      peut parler librement, restriction demandée

    Orientation proposée
      Orientation               rappeler
      Encore possibles          SIPPE ; autre service (revenu au-dessus du seuil)
      À demander                1. le revenu de l'année ? 40 742 $ ou moins,
                                pour 3 personnes ?
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ✓ oui         grossesse datée       19 semaines + 4 j     admission : semaine…
      ✓ oui         semaine de début at…  19 semaines + 4 j     admission : semaine…
      ? à vérifier  faible revenu         il manque : revenu …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Urgent                    rien à manger aujourd'hui
      Priorité suggérée         P1 (rien à manger aujourd'hui)
      Règles                    2026-11

guichet $ sippe worklist
    Échéance  À faire              Famille  Nom              Téléphone     Sur
    30 nov.   rappeler la famille  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
        joindre : après 17 h; interprète : arabe
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message
