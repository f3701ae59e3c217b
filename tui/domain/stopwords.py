"""Words that say nothing about what a text is about."""

from __future__ import annotations

_ENGLISH = """
a able about above actually add added adding additional additionally after afternoon again ago ah all almost
already also although always am an and another any anybody anymore anyone anything anything's anyway anywhere
apart apr april are aren't around as asap ask asked asking at aug august available away back based be because
been before behind being below besides best better between big bit both but by call called calling can can't
cannot case cc certain certainly change check cheer come comes coming comment comments consider could couldn't
current currently day dear dec december did didn't different do does doesn't doesnt doing don't done dont down
due during each easier effort eg either else elsewhere enough etc even evening ever every everybody everyone
everything exactly exist exists fact far feb february feedback feel few fewer find fine first folk folks
follow following for forward found fri friday from further future fyi gave get getting give given giving go
goes going gone good got great greeting greetings guess guys had hadn't happen happened happy hard has hasn't
have haven't having he hear heard hello help helpful hence her here hey hi him his hmm hope hoping how however
i i'm idea ie if in indeed instead into is isn't isnt issue it it'd its itself ive jan january jul july jun
june just keep kind know known knows last late lately later least less let level like likely little long look
looked looking looks lot made main make makes making many mar march may maybe me mean means meant might mind
mine mon monday more moreover morning most move moved much must my myself name near necessary need needed
needing needs never new next nice no nobody none nor not note nothing nov november now nowhere number oct
october of off often oh ok okay old on once one only onto oops open or other otherwise our ourselves out over
own part particular particularly per perhaps person phone please plus pm point possible possibly previous
previously probably problem proper properly provide put question quick quickly quite rather re read really
reason regard regarding regards replied reply respond response right run running said same sat saturday saw
say saying says second see seem seemed seems seen send sense sent sep sept september set setting several shall
she short should shouldn't show side simple simply since sincerely small so some somebody someone something
sometime somewhere soon sorry specific start started still stuff such suggest suggested suggestion sun sunday
suppose sure take taken takes taking talk tell test than thank that that'll the their them themselves then
there therefore these they they're thing think thinks this those though thought three through thru thu thur
thurs thursday thus till time to today together told tomorrow tonight too took toward tried try trying tue
tues tuesday two type under understand understanding unless until up update upon us use used useful using
usually utc value various very via voicemail vs want wanted wanting wants was wasn't way we wed wednesday week
well went were weren't what whatever when where whereas wherever whether which while who whole whom whose why
will wish with within without won't wonder wondering word work worked working works would wouldn't wrong wrote
ya yeah year yep yes yesterday yet you your yours yourself
"""
_GERMAN = """
aber alle alles als also am an auch auf aus bei bin bis bitte danke das dass dein dem den der des die dienstag
dies diese dieser doch donnerstag dort du durch ein eine einem einen einer eines er es etwas euch frau freitag
fur für gerne gruss gruß grüße hab habe haben hallo hat hatte herr heute hier hätte ich ihm ihn ihnen ihr ihre
im in ist ja jetzt kann kannst kein keine konnte können könnte liebe lieber machen mal man mehr mein mich mir
mit mittwoch montag morgen nach nein nicht noch nun nur ob oder schon sehr sein seine sich sie sind so soll
und uns unser unter viel viele vielen vom von vor war waren was weiter wenn wer werden wie wir wird wo würde
würden zu zum zur über
"""
_OTHERS = """
aan al algo als anche au aux avec avez bien bij bonjour ce cela ces cette che ci ciao come comme como con da
dal dan dank dans dat de del della delle desde deze di die dit donde du e een el ella elle ellos en entre er
era est esta este esto está et etre gli goed graag gracias grazie groet groeten ha had hay heb hebben heeft
het hoe hola ik il ils io is je jij kan kunt l la las le les leur lo los lui ma maar mai mais me merci mes met
mi mij mijn moi mon muy má más naar ne nel niet no nog non nos notre nous nuestro o of om ont onze ook op ou
over où par para pas per pero piu più plus por porque pour pouvez puede quando que quel quelle questo qui
quien sa se ser ses si sin sobre son sono sont su sur sus también te ten ti tiene todo tot tou tout très u uit
un una une uno usted van voor vos votre vou vous was wat we wel wij wil y ya zijn zo à être
"""
STOP = frozenset((*_ENGLISH.split(), *_GERMAN.split(), *_OTHERS.split()))
