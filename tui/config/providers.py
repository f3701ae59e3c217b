"""Mail providers at which anybody has an address, so that a domain is no organisation."""

from __future__ import annotations

PUBLIC_PROVIDERS: tuple[str, ...] = (
    "gmail.com", "googlemail.com", "outlook.com", "outlook.de", "outlook.fr", "outlook.es",
    "hotmail.com", "hotmail.co.uk", "hotmail.de", "hotmail.es", "hotmail.fr", "hotmail.it", "live.com",
    "live.co.uk", "live.de", "live.fr", "live.nl", "msn.com", "yahoo.com", "yahoo.ca", "yahoo.co.in",
    "yahoo.co.jp", "yahoo.co.uk", "yahoo.com.au", "yahoo.com.br", "yahoo.de", "yahoo.es", "yahoo.fr",
    "yahoo.in", "yahoo.it", "ymail.com", "rocketmail.com", "icloud.com", "me.com", "mac.com", "aol.com",
    "aol.de", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "freenet.de",
    "posteo.de", "mailbox.org", "mail.com", "email.com", "mail.ru", "bk.ru", "inbox.ru", "list.ru",
    "yandex.com", "yandex.ru", "ya.ru", "rambler.ru", "proton.me", "protonmail.com", "protonmail.ch",
    "pm.me", "fastmail.com", "fastmail.fm", "tutanota.com", "tuta.io", "tuta.com", "hey.com",
    "hushmail.com", "zoho.com", "zohomail.com", "riseup.net", "orange.fr", "wanadoo.fr", "free.fr",
    "laposte.net", "sfr.fr", "libero.it", "virgilio.it", "alice.it", "tiscali.it", "seznam.cz", "wp.pl",
    "o2.pl", "onet.pl", "interia.pl", "ukr.net", "abv.bg", "btinternet.com", "sky.com",
    "virginmedia.com", "ntlworld.com", "comcast.net", "verizon.net", "att.net", "sbcglobal.net",
    "bellsouth.net", "cox.net", "charter.net", "earthlink.net", "rogers.com", "shaw.ca", "bigpond.com",
    "ziggo.nl", "kpnmail.nl", "telenet.be", "bluewin.ch", "uol.com.br", "bol.com.br", "terra.com.br",
    "qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sohu.com", "naver.com",
    "daum.net", "hanmail.net", "rediffmail.com",
)  # fmt: skip
