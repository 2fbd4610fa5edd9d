Le rythme des visites : ce qui est dû, ce qu'il en est, et rien qui disparaisse.

fichier appel.json :
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    SIPPE
    1 acceptée.
guichet $ sippe route decide ⟨id-001⟩ SIPPE --priority 2
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : SIPPE.
    Décidée : SIPPE.
    À rencontrer en personne d'ici le dim. 6 déc. 2026, 10 h 0x.
    Ensuite : sippe enrol ⟨f-01⟩
guichet $ sippe enrol ⟨f-01⟩
    La famille ⟨f-01⟩ est inscrite (⟨id-002⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩
    Accepte-t-elle le programme? À noter : sippe agreement record ⟨f-01⟩
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 27 nov. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-003⟩
equipe $ sippe visit windows ⟨f-01⟩
    Famille ⟨f-01⟩ : 10 visites dues, règles « 2026-11 ».

    Visites dues
    Phase      N°  Du             Au             État             Visite
    prénatale  1   4 oct.         8 oct. 2026    pas due (avant)  –
    prénatale  2   15 oct.        22 oct. 2026   pas due (avant)  –
    prénatale  3   29 oct.        5 nov. 2026    pas due (avant)  –
    prénatale  4   12 nov.        19 nov. 2026   pas due (avant)  –
    première   1   26 nov.        10 déc. 2026   fixée            ⟨id-003⟩
        servie par une autre
    prénatale  5   26 nov.        3 déc. 2026    fixée            ⟨id-003⟩
    prénatale  6   10 déc.        17 déc. 2026   à venir          –
    prénatale  7   24 déc.        5 janv. 2027   à venir          –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir          –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir          –

La première visite est faite; une autre visite est fixée, et personne n'est à la maison.

jour +1
equipe $ sippe visit confirm ⟨f-01⟩
    Confirmée : la visite ⟨id-003⟩ du ven. 27 nov. 2026, 8 h 45 (inf-01 + ts-01).
jour +6
equipe $ sippe visit record ⟨f-01⟩ done
    Notée, faite : la visite ⟨id-003⟩ du ven. 27 nov. 2026, 8 h 45 (inf-01 + ts-01).
equipe $ sippe visit book ⟨f-01⟩ "2026-12-14 9:00"
    Visite ⟨id-004⟩ fixée : lun. 14 déc. 2026, 9 h.
jour +11
equipe $ sippe visit record ⟨f-01⟩ no_show --reason "personne à la maison"
    Notée, absente : la visite ⟨id-004⟩ du lun. 14 déc. 2026, 9 h (inf-01).
equipe $ sippe visit windows ⟨f-01⟩
    Famille ⟨f-01⟩ : 11 visites dues, règles « 2026-11 ».

    Visites dues
    Phase      N°  Du             Au             État             Visite
    prénatale  1   4 oct.         8 oct. 2026    pas due (avant)  –
    prénatale  2   15 oct.        22 oct. 2026   pas due (avant)  –
    prénatale  3   29 oct.        5 nov. 2026    pas due (avant)  –
    prénatale  4   12 nov.        19 nov. 2026   pas due (avant)  –
    première   1   26 nov.        10 déc. 2026   faite            ⟨id-003⟩
        servie par une autre
    prénatale  5   26 nov.        3 déc. 2026    faite            ⟨id-003⟩
    prénatale  6   10 déc.        17 déc. 2026   à reprendre      ⟨id-004⟩
    prénatale  7   24 déc.        5 janv. 2027   à venir          –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir          –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir          –
    prénatale  10  4 févr. 2027   11 févr. 2027  à venir          –

L'enfant naît, et on l'apprend quatre jours plus tard : ce qui était passé n'est pas dû, la grossesse est finie.

jour +8
guichet $ sippe birth ⟨f-01⟩ 2026-12-18
    Naissance notée pour la famille ⟨f-01⟩ : le 18 déc. 2026. La cadence des visites suit.
equipe $ sippe visit windows ⟨f-01⟩
    Famille ⟨f-01⟩ : 15 visites dues, règles « 2026-11 ».

    Visites dues
    Phase               N°  Du              Au             État             Visite
    prénatale           1   4 oct.          8 oct. 2026    pas due (avant)  –
    prénatale           2   15 oct.         22 oct. 2026   pas due (avant)  –
    prénatale           3   29 oct.         5 nov. 2026    pas due (avant)  –
    prénatale           4   12 nov.         19 nov. 2026   pas due (avant)  –
    première            1   26 nov.         10 déc. 2026   faite            ⟨id-003⟩
        servie par une autre
    prénatale           5   26 nov.         3 déc. 2026    faite            ⟨id-003⟩
    prénatale           6   10 déc.         17 déc. 2026   manquée          ⟨id-004⟩
    de 0 à 6 semaines   1   20 déc.         22 déc. 2026   à faire          –
        retour à la maison supposé
    de 0 à 6 semaines   2   25 déc.         29 déc. 2026   à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   3   1er janv. 2027  5 janv. 2027   à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   4   8 janv. 2027    12 janv. 2027  à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   5   15 janv. 2027   19 janv. 2027  à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   6   22 janv. 2027   26 janv. 2027  à venir          –
        retour à la maison supposé
    de 7 semaines à 1…  1   29 janv. 2027   2 févr. 2027   à venir          –
    de 7 semaines à 1…  2   9 févr. 2027    16 févr. 2027  à venir          –

equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée inf-01
    Visite    Quand                      Durée   Qui           État     Motif
    ⟨id-003⟩  ven. 27 nov. 2026, 8 h 45  90 min  inf-01 +      faite    première
                                                 ts-01
    ⟨id-004⟩  lun. 14 déc. 2026, 9 h     75 min  inf-01        absente  personne à
                                                                        la maison

    Visites dues
    Phase                    N°  Du              Au             État     Visite
    de 0 à 6 semaines        1   20 déc.         22 déc. 2026   à faire  –
        retour à la maison supposé
    de 0 à 6 semaines        2   25 déc.         29 déc. 2026   à venir  –
        retour à la maison supposé
    de 0 à 6 semaines        3   1er janv. 2027  5 janv. 2027   à venir  –
        retour à la maison supposé
    de 0 à 6 semaines        4   8 janv. 2027    12 janv. 2027  à venir  –
        retour à la maison supposé
    de 0 à 6 semaines        5   15 janv. 2027   19 janv. 2027  à venir  –
        retour à la maison supposé
    de 0 à 6 semaines        6   22 janv. 2027   26 janv. 2027  à venir  –
        retour à la maison supposé
    de 7 semaines à 12 mois  1   29 janv. 2027   2 févr. 2027   à venir  –
    de 7 semaines à 12 mois  2   9 févr. 2027    16 févr. 2027  à venir  –


Une visite avait été notée par erreur, une autre oubliée : l'une est corrigée, l'autre notée en retard.

equipe $ sippe encounter list ⟨f-01⟩
    Famille ⟨f-01⟩ : 2 rencontres notées.
    Rencontre  Quand           Durée   Qui             Résultat
    ⟨id-005⟩   27 nov. 8 h 45  90 min  inf-01 + ts-01  faite
        en personne, à la maison
        visite ⟨id-003⟩
    ⟨id-006⟩   14 déc. 9 h             inf-01          personne à la maison
        en personne, à la maison
        personne à la maison
        visite ⟨id-004⟩
equipe $ sippe encounter correct ⟨f-01⟩ ⟨id-006⟩ --reason "elle était là, c'est une autre famille" --done --minutes 60 --met "la mère, l'enfant"
    Rencontre ⟨id-006⟩ corrigée.
equipe $ sippe encounter record ⟨f-01⟩ "2026-12-08 14:00" --place "au CLSC" --minutes 30 --note "pesée"
    Rencontre ⟨id-007⟩ notée : mar. 8 déc. 2026, 14 h.
equipe $ sippe encounter record ⟨f-01⟩ "2026-12-10 9:00" --mode téléphone --minutes 15
    Rencontre ⟨id-008⟩ notée : jeu. 10 déc. 2026, 9 h.
equipe $ sippe encounter correct ⟨f-01⟩ ⟨id-008⟩ --reason "appel d'une autre famille" --in-error
    Rencontre ⟨id-008⟩ annulée : elle était inscrite par erreur.
equipe $ sippe encounter list ⟨f-01⟩
    Famille ⟨f-01⟩ : 4 rencontres notées.
    Rencontre  Quand           Durée   Qui             Résultat
    ⟨id-005⟩   27 nov. 8 h 45  90 min  inf-01 + ts-01  faite
        en personne, à la maison
        visite ⟨id-003⟩
    ⟨id-007⟩   8 déc. 14 h     30 min  inf-01          faite
        en personne, au CLSC
        pesée
        sans visite fixée
    ⟨id-008⟩   10 déc. 9 h     15 min  inf-01          inscrite par erreur
        téléphone
        sans visite fixée
        corrigée le mar. 22 déc. 2026, 10 h 0x : appel d'une autre famille
    ⟨id-006⟩   14 déc. 9 h     60 min  inf-01          faite
        en personne, à la maison, la mère, l'enfant
        personne à la maison
        visite ⟨id-004⟩
        corrigée le mar. 22 déc. 2026, 10 h 0x : elle était là, c'est une autre
        famille
equipe $ sippe visit windows ⟨f-01⟩
    Famille ⟨f-01⟩ : 15 visites dues, règles « 2026-11 ».

    Visites dues
    Phase               N°  Du              Au             État             Visite
    prénatale           1   4 oct.          8 oct. 2026    pas due (avant)  –
    prénatale           2   15 oct.         22 oct. 2026   pas due (avant)  –
    prénatale           3   29 oct.         5 nov. 2026    pas due (avant)  –
    prénatale           4   12 nov.         19 nov. 2026   pas due (avant)  –
    première            1   26 nov.         10 déc. 2026   faite            ⟨id-003⟩
        servie par une autre
    prénatale           5   26 nov.         3 déc. 2026    faite            ⟨id-003⟩
    prénatale           6   10 déc.         17 déc. 2026   faite            ⟨id-004⟩
    de 0 à 6 semaines   1   20 déc.         22 déc. 2026   à faire          –
        retour à la maison supposé
    de 0 à 6 semaines   2   25 déc.         29 déc. 2026   à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   3   1er janv. 2027  5 janv. 2027   à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   4   8 janv. 2027    12 janv. 2027  à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   5   15 janv. 2027   19 janv. 2027  à venir          –
        retour à la maison supposé
    de 0 à 6 semaines   6   22 janv. 2027   26 janv. 2027  à venir          –
        retour à la maison supposé
    de 7 semaines à 1…  1   29 janv. 2027   2 févr. 2027   à venir          –
    de 7 semaines à 1…  2   9 févr. 2027    16 févr. 2027  à venir          –
guichet $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple   (⟨id-009⟩                        )
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Moyens de la joindre      téléphone
      Langue                    français
      Enfant né le              18 déc. 2026
      Enfants                   sans nom (18 déc. 2026)
      CLSC                      99001

    Délai d'accès
      P2, demandé le 26 nov. 2026, décidé le jeu. 26 nov. 2026, 10 h 0x : rencontrée
      en personne le 27 nov. 2026

    Inscription aux SIPPE
      État                      suivie
      Depuis                    jeu. 26 nov. 2026, 10 h 0x
      Intervenante privilégiée  inf-01
      Première visite           27 nov. 2026
      Dernière rencontre        14 déc. 2026
      Visites faites            3
      Programme jusqu'au        18 déc. 2031
      Accord à noter            10 déc. 2026

    Évaluations
    Id        Reçue            État     Proposée  Décidée
    ⟨id-001⟩  26 nov. 10 h 0x  décidée  SIPPE     SIPPE

    À faire
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    10 déc.   P2  noter si elle     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  accepte le
                  programme
        en retard de 12 jours; suivie par inf-01; aussi à la coordination, depuis
        son retard
