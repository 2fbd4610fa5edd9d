Un suivi qui repose : la famille est perdue de vue, on la retrouve, on ferme par erreur et on rouvre.

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
equipe $ sippe agreement record ⟨f-01⟩ --mode verbal --text-version 2019-4
    Le 26 nov. 2026, aucun texte de version « ⟨f-02⟩ » n'était adopté. Versions de ce jour-là : ⟨f-03⟩
    [1]
equipe $ sippe agreement record ⟨f-01⟩ --mode verbal
    Famille ⟨f-01⟩ : accepte.
equipe $ sippe agreement record ⟨f-01⟩ --answer "retire son accord" --reason "elle n'est plus certaine"
    Famille ⟨f-01⟩ : retire son accord.
    Le suivi n'est pas terminé pour autant. Parlez-en avec elle, puis terminez-le (sippe enrolment end ⟨f-01⟩ --reason FAMILY_WISH), ou notez qu'elle accepte.
equipe $ sippe agreement record ⟨f-01⟩ --mode écrit --reason "rassurée à la visite"
    Famille ⟨f-01⟩ : accepte.
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 27 nov. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-003⟩
jour +1
equipe $ sippe visit confirm ⟨f-01⟩
    Confirmée : la visite ⟨id-003⟩ du ven. 27 nov. 2026, 8 h 45 (inf-01 + ts-01).
equipe $ sippe enrolment suspend ⟨f-01⟩ --reason "on ne la joint plus" --review-on 2026-11-20
    Certaines réponses sont à corriger. Voyez les champs indiqués.
      --review-on : Ce moment est déjà passé.
    [1]
equipe $ sippe enrolment suspend ⟨f-01⟩ --reason "on ne la joint plus" --review-on 2026-12-18 --note "deux messages, une lettre"
    Le suivi de la famille ⟨f-01⟩ est suspendu; à revoir le 18 déc. 2026. Aucune visite n'est due d'ici là. Les visites convenues restent : à garder ou à annuler (sippe visits ⟨f-01⟩).
equipe $ sippe enrolment suspend ⟨f-01⟩ --reason "souhait de la famille" --review-on 2026-12-18
    Le suivi est déjà suspendu. Pour le reprendre : sippe enrolment resume.
    [1]
equipe $ sippe family show ⟨f-01⟩
    Famille ⟨f-01⟩ : Rosalie Exemple   (⟨id-004⟩                        )
      Naissance                 4 mars 1996
      Téléphone                 514 555-0101
      Adresse                   1, rue Inventée, Montréal H2M1Y4
      Message possible          oui
      Moyens de la joindre      téléphone
      Langue                    français
      Date prévue               18 avr. 2027
      CLSC                      99001

    Délai d'accès
      P2, demandé le 26 nov. 2026, décidé le jeu. 26 nov. 2026, 10 h 0x : à
      rencontrer d'ici le dim. 6 déc. 2026, 10 h 0x

    Inscription aux SIPPE
      État                      suspendu
      Depuis                    jeu. 26 nov. 2026, 10 h 0x
      Intervenante privilégiée  inf-01
      Visites faites            0
      Programme jusqu'au        18 avr. 2032
      Suspendu                  depuis le 27 nov. 2026 (on ne la joint plus), à
                                revoir le 18 déc. 2026
      Participation             accepte (elle-même, écrit, le 26 nov. 2026)

    Évaluations
    Id        Reçue            État     Proposée  Décidée
    ⟨id-001⟩  26 nov. 10 h 0x  décidée  SIPPE     SIPPE

    À faire
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-005⟩
                  rencontre en
                  personne
        rien à faire avant ce jour; suivie par inf-01
    18 déc.   P2  suivi suspendu :  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  lui demander
                  s'il reprend
        rien à faire avant ce jour; suivie par inf-01
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
    prénatale  6   10 déc.        17 déc. 2026   excusée (pause)  –
    prénatale  7   24 déc.        5 janv. 2027   excusée (pause)  –
    prénatale  8   7 janv. 2027   14 janv. 2027  excusée (pause)  –
    prénatale  9   21 janv. 2027  28 janv. 2027  excusée (pause)  –
