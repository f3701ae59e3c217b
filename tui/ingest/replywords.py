"""How mail programs and people mark what they quote, forward, close and sign, in the languages of many."""

from __future__ import annotations

import re

QUOTED = re.compile(r"[ \t]{0,8}[A-Z]{0,3}>")
RULE = re.compile(r"[ ]?_{30,}$")
DASHED = re.compile(r"\s*-{2,}[ >]*([^-\s].{2,120}?)[ <]*-{2,}$")
OLDER = re.compile(
    r"original (?:message|appointment)|forwarded|ursprüngliche nachricht|weitergeleitet|message d'origine|"
    r"message transféré|mensaje original|mensagem original|mensaje reenviado|messaggio originale|"
    r"messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|původní zpráva|oprindelig meddelelse|"
    r"ursprungligt meddelande|opprinnelig melding|wiadomość oryginalna|alkuperäinen viesti|原始邮件|转发|원본 메일",
    re.IGNORECASE,
)
BEGIN_FORWARDED = re.compile(
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)|"
    r"inizio messaggio inoltrato|inicio del mensaje reenviado)[ ]?:$",
    re.IGNORECASE,
)

# "On Monday, 3 March 2025 at 10:00, Ana Bell <ana@acme.example> wrote:" and its cousins.
WROTE = re.compile(
    r"\b(?:wrote|writes|said|schrieb|schreibt|a écrit|écrit|ha scritto|escribió|escreveu|schreef|skrev|napsal|"
    r"napsal\(a\)|napisał|napisał\(a\)|kirjoitti|írta|пишет|писал|написал)\b|写道|님이 작성|wrote:",
    re.IGNORECASE,
)
_BEGINNINGS = (
    r"(?:on|at|am|le|el|il|op|den|dne|dnia|w dniu|em|in article|in message|quoting|excerpts from)\s|\d{4}[-年/]"
)
BEGINS = re.compile(rf"\W{{0,3}}(?:{_BEGINNINGS})", re.IGNORECASE)
# What all lines have in common that may begin an older message: most lines need no closer look.
HINT = re.compile(rf"\s*+(?:[-_]{{2}}|\W{{0,3}}(?:{_BEGINNINGS})|\**[^\W\d_][^:：\n]{{0,48}}[:：])", re.IGNORECASE)
DATED = re.compile(r"\d{1,2}[:.]\d{2}|\b(?:19|20)\d\d\b|[\w.]@|\[\.\.\.\]|\d/\d")

# The header block that Outlook and others put above what is answered.
FIELD = re.compile(r"[ \t*]{0,8}([^\W\d_][^:：*\n]{0,24}?)[ \t*]{0,4}[:：]")
FROM_FIELDS = frozenset(
    {
        "from",
        "von",
        "de",
        "da",
        "van",
        "od",
        "från",
        "fra",
        "от",
        "lähettäjä",
        "发件人",
        "寄件者",
        "差出人",
        "보낸 사람",
    }
)
OTHER_FIELDS = frozenset(
    {
        *(
            "sent",
            "date",
            "to",
            "cc",
            "subject",
            "reply-to",
            "gesendet",
            "datum",
            "an",
            "betreff",
            "envoyé",
            "à",
            "objet",
        ),
        *(
            "enviado",
            "enviado el",
            "fecha",
            "para",
            "asunto",
            "inviato",
            "data",
            "a",
            "oggetto",
            "verzonden",
            "aan",
        ),
        *(
            "onderwerp",
            "wysłano",
            "do",
            "temat",
            "skickat",
            "till",
            "ämne",
            "sendt",
            "til",
            "emne",
            "odesláno",
            "komu",
        ),
        *(
            "předmět",
            "дата",
            "кому",
            "тема",
            "发送时间",
            "日期",
            "收件人",
            "主题",
            "抄送",
            "送信日時",
            "宛先",
            "件名",
        ),
        *("보낸 날짜", "받는 사람", "제목"),
    }
)

SENT_FROM = re.compile(
    r"^[ \t]*(?:sent from my |sent from (?:outlook|mail|yahoo|proton)|sent via |sent with |get outlook for |"
    r"(?:von|gesendet von) mein|envoyé de mon|enviado desde mi|inviato da(?:l mio)? |verzonden vanaf |"
    r"skickat från min|"
    r"sendt fra min|wysłano z |отправлено с ).{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
CLOSING = re.compile(
    r"\s*(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)?\s?(?:regards|wishes)|best|all the best|cheers|"
    r"sincerely|"
    r"(?:yours|very) (?:sincerely|truly|faithfully)|respectfully|take care|br|rgds|"
    r"(?:many )?(?:thanks|thank you|thx|tks|ty)(?: (?:again|so much|very much|a lot|in advance))?"
    r"(?:,? (?:and|&) (?:best |kind )?regards)?|mit freundlichen grüßen|freundliche grüße|viele grüße|beste grüße|"
    r"liebe grüße|gruß|mfg|cordialement|bien cordialement|salutations|saludos|un saludo|atentamente|gracias|"
    r"cordiali saluti|saluti|grazie|met vriendelijke groet(?:en)?|groeten|med venlig hilsen|mvh|"
    r"med vänliga hälsningar|hälsningar|pozdrawiam|s pozdravem|с уважением|atenciosamente|"
    r"obrigad[oa])[ ,.!:;~-]{0,4}$",
    re.IGNORECASE,
)
SECRECY = ("confidential", "privileged", "proprietary", "vertraulich", "confidentiel")
LEGAL = (
    re.compile("|".join(SECRECY), re.IGNORECASE),
    re.compile(r"e-?mail|message|communication|transmission|nachricht", re.IGNORECASE),
    re.compile(
        r"intended|recipient|unauthori[sz]ed|prohibited|notify|disclos|empfänger|destinataire", re.IGNORECASE
    ),
)
