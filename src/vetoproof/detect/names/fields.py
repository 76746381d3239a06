"""How a field is called, in a header or as a key -> the property of FollowTheMoney that it is (or `id`, `kind`, `name`); "" for others.

Case, accents, blanks and signs are nothing: `D.O.B.`, `date_of_birth` and `dateOfBirth` are one. Of a number, `Passport No.`, `Passport #`
and `Customer passport 2` are what `passport` is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

NUMBERS = (
    "passportNumber", "idNumber", "registrationNumber", "taxNumber", "innCode", "ogrnCode", "vatCode", "socialSecurityNumber", "dunsCode",
    "uscCode", "imoNumber", "mmsi", "callSign", "leiCode", "swiftBic", "publicKey", "walletAddress",
)  # fmt: skip
NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation", "firstName", "middleName", "fatherName", "lastName")
BESIDE = ("nationality", "citizenship", "country", "jurisdiction", "flag", "mainCountry", "gender", "currency")
PROPERTIES = (*NAMES, *NUMBERS, *BESIDE, "birthDate")
IDENTIFYING = frozenset({*NUMBERS, "birthDate"})
_WORDS: Mapping[str, str] = {
    "id": "id,ref,reference,customer id,customer no,customer number,customer ref,client id,client no,client number,party id,uid,key,no,nr,"
    "number,account id,account no,account number,row id,record id,entity id,vessel id,ship id,external id,kundennummer",
    "kind": "kind,schema,type,party type,entity type,customer type,client type,category,subject type",
    "name": "name,full name,customer name,client name,party name,entity name,company name,vessel name,ship name,caption,query,"
    "custname,debtor,debtor name,kunde,kundenname,firma,cliente,nombre del cliente,nom du client,titular,navire,nom du navire,buque,"
    "nombre del buque,schiffsname,고객,고객명,거래처,거래처명,客户,客户名称,公司,клиент,контрагент,"
    "beneficiary,beneficiary name,counterparty,counterparty name,legal name,registered name,business name,organisation name,"
    "organization name,bank name,account name,account holder,name of vessel,name of ship,name of company,person name,supplier,"
    "supplier name,vendor,vendor name,customer,client,vessel,ship,company,firm,entity,party,consignee,shipper,exporter,importer,buyer,"
    "seller,payee,payer,remitter,sender,recipient,receiver,employee name,"
    "nom,nom complet,nom et prenom,nom prenom,raison sociale,nombre,nombre completo,razon social,naam,volledige naam,bedrijfsnaam,"
    "vollstandiger name,firmenname,nome,nome completo,ragione sociale,razao social,navn,namn,nazwa,ad soyad,nama,nama lengkap,ho ten,"
    "이름,성명,성함,명칭,회사명,상호,선박명,선명,姓名,名字,名称,名稱,公司名称,公司名稱,船名,氏名,名前,会社名,"
    "фио,имя,наименование,название,полное имя,имя и фамилия,повне імя,піб,назва,судно,название судна,الاسم,اسم,الاسم الكامل",
    "alias": "alias,aliases,aka,also known as,other name,other names,alternative name,alternative names,alternate name,"
    "alt name,trading name,"
    "trade name,native name,local name,name original script,original script,korean name,chinese name,russian name,name in korean,"
    "name in chinese,name in english,english name,hangul,hanja,别名,異名,별칭,псевдоним",
    "previousName": "previous names,former name,former names,fka,formerly,maiden name,birth name,nom de jeune fille,ex name,ex names",
    "weakAlias": "weak aliases",
    "abbreviation": "acronym,short name",
    "firstName": "given name,given names,first names,forename,forenames,prenom,prenoms,nombres,voornaam,voornamen,vorname,vornamen,"
    "nome proprio,имя отчество",
    "middleName": "middle names,second name",
    "fatherName": "patronymic,отчество,fathers name",
    "lastName": "surname,surnames,family name,family names,nom de famille,apellido,apellidos,achternaam,nachname,familienname,cognome,"
    "sobrenome,фамилия,성,姓",
    "birthDate": "date of birth,dob,born,born on,birth,birthday,year of birth,birth year,yob,date naissance,"
    "date de naissance,naissance,ne le,nee le,"
    "fecha de nacimiento,fecha nacimiento,geburtsdatum,geboren,geboortedatum,data di nascita,data de nascimento,дата рождения,"
    "생년월일,생일,出生日期,生日,生年月日",
    "nationality": "nationalities,nationalite,nacionalidad,nationaliteit,staatsangehorigkeit,гражданство,국적,国籍,國籍",
    "country": "countries,state,residence,country of residence,country of incorporation,pays,pais,land,страна,국가,国家",
    "gender": "sex",
    "flag": "flag state,vessel flag,ship flag",
    "passportNumber": "passport,passports,travel document,passeport,numero de passeport,pasaporte,numero de pasaporte,"
    "paspoort,paspoortnummer,"
    "reisepass,reisepassnummer,passnummer,passaporto,паспорт,номер паспорта,여권,여권번호,护照,护照号,护照号码,護照號碼,パスポート番号",
    "idNumber": "id no,id num,id nr,identification,national id,national identity,identity,identity card,id card,document,documents,"
    "document id,personal id,personal code,personal number,nid,cnic,dni,cedula,주민등록번호,身份证,身份证号,身份证号码",
    "registrationNumber": "registration,company no,company number,company reg,company registration,"
    "business registration,reg no,reg num,reg nr,reg number,crn,cr,kvk,siren,siret,"
    "handelsregisternummer,등록번호,사업자등록번호,注册号",
    "taxNumber": "tax no,tax num,tax nr,tax id,tax code,taxpayer,taxpayer id,tin,steuernummer,nif,사업자번호",
    "innCode": "inn,инн",
    "ogrnCode": "ogrn,огрн",
    "vatCode": "vat,vat id",
    "socialSecurityNumber": "ssn,social security",
    "dunsCode": "duns",
    "uscCode": "usc,uscc,unified social credit code,统一社会信用代码",
    "imoNumber": "imo,imo ship,imo ship number,ship imo,vessel imo,lloyds,omi,имо,номер имо",
    "mmsi": "mmsi number",
    "callSign": "radio call sign,radio callsign,indicatif",
    "leiCode": "lei,legal entity identifier",
    "swiftBic": "swift,bic,swift bic,bic swift,swift code,bic code",
    "publicKey": "wallet,wallets,address of wallet,wallet id,crypto address,crypto wallet,digital currency address,blockchain address",
}  # fmt: skip
_OF = (
    "customers", "customer", "clients", "client", "party", "vessels", "vessel", "ships", "ship", "holder", "person", "applicant", "entity",
)  # fmt: skip
_NUMBERED = ("numbers", "number", "numero", "nummer", "num", "nbr", "nos", "no", "nr", "n", "codes", "code", "id", "s")
# Parts of a heading that is about a number, and parts that say it is not the number itself.
_ABOUT = frozenset({
    "imo", "mmsi", "passport", "passports", "passeport", "pasaporte", "dob", "birth", "birthdate", "born", "lei", "bic", "swift",
    "wallet", "ssn", "tin", "inn", "ogrn", "cnic", "paspoort",
})  # fmt: skip
_NOT_ITSELF = frozenset({
    "country", "countries", "place", "city", "town", "state", "nation", "province", "region", "expiry", "expires", "expiration",
    "expire", "expired", "issue", "issued", "issuer", "issuing", "authority", "type", "kind", "status", "valid", "verified",
    "check", "checked", "copy", "scan", "image", "file", "url", "link", "note", "notes", "remark", "remarks", "source", "age",
    "currency", "balance", "name", "nationality", "count", "years",
})  # fmt: skip
# `Name (English)`, `Name 1`, `full_name_en` are names.
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_IN_A_LANGUAGE = re.compile(r"(?i)(?:[\s_-]*\d+|[\s_-]+(?:en|eng|english|latin|local|original|ko|kor|korean|zh|cn|chinese|ru|russian))\s*$")
_PARTS = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=4_096)
def squashed(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart.casefold() if sign.isalnum())


_CALLED: Mapping[str, str] = {
    **{squashed(word): holds for holds, words in _WORDS.items() for word in words.split(",")},
    **{squashed(one): one for one in PROPERTIES},
}


@lru_cache(maxsize=4_096)
def property_called(heading: str) -> str:
    """What the field holds."""
    plain = squashed(heading)
    if plain in _CALLED:
        return _CALLED[plain]
    found = (_CALLED.get(core, "") for core in _cores(plain))
    if number := next((holds for holds in found if holds in IDENTIFYING), ""):
        return number
    name = _CALLED.get(squashed(_IN_A_LANGUAGE.sub("", _BRACKETS.sub(" ", heading))), "")
    return name if name in NAMES else ""


def _cores(plain: str) -> Iterator[str]:
    """Without whose number it is, without the word for number, without which of several it is."""
    bare = plain.rstrip("0123456789")
    for whole in (bare, *(bare[len(word) :] for word in _OF if bare.startswith(word))):
        yield whole
        for ending in _NUMBERED:
            if whole.endswith(ending):
                yield whole[: -len(ending)]


@lru_cache(maxsize=4_096)
def looks_identifying(heading: str) -> bool:
    """A heading that is about a number or day that decides, though none of ours."""
    parts = {part.lower() for part in _PARTS.findall(_HUMP.sub(" ", heading))}
    return bool(parts & _ABOUT) and not parts & _NOT_ITSELF


__all__ = ["IDENTIFYING", "NAMES", "NUMBERS", "PROPERTIES", "looks_identifying", "property_called", "squashed"]
