"""The directory of companies in a file: plain columns, Sirene's columns, what is wrong in it, and other directories."""

from __future__ import annotations

from pathlib import Path

import pytest

from myjobmatch.integrations.company_directory import (
    DEMO,
    CsvDirectory,
    Establishment,
    directory_of,
)

PLAIN = """\
siret;name;sector;address;postcode;commune;open
73282932000074;Garage Neuf;Mécanique;3 rue des Halles;77000;Melun;
356 000 000 00048;"La Poste; Melun";Courrier;;77000;Melun;non
12;Trop court;;;;;
"""
SIRENE = (
    "siren,siret,etatAdministratifEtablissement,numeroVoieEtablissement,typeVoieEtablissement,"
    "libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,"
    "enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement\n"
    "732829320,73282932000074,A,3,RUE,DES HALLES,77000,MELUN,,GARAGE NEUF,45.20A\n"
    "732829320,73282932000025,F,[ND],[ND],[ND],77000,MELUN,GARAGE,,45.20A\n"
)


def written(folder: Path, text: str, encoding: str = "utf-8") -> CsvDirectory:
    path = folder / "companies.csv"
    path.write_text(text, encoding=encoding)
    return CsvDirectory(path)


async def test_plain_columns(tmp_path: Path) -> None:
    directory = written(tmp_path, PLAIN, "utf-8-sig")
    assert await directory.find("73282932000074") == Establishment(
        "73282932000074", "Garage Neuf", "Mécanique", "3 rue des Halles", "77000", "Melun"
    )
    post = await directory.find("35600000000048")
    assert post is not None
    assert (post.name, post.open) == ("La Poste; Melun", False)
    assert await directory.find("73282932000025") is None
    assert await directory.find("12") is None


async def test_sirenes_columns_and_what_may_not_be_told(tmp_path: Path) -> None:
    directory = written(tmp_path, SIRENE)
    found = await directory.find("73282932000074")
    assert found == Establishment(
        "73282932000074", "GARAGE NEUF", "45.20A", "3 RUE DES HALLES", "77000", "MELUN"
    )
    closed = await directory.find("73282932000025")
    assert closed is not None
    assert (closed.name, closed.address, closed.open) == ("GARAGE", "", False)


@pytest.mark.parametrize("text", ["", "name;city\nGarage;Melun\n", "siret;name\n"])
async def test_a_file_that_is_none_knows_nothing(tmp_path: Path, text: str) -> None:
    assert await written(tmp_path, text).find("73282932000074") is None


async def test_a_file_that_is_gone_knows_nothing(tmp_path: Path) -> None:
    assert await CsvDirectory(tmp_path / "none.csv").find("73282932000074") is None
    directory = written(tmp_path, PLAIN)
    assert await directory.find("73282932000074") is not None
    (tmp_path / "companies.csv").unlink()
    assert await directory.find("73282932000074") is None


class Always:
    """A directory that knows everybody."""

    async def find(self, siret: str) -> Establishment | None:
        """The same of all."""
        return Establishment(siret, "Partout")


async def test_the_setting_names_a_file_or_another_directory(tmp_path: Path) -> None:
    assert directory_of("", tmp_path) is None
    of_demo = directory_of("", tmp_path, demo=True)
    assert of_demo is not None
    assert await of_demo.find("09916314900018") is not None
    assert DEMO.is_file()
    written(tmp_path, PLAIN)
    own = directory_of("", tmp_path, demo=True)
    assert own is not None
    assert await own.find("73282932000074") is not None
    other = directory_of(f"{__name__}:Always", tmp_path)
    assert other is not None
    assert await other.find("1") == Establishment("1", "Partout")
    with pytest.raises(ValueError, match="names no directory"):
        directory_of("nowhere.at.all:Thing", tmp_path)


async def test_a_file_that_was_replaced_meanwhile_tells_nothing_of_another(tmp_path: Path) -> None:
    directory = written(tmp_path, SIRENE)
    assert await directory.find("73282932000074") is not None
    newer = (
        "siret;name;commune\n35600000000048;La Poste de la place;Melun\n73282932000074;Neuf;Évry\n"
    )
    fresh = tmp_path / "fresh.csv"
    fresh.write_text(newer, encoding="utf-8")
    fresh.replace(tmp_path / "companies.csv")
    garage = await directory.find("73282932000074")
    assert garage is not None
    assert (garage.name, garage.commune) == ("Neuf", "Évry")
    assert await directory.find("35600000000048") is not None
    assert await directory.find("73282932000025") is None


@pytest.mark.parametrize("spoilt", ['1;"Bien\rtôt";x', "1;Bien\rtôt;x", f"1;{'x' * (2 << 20)};x"])
async def test_a_line_that_is_no_csv_costs_itself_alone(tmp_path: Path, spoilt: str) -> None:
    head, first, *rest = PLAIN.splitlines()
    path = tmp_path / "companies.csv"
    path.write_bytes("\n".join([head, spoilt, first, spoilt, *rest]).encode())
    found = await CsvDirectory(path).find("73282932000074")
    assert found is not None
    assert found.name == "Garage Neuf"


async def test_a_file_that_a_spreadsheet_saved_keeps_its_accents(tmp_path: Path) -> None:
    found = await written(tmp_path, PLAIN, "cp1252").find("73282932000074")
    assert found is not None
    assert found.sector == "Mécanique"
