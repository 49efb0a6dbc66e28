"""Small lists of made-up parties in the forms of their publishers, for the tests of reading and fetching them."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path


def _headings(text: str) -> list[str]:
    return text.split(",")


SDN_CSV = """\
101,"FICTITIOUS HARBOUR CO., LTD.",-0- ,"SDNTK] [ILLICIT-DRUGS-EO14059",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Phone Number 12025550101; Email Address sales@harbour.example; Unified Social Credit Code (USCC) 91440101MADEUP001X (China); Digital Currency Address - XBT 1MadeUpWallet1; alt. Digital Currency Address - ETH 0xmadeup2; a.k.a. 'FHC'."
102,"TESTOV, Primer",individual,SDNT,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970; nationality Russia; Passport 1234567 (Russia)."
103,"IMAGINARY STAR",vessel,SDNT,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Vessel Registration Identification IMO 9000001; MMSI 123456789."
\x1a
"""  # noqa: E501
ADD_CSV = """\
101,1,"8 Example Road","Guangzhou","China",-0-
102,2,-0- ,-0- ,"Russia",-0-
"""
ALT_CSV = """\
101,11,"aka","HARBOUR OF FICTION",-0-
"""
COMMENTS_CSV = """\
102," a.k.a. 'PRIMUS'."
"""

SDN_XML = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation><Publish_Date>11/20/2026</Publish_Date><Record_Count>3</Record_Count></publshInformation>
  <sdnEntry>
    <uid>101</uid><lastName>FICTITIOUS HARBOUR CO., LTD.</lastName><sdnType>Entity</sdnType>
    <programList><program>SDNTK</program><program>ILLICIT-DRUGS-EO14059</program></programList>
    <idList>
      <id><uid>1</uid><idType>Unified Social Credit Code (USCC)</idType><idNumber>91440101MADEUP001X</idNumber></id>
      <id><uid>2</uid><idType>Digital Currency Address - XBT</idType><idNumber>1MadeUpWallet1</idNumber></id>
      <id><uid>3</uid><idType>Phone Number</idType><idNumber>12025550101</idNumber></id>
      <id><uid>4</uid><idType>Email Address</idType><idNumber>sales@harbour.example</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>11</uid><type>a.k.a.</type><category>strong</category><lastName>HARBOUR OF FICTION</lastName></aka>
      <aka><uid>12</uid><type>a.k.a.</type><category>weak</category><lastName>FHC</lastName></aka>
    </akaList>
    <addressList><address><uid>1</uid><address1>8 Example Road</address1><city>Guangzhou</city><country>China</country></address></addressList>
  </sdnEntry>
  <sdnEntry>
    <uid>102</uid><firstName>Primer</firstName><lastName>TESTOV</lastName><sdnType>Individual</sdnType>
    <programList><program>SDNT</program></programList>
    <idList><id><uid>5</uid><idType>Passport</idType><idNumber>1234567</idNumber><idCountry>Russia</idCountry></id></idList>
    <nationalityList><nationality><country>Russia</country></nationality></nationalityList>
  </sdnEntry>
  <sdnEntry>
    <uid>103</uid><lastName>IMAGINARY STAR</lastName><sdnType>Vessel</sdnType><programList><program>SDNT</program></programList>
    <idList><id><uid>6</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9000001</idNumber></id></idList>
  </sdnEntry>
</sdnList>
"""  # noqa: E501

