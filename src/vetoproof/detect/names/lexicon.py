"""Words that say little of who is meant: forms of companies, trades, places, titles, particles; and words that stand for one another.

The choice is ours, made on the alias pairs of the lists in use; a word is here because it is common to many names, not to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Forms of companies: as good as no weight. Phrases first are folded into one word.
LEGAL = _words(
    "ltd limited co company inc incorporated corp corporation llc llp lp plc pte pvt private public sa sas sarl srl spa ag gmbh kg ohg nv bv ab as asa oy oyj "
    "aps kft zrt doo dd ad ooo oao ao pao zao jsc ojsc cjsc ano pjsc pt tbk bhd sdn sro spzoo kk gk fze fzco fzc fz dmcc est wll bsc saoc saog sal sac scrl scs "
    "snc eurl se eg eurasia jv joint venture stock mbh aktiengesellschaft akg gesellschaft beschrankter haftung mit compania societe societa sociedad anonima "
    "anonyme responsabilite limitee responsabilidad limitada akcionarsko drustvo ltda cia etc na nominees holding holdings group enterprise enterprises "
    "hoesa chonghoesa hoisa kongsa cooperative coop coporation cooperation corportation establishment"
)  # fmt: skip
# What a firm does: light, since many do it; but one says another than the other, they differ.
GENERIC = _words(
    "trading trade general international intl import export importexport imports exports commercial commerce shipping ship marine maritime transport transportation "
    "bank banking finance financial investment investments insurance credit development industrial industry industries machinery machine machines equipment technology "
    "technologies technical tech engineering construction economic economics cultural service services system systems management agency bureau office department ministry "
    "committee institute centre center university academy association foundation organization organisation society union federation federal national state central "
    "supply mining metal metals chemical petroleum oil gas energy power electric electronics electronic computer software information network networks "
    "agricultural fishing fisheries food foods textile garment medical pharmaceutical research science sciences scientific foreign external logistics freight air airline "
    "airlines airways aviation lines line vessel tanker ocean sea port global world united first new solutions products production manufacturing factory plant works "
    "studio consulting consultants property properties estate asset assets capital fund funds trust partners exchange money market club front party army navy force forces "
    "brigade battalion regiment corps movement council board authority administration muyok moojik muyeok branch representative joint business building materials tools tool "
    "for the of and in on at de la le des du del der die das und et y e i"
)  # fmt: skip
PLACES = _words(
    "korea korean korean's chosun choson joson chosen dprk dpr north south east west pyongyang china chinese hong kong hongkong hk dalian dandong shanghai beijing shenyang "
    "singapore taiwan japan japanese russia russian moscow vladivostok iran iranian syria syrian cuba cuban malaysia malaysian america american us usa uk british england "
    "germany german deutsche france french italy italian spain spanish europe european asia asian africa african arab arabian saudi emirates uae dubai india indian "
    "pakistan afghanistan afghan iraq iraqi yemen libya libyan egypt turkey turkish ukraine ukrainian belarus mexico brazil venezuela panama marshall islands liberia sierra "
    "leone cambodia vietnam laos thailand thai myanmar burma mongolia namibia uganda tanzania congo angola mozambique zimbabwe ethiopia estonia chile canada ireland schweiz "
    "switzerland swiss sweden netherlands spain boston chicago london paris"
)  # fmt: skip
TITLES = _words(
    "mr mrs ms miss dr doctor prof professor sir lord lady madam comrade general gen colonel col lieutenant lt captain capt major maj admiral adm marshal president minister "
    "ambassador hon honorable rev sheikh shaikh sheik shaykh haji hajji hadji hajj mullah mulla maulavi mawlawi maulawi molla qari ustad ustaz sayyid sayed syed alhaj engineer eng "
    "jr sr ii iii iv esq phd dds md sa herr frau monsieur mme senor senora don dona tovarisch mullah"
)  # fmt: skip
PARTICLES = _words(
    "al el ul as ad ar at an bin ben ibn bint bent de la le del della di da dos do van von der den zu zur af av ter abu abou umm y e and i na wa"
)
SHIP_WORDS = _words("mv m v mt m/v m/t ss s s/s ms mtv mts motor vessel vsl ship tanker mfv fv lpg lng no number nr the")

# One for another: numbers in words, British and American, abbreviations, names of the country, spellings that follow no rule.
SAME: Mapping[str, str] = MappingProxyType(
    dict(pair.split("=") for pair in ["first=1", "1st=1", "second=2", "2nd=2", "third=3", "3rd=3", "fourth=4", "4th=4", "fifth=5", "5th=5", "sixth=6", "6th=6", "seventh=7", "7th=7", "eighth=8", "8th=8", "ninth=9", "9th=9", "tenth=10", "10th=10", "one=1", "two=2", "three=3", "four=4", "five=5", "six=6", "seven=7", "eight=8", "nine=9", "ten=10", "eleven=11", "twelve=12", "ii=2", "iii=3", "iv=4", "vi=6", "vii=7", "viii=8", "ix=9", "xi=11", "xii=12", "centre=center", "labour=labor", "organisation=organization", "defence=defense", "programme=program", "intl=international", "int=international", "nat=national", "natl=national", "corp=corporation", "co=company", "ltd=limited", "inc=incorporated", "gen=general", "dept=department", "min=ministry", "univ=university", "inst=institute", "tech=technology", "technological=technology", "technologies=technology", "mfg=manufacturing", "mgmt=management", "dev=development", "eng=engineering", "assn=association", "assoc=association", "bros=brothers", "chosun=korea", "choson=korea", "joson=korea", "chosen=korea", "korean=korea", "dprk=korea", "hongkong=hk", "machineries=machinery", "machine=machinery", "machines=machinery", "shpg=shipping", "svc=service", "services=service", "svcs=service", "systems=system", "industries=industry", "industrial=industry", "investments=investment", "holdings=holding", "exports=export", "imports=import", "lines=line", "airlines=airline", "metals=metal", "enterprises=enterprise", "trade=trading", "chinese=china", "russian=russia", "iranian=iran", "syrian=syria", "cuban=cuba", "financial=finance", "banking=bank", "commerce=commercial", "ocean=ocean", "oceans=ocean", "products=product", "works=work", "sciences=science", "networks=network", "banco=bank", "banque=bank", "compagnie=company", "sociedad=societe", "societa=societe", "ministerio=ministry", "muyok=trading", "moojik=trading", "muyeok=trading", "hoesa=company", "hoisa=company", "chonghoesa=corporation", "unhaeng=bank", "eunhaeng=bank"])
)  # fmt: skip
# Names that stand for one another where the letters do not show it.
NICKNAMES: Mapping[str, str] = MappingProxyType(
    {short: full for full, shorts in (pair.split("=") for pair in ["theodore=ted,teddy", "william=bill,will,billy,willy", "robert=bob,rob,bobby", "richard=dick,rick", "james=jim,jimmy", "john=jack,johnny,jon", "joseph=joe,joey", "michael=mike,mick", "edward=ed,eddie,ned", "thomas=tom,tommy", "charles=charlie,chuck", "henry=harry,hank", "elizabeth=liz,beth,betty,eliza", "margaret=peggy,maggie,meg", "katherine=kate,kathy,katie,cathy", "alexander=alex,sasha,sacha", "anthony=tony", "christopher=chris", "daniel=dan,danny", "david=dave,davy", "gregory=greg", "kenneth=ken,kenny", "lawrence=larry", "matthew=matt", "nicholas=nick,nico", "patrick=pat,paddy", "peter=pete", "samuel=sam,sammy", "stephen=steve", "steven=steve", "timothy=tim", "vladimir=vova,volodya", "dmitry=dima", "mikhail=misha", "ivan=vanya"]) for short in shorts.split(",")}
)  # fmt: skip

# Korean and Chinese words of firms -> English, longest first; what is left over is a name, and is romanised.
TRANSLATED: Mapping[str, str] = MappingProxyType(
    dict(pair.split("=") for pair in ["총무역회사=general_trading_corporation", "무역총회사=general_trading_corporation", "무역회사=trading_corporation", "총회사=general_corporation", "합영회사=joint_venture_company", "합작회사=joint_venture_company", "주식회사=company", "회사=company", "무역=trading", "은행=bank", "상업은행=commercial_bank", "신용은행=credit_bank", "대외=external", "건설=construction", "국제=international", "해운=shipping", "선박=shipping", "운수=transport", "보험=insurance", "연구소=research_institute", "연구원=research_institute", "과학원=academy_of_sciences", "연구=research", "과학=science", "기술=technology", "기계=machinery", "광업=mining", "개발=development", "전람사=exhibition_corporation", "조선=korea", "대외경제=external_economic", "경제=economic", "공업부=department_of_industry", "공업=industry", "로케트=rocket", "원자력=nuclear", "핵=nuclear", "총국=general_bureau", "인민군=people_army", "인민=people", "석탄=coal", "석유=oil", "대학=university", "공장=factory", "수출=export", "수입=import", "수출입=import_export", "해사=maritime", "관리국=administration_bureau", "감독국=supervision_bureau", "항공=air", "고려=koryo", "평양=pyongyang", "有限公司=limited", "股份=company", "公司=company", "集团=group", "集團=group", "國際=international", "国际=international", "貿易=trading", "贸易=trading", "船務=shipping", "船务=shipping", "航運=shipping", "航运=shipping", "海運=shipping", "海运=shipping", "銀行=bank", "银行=bank", "技術=technology", "技术=technology", "科技=technology", "機械=machinery", "机械=machinery", "會社=company", "会社=company", "朝鮮=korea", "朝鲜=korea", "香港=hong_kong", "中國=china", "中国=china", "進出口=import_export", "进出口=import_export", "實業=industry", "实业=industry", "投資=investment", "投资=investment", "發展=development", "发展=development", "聯合=joint", "联合=joint", "株式=stock"])
)  # fmt: skip
