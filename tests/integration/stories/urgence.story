Rosalie téléphone pour des coupons. Elle n'a rien à manger aujourd'hui.

fichier appel.json : income.annual=UNKNOWN urgent.food_today=NO
guichet $ sippe route preview appel.json

    Orientation proposée
      Orientation               rappeler
      Encore possibles          SIPPE ; autre service (revenu au-dessus du seuil)
      À demander                1. revenu annuel (40 742 $ ou moins pour 3 personnes
                                ?)
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ✓ oui         grossesse datée       19 semaines + 4 j     admission : semaine…
      ✓ oui         semaine de début at…  19 semaines + 4 j     admission : semaine…
      ? à vérifier  faible revenu         il manque : revenu …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Règles                    2026-11

    Rien n'est gardé.

guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    rappeler
    1 acceptée.

guichet $ sippe worklist
    Échéance  À faire              Famille  Nom              Téléphone     Sur
    30 nov.   rappeler la famille  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message