ADVANCED_XML = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="3">
  <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>11</Month><Day>20</Day></DateOfIssue>
  <ReferenceValueSets>
    <CountryValues><Country ID="1">China</Country><Country ID="2">Russia</Country></CountryValues>
    <FeatureTypeValues>
      <FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
      <FeatureType ID="21">Email Address</FeatureType><FeatureType ID="25">Location</FeatureType>
      <FeatureType ID="344">Digital Currency Address - XBT</FeatureType>
    </FeatureTypeValues>
    <IDRegDocTypeValues>
      <IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1600">Registration Number</IDRegDocType>
      <IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType>
    </IDRegDocTypeValues>
    <LocPartTypeValues>
      <LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType>
    </LocPartTypeValues>
    <NamePartTypeValues>
      <NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
      <NamePartType ID="1525">Entity Name</NamePartType>
    </NamePartTypeValues>
    <PartySubTypeValues>
      <PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="2" PartyTypeID="4">Aircraft</PartySubType>
      <PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
    </PartySubTypeValues>
  </ReferenceValueSets>
  <Locations>
    <Location ID="26">
      <LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Value>8 Example Road</Value></LocationPartValue></LocationPart>
      <LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Guangzhou</Value></LocationPartValue></LocationPart>
      <LocationCountry CountryID="1" />
    </Location>
    <Location ID="27"><LocationCountry CountryID="2" /></Location>
  </Locations>
  <IDRegDocuments>
    <IDRegDocument ID="1" IDRegDocTypeID="1600" IdentityID="5001"><IDRegistrationNo>91440101MADEUP001X</IDRegistrationNo></IDRegDocument>
    <IDRegDocument ID="2" IDRegDocTypeID="1571" IdentityID="5002"><IDRegistrationNo>1234567</IDRegistrationNo></IDRegDocument>
    <IDRegDocument ID="3" IDRegDocTypeID="1626" IdentityID="5003"><IDRegistrationNo>IMO 9000001</IDRegistrationNo></IDRegDocument>
  </IDRegDocuments>
  <DistinctParties>
    <DistinctParty FixedRef="101"><Profile ID="101" PartySubTypeID="3">
      <Identity ID="5001" Primary="true">
        <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
          <DocumentedName ID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="71">FICTITIOUS HARBOUR CO., LTD.</NamePartValue></DocumentedNamePart></DocumentedName>
          <DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="71">虚构港</NamePartValue></DocumentedNamePart></DocumentedName>
        </Alias>
        <Alias AliasTypeID="1400" Primary="false" LowQuality="true">
          <DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="71">FHC</NamePartValue></DocumentedNamePart></DocumentedName>
        </Alias>
        <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1525" /></MasterNamePartGroup></NamePartGroups>
      </Identity>
      <Feature ID="1" FeatureTypeID="25"><FeatureVersion ID="1"><VersionLocation LocationID="26" /></FeatureVersion></Feature>
      <Feature ID="2" FeatureTypeID="344"><FeatureVersion ID="2"><VersionDetail DetailTypeID="1432">1MadeUpWallet1</VersionDetail></FeatureVersion></Feature>
      <Feature ID="3" FeatureTypeID="21"><FeatureVersion ID="3"><VersionDetail DetailTypeID="1432">sales@harbour.example</VersionDetail></FeatureVersion></Feature>
    </Profile></DistinctParty>
    <DistinctParty FixedRef="102"><Profile ID="102" PartySubTypeID="4">
      <Identity ID="5002" Primary="true">
        <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
          <DocumentedName ID="4">
            <DocumentedNamePart><NamePartValue NamePartGroupID="73">Primer</NamePartValue></DocumentedNamePart>
            <DocumentedNamePart><NamePartValue NamePartGroupID="72">TESTOV</NamePartValue></DocumentedNamePart>
          </DocumentedName>
        </Alias>
        <NamePartGroups>
          <MasterNamePartGroup><NamePartGroup ID="72" NamePartTypeID="1520" /></MasterNamePartGroup>
          <MasterNamePartGroup><NamePartGroup ID="73" NamePartTypeID="1521" /></MasterNamePartGroup>
        </NamePartGroups>
      </Identity>
      <Feature ID="4" FeatureTypeID="9"><FeatureVersion ID="4"><VersionLocation LocationID="27" /></FeatureVersion></Feature>
    </Profile></DistinctParty>
    <DistinctParty FixedRef="103"><Profile ID="103" PartySubTypeID="1">
      <Identity ID="5003" Primary="true">
        <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
          <DocumentedName ID="5"><DocumentedNamePart><NamePartValue NamePartGroupID="74">IMAGINARY STAR</NamePartValue></DocumentedNamePart></DocumentedName>
        </Alias>
      </Identity>
    </Profile></DistinctParty>
  </DistinctParties>
  <SanctionsEntries>
    <SanctionsEntry ID="101" ProfileID="101" ListID="1550">
      <EntryEvent ID="1" EntryEventTypeID="1"><Comment /><Date CalendarTypeID="1"><Year>2023</Year><Month>10</Month><Day>3</Day></Date></EntryEvent>
      <SanctionsMeasure ID="1" SanctionsTypeID="1705"><Comment /></SanctionsMeasure>
      <SanctionsMeasure ID="2" SanctionsTypeID="1"><Comment>SDNTK</Comment></SanctionsMeasure>
      <SanctionsMeasure ID="3" SanctionsTypeID="1"><Comment>ILLICIT-DRUGS-EO14059</Comment></SanctionsMeasure>
    </SanctionsEntry>
    <SanctionsEntry ID="102" ProfileID="102" ListID="1550"><SanctionsMeasure ID="4" SanctionsTypeID="1"><Comment>SDNT</Comment></SanctionsMeasure></SanctionsEntry>
    <SanctionsEntry ID="103" ProfileID="103" ListID="1550"><SanctionsMeasure ID="5" SanctionsTypeID="1"><Comment>SDNT</Comment></SanctionsMeasure></SanctionsEntry>
  </SanctionsEntries>
