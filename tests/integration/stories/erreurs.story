Une journée où l'on se trompe : une réponse mal notée, une décision revue, deux sœurs prises pour une, une intervenante nommée pour une autre famille, un premier contact qui n'était pas le sien, une visite, une naissance, une fin. Rien ne s'efface : chacune de ces erreurs se corrige avec son motif, et le fil de la famille dit à la fin qui a changé quoi, de quoi à quoi, pourquoi.

fichier appel.json : income.annual=90000
guichet $ sippe screening push appel.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-01⟩   ⟨id-001⟩    autre service
    1 acceptée.

La guichetière a lu le revenu d'une autre ligne.

fichier corrige.json : income.annual=18000
guichet $ sippe screening amend ⟨id-001⟩ corrige.json --reason "revenu d'une autre ligne" --yes
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩ :
      revenu annuel : 90 000 $ → 18 000 $
    Réponses corrigées. Orientation proposée : SIPPE; état : à décider.
guichet $ sippe route decide ⟨id-001⟩ WAITLIST --because "aucune place avant janvier" --priority 3
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; proposée : SIPPE.
    Décidée : liste d'attente.
    À rencontrer en personne d'ici le sam. 26 déc. 2026, 10 h 0x.
    Sa place : sippe route waiting
guichet $ sippe route revise ⟨id-001⟩ SIPPE --because "une place s'est libérée ce matin"
    Évaluation ⟨id-001⟩, famille ⟨f-01⟩; décidée : liste d'attente.
    Revue : SIPPE. La décision d'avant reste au dossier.
    À rencontrer en personne d'ici le sam. 26 déc. 2026, 10 h 0x.
    Ensuite : sippe enrol ⟨f-01⟩
guichet $ sippe enrol ⟨f-01⟩ --agreed VERBAL
    La famille ⟨f-01⟩ est inscrite (⟨id-002⟩). Ensuite, la coordination choisit une intervenante : sippe keyworker candidates ⟨f-01⟩

Sa sœur appelle du même téléphone : on croit que c'est elle. L'équipe note ce que la sœur demande.

fichier soeur.json : identity.name.given=Maude identity.birth_date=1998-01-02
guichet $ sippe screening push soeur.json
    Ligne  Famille  Évaluation  Orientation proposée
    1      ⟨f-02⟩   ⟨id-003⟩    SIPPE  ≈ famille peut-être connue
    1 acceptée.
guichet $ sippe match settle ⟨id-003⟩ --same-as ⟨f-01⟩
    L'évaluation appartient maintenant à la famille ⟨f-01⟩.
equipe $ sippe note add ⟨f-01⟩ --text "Cherche un lit de bébé."
    Notée, famille ⟨f-01⟩ (⟨id-004⟩). Pour relire : sippe note list ⟨f-01⟩
guichet $ sippe family unmerge ⟨f-02⟩ --reason "deux sœurs, un seul téléphone"
    Les familles ⟨f-02⟩ et ⟨f-01⟩ sont de nouveau deux : chacune a ce qu'elle avait.
    Noté entre-temps pour ⟨f-01⟩, et qui y reste; à voir par la coordination d'ici le 27 nov. 2026 :
      Id        Quoi  Noté             Par
      ⟨id-004⟩  note  26 nov. 10 h 0x  equipe
    Ce qui était à l'autre : sippe family reassign ⟨f-02⟩ ID --reason MOTIF
coordination $ sippe family reassign ⟨f-02⟩ ⟨id-004⟩ --reason "le lit est pour Maude"
    note : noté pour la famille ⟨f-02⟩ (⟨id-005⟩), et rayé où c'était.

Une intervenante est nommée, une visite convenue : c'était pour la sœur.

coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 27 nov. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-006⟩
equipe $ sippe visit move ⟨f-01⟩ --to "2026-12-08 9:00" --reason "elle travaille le matin"
    Déplacée : la visite ⟨id-006⟩ du ven. 27 nov. 2026, 8 h 45 (inf-01 + ts-01) → mar. 8 déc. 2026, 9 h.
