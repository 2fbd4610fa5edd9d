Une famille déménage sur le territoire : le CLSC qui la suit l'offre, l'autre répond. Tant qu'il n'a pas accepté, elle reste où elle est; ensuite tout y est, sauf ce qui avait été convenu.

fichier appel.json :
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
guichet $ sippe enrol ⟨f-01⟩
    La famille ⟨f-01⟩ est inscrite (⟨id-002⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩
    Accepte-t-elle le programme? À noter : sippe agreement record ⟨f-01⟩
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 27 nov. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-003⟩
equipe $ sippe visit move ⟨f-01⟩ --to "2026-12-08 9:00" --reason "elle travaille ce jour-là"
    Déplacée : la visite ⟨id-003⟩ du ven. 27 nov. 2026, 8 h 45 (inf-01 + ts-01) → mar. 8 déc. 2026, 9 h.
equipe $ sippe move offer ⟨f-01⟩ --to 99001 --reason "elle y habite"
    La famille est déjà suivie par ce CLSC.
    [1]
equipe $ sippe move offer ⟨f-01⟩ --to 99002 --reason "elle y habite" --note "nouveau logement le 1er décembre" --on 2026-12-01
    La famille ⟨f-01⟩ est offerte au CLSC 99002; réponse attendue d'ici le 1er déc. 2026. D'ici là, elle reste au CLSC 99001.
guichet-2 $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : introuvable. Celles d'un autre CLSC ne se voient pas d'ici.
    [1]
coordination $ sippe worklist --clsc 99002
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    1er déc.  déménagement          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
              offert : y répondre,
              ou lire le refus
        rien à faire avant ce jour; suivie par inf-01
    1 chose.
coordination $ sippe move accept ⟨f-01⟩
    Elle n'est pas encore à accepter : l'offre vaut à partir d'un jour qui n'est pas venu.
    [1]
coordination $ sippe move decline ⟨f-01⟩ --reason "elle hésite encore, rappelez-nous"
    Refusée : la famille ⟨f-01⟩ reste au CLSC 99001, qui lira pourquoi.
equipe $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    1er déc.  déménagement          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-004⟩
              offert : y répondre,
              ou lire le refus
        suivie par inf-01
    10 déc.   noter si elle         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              accepte le programme
        suivie par inf-01
    2 choses.
jour +5
equipe $ sippe move offer ⟨f-01⟩ --to 99002 --reason "elle y habite" --note "le bail est signé"
    La famille ⟨f-01⟩ est offerte au CLSC 99002; réponse attendue d'ici le 4 déc. 2026. D'ici là, elle reste au CLSC 99001.
coordination $ sippe move accept ⟨f-01⟩ --note "bienvenue"
    La famille ⟨f-01⟩ est au CLSC 99002. Son dossier, ses appels et ce qu'il y a à faire le sont aussi.
    Ensuite : une intervenante d'ici (sippe keyworker candidates ⟨f-01⟩), et les visites convenues là-bas (sippe visits ⟨f-01⟩).
equipe $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : introuvable. Celles d'un autre CLSC ne se voient pas d'ici.
    [1]
guichet-2 $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple   (⟨id-005⟩                        )
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Moyens de la joindre      téléphone
      Langue                    français
      Date prévue               18 avr. 2027
      CLSC                      99002

    Inscription aux SIPPE
      État                      en attente d'une intervenante privilégiée
      Depuis                    jeu. 26 nov. 2026, 10 h 0x
      Visites faites            0
      Programme jusqu'au        18 avr. 2032
      Accord à noter            10 déc. 2026

    Déménagements
      ⟨id-006⟩  99001 → 99002, elle y habite
        offerte, mar. 1er déc. 2026, 10 h 0x, equipe
          le bail est signé
        acceptée, mar. 1er déc. 2026, 10 h 0x, coord
          bienvenue
      ⟨id-004⟩  99001 → 99002, elle y habite
        offerte, jeu. 26 nov. 2026, 10 h 0x, equipe
          nouveau logement le 1er décembre
        reprise, mar. 1er déc. 2026, 10 h 0x, equipe

    Évaluations
    Id        Reçue            État     Proposée  Décidée
    ⟨id-001⟩  26 nov. 10 h 0x  décidée  SIPPE     SIPPE

    À faire
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    8 déc.    confirmer une         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              intervenante
              privilégiée
        qui : coordination
    10 déc.   noter si elle         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              accepte le programme
        qui : équipe
coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    7 déc.    visite convenue       ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
              avant le
              déménagement :
              passer le relais ou
              annuler
        qui : coordination, CLSC 99001
    7 déc.    visite de l'ancien    ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
              CLSC : y être, ou en
              convenir une autre
        qui : coordination, CLSC 99002
    8 déc.    confirmer une         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              intervenante
              privilégiée
        qui : coordination, CLSC 99002
    10 déc.   noter si elle         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              accepte le programme
        qui : équipe, CLSC 99002; personne n'est là pour « équipe » : à la
        coordination
    4 choses.
coordination $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : en attente d'une intervenante privilégiée
    Visite    Quand                  Durée   Qui            État       Motif
    ⟨id-003⟩  mar. 8 déc. 2026, 9 h  90 min  inf-01 +       confirmée  première, du
                                             ts-01                     CLSC 99001 :
                                                                       passer le
                                                                       relais, elle
                                                                       travaille ce
                                                                       jour-là

    Visites dues
    Phase      N°  Du             Au             État          Visite
    prénatale  5   26 nov.        3 déc. 2026    à faire       –
    prénatale  6   10 déc.        17 déc. 2026   fixée à côté  ⟨id-003⟩
    prénatale  7   24 déc.        5 janv. 2027   à venir       –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir       –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir       –
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    Cette intervenante est d'un autre CLSC : elle ne verrait pas le dossier. Choisissez quelqu'un du CLSC de la famille, ou de tout le territoire.
    [1]
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-03
    inf-03 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Une visite est déjà faite ou convenue : aucune autre n'est proposée (sippe visits ⟨f-01⟩).
equipe $ sippe visit move ⟨f-01⟩ --worker inf-01 --week 2026-12-08 --to "2026-12-08 9:00" --reason "inf-01 y va une dernière fois"
    Déplacée : la visite ⟨id-003⟩ du mar. 8 déc. 2026, 9 h (inf-01 + ts-01) → mar. 8 déc. 2026, 9 h.
coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    10 déc.   noter si elle         ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              accepte le programme
        suivie par inf-03; personne n'est là pour « équipe » : à la coordination
    1 chose.
guichet-2 $ sippe family history ⟨f-01⟩
    ⟨id-002⟩   mar. 1er déc. 2026, 10 h 0x   coord, intervenante privilégiée
        inf-03
    ⟨id-006⟩   mar. 1er déc. 2026, 10 h 0x   coord, déménagement : acceptée
        bienvenue
    ⟨id-006⟩   mar. 1er déc. 2026, 10 h 0x   equipe, offerte : 99001 → 99002
    ⟨id-004⟩   mar. 1er déc. 2026, 10 h 0x   equipe, déménagement : reprise
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   coord, déménagement : refusée
        elle hésite encore, rappelez-nous
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, offerte : 99001 → 99002
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   coord, intervenante privilégiée : inf-01
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, inscription
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, orientation décidée : SIPPE
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation
equipe $ sippe move withdraw ⟨f-01⟩
    Famille ⟨f-01⟩ : introuvable. Celles d'un autre CLSC ne se voient pas d'ici.
    [1]