</Sanctions>
"""  # noqa: E501

UN_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-20T00:00:09.554Z">
  <INDIVIDUALS><INDIVIDUAL>
    <DATAID>102</DATAID><FIRST_NAME>PRIMER</FIRST_NAME><SECOND_NAME>TESTOV</SECOND_NAME><UN_LIST_TYPE>Imaginary</UN_LIST_TYPE>
    <REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON><GENDER>Male</GENDER>
    <NATIONALITY><VALUE>Russia</VALUE></NATIONALITY>
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>PRIMUS</ALIAS_NAME></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ADDRESS><CITY>Kinshasa</CITY><COUNTRY>Democratic Republic of the Congo</COUNTRY></INDIVIDUAL_ADDRESS>
    <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>1234567</NUMBER></INDIVIDUAL_DOCUMENT>
    <INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY>Russia</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
  </INDIVIDUAL></INDIVIDUALS>
  <ENTITIES><ENTITY>
    <DATAID>101</DATAID><FIRST_NAME>FICTITIOUS HARBOUR (FHC) ; HARBOUR OF FICTION</FIRST_NAME><UN_LIST_TYPE>Imaginary</UN_LIST_TYPE>
    <LISTED_ON>2010-06-09</LISTED_ON><NAME_ORIGINAL_SCRIPT>虚构港</NAME_ORIGINAL_SCRIPT>
    <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>IMAGINARY PORT</ALIAS_NAME></ENTITY_ALIAS>
    <ENTITY_ADDRESS><STREET>8 Example Road</STREET><CITY>Guangzhou</CITY><COUNTRY>China</COUNTRY></ENTITY_ADDRESS>
  </ENTITY></ENTITIES>
</CONSOLIDATED_LIST>
"""

EU_XML = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-20T11:43:32+02:00" globalFileId="1">
  <sanctionEntity logicalId="101" euReferenceNumber="EU.1.1" designationDate="">
    <regulation regulationType="amendment" entryIntoForceDate="2024-01-18" programme="IMG"/>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias firstName="" lastName="" wholeName="Fictitious Harbour Co., Ltd." strong="true"/>
    <nameAlias firstName="" lastName="" wholeName="FHC" strong="false"/>
    <address street="8 Example Road" city="Guangzhou" countryIso2Code="CN"><contactInfo key="PHONE" value="+1 202 555 0101"/></address>
    <identification number="91440101MADEUP001X" identificationTypeCode="regnumber" knownFalse="false"/>
    <identification number="WRONG1" identificationTypeCode="regnumber" knownFalse="true"/>
  </sanctionEntity>
  <sanctionEntity logicalId="102" designationDate="2022-02-25">
    <regulation entryIntoForceDate="2022-02-26" programme="IMG"/>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Primer" middleName="" lastName="Testov" wholeName="" strong="true"/>
    <citizenship countryIso2Code="RU"/><birthdate birthdate="1970-01-01"/>
    <address countryIso2Code="00"/>
    <identification number="1234567" identificationTypeCode="passport" knownFalse="false"/>
  </sanctionEntity>
