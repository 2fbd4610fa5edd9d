Ce qui est proposé, et ce qu'il reste à demander. Rien n'est gardé.

Le revenu exclut tout : le diplôme n'est pas à redemander.

fichier riche.json : income.annual=120000 schooling.highest_diploma=UNKNOWN
guichet $ sippe route preview riche.json

    Orientation proposée
      Orientation               autre service
      Raison                    revenu au-dessus du seuil
      Inutile de demander       diplôme
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ✓ oui         grossesse datée       19 semaines + 4 j     admission : semaine…
      ✓ oui         semaine de début at…  19 semaines + 4 j     admission : semaine…
      ✗ non         faible revenu         120 000 $; seuil 40…  admission : revenu
      ? à vérifier  sans diplôme          il manque : diplôme   admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.

Elle préfère ne pas dire son revenu : une personne décide, personne ne la rappelle pour cela.

fichier discrete.json : income.annual=DECLINED
guichet $ sippe route preview discrete.json

    Orientation proposée
      Orientation               à décider par une personne; rien de plus à demander
                                à la famille
      Encore possibles          SIPPE ; autre service (revenu au-dessus du seuil)
      Elle préfère ne pas dire : revenu annuel. À vous de décider.
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ✓ oui         grossesse datée       19 semaines + 4 j     admission : semaine…
      ✓ oui         semaine de début at…  19 semaines + 4 j     admission : semaine…
      ? à vérifier  faible revenu         il manque : revenu …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.

Le seuil est demandé, et jamais un montant : « oui » est une réponse entière.

fichier moins.json : income.annual='{"range": {"at_most": 40741.99}}'
guichet $ sippe route preview moins.json

    Orientation proposée
      Orientation               SIPPE
             Critère                 Faits                   Règle
      ✓ oui  habite le territoire    H2M1Y4                  CLSC
      ✓ oui  source acceptée         appel OLO               sources acceptées, n° 1
      ✓ oui  grossesse datée         19 semaines + 4 j       admission : semaine de…
      ✓ oui  semaine de début atte…  19 semaines + 4 j       admission : semaine de…
      ✓ oui  faible revenu           moins de 40 742 $; se…  admission : revenu
      ✓ oui  sans diplôme            aucun                   admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.

« Plus de 20 000 $, moins de 60 000 $ » n'y répond pas : le seuil est demandé encore.

fichier entre.json : local_reference=F-0001 income.annual='{"range": {"above": 20000, "at_most": 59999.99}}'
guichet $ sippe route preview entre.json

    Orientation proposée
      Orientation               rappeler
      Encore possibles          SIPPE ; autre service (revenu au-dessus du seuil)
      À demander                1. le revenu de l'année ? 40 742 $ ou moins,
                                pour 3 personnes ? (elle a dit : plus de 20 000 $,
                                moins de 60 000 $)
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ✓ oui         grossesse datée       19 semaines + 4 j     admission : semaine…
      ✓ oui         semaine de début at…  19 semaines + 4 j     admission : semaine…
      ? à vérifier  faible revenu         il manque : revenu …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.
guichet $ sippe screening push entre.json
    Ligne  Réf. locale  Famille  Évaluation  Orientation proposée
    1      F-0001       ⟨f-01⟩   ⟨id-001⟩    rappeler
    1 acceptée.

Elle rappelle : plus que le seuil.

fichier plus.json : local_reference=F-0001 income.annual='{"range": {"above": 40742}}'
guichet $ sippe screening amend ⟨id-001⟩ plus.json --reason "a rappelé" --yes
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩ :
      revenu annuel : plus de 20 000 $, moins de 60 000 $ → plus de 40 742 $
    Réponses corrigées. Orientation proposée : autre service; état : à décider.
guichet $ sippe screening show ⟨id-001⟩
    Évaluation ⟨id-001⟩                        , famille ⟨f-01⟩ : à décider
      Reçue                     jeu. 26 nov. 2026, 10 h 0x
      Référence locale          F-0001

    Corrections
      jeu. 26 nov. 2026, 10 h 0x, guichet : a rappelé
        revenu annuel : plus de 20 000 $, moins de 60 000 $ → plus de 40 742 $

    Réponses
      Appel                     jeu. 26 nov. 2026, 9 h 31
      Par                       accueil-1
      Source                    appel OLO
      Langue                    français
      Nom                       Rosalie Exemple
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Interprète                non
      Moyens de la joindre      téléphone
      Message possible          oui

    Réponses qui manquent
      peut parler librement, heures sûres, restriction demandée

    Orientation proposée
      Orientation               autre service
      Raison                    revenu au-dessus du seuil
             Critère                 Faits                   Règle
      ✓ oui  habite le territoire    H2M1Y4                  CLSC
      ✓ oui  source acceptée         appel OLO               sources acceptées, n° 1
      ✓ oui  grossesse datée         19 semaines + 4 j       admission : semaine de…
      ✓ oui  semaine de début atte…  19 semaines + 4 j       admission : semaine de…
      ✗ non  faible revenu           plus de 40 742 $; seu…  admission : revenu
      ✓ oui  sans diplôme            aucun                   admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

La fourchette à l'envers.

fichier envers.json : income.annual='{"range": {"above": 60000, "at_most": 20000}}'
guichet $ sippe route preview envers.json
    envers.json, ligne 49, income.annual : Aucun montant n'est dans cette fourchette. Le plus petit des deux vient d'abord.
    [2]

Le code postal n'est à personne.

