La ligne coupe au milieu de l'appel. Avant la lecture de l'avis, rien qui la nomme n'est gardé.

fichier avant.json : consent= pregnancy= household= income= schooling= support=
guichet $ sippe draft save avant.json
    Appel interrompu ⟨id-001⟩ gardé jusqu'au 3 déc. 2026. À poser d'abord : peut parler librement.
    L'avis n'a pas été lu, elle ne veut pas que ses réponses soient gardées, ou quelqu'un d'autre appelle pour elle. N'est pas gardé : nom, date de naissance, genre, motif sans RAMQ, téléphone, adresse.

fichier apres.json : household= income= schooling= support=
guichet $ sippe draft save apres.json --notes "Son conjoint vient de perdre son travail."
    Appel interrompu ⟨id-002⟩ gardé jusqu'au 3 déc. 2026. À poser d'abord : peut parler librement.

guichet $ sippe draft list
      Appel            ⟨id-002⟩
      Gardé            26 nov. 10 h 0x
      Par              guichet
      Qui              Rosalie Exemple
      Téléphone        514 555-0101
      À poser d'abord  peut parler librement
      Échéance         27 nov.
      Jusqu'au         3 déc.

      Appel            ⟨id-001⟩
      Gardé            26 nov. 10 h 0x
      Par              guichet
      Qui              (avis non lu)
      À poser d'abord  peut parler librement
      Échéance         27 nov.
      Jusqu'au         3 déc.
    2 appels interrompus.

guichet $ sippe worklist
    Échéance  À faire                        Sur
    27 nov.   reprendre un appel interrompu  ⟨id-001⟩
    27 nov.   reprendre un appel interrompu  ⟨id-002⟩
    2 choses à faire, dont 0 en retard.  !  : ne laissez pas de message

guichet $ sippe draft show ⟨id-002⟩
    Appel interrompu ⟨id-002⟩
      Qui                       Rosalie Exemple
      Téléphone                 514 555-0101
      Gardé                     jeu. 26 nov. 2026, 10 h 0x, guichet
      À reprendre               au plus tard le 27 nov. 2026
      Effacé après              3 déc. 2026
      À poser d'abord           peut parler librement
      Notes                     Son conjoint vient de perdre son travail.
      Les réponses : sippe draft show ⟨id-002⟩ --answers > FICHIER.json; complétez, puis sippe draft resume ⟨id-002⟩ FICHIER.json

fichier entier.json :
guichet $ sippe draft resume ⟨id-002⟩ entier.json
    Appel terminé : famille ⟨f-01⟩, évaluation ⟨id-003⟩. Orientation proposée : SIPPE.
    Ce qui avait été gardé de l'appel interrompu est effacé; ses notes sont au dossier.

guichet $ sippe draft discard ⟨id-001⟩
    Appel interrompu ⟨id-001⟩ abandonné : ce qui en était gardé est effacé.

guichet $ sippe draft list
    0 appel interrompu.