</export>
"""

EU_CSV_COLUMNS = _headings(
    "fileGenerationDate,Entity_LogicalId,Entity_EU_ReferenceNumber,Entity_UnitedNationId,Entity_DesignationDate,Entity_SubjectType,"
    "Entity_SubjectType_ClassificationCode,Entity_Regulation_EntryIntoForceDate,Entity_Regulation_Programme,NameAlias_LastName,"
    "NameAlias_FirstName,NameAlias_MiddleName,NameAlias_WholeName,Address_City,Address_Street,Address_PoBox,Address_ZipCode,Address_Region,"
    "Address_Place,Address_ContactInfo,Address_CountryIso2Code,BirthDate_BirthDate,Identification_Number,Identification_KnownFalse,"
    "Identification_TypeCode,Citizenship_CountryIso2Code"
)
EU_CSV_1_0_COLUMNS = _headings(
    "Date_file,Entity_logical_id,Subject_type,Leba_publication_date,Programme,Naal_lastname,Naal_firstname,Naal_middlename,Naal_wholename,"
    "Addr_number,Addr_street,Addr_zipcode,Addr_city,Addr_country,Iden_number,Entity_logical_id"
)
CONLIST_COLUMNS = _headings(
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,"
    "Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,"
    "National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,"
    "Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID"
)
UK_COLUMNS = _headings(
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Alias strength,Title,"
    "Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,Designation Type,Designation source,"
    "Sanctions Imposed,Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address Line 4,"
    "Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,Website,Email address,Date Designated,D.O.B,"
    "Nationality(/ies),National Identifier number,National Identifier additional information,Passport number,"
    "Passport additional information,Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,"
    "Business registration number (s),IMO number,Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,"
    "Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)"
)
CSL_COLUMNS = _headings(
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,"
    "license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,"
    "source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids"
)
OPENSANCTIONS_COLUMNS = _headings(
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,first_seen,last_seen,"
    "last_change"
)

FTM_JSON = """\
{"id": "adr", "schema": "Address", "properties": {"full": ["8 Example Road, Guangzhou"], "country": ["cn"]}}
{"id": "s1", "schema": "Sanction", "properties": {"entity": ["NK-1"], "programId": ["IMG-1"], "listingDate": ["2024-05-01"]}}
{"id": "NK-1", "schema": "Company", "target": true, "properties": {"name": ["Fictitious Harbour Co., Ltd.", "虚构港"], "weakAlias": ["FHC"], "jurisdiction": ["cn"], "addressEntity": ["adr"], "uscCode": ["91440101MADEUP001X"], "phone": ["+12025550101"]}}
{"id": "NK-2", "schema": "Person", "target": true, "properties": {"name": ["Primer Testov"], "nationality": ["ru"], "idNumber": ["1234567"], "birthDate": ["1970"]}}
{"id": "NK-3", "schema": "Person", "target": false, "properties": {"name": ["Cousin Testov"]}}
{"id": "w1", "schema": "CryptoWallet", "properties": {"publicKey": ["1MadeUpWallet1"], "holder": ["NK-1"]}}
{"id": "s2", "schema": "Sanction", "properties": {"entity": ["NK-2"], "program": ["Imaginary"], "startDate": ["2020-01-02"], "endDate": ["2025-06-30"]}}
{"id": "NK-4", "schema": "Vessel", "target": true, "properties": {"name": ["Imaginary Star"], "imoNumber": ["IMO9000001"]}}
"""  # noqa: E501


def table(columns: Sequence[str], *rows: Mapping[str, str], delimiter: str = ",", above: str = "") -> str:
    """Give a CSV with these columns, cells of other columns empty."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return above + text.getvalue()