fichier nulle-part.json : identity.address.postal_code=X0A0H0
guichet $ sippe route preview nulle-part.json

    Orientation proposée
      Orientation               à décider par une personne; rien de plus à demander
                                à la famille
      Encore possibles          SIPPE ; autre service (elle demeure ailleurs)
      À demander                1. code postal : à nous de le trouver
                    Critère               Faits                 Règle
      ? à vérifier  habite le territoire  il manque : code po…  CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ✓ oui         grossesse datée       19 semaines + 4 j     admission : semaine…
      ✓ oui         semaine de début at…  19 semaines + 4 j     admission : semaine…
      ✓ oui         faible revenu         18 000 $; seuil 40 …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.

Elle demeure dans l'autre CLSC du territoire.

fichier voisine.json : identity.address.postal_code=H1G1A1
guichet $ sippe route preview voisine.json

    Orientation proposée
      Orientation               SIPPE
      Autre CLSC                son code postal est du CLSC 99002 : lui remettre le
                                dossier ?
             Critère                 Faits                   Règle
      ✓ oui  habite le territoire    H1G1A1                  CLSC
      ✓ oui  source acceptée         appel OLO               sources acceptées, n° 1
      ✓ oui  grossesse datée         19 semaines + 4 j       admission : semaine de…
      ✓ oui  semaine de début atte…  19 semaines + 4 j       admission : semaine de…
      ✓ oui  faible revenu           18 000 $; seuil 40 74…  admission : revenu
      ✓ oui  sans diplôme            aucun                   admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.

Les dates ne concordent pas.

fichier dates.json : pregnancy.last_menstrual_date=2026-10-20
guichet $ sippe route preview dates.json

    Orientation proposée
      Orientation               rappeler
      Encore possibles          SIPPE, tout de suite ou plus tard
      À demander                1. pour quand est prévu l'accouchement ?
      Ne concorde pas           des dates qui diffèrent de plus de 7 jours (date
                                prévue, dernières règles)
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ? à vérifier  grossesse datée       il manque : date pr…  admission : semaine…
      ? à vérifier  semaine de début at…  il manque : date pr…  admission : semaine…
      ✓ oui         faible revenu         18 000 $; seuil 40 …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.

Quarante-huit semaines : l'enfant est-il né ?

fichier terme.json : pregnancy.due_date=2026-10-01
guichet $ sippe route preview terme.json

    Orientation proposée
      Orientation               rappeler
      Encore possibles          SIPPE, tout de suite ou plus tard
      À demander                1. le bébé est-il né ?
                                2. pour quand est prévu l'accouchement ?
      Inutile de demander       date de naissance du bébé
      Ne concorde pas           pas accouchée, et plus de 42 semaines (déjà
                                accouchée, date prévue)
                    Critère               Faits                 Règle
      ✓ oui         habite le territoire  H2M1Y4                CLSC
      ✓ oui         source acceptée       appel OLO             sources acceptées, …
      ? à vérifier  grossesse datée       il manque : date pr…  admission : semaine…
      ? à vérifier  semaine de début at…  il manque : date pr…  admission : semaine…
      ✓ oui         faible revenu         18 000 $; seuil 33 …  admission : revenu
      ✓ oui         sans diplôme          aucun                 admission : diplômes
      Priorité suggérée         P4
      Règles                    2026-11

    Rien n'est gardé.

Un grand-père qui a la garde, un frère de neuf ans, pas de téléphone : rien n'est refusé.

fichier grand-pere.json : identity.birth_date=1964-01-01 identity.gender=M household.size=3 household.adults=1 household.children='[{"birth_date":"2017-01-01"}]' identity.phone=
guichet $ sippe screening push grand-pere.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-02⟩   ⟨id-002⟩    SIPPE
    1 acceptée.

guichet $ sippe route decide --help
    sippe route decide ÉVALUATION ORIENTATION [options]

      décider de l'orientation

      La machine propose, une personne décide. L'orientation se donne par son
      nom ou par son mot (OLO_ONLY, « olo seulement »). Une autre que la
      proposée, et donc toute mise en attente, demande --because; la priorité
      est suggérée, et fixée par une personne (--priority).

    ÉVALUATION
      les premiers chiffres de son identifiant, six au moins (sippe screening list,
      sippe worklist)

    ORIENTATION
      SIPPE, OLO_ONLY (OLO seulement), OTHER_SERVICE (autre service), WAITLIST
      (liste d'attente), NOT_ELIGIBLE (non admissible), DECLINED (la famille
      refuse), UNREACHABLE (injoignable)

    Options
      --because TEXTE             pourquoi une autre orientation que la proposée
      --priority N                priorité, de 1 à 4 (P1 à P4)
      --version HEX               agir sur cette version plutôt que sur celle qui
                                  vient d'être lue

    Options de toutes les commandes
      --json                      répondre en JSON
      --lang TEXTE                langue de la réponse : fr ou en
      --home DOSSIER              dossier du profil (ou SIPPE_HOME; sinon
                                  ~/.config/sippe)
      --as TEXTE                  nom de la clé (ou SIPPE_KEY; sinon la seule du
                                  profil)
      --by TEXTE                  qui agit, quand la clé est celle d'un bureau ou
                                  d'une passerelle (ou SIPPE_BY)
      --internal                  passer par l'adresse interne des démons
      --why TEXTE                 pourquoi vous regardez (reste au journal des
                                  accès)
      --no-colour                 sans couleurs (ou NO_COLOR)
      --help                      montrer cette aide
