"""The example of a file that can be downloaded: each column once, invented people."""

HEADS = (
    "Nom", "Prénom", "Date de naissance", "Téléphone", "Mail", "Adresse", "Code postal", "Commune",
    "Dispositif", "N° dossier i-milo", "Civilité", "Nationalité", "RQTH", "Conseiller",
)  # fmt: skip
ROWS = (
    (
        "Exemple", "Camille", "07/03/2005", "06 00 00 00 01", "camille@exemple.invalid",
        "3 rue des Tilleuls", "91000", "Évry-Courcouronnes", "CEJ", "100001", "Mme", "Française", "non", "",
    ),
    (
        "Modèle", "Idriss", "30/11/2006", "07 00 00 00 02", "", "", "77000", "Melun", "PACEA", "", "M.", "",
        "oui", "",
    ),
)  # fmt: skip
