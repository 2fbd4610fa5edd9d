Ce qu'il y a à faire, chez l'accueil, l'équipe et la coordination.

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

guichet $ sippe radar
    Reste  Grossesse    Famille  Nom              Téléphone   État   CLSC   Éval.
    3 j    19 sem. 4 j  ⟨f-01⟩   Rosalie Exemple  5145550101  SIPPE  99001  ⟨id-001⟩
    1 grossesse : jours d'ici la semaine 20; l'inscription commence à la semaine 12.

equipe $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    3 déc.    P2  inscrire aux      ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-001⟩
                  SIPPE
        qui : équipe
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  rencontre en
                  personne
        qui : coordination; rien à faire avant ce jour
    2 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

guichet $ sippe enrol ⟨f-01⟩
    La famille ⟨f-01⟩ est inscrite (⟨id-003⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩
    Accepte-t-elle le programme? À noter : sippe agreement record ⟨f-01⟩

coordination $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    3 déc.    P2  confirmer une     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  intervenante
                  privilégiée
        qui : coordination
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  rencontre en
                  personne
        qui : équipe; rien à faire avant ce jour
    10 déc.   P2  noter si elle     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  accepte le
                  programme
        qui : équipe
    3 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 27 nov. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-004⟩

equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée inf-01
    Visite    Quand                      Durée   Qui             État      Motif
    ⟨id-004⟩  ven. 27 nov. 2026, 8 h 45  90 min  inf-01 + ts-01  proposée  première

    Visites dues
    Phase      N°  Du             Au             État     Visite
    prénatale  5   26 nov.        3 déc. 2026    fixée    ⟨id-004⟩
    prénatale  6   10 déc.        17 déc. 2026   à venir  –
    prénatale  7   24 déc.        5 janv. 2027   à venir  –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir  –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir  –

equipe $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    26 nov.       confirmer la      ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
                  visite proposée
        suivie par inf-01
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  rencontre en
                  personne
        rien à faire avant ce jour; suivie par inf-01
    10 déc.   P2  noter si elle     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  accepte le
                  programme
        suivie par inf-01
    3 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

jour +14

Deux semaines plus tard personne n'a rien fait : la coordination l'a aussi.

equipe $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    1er déc.      inscrire la       ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
                  visite passée
        en retard de 9 jours; suivie par inf-01; aussi à la coordination, depuis son
        retard
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  rencontre en
                  personne
        en retard de 4 jours; suivie par inf-01; aussi à la coordination, depuis son
        retard
    10 déc.   P2  noter si elle     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  accepte le
                  programme
        suivie par inf-01
    17 déc.       fixer la visite   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  due
        suivie par inf-01
    4 choses à faire, dont 2 en retard.  !  : ne laissez pas de message

coordination $ sippe worklist
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    1er déc.      inscrire la       ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
                  visite passée
        en retard de 9 jours; suivie par inf-01; aussi à la coordination, depuis son
        retard
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  rencontre en
                  personne
        en retard de 4 jours; suivie par inf-01; aussi à la coordination, depuis son
        retard
    10 déc.   P2  noter si elle     ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  accepte le
                  programme
        suivie par inf-01
    17 déc.       fixer la visite   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  due
        suivie par inf-01
    4 choses à faire, dont 2 en retard.  !  : ne laissez pas de message

equipe $ sippe visits --worker inf-01
    Semaine du 7 déc. 2026, inf-01
      aucune visite

    Heures
      lundi                     8 h à 12 h
      lundi                     13 h à 16 h
      mardi                     8 h à 12 h
      mardi                     13 h à 16 h
      mercredi                  8 h à 12 h
      mercredi                  13 h à 16 h
      jeudi                     8 h à 12 h
      jeudi                     13 h à 16 h
      vendredi                  8 h à 12 h
      vendredi                  13 h à 16 h