coordination $ sippe keyworker strike ⟨f-01⟩ --reason "nommée pour Maude, pas pour Rosalie"
    inf-01 avait été nommée par erreur pour la famille ⟨f-01⟩ : c'est rayé.
    Personne ne garde le lien : sippe keyworker candidates ⟨f-01⟩
    Visites convenues avec elle, à garder, à déplacer ou à annuler : 1 (sippe visits ⟨f-01⟩).
coordination $ sippe keyworker confirm ⟨f-01⟩ ts-01
    ts-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Une visite est déjà faite ou convenue : aucune autre n'est proposée (sippe visits ⟨f-01⟩).
coordination $ sippe worklist --family ⟨f-01⟩
    Échéance  P   À faire           Famille  Nom              Téléphone     Sur
    7 déc.        visite convenue   ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-006⟩
                  avec une
                  intervenante
                  nommée par
                  erreur : la
                  garder, la
                  déplacer,
                  l'annuler
        qui : coordination; suivie par ts-01
    26 déc.   P3  première          ⟨f-01⟩   Rosalie Exemple  514 555-0101  ⟨id-007⟩
                  rencontre en
                  personne
        qui : équipe; rien à faire avant ce jour; suivie par ts-01
    2 choses.
equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée ts-01
    Visite    Quand                  Durée   Qui            État       Motif
    ⟨id-006⟩  mar. 8 déc. 2026, 9 h  90 min  inf-01 +       confirmée  première,
                                             ts-01                     intervenante
                                                                       nommée par
                                                                       erreur, elle
                                                                       travaille le
                                                                       matin

    Visites dues
    Phase      N°  Du             Au             État          Visite
    prénatale  5   26 nov.        3 déc. 2026    à faire       –
    prénatale  6   10 déc.        17 déc. 2026   fixée à côté  ⟨id-006⟩
    prénatale  7   24 déc.        5 janv. 2027   à venir       –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir       –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir       –


equipe $ sippe visit cancel ⟨f-01⟩ --reason "convenue avec elle : ts-01 la rappelle"
    Annulée : la visite ⟨id-006⟩ du mar. 8 déc. 2026, 9 h (inf-01 + ts-01).
equipe $ sippe visits ⟨f-01⟩
    Famille ⟨f-01⟩ : suivie, intervenante privilégiée ts-01
    Visite    Quand                  Durée   Qui             État     Motif
    ⟨id-006⟩  mar. 8 déc. 2026, 9 h  90 min  inf-01 + ts-01  annulée  première,
                                                                      convenue avec
                                                                      elle : ts-01
                                                                      la rappelle

    Visites dues
    Phase      N°  Du             Au             État     Visite
    prénatale  5   26 nov.        3 déc. 2026    à faire  –
    prénatale  6   10 déc.        17 déc. 2026   à venir  –
    prénatale  7   24 déc.        5 janv. 2027   à venir  –
    prénatale  8   7 janv. 2027   14 janv. 2027  à venir  –
    prénatale  9   21 janv. 2027  28 janv. 2027  à venir  –



Le partenaire a joint Maude; le guichet l'avait noté pour Rosalie.

guichet $ sippe consent record ⟨f-01⟩ --to "maison des familles" --covers prénom --covers téléphone --covers besoin
    Consentement ⟨id-008⟩ noté pour la famille ⟨f-01⟩, pour Maison des familles d'essai. Il couvre :
      - prénom
      - téléphone
      - besoin
guichet $ sippe directory search
    Id        Service         Organisme       Besoins         Distance  Téléphone
    ⟨id-009⟩  Paniers de pr…  Maison des fa…  aide alimenta…  –         514 555-0151
    1 service sur 1.  * : non vérifié depuis 12 mois
guichet $ sippe refer ⟨f-01⟩ ⟨id-009⟩
    Famille ⟨f-01⟩ → Paniers de provisions, Maison des familles d'essai (besoin : aide alimentaire).
    Référence ⟨id-010⟩ envoyée. Feuille à imprimer : sippe notices print ⟨id-010⟩
