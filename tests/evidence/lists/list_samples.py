"""Small lists in every form that is read, as their publishers write them; the people and ships in them are made up."""
# ruff: noqa: E501 (lines as long as the publishers' own)

from __future__ import annotations

import orjson

UN = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2020-02-27T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID><FIRST_NAME>PAK</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME><THIRD_NAME>IL</THIRD_NAME>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.900 </REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>박예일</NAME_ORIGINAL_SCRIPT><GENDER>Male</GENDER><COMMENTS1>A made-up person.</COMMENTS1>
      <DESIGNATION><VALUE>Director</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
      <LAST_DAY_UPDATED><VALUE>2017-01-05</VALUE><VALUE>2018-06-07</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Pak Yeil (朴例日)</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Mr. Pak; Director Pak</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><CITY>Pyongyang</CITY><COUNTRY>Democratic People's Republic of Korea</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1967</FROM_YEAR><TO_YEAR>1969</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> 381310099</NUMBER>
        <ISSUING_COUNTRY>Democratic People's Republic of Korea</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
      <SORT_KEY/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>2</DATAID><FIRST_NAME>EXAMPLE &amp; SONS BANK (ESB)</FIRST_NAME><UN_LIST_TYPE>Libya</UN_LIST_TYPE>
      <REFERENCE_NUMBER>LYe.900</REFERENCE_NUMBER><LISTED_ON>2011-03-17</LISTED_ON>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>FIRST EXAMPLE BANK</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><STREET>1 Road</STREET><CITY>Tripoli</CITY><COUNTRY>Libya</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""
SDN = (
    '36,"EXAMPLE AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    '101,"KIM, Example","individual","DPRK2] [NPWMD","Director","",-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 10 Dec 1948; alt. DOB 1949; '
    "POB Pyongyang, Korea, North; Gender Male; nationality Korea, North; Passport PS 472330208 (Korea, North) expires 04 Jul 2017; "
    "Registration Number 22839 (Jalisco) (Mexico); Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; "
    "alt. Digital Currency Address - ETH 0x098B716B8Aaf21512996dC57EB0615e2383E2f96; a.k.a. 'KOM'ID'; "
    'Linked To: EXAMPLE AIRLINES; Secondary sanctions risk: North Korea Sanctions Regulations, section 510.201."\r\n'
    '102,"EXAMPLE STAR","vessel","DPRK",-0- ,"3EX","Products Tanker","99,144","56,068","Panama","Example Shipping S.A.",'
    "\"Vessel Registration Identification IMO 9187629; MMSI 572469210; f.k.a. 'OLD STAR'; Linked To: EXAMPLE AIRLINES.\"\r\n"
    '103,"EXAMPLE TRADING",-0- ,"DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Legal Entity Number 253400EXAMPLE0000012; '
    'Identification Number IMO 5342883."\r\n\x1a'
)
ALT = '101,12,"aka","KIM, Sample",-0- \r\n36,13,"fka","EXAMPLE AIRWAYS",-0- \r\n101,14,"aka","JIN, Sample",-0- \r\n\x1a'
ADD = '36,7,"1 Road","Havana","Cuba",-0- \r\n101,8,-0- ,"Pyongyang","Korea, North",-0- \r\n\x1a'
SDN_XML = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation><Publish_Date>05/03/2024</Publish_Date><Record_Count>2</Record_Count></publshInformation>
  <sdnEntry><uid>101</uid><firstName>Example</firstName><lastName>KIM</lastName><sdnType>Individual</sdnType>
    <programList><program>DPRK2</program></programList>
    <idList>
      <id><uid>1</uid><idType>Passport</idType><idNumber>472330208</idNumber><idCountry>Korea, North</idCountry></id>
      <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>3</uid><idType>Digital Currency Address - XBT</idType><idNumber>12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h</idNumber></id>
      <id><uid>4</uid><idType>Secondary sanctions risk:</idType><idNumber>section 510.201</idNumber></id></idList>
    <akaList><aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>KOMID</lastName></aka>
      <aka><uid>6</uid><type>f.k.a.</type><category>strong</category><firstName>Sample</firstName><lastName>KIM</lastName></aka></akaList>
    <dateOfBirthList><dateOfBirthItem><uid>7</uid><dateOfBirth>circa 1948</dateOfBirth></dateOfBirthItem></dateOfBirthList>
    <nationalityList><nationality><uid>8</uid><country>Korea, North</country></nationality></nationalityList></sdnEntry>
  <sdnEntry><uid>102</uid><lastName>EXAMPLE STAR</lastName><sdnType>Vessel</sdnType><programList><program>DPRK</program></programList>
    <idList><id><uid>9</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id>
      <id><uid>10</uid><idType>MMSI</idType><idNumber>572469210</idNumber></id></idList>
    <vesselInfo><callSign>3EX</callSign><vesselFlag>Panama</vesselFlag><vesselOwner>Example Shipping S.A.</vesselOwner></vesselInfo></sdnEntry>
