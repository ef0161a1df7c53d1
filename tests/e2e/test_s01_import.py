"""Scenario 1: an advisor imports sixty youths from a CSV, and the same file again creates nobody."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import FilePayload, Page, expect

from tests.fixtures.browsers import OpenPages

HEADS = "Civilité;NOM;Prénom;Né(e) le;Tél. portable;Ville;Dispositif;N° dossier i-milo"
LETTERS = "bcdfghjklm"


def surname(mark: str, number: int) -> str:
    """Sixty names that no other has, nor nearly."""
    return f"{mark}{LETTERS[number // 10]}a{LETTERS[number % 10]}ô".upper()


def sixty(mark: str, dossier: int) -> list[str]:
    """Rows with everything that files have: capitals, accents, dates in several forms."""
    rows = []
    for number in range(60):
        day = f"{number % 28 + 1:02}"
        birth = (f"{day}/03/2005", f"2004-11-{day}", f"{day}.07.06")[number % 3]
        rows.append(
            f"Mme;{surname(mark, number)};Zoé;{birth};06 {number:02} 00 {dossier % 100:02} 11;Melun;CEJ;{dossier + number}"
        )
    return rows


def file_of(rows: list[str], encoding: str, delimiter: str = ";") -> FilePayload:
    """The file, as a program saved it."""
    text = "\r\n".join([HEADS, *rows]).replace(";", delimiter)
    return {"name": "jeunes-septembre.csv", "mimeType": "text/csv", "buffer": text.encode(encoding)}


def send(page: Page, file: FilePayload) -> None:
    """From the start of the way to the columns."""
    page.goto("/conseil/importer")
    page.get_by_label("Fichier CSV").set_input_files(file)
    page.get_by_role("button", name="Envoyer et vérifier").click()
    expect(page.get_by_role("heading", name="À quoi correspond chaque colonne ?")).to_be_visible()


def test_imports_sixty_youths_and_the_same_file_again_creates_nobody(pages: OpenPages) -> None:
    mark = "X" + "".join(chr(97 + int(digit, 16)) for digit in uuid4().hex[:6])
    dossier = 100_000 + int(uuid4().hex[:6], 16)
    rows = sixty(mark, dossier)
    bad = [f"M.;{mark}BIZARRE;Paul;31/02/2005;;Melun;;", "M.;;Sans Nom;01/01/2005;;;;"]
    twin = f"Mme;{surname(mark, 3)};Zoe;{4:02}/03/2005;07 11 22 33 44;Melun;;"

    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/portefeuille")
    desk.get_by_role("link", name="Importer", exact=True).click()
    expect(desk.get_by_role("heading", name="Importer des jeunes")).to_be_visible()

    # what is no CSV is refused with what to do
    desk.get_by_label("Fichier CSV").set_input_files(
        {"name": "x.xlsx", "mimeType": "application/zip", "buffer": b"PK\x03\x04rest"}
    )
    desk.get_by_role("button", name="Envoyer et vérifier").click()
    expect(desk.get_by_role("alert")).to_contain_text("n'est pas un CSV")

    # Excel's own: Windows-1252 and semicolons. The columns are guessed, and can be corrected
    send(desk, file_of([*rows, *bad, twin], "cp1252"))
    expect(desk.get_by_text("Windows-1252")).to_be_visible()
    expect(desk.get_by_label("Correspondance de la colonne NOM")).to_have_value("last_name")
    expect(desk.get_by_label("Correspondance de la colonne Né(e) le")).to_have_value("birth_date")
    desk.get_by_label("Correspondance de la colonne Dispositif").select_option("")
    desk.get_by_label("Correspondance de la colonne Dispositif").select_option("scheme")
    desk.get_by_role("button", name="Voir l'aperçu").click()

    # the preview: errors first, each with its line and reason; likely duplicates with whom
    expect(desk.get_by_text("60 personnes à créer")).to_be_visible()
    errors = desk.get_by_role("row").filter(has_text="31/02/2005")
    expect(errors).to_contain_text("n'est pas une date qui existe")
    expect(errors.get_by_role("cell").first).to_have_text("62")
    expect(desk.get_by_text("Il manque le nom.")).to_be_visible()
    desk.get_by_role("button", name=re.compile("Doublons probables")).click()
    likely = desk.get_by_role("row").filter(has_text="07 11 22 33 44")
    expect(likely).to_contain_text("autre téléphone")
    expect(likely.get_by_role("combobox")).to_have_value("skip")

    # confirmed, it reports what it did
    desk.get_by_role("button", name="Importer 60 lignes").click()
    expect(desk.get_by_text("L'import est terminé.")).to_be_visible(timeout=30_000)
    expect(desk.locator("dl")).to_contain_text(re.compile(r"60\s*|Créées"))
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Feuille 1 à imprimer (PDF)").click()
    assert download.value.suggested_filename == "codes-activation.pdf"

    # the same people in another encoding, with commas, in another order: nobody is created
    send(desk, file_of(rows[::-1], "utf-8-sig", ","))
    desk.get_by_role("button", name="Voir l'aperçu").click()
    expect(desk.get_by_role("button", name=re.compile("Déjà ici"))).to_contain_text("60")
    expect(desk.get_by_text("Personne à créer")).to_be_visible()
    desk.get_by_role("button", name="Importer 60 lignes").click()
    expect(desk.get_by_text("L'import est terminé.")).to_be_visible(timeout=30_000)
    expect(desk.locator("dl")).to_contain_text("Déjà à jour")
    expect(desk.locator("dl")).not_to_contain_text("Créées")

    # they are in the portfolio; the first import is taken back as a whole
    desk.goto("/conseil/portefeuille")
    desk.get_by_label("Chercher", exact=False).first.fill(surname(mark, 7).lower())
    expect(
        desk.get_by_role("link", name=re.compile(surname(mark, 7), re.IGNORECASE))
    ).to_be_visible()
    desk.goto("/conseil/importer")
    desk.get_by_role("link", name="jeunes-septembre.csv").nth(1).click()
    desk.get_by_role("button", name="Annuler cet import").click()
    desk.get_by_role("dialog").get_by_role("button", name="Annuler l'import").click()
    expect(desk.get_by_text("Cet import est annulé.")).to_be_visible(timeout=20_000)
    desk.goto("/conseil/portefeuille")
    desk.get_by_label("Chercher", exact=False).first.fill(surname(mark, 7).lower())
    expect(
        desk.get_by_role("link", name=re.compile(surname(mark, 7), re.IGNORECASE))
    ).to_have_count(0)


def test_what_is_done_goes_out_for_imilo_and_is_ticked_off(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/imilo")
    expect(desk.get_by_role("heading", name="Saisies pour i-milo")).to_be_visible()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Télécharger le fichier").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("dossier;nom;type;date;")
    desk.get_by_label("Choisir toute la page").check()
    desk.get_by_role("button", name="Pointer le choix comme saisi").click()
    status = desk.get_by_role("status").filter(has_text="comme saisie")
    expect(status).to_be_visible()
    status.get_by_role("button", name="Annuler").click()
    expect(status).to_have_count(0)
    expect(desk.get_by_text("Téléchargé le").first).to_be_visible()