partenaire $ sippe notices list
    Avis      Reçu             Service   Besoin     Qui      État     Répondre avant
    ⟨id-011⟩  26 nov. 10 h 0x  Paniers…  aide ali…  Rosalie  nouveau  3 déc. 2026
partenaire $ sippe notices first-contact ⟨id-011⟩ --on 2026-11-26
    Avis ⟨id-011⟩ (Paniers de provisions) : premier contact fait.
guichet $ sippe notices correct-answer ⟨id-010⟩ accepté --reason "joint : Maude; pour Rosalie, ils ont accepté"
    Avis ⟨id-011⟩ corrigé : accepté. Avant : premier contact fait.
guichet $ sippe notices correct-answer ⟨id-010⟩ accepté --reason "encore"
    C'est déjà ce qui est noté.
    [1]
guichet $ sippe notices correct-answer ⟨id-010⟩ nouveau --reason "ils n'ont rien dit de Rosalie"
    Avis ⟨id-011⟩ corrigé : nouveau. Avant : accepté.

Une rencontre est inscrite au dossier de l'une pour l'autre, une naissance un jour trop tôt.

jour +7
equipe $ sippe encounter record ⟨f-01⟩ "2026-12-02 10:00" --place HOME --minutes 60 --met MOTHER
    Rencontre ⟨id-012⟩ notée : mer. 2 déc. 2026, 10 h.
equipe $ sippe encounter list ⟨f-01⟩
    Famille ⟨f-01⟩ : 1 rencontre notée.
    Rencontre  Quand        Durée   Qui    Résultat
    ⟨id-012⟩   2 déc. 10 h  60 min  ts-01  faite
        en personne, à la maison, la mère
        sans visite fixée
equipe $ sippe encounter correct ⟨f-01⟩ ⟨id-012⟩ --reason "c'était chez Maude" --in-error
    Rencontre ⟨id-012⟩ annulée : elle était inscrite par erreur.
equipe $ sippe pregnancy date ⟨f-01⟩ 2026-12-20 --source échographie --reason "rapport reçu"
    Noté, famille ⟨f-01⟩ :
        en cours, prévue le 18 avr. 2027 (dite par elle) → en cours, prévue le 20 déc. 2026 (échographie)
equipe $ sippe pregnancy date ⟨f-01⟩ 2026-12-10 --source échographie --reason "le rapport était celui de Maude"
    Noté, famille ⟨f-01⟩ :
        en cours, prévue le 20 déc. 2026 (échographie) → en cours, prévue le 10 déc. 2026 (échographie)
equipe $ sippe birth ⟨f-01⟩ 2026-12-01 Rose --where SINCE --home-on 2026-12-02
    Naissance notée pour la famille ⟨f-01⟩ : le 1er déc. 2026. La cadence des visites suit.
equipe $ sippe person change ⟨f-01⟩ rose --born 2026-12-02 --reason "carnet de santé"
    Noté, famille ⟨f-01⟩ :
        Rose, enfant, 1er déc. 2026, à la maison depuis 2 déc. 2026 → Rose, enfant, 2 déc. 2026, à la maison depuis 2 déc. 2026
        naissance, prévue le 10 déc. 2026 (échographie), 1er déc. 2026 → naissance, prévue le 10 déc. 2026 (échographie), 2 déc. 2026

On clôt le dossier de la mauvaise famille.

equipe $ sippe enrolment end ⟨f-01⟩ --reason "déménagement"
    Le suivi de la famille ⟨f-01⟩ est terminé : déménagement.
equipe $ sippe enrolment reopen ⟨f-01⟩ --reason "c'est Maude qui déménage"
    Le suivi de la famille ⟨f-01⟩ est rouvert. Les visites que la fin avait annulées ne le sont pas : sippe visits ⟨f-01⟩, puis sippe visit book.

Le fil de la famille.