</sdnList>
"""
ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML">
  <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>5</Month><Day>21</Day></DateOfIssue>
  <ReferenceValueSets>
    <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
    <CountryValues><Country ID="11082" ISO2="KP">Korea, North</Country></CountryValues>
    <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType>
      <FeatureType ID="25">Location</FeatureType><FeatureType ID="224">Gender</FeatureType><FeatureType ID="3">Vessel Flag</FeatureType>
      <FeatureType ID="344">Digital Currency Address - XBT</FeatureType><FeatureType ID="526">MMSI</FeatureType></FeatureTypeValues>
    <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
    <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType>
    </IDRegDocTypeValues>
    <LocPartTypeValues><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
    <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
      <NamePartType ID="1526">Vessel Name</NamePartType></NamePartTypeValues>
    <PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
    </PartySubTypeValues>
    <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
    <RelationTypeValues><RelationType ID="15003">Owner or Operator of</RelationType></RelationTypeValues>
    <ScriptValues><Script ID="215">Latin</Script><Script ID="300">Hangul</Script></ScriptValues>
  </ReferenceValueSets>
  <Locations><Location ID="26"><LocationCountry CountryID="11082"/><LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true">
    <Value>Pyongyang</Value></LocationPartValue></LocationPart></Location></Locations>
  <IDRegDocuments>
    <IDRegDocument ID="2" IDRegDocTypeID="1571" IdentityID="6746" IssuedBy-CountryID="11082"><IDRegistrationNo>472330208</IDRegistrationNo></IDRegDocument>
    <IDRegDocument ID="3" IDRegDocTypeID="1626" IdentityID="9001"><IDRegistrationNo>IMO 9187629</IDRegistrationNo></IDRegDocument>
  </IDRegDocuments>
  <DistinctParties>
    <DistinctParty FixedRef="101"><Comment/><Profile ID="101" PartySubTypeID="4">
      <Identity ID="6746" Primary="true">
        <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
          <DocumentedName ID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="51" ScriptID="215">KIM</NamePartValue></DocumentedNamePart>
            <DocumentedNamePart><NamePartValue NamePartGroupID="52" ScriptID="215">Example</NamePartValue></DocumentedNamePart></DocumentedName>
          <DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="51" ScriptID="300">김예</NamePartValue></DocumentedNamePart></DocumentedName>
        </Alias>
        <Alias AliasTypeID="1400" Primary="false" LowQuality="true">
          <DocumentedName ID="3"><DocumentedNamePart><NamePartValue ScriptID="215">KOMID</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
        <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="51" NamePartTypeID="1520"/></MasterNamePartGroup>
          <MasterNamePartGroup><NamePartGroup ID="52" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups>
      </Identity>
      <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1"><DatePeriod>
        <Start><From><Year>1948</Year><Month>1</Month><Day>1</Day></From><To><Year>1948</Year><Month>1</Month><Day>1</Day></To></Start>
        <End><From><Year>1948</Year><Month>12</Month><Day>31</Day></From><To><Year>1948</Year><Month>12</Month><Day>31</Day></To></End>
      </DatePeriod></FeatureVersion></Feature>
      <Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2"><VersionLocation LocationID="26"/></FeatureVersion></Feature>
      <Feature ID="3" FeatureTypeID="25"><FeatureVersion ID="3"><VersionLocation LocationID="26"/></FeatureVersion></Feature>
      <Feature ID="4" FeatureTypeID="224"><FeatureVersion ID="4"><VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/></FeatureVersion></Feature>
      <Feature ID="5" FeatureTypeID="344"><FeatureVersion ID="5"><VersionDetail>12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h</VersionDetail></FeatureVersion></Feature>
    </Profile></DistinctParty>
    <DistinctParty FixedRef="102"><Profile ID="102" PartySubTypeID="1"><Identity ID="9001" Primary="true">
      <Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="4"><DocumentedNamePart>
        <NamePartValue NamePartGroupID="61" ScriptID="215">EXAMPLE STAR</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
      <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="61" NamePartTypeID="1526"/></MasterNamePartGroup></NamePartGroups></Identity>
      <Feature ID="6" FeatureTypeID="526"><FeatureVersion ID="6"><VersionDetail>572469210</VersionDetail></FeatureVersion></Feature>
    </Profile></DistinctParty>
  </DistinctParties>
  <ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="101" To-ProfileID="102" RelationTypeID="15003"/></ProfileRelationships>
  <SanctionsEntries><SanctionsEntry ID="1" ProfileID="101" ListID="1550">
    <EntryEvent ID="1"><Date><Year>2016</Year><Month>3</Month><Day>2</Day></Date></EntryEvent>
    <SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>DPRK2</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries>
</Sanctions>
"""
EU_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2025-05-25T16:47:04.449+02:00" globalFileId="184961">
  <sanctionEntity designationDate="2016-03-04" designationDetails="" unitedNationId="KPi.900" euReferenceNumber="EU.77.33" logicalId="83">
    <remark>UN basis</remark>
    <regulation regulationType="amendment" publicationDate="2017-07-08" programme="PRK" logicalId="1"/>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Example" middleName="" lastName="Pak" wholeName="Example Pak" gender="M" function="Director" strong="true" logicalId="1"/>
    <nameAlias wholeName="Mr Pak" strong="false" logicalId="2"/>
    <citizenship region="" countryIso2Code="KP" countryDescription="DPRK" logicalId="3"/>
    <birthdate circa="false" calendarType="GREGORIAN" city="Pyongyang" birthdate="1964-07-17" countryIso2Code="KP" logicalId="4"/>
    <birthdate circa="true" yearRangeFrom="1960" yearRangeTo="1962" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="5"/>
    <identification number="A1234567" identificationTypeCode="passport" identificationTypeDescription="National passport" countryIso2Code="KP"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.35.46" logicalId="201">
    <regulation publicationDate="2018-01-02" programme="PRK"/><subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Example Shipping" strong="true"/><address city="Tripoli" countryIso2Code="LY" countryDescription="LIBYA"/>
  </sanctionEntity>