jour +22
equipe $ sippe worklist --family ⟨f-01⟩
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    1er déc.      inscrire la       ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-003⟩
                  visite passée
        en retard de 18 jours; suivie par inf-01; aussi à la coordination, depuis
        son retard
    6 déc.    P2  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-005⟩
                  rencontre en
                  personne
        en retard de 13 jours; suivie par inf-01; aussi à la coordination, depuis
        son retard
    18 déc.   P2  suivi suspendu :  ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
                  lui demander
                  s'il reprend
        en retard de 1 jour; suivie par inf-01
    3 choses.
equipe $ sippe enrolment resume ⟨f-01⟩ --note "chez sa mère à Laval, revenue"
    Le suivi de la famille ⟨f-01⟩ reprend; les visites de la pause ne sont pas dues.
equipe $ sippe visit windows ⟨f-01⟩
    Famille ⟨f-01⟩ : 11 visites dues, règles « 2026-11 ».

    Visites dues
    Phase      N°  Du             Au             État             Visite
    prénatale  1   4 oct.         8 oct. 2026    pas due (avant)  –
    prénatale  2   15 oct.        22 oct. 2026   pas due (avant)  –
    prénatale  3   29 oct.        5 nov. 2026    pas due (avant)  –
    prénatale  4   12 nov.        19 nov. 2026   pas due (avant)  –
    première   1   26 nov.        10 déc. 2026   fixée            ⟨id-003⟩
        servie par une autre
    prénatale  5   26 nov.        3 déc. 2026    fixée            ⟨id-003⟩
    prénatale  6   10 déc.        17 déc. 2026   excusée (pause)  –
    prénatale  7   24 déc.        5 janv. 2027   à venir          –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir          –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir          –
    prénatale  10  4 févr. 2027   11 févr. 2027  à venir          –

Fermée par erreur, et rouverte : rien de ce qui était à venir ne revient de soi-même.

equipe $ sippe visit book ⟨f-01⟩ "2026-12-29 9:00"
    Visite ⟨id-006⟩ fixée : mar. 29 déc. 2026, 9 h.
equipe $ sippe enrolment end ⟨f-01⟩ --reason "déménagement"
    Le suivi de la famille ⟨f-01⟩ est terminé : déménagement.
coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  À faire               Famille  Nom              Téléphone     Sur
    19 déc.   lui dire que sa       ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-002⟩
              visite est annulée
              (fin du suivi)
        suivie par inf-01
    1 chose.
equipe $ sippe visit told ⟨f-01⟩ --note "par téléphone"
    Noté : la famille ⟨f-01⟩ sait que ses visites sont annulées.
equipe $ sippe visit told ⟨f-01⟩
    La famille le sait déjà, ou aucune visite confirmée n'a été annulée par la fin du suivi.
    [1]
equipe $ sippe enrolment reopen ⟨f-01⟩ --reason "elle n'a pas déménagé"
    Le suivi de la famille ⟨f-01⟩ est rouvert. Les visites que la fin avait annulées ne le sont pas : sippe visits ⟨f-01⟩, puis sippe visit book.
equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée inf-01
    Visite    Quand                      Durée   Qui          État       Motif
    ⟨id-003⟩  ven. 27 nov. 2026, 8 h 45  90 min  inf-01 +     confirmée  première
                                                 ts-01
    ⟨id-006⟩  mar. 29 déc. 2026, 9 h     75 min  inf-01       annulée    fin du
                                                                         suivi

    Visites dues
    Phase      N°  Du             Au             État     Visite
    prénatale  7   24 déc.        5 janv. 2027   à venir  –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir  –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir  –
    prénatale  10  4 févr. 2027   11 févr. 2027  à venir  –