EU_CSV = table(
    EU_CSV_COLUMNS,
    {
        "fileGenerationDate": "20/11/2026", "Entity_LogicalId": "101", "Entity_SubjectType": "E", "Entity_Regulation_Programme": "IMG",
        "Entity_Regulation_EntryIntoForceDate": "2024-01-18", "NameAlias_WholeName": 'Fictitious Harbour; "Co.", Ltd.',
    },
    {"Entity_LogicalId": "101", "Entity_SubjectType": "E", "NameAlias_WholeName": "FHC"},
    {
        "Entity_LogicalId": "101", "Entity_SubjectType": "E", "Address_Street": "8 Example Road", "Address_City": "Guangzhou",
        "Address_CountryIso2Code": "CN", "Address_ContactInfo": "PHONE[+1 202 555 0101]",
    },
    {"Entity_LogicalId": "101", "Identification_Number": "91440101MADEUP001X", "Identification_TypeCode": "regnumber"},
    {
        "Entity_LogicalId": "102", "Entity_SubjectType_ClassificationCode": "person", "NameAlias_FirstName": "Primer",
        "NameAlias_LastName": "Testov", "Citizenship_CountryIso2Code": "RU", "Entity_DesignationDate": "2022-02-25",
        "Identification_Number": "1234567", "Identification_TypeCode": "passport",
    },
    delimiter=";",
    above="\ufeff",
)  # fmt: skip
EU_CSV_1_0 = (
    ";".join(EU_CSV_1_0_COLUMNS)
    + "\n20/11/2026;101;E;2024-01-18;IMG;;;;Fictitious Harbour Co., Ltd.;;;;;;;\n"
    + "20/11/2026;101;E;;;;;;;8;Example Road;;Guangzhou;CHINA;;101\n"
)
CONLIST_CSV = table(
    CONLIST_COLUMNS,
    {
        "Name 6": "FICTITIOUS HARBOUR CO., LTD.", "Group Type": "Entity", "Alias Type": "Primary name", "Regime": "Imaginary",
        "Listed On": "02/12/2011", "Group ID": "101", "Address 1": "8 Example Road", "Address 6": "Guangzhou", "Country": "China",
        "Name Non-Latin Script": "虚构港",
        "Other Information": "(UK Sanctions List Ref):IMG0001 (UK Statement of Reasons):Made up. (Phone number):(1) +12025550101 "
        "(2) +12025550102 (Email address):sales@harbour.example",
    },
    {"Name 6": "FHC", "Group Type": "Entity", "Alias Type": "AKA", "Alias Quality": "Low quality", "Group ID": "101"},
    {
        "Name 6": "TESTOV", "Name 1": "Primer", "Group Type": "Individual", "Alias Type": "Primary name", "Regime": "Imaginary",
        "Group ID": "102", "Nationality": "Russia", "Passport Number": "1234567", "DOB": "01/01/1970",
    },
    {
        "Name 6": "IMAGINARY STAR", "Group Type": "Ship", "Alias Type": "Primary name", "Regime": "Imaginary", "Group ID": "103",
        "Other Information": "(IMO number):9000001 (Flag of ship):Nowhere",
    },
    above="Last Updated,20/11/2026\n",
)  # fmt: skip
UK_CSV = table(
    UK_COLUMNS,
    {
        "Unique ID": "IMG0001", "Name 6": "FICTITIOUS HARBOUR CO., LTD.", "Name type": "Primary Name", "Designation Type": "Entity",
        "Regime Name": "The Imaginary (Sanctions) Regulations", "Date Designated": "29/06/2012", "Address Line 1": "8 Example Road",
        "Address Line 6": "Guangzhou", "Address Country": "China", "Phone number": "+12025550101", "Email address": "sales@harbour.example",
        "Business registration number (s)": "91440101MADEUP001X", "Name non-latin script": "虚构港",
    },
    {"Unique ID": "IMG0001", "Name 6": "FHC", "Name type": "Alias", "Alias strength": "Low quality", "Designation Type": "Entity"},
    {
        "Unique ID": "IMG0002", "Name 6": "TESTOV", "Name 1": "Primer", "Name type": "Primary Name", "Designation Type": "Individual",
        "Nationality(/ies)": "Russia", "Passport number": "1234567", "D.O.B": "01/01/1970",
    },
    {
        "Unique ID": "IMG0003", "Name 6": "IMAGINARY STAR", "Name type": "Primary Name", "Designation Type": "Ship",
        "IMO number": "IMO9000001",
    },
    above="Report Date: 20-Nov-2026\n",
)  # fmt: skip
CSL_CSV = table(
    CSL_COLUMNS,
    {
        "_id": "e101", "source": "Entity List (EL) - Bureau of Industry and Security", "name": "Fictitious Harbour Co., Ltd.",
        "addresses": "8 Example Road, Guangzhou, CN; Hong Kong, HK", "start_date": "2022-04-07", "alt_names": "Harbour of Fiction; and FHC",
    },
    {
        "_id": "102", "source": "Specially Designated Nationals (SDN) - Treasury Department", "type": "Individual", "programs": "SDNT; TCO",
        "name": "TESTOV, Primer", "nationalities": "RU", "ids": "RU, 1234567, Passport; RU, 77012345, Tax ID No.; Male, Gender",
    },
    {
        "_id": "103", "source": "Specially Designated Nationals (SDN) - Treasury Department", "type": "Vessel", "programs": "SDNT",
        "name": "IMAGINARY STAR", "ids": "IMO 9000001, Vessel Registration Identification; 1MadeUpWallet1, Digital Currency Address - XBT",
    },
    {
        "_id": "d104", "source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "I. MADEUP",
        "start_date": "2003-06-19", "end_date": "2025-06-29",
    },
)  # fmt: skip
OPENSANCTIONS_CSV = table(
    OPENSANCTIONS_COLUMNS,
    {
        "id": "NK-1", "schema": "Company", "name": "Fictitious Harbour Co., Ltd.", "aliases": "虚构港;FHC", "countries": "cn;hk",
        "addresses": "8 Example Road, Guangzhou", "identifiers": "91440101MADEUP001X", "phones": "+12025550101",
        "emails": "sales@harbour.example", "program_ids": "IMG-1;IMG-2", "dataset": "Imaginary",
    },
    {
        "id": "NK-2", "schema": "Person", "name": "Primer Testov", "countries": "ru", "identifiers": "1234567", "birth_date": "1970",
        "sanctions": "Imaginary - 2020", "dataset": "Imaginary",
    },
    {"id": "NK-4", "schema": "Vessel", "name": "Imaginary Star", "identifiers": "IMO9000001", "dataset": "Imaginary"},
)  # fmt: skip
OWN_CSV = """\
id,name,schema,country,kind,date,strength,phone,wallet,imo
101,"Fictitious Harbour Co., Ltd.",company,CN,made up,2024-05-01,primary,+12025550101,1MadeUpWallet1,
101,FHC,company,CN,made up,2024-05-01,weak,,,
103,Imaginary Star,vessel,,,,,,,9000001
"""

