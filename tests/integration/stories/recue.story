Une maison des familles connaît une femme enceinte qui veut bien que le CLSC l'appelle. Sans sa permission, rien n'est reçu.

partenaire $ sippe inbound send --clsc 99001 --name Rosalie --phone "514 555-0188" --hours "le matin"
    Elle doit avoir permis qu'on nous donne son nom et son numéro. Demandez-le-lui, puis dites qui l'a demandé et quel jour.
    [1]

partenaire $ sippe inbound send --clsc 99001 --name Rosalie --phone "514 555-0188" --hours "le matin" --language es --need "aide alimentaire" --asked-by "Nadège Inventée" --permitted 2026-11-26
    Référence ⟨r-001⟩ reçue par le CLSC le 26 nov. 2026. Vous saurez si elle est prise en charge, et rien d'autre.

partenaire $ sippe inbound receipts
    Numéro   Reçue le      CLSC                             Téléphone     État
    ⟨r-001⟩  26 nov. 2026  CLSC d’Ahuntsic (démonstration)  514-555-0101  reçue

Au CLSC, c'est la chose à faire de l'accueil, qui la lit et appelle.

guichet $ sippe worklist
    Échéance  À faire                                Sur
    30 nov.   référence reçue : appeler la personne  ⟨id-001⟩
    1 chose à faire, dont 0 en retard.  !  : ne laissez pas de message

guichet $ sippe inbound list
    Numéro   Reçue            De                           Qui      Échéance
    ⟨r-001⟩  26 nov. 10 h 0x  Maison des familles d'essai  Rosalie  30 nov.
    1 référence reçue.

guichet $ sippe inbound show ⟨r-001⟩
    Référence reçue ⟨r-001⟩
      De                        Maison des familles d'essai
      Reçue                     jeu. 26 nov. 2026, 10 h 0x
      Qui                       Rosalie
      Téléphone                 514 555-0188
      Heures sûres              le matin
      Langue                    espagnol
      Besoin                    aide alimentaire
      Permission                demandée par Nadège Inventée, donnée le 26 nov. 2026
      À appeler                 au plus tard le 30 nov. 2026

L'appel qui en vient la prend en charge, et l'organisme le sait; il ne sait rien d'autre.

fichier appel.json : identity.phone='"514 555-0188"'

guichet $ sippe inbound screen ⟨r-001⟩ appel.json
    Évaluation ⟨id-002⟩ de la famille ⟨f-01⟩. La référence ⟨r-001⟩ est prise en charge.

guichet $ sippe inbound list
    0 référence reçue.

partenaire $ sippe inbound receipts
    Numéro   Reçue le      CLSC       Téléphone     État             Depuis
    ⟨r-001⟩  26 nov. 2026  CLSC d’A…  514-555-0101  prise en charge  26 nov. 10 h 0x

Une autre est déjà suivie : l'accueil le voit, l'organisme non.

partenaire $ sippe inbound send --clsc 99001 --name Rose --phone "514 555-0188" --asked-by "Nadège Inventée" --permitted 2026-11-26
    Référence ⟨r-002⟩ reçue par le CLSC le 26 nov. 2026. Vous saurez si elle est prise en charge, et rien d'autre.

guichet $ sippe inbound show ⟨r-002⟩
    Référence reçue ⟨r-002⟩
      De                        Maison des familles d'essai
      Reçue                     jeu. 26 nov. 2026, 10 h 0x
      Qui                       Rose
      Téléphone                 514 555-0188
      Permission                demandée par Nadège Inventée, donnée le 26 nov. 2026
      Peut-être                 la famille ⟨f-01⟩ : même téléphone
      À appeler                 au plus tard le 30 nov. 2026

guichet $ sippe inbound close ⟨r-002⟩ "déjà suivie" --note "C'est la même famille."
    Référence ⟨r-002⟩ : déjà suivie.
    L'organisme saura qu'elle est prise en charge, ou qu'elle n'a pu être jointe, et rien d'autre.

guichet $ sippe inbound close ⟨r-002⟩ "pas jointe"
    Quelqu'un a déjà dit ce qu'est devenue cette référence.
    [1]

guichet $ sippe inbound list --all
    Numéro   Reçue            De                           Qui      Suite
    ⟨r-002⟩  26 nov. 10 h 0x  Maison des familles d'essai  Rose     déjà suivie
    ⟨r-001⟩  26 nov. 10 h 0x  Maison des familles d'essai  Rosalie  prise en charge
    2 références reçues.

partenaire $ sippe inbound receipts
    Numéro   Reçue le      CLSC       Téléphone     État             Depuis
    ⟨r-002⟩  26 nov. 2026  CLSC d’A…  514-555-0101  prise en charge  26 nov. 10 h 0x
    ⟨r-001⟩  26 nov. 2026  CLSC d’A…  514-555-0101  prise en charge  26 nov. 10 h 0x

Ce n'était pas la même : la référence est rouverte, et les deux mots restent dans son histoire.

guichet $ sippe inbound reopen ⟨r-002⟩ --reason "ce n'était pas la même famille"
    Référence ⟨r-002⟩ rouverte : à appeler au plus tard le 30 nov. 2026.

guichet $ sippe inbound close ⟨r-002⟩ "pas jointe"
    Référence ⟨r-002⟩ : pas jointe.
    L'organisme saura qu'elle est prise en charge, ou qu'elle n'a pu être jointe, et rien d'autre.

guichet $ sippe inbound show ⟨r-002⟩
    Référence reçue ⟨r-002⟩
      De                        Maison des familles d'essai
      Reçue                     jeu. 26 nov. 2026, 10 h 0x
      Qui                       Rose
      Téléphone                 514 555-0188
      Permission                demandée par Nadège Inventée, donnée le 26 nov. 2026
      Peut-être                 la famille ⟨f-01⟩ : même téléphone
      Suite                     pas jointe, jeu. 26 nov. 2026, 10 h 0x, guichet
      Histoire                  déjà suivie, jeu. 26 nov. 2026, 10 h 0x, guichet :
                                C'est la même famille.
                                rouverte, jeu. 26 nov. 2026, 10 h 0x, guichet : ce
                                n'était pas la même famille
                                pas jointe, jeu. 26 nov. 2026, 10 h 0x, guichet

partenaire $ sippe inbound receipts
      Numéro     ⟨r-002⟩
      Reçue le   26 nov. 2026
      CLSC       CLSC d’Ahuntsic (démonstration)
      Téléphone  514-555-0101
      État       n'a pu être jointe
      Depuis     26 nov. 10 h 0x

      Numéro     ⟨r-001⟩
      Reçue le   26 nov. 2026
      CLSC       CLSC d’Ahuntsic (démonstration)
      Téléphone  514-555-0101
      État       prise en charge
      Depuis     26 nov. 10 h 0x