equipe $ sippe family history ⟨f-01⟩ --words
    ⟨id-002⟩   jeu. 3 déc. 2026, 10 h 0x   equipe, fin annulée : déménagement
        motif : c'est Maude qui déménage
    ⟨id-002⟩   jeu. 3 déc. 2026, 10 h 0x   equipe, fin de l'inscription
        déménagement
    ⟨id-013⟩   jeu. 3 déc. 2026, 10 h 0x   equipe, la famille : une personne
        Rose, enfant, 1er déc. 2026, à la maison depuis 2 déc. 2026 → Rose, enfant, 2 déc. 2026, à la maison depuis 2 déc. 2026
        naissance, prévue le 10 déc. 2026 (échographie), 1er déc. 2026 → naissance, prévue le 10 déc. 2026 (échographie), 2 déc. 2026
        motif : carnet de santé
    ⟨id-013⟩   jeu. 3 déc. 2026, 10 h 0x   equipe, naissance
        – → Rose, enfant, 1er déc. 2026, à la maison depuis 2 déc. 2026
        en cours, prévue le 10 déc. 2026 (échographie) → naissance, prévue le 10 déc. 2026 (échographie), 1er déc. 2026
    ⟨id-013⟩   jeu. 3 déc. 2026, 10 h 0x   equipe, la famille : grossesse datée
        en cours, prévue le 20 déc. 2026 (échographie) → en cours, prévue le 10 déc. 2026 (échographie)
        motif : le rapport était celui de Maude
    ⟨id-013⟩   jeu. 3 déc. 2026, 10 h 0x   equipe, la famille : grossesse datée
        en cours, prévue le 18 avr. 2027 (dite par elle) → en cours, prévue le 20 déc. 2026 (échographie)
        motif : rapport reçu
    ⟨id-010⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, réponse corrigée : envoyée
        avant : acceptée
        motif : ils n'ont rien dit de Rosalie
    ⟨id-010⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, réponse corrigée : acceptée
        avant : premier contact fait, le 26 nov. 2026
        motif : joint : Maude; pour Rosalie, ils ont accepté
    ⟨id-010⟩   jeu. 26 nov. 2026, 10 h 0x   partenaire, réponse du partenaire
        premier contact fait, le 26 nov. 2026
    ⟨id-010⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, référence
    ⟨id-008⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, consentement
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   coord, intervenante privilégiée : ts-01
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   coord, intervenante nommée par erreur
        inf-01
        motif : nommée pour Maude, pas pour Rosalie
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   coord, intervenante privilégiée : inf-01
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   coord, passé à l'autre famille
        motif : le lit est pour Maude
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   coord, note corrigée
        motif : le lit est pour Maude
    ⟨id-014⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, fusion annulée
        motif : deux sœurs, un seul téléphone
    ⟨id-004⟩   jeu. 26 nov. 2026, 10 h 0x   equipe, note
        Cherche un lit de bébé.
    ⟨id-003⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, dit si elle est connue
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, accord à participer : accepte
    ⟨id-002⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, inscription
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, orientation décidée
        liste d'attente → SIPPE
        motif : une place s'est libérée ce matin
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, orientation décidée
        liste d'attente
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, réponses corrigées
        motif : revenu d'une autre ligne
    ⟨id-001⟩   jeu. 26 nov. 2026, 10 h 0x   guichet, évaluation

Plus tard ts-01 est toujours là, mais inf-01 vit plus près : le lien passe, et l'histoire dit pourquoi.

coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01
    Cette famille a déjà une intervenante privilégiée, qui est active. Le lien passe à une autre avec --reason; nommée par erreur, rayez-la (sippe keyworker strike); absente, dites qui la remplace (sippe worker substitute).
    [1]
coordination $ sippe keyworker confirm ⟨f-01⟩ inf-01 --reason "plus près de chez elle"
    inf-01 est l'intervenante privilégiée de la famille ⟨f-01⟩.
    Première visite proposée : ven. 4 déc. 2026, 8 h 45, inf-01 et ts-01. À confirmer : sippe visit confirm ⟨f-01⟩ ⟨id-015⟩
coordination $ sippe family history ⟨f-01⟩ --limit 1
    ⟨id-002⟩   jeu. 3 déc. 2026, 10 h 0x   coord, intervenante privilégiée
        ts-01 → inf-01
        motif : plus près de chez elle
    La suite : sippe family history ⟨f-01⟩ --before 66