FORMS: dict[str, tuple[str, str]] = {
    "ofac_sdn_csv": ("sdn.csv", SDN_CSV),
    "ofac_sdn_xml": ("sdn.xml", SDN_XML),
    "ofac_advanced_xml": ("sdn_advanced.xml", ADVANCED_XML),
    "un_xml": ("consolidated.xml", UN_XML),
    "eu_fsf_xml": ("eu.xml", EU_XML),
    "eu_fsf_csv": ("eu.csv", EU_CSV),
    "uk_sanctions_csv": ("UK-Sanctions-List.csv", UK_CSV),
    "uk_conlist_csv": ("ConList.csv", CONLIST_CSV),
    "us_csl_csv": ("consolidated.csv", CSL_CSV),
    "ftm_json": ("entities.ftm.json", FTM_JSON),
    "opensanctions_csv": ("targets.simple.csv", OPENSANCTIONS_CSV),
    "own_csv": ("own.csv", OWN_CSV),
}
"""A file of each form: its usual name, and its text."""


def write_form(folder: Path, form: str) -> Path:
    """Write the file of a form into a folder."""
    name, text = FORMS[form]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def own_list(*names: str, first: int = 1) -> str:
    """Give a list of our own form with a party a name."""
    return "id,name\n" + "".join(f"{number},{name}\n" for number, name in enumerate(names, start=first))