</export>
"""
EU_CSV = (
    "\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_DesignationDate;Entity_Remark;Entity_SubjectType;"
    "Entity_Regulation_PublicationDate;Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;NameAlias_WholeName;"
    "NameAlias_Gender;BirthDate_BirthDate;Identification_Number;Identification_TypeDescription;Identification_CountryIso2Code;"
    "Citizenship_CountryIso2Code;Address_City;Address_CountryDescription\n"
    "25/05/2025;83;EU.77.33;2016-03-04;UN basis;person;2017-07-08;PRK;Pak;Example;Example Pak;M;;;;;;;\n"
    "25/05/2025;83;EU.77.33;2016-03-04;;person;2017-07-08;PRK;;;Mr Pak;;;;;;;;\n"
    "25/05/2025;83;EU.77.33;2016-03-04;;person;;;;;;;1964-07-17;A1234567;National passport;KP;KP;;\n"
    "25/05/2025;201;EU.35.46;;;enterprise;2018-01-02;PRK;;;Example Shipping;;;;;;;Tripoli;LIBYA\n"
)
EU_CSV_1_0 = (
    "Date_file;Entity_logical_id;EU_ref_num;Subject_type;Leba_publication_date;Programme;Naal_wholename;Naal_gender;Birt_date;Iden_number;"
    "Iden_country;Citi_country;Addr_city;Addr_country\n"
    "25/05/2025;83;EU.77.33;P;2017-07-08;PRK;Example Pak;M;;;;;;\n"
    "25/05/2025;83;EU.77.33;P;2017-07-08;PRK;;;1964-07-17;A1234567;PRK;PRK;;\n"
)
UK_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <DateGenerated>25/05/2025</DateGenerated>
  <Designation><LastUpdated>16/04/2025</LastUpdated><DateDesignated>02/03/2016</DateDesignated><UniqueID>DPR0900</UniqueID>
    <OFSIGroupID>12345</OFSIGroupID><UNReferenceNumber>KPi.900</UNReferenceNumber>
    <Names><Name><Name1>Example</Name1><Name2>Il</Name2><Name6>PAK</Name6><NameType>Primary Name</NameType></Name>
      <Name><Name6>Mr Pak</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>박예일</NameNonLatinScript></NonLatinName></NonLatinNames>
    <RegimeName>The DPRK Regulations 2019</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
    <IndividualDetails><Individual><DOBs><DOB>17/07/1964</DOB><DOB>dd/mm/1965</DOB></DOBs>
      <Nationalities><Nationality>North Korea</Nationality></Nationalities>
      <PassportDetails><Passport><PassportNumber>381310099</PassportNumber></Passport></PassportDetails>
      <BirthDetails><Location><TownOfBirth>Pyongyang</TownOfBirth><CountryOfBirth>North Korea</CountryOfBirth></Location></BirthDetails>
    </Individual></IndividualDetails>
  </Designation>
  <Designation><DateDesignated>03/10/2017</DateDesignated><UniqueID>DPR0975</UniqueID>
    <Names><Name><Name6>Example Star</Name6><NameType>Primary name</NameType></Name></Names>
    <IndividualEntityShip>Ship</IndividualEntityShip>
    <ShipDetails><Ship><IMONumbers><IMONumber>IMO9187629</IMONumber></IMONumbers>
      <CurrentOwnerOperators><CurrentOwnerOperator>Example Shipping</CurrentOwnerOperator></CurrentOwnerOperators>
      <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
    </Ship></ShipDetails></Designation>
</Designations>
"""
UK_CSV = (
    "Report Date: 13-Feb-2026\n"
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Alias strength,Title,"
    "Name non-latin script,Regime Name,Designation Type,Other Information,Address Line 1,Address Country,Date Designated,D.O.B,"
    "Nationality(/ies),Passport number,Position,Gender,IMO number,Current believed flag of ship,Current owner/operator (s)\n"
    "12/01/2022,DPR0900,12703,KPi.900,PAK,Example,,,,,Primary Name,,,박예일,DPRK,Individual,,1 Road,North Korea,02/03/2016,17/07/1964,"
    "North Korea,381310099,Director,Male,,,\n"
    "12/01/2022,DPR0900,12703,KPi.900,Mr Pak,,,,,,Alias,Low quality a.k.a,,,DPRK,Individual,,,,02/03/2016,,,,,,,,\n"
    "12/01/2022,DPR0975,12704,,EXAMPLE STAR,,,,,,Primary Name,,,,DPRK,Ship,,,,03/10/2017,,,,,,9187629,Comoros,Example Shipping\n"
)
OFSI_CSV = (
    "Last Updated,25/05/2025\n"
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,"
    "Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,"
    "National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,"
    "Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\n"
    'PAK,Example,0,,,,,,,,17/07/1964,Pyongyang,North Korea,"(1) North Korea (2) Syria",381310099,,,,Director,,,,,,,,,'
    "(UK Sanctions List Ref):DPR0900,Individual,Primary name,,DPRK,04/03/2016,31/12/2020,01/02/2021,12703\n"
    "PAK,Mister,,,,,,,,,,,,,,,,,,,,,,,,,,,Individual,AKA,Low,DPRK,04/03/2016,31/12/2020,01/02/2021,12703\n"
    "EXAMPLE STAR,,,,,,,,,,,,,,,,,,,,,,,,,,,IMO number: 9187629,Ship,Primary name,,DPRK,,,,12704\n"
)
FTM = b"\n".join(
    orjson.dumps(one)
    for one in (
        {
            "id": "NK-1",
            "schema": "Person",
            "caption": "Example Pak",
            "datasets": ["un_sc_sanctions"],
            "properties": {
                "name": ["Example Pak", "박예일"],
                "weakAlias": ["Mr Pak"],
                "previousName": ["E. Pak"],
                "birthDate": ["1964-07-17"],
                "nationality": ["kp"],
                "topics": ["sanction"],
                "wikidataId": ["Q1"],
            },
        },
        {
            "id": "s1",
            "schema": "Sanction",
            "datasets": ["un_sc_sanctions"],
            "properties": {"entity": ["NK-1"], "listingDate": ["2016-03-02"], "program": ["DPRK"]},
        },
        {
            "id": "p1",
            "schema": "Passport",
            "datasets": ["un_sc_sanctions"],
            "properties": {"holder": ["NK-1"], "number": ["381310099"], "country": ["kp"], "type": ["Passport"]},
        },
        {
            "id": "NK-2",
            "schema": "Vessel",
            "datasets": ["un_sc_sanctions"],
            "properties": {"name": ["EXAMPLE STAR"], "imoNumber": ["IMO9187629"], "flag": ["km"]},
        },
        {"id": "o1", "schema": "Ownership", "datasets": ["un_sc_sanctions"], "properties": {"owner": ["NK-1"], "asset": ["NK-2"]}},
        {
            "id": "NK-3",
            "schema": "CryptoWallet",
            "datasets": ["un_sc_sanctions"],
            "properties": {"publicKey": ["12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"], "currency": ["XBT"]},
        },
    )
)
SIMPLE = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","program_ids","dataset",'
    '"first_seen","last_seen","last_change"\n'
    '"NK-1","Person","Example Pak","박예일;Mr Pak","1964-07-17","kp","","381310099","UN 1718","","","UN-SCDPRK","UN list","2022-01-01","2025-01-01",'
    '"2025-01-01T10:00:00"\n'
    '"NK-2","Vessel","EXAMPLE STAR","""Semi;Colon"";Other","","km","","IMO9187629","","","","UN-SCDPRK","UN list","2022-01-01","2025-01-01",""\n'
)
OWN = (
    "Ref,Type,Name,Aliases,Date of Birth,Nationality,IMO,Colour\n"
    "W-1,person,Example Pak,Pak Yeil (朴例日);Mr Pak,17/07/1964,DPRK,,blue\n"
    ",vessel,Example Star,,,,9187629,\n"
)

ALL = {
    "un.xml": (UN, "UN", 2),
    "sdn.csv": (SDN, "OFAC SDN", 4),
    "alt.csv": (ALT, "OFAC SDN", 3),
    "add.csv": (ADD, "OFAC SDN", 2),
    "sdn.xml": (SDN_XML, "OFAC SDN", 2),
    "sdn_advanced.xml": (ADVANCED, "OFAC SDN", 2),
    "eu.xml": (EU_XML, "EU", 2),
    "eu.csv": (EU_CSV, "EU", 2),
    "eu10.csv": (EU_CSV_1_0, "EU", 1),
    "uk.xml": (UK_XML, "UK", 2),
    "uk.csv": (UK_CSV, "UK", 2),
    "conlist.csv": (OFSI_CSV, "UK OFSI (closed)", 2),
    "entities.ftm.json": (FTM.decode(), "OpenSanctions un_sc_sanctions", 3),
    "targets.simple.csv": (SIMPLE, "OpenSanctions UN list", 2),
    "watch_20250101.csv": (OWN, "watch", 2),
}
