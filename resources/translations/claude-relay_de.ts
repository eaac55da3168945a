<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Setups</name>
    <message>
        <source>Environment variables</source>
        <translation>Umgebungsvariablen</translation>
    </message>
    <message>
        <source>Continue (config.yaml)</source>
        <translation>Continue (config.yaml)</translation>
    </message>
    <message>
        <source>opencode (opencode.json)</source>
        <translation>opencode (opencode.json)</translation>
    </message>
    <message>
        <source>Zed (settings.json)</source>
        <translation>Zed (settings.json)</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>must be a whole number from %1 to %2, not &quot;%3&quot;</source>
        <translation>muss eine ganze Zahl von %1 bis %2 sein, nicht „%3“</translation>
    </message>
    <message>
        <source>must be an IP address to listen on, such as 127.0.0.1, not &quot;%1&quot;</source>
        <translation>muss eine IP-Adresse zum Lauschen sein, etwa 127.0.0.1, nicht „%1“</translation>
    </message>
    <message>
        <source>names a folder that does not exist: &quot;%1&quot;</source>
        <translation>nennt einen Ordner, den es nicht gibt: „%1“</translation>
    </message>
    <message>
        <source>must be off, local, or a list of origins such as https://chat.example.org,http://192.168.1.5:3000, not &quot;%1&quot;</source>
        <translation>muss off, local oder eine Liste von Adressen sein, etwa https://chat.example.org,http://192.168.1.5:3000, nicht „%1“</translation>
    </message>
</context>
<context>
    <name>ui::About</name>
    <message>
        <source>About claude-relay</source>
        <translation>Über claude-relay</translation>
    </message>
    <message>
        <source>The OpenAI API on this computer, answered by Claude Code.</source>
        <translation>Die OpenAI-API auf diesem Rechner, beantwortet von Claude Code.</translation>
    </message>
    <message>
        <source>Free software under the &lt;a href=&quot;%1&quot;&gt;GNU General Public License&lt;/a&gt;, version 3 or later. It comes without any warranty, and is no product of Anthropic or OpenAI.</source>
        <translation>Freie Software unter der &lt;a href=&quot;%1&quot;&gt;GNU General Public License&lt;/a&gt;, Version 3 oder neuer. Sie kommt ohne jede Gewähr und ist kein Produkt von Anthropic oder OpenAI.</translation>
    </message>
    <message>
        <source>System:</source>
        <translation>System:</translation>
    </message>
    <message>
        <source>C&amp;opy details</source>
        <translation>&amp;Angaben kopieren</translation>
    </message>
    <message>
        <source>For a bug report</source>
        <translation>Für eine Fehlermeldung</translation>
    </message>
</context>
<context>
    <name>ui::Actions</name>
    <message>
        <source>&amp;Copy base URL</source>
        <translation>&amp;Basis-URL kopieren</translation>
    </message>
    <message>
        <source>Request &amp;log…</source>
        <translation>Anfragen&amp;protokoll…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Doctor…</source>
        <translation>&amp;Diagnose…</translation>
    </message>
    <message>
        <source>Start at log&amp;in</source>
        <translation>Bei der An&amp;meldung starten</translation>
    </message>
    <message>
        <source>&amp;About claude-relay</source>
        <translation>Über &amp;claude-relay</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Copy set&amp;up for</source>
        <translation>Einrichtung &amp;kopieren für</translation>
    </message>
    <message>
        <source>&amp;Relay</source>
        <translation>&amp;Relay</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>ui::Notifier</name>
    <message>
        <source>Claude Code is logged out</source>
        <translation>Claude Code ist abgemeldet</translation>
    </message>
    <message>
        <source>Run claude in a terminal and log in with /login.</source>
        <translation>Starten Sie claude in einem Terminal und melden Sie sich mit /login an.</translation>
    </message>
    <message>
        <source>The account&apos;s limit is reached</source>
        <translation>Das Limit des Kontos ist erreicht</translation>
    </message>
    <message>
        <source>It resets %1.</source>
        <translation>Neu gezählt wird ab %1.</translation>
    </message>
    <message>
        <source>The server could not start</source>
        <translation>Der Server konnte nicht starten</translation>
    </message>
    <message>
        <source>The request log</source>
        <translation>Das Anfragenprotokoll</translation>
    </message>
</context>
<context>
    <name>ui::RequestModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>When the request came</source>
        <translation>Wann die Anfrage kam</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>The program that asked, by its User-Agent</source>
        <translation>Das Programm, das gefragt hat, nach seinem User-Agent</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>What of the API was asked</source>
        <translation>Was von der API gefragt war</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The model that answered, or that was asked for</source>
        <translation>Das Modell, das geantwortet hat oder gefragt war</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The HTTP status, or what is being done</source>
        <translation>Der HTTP-Status, oder was gerade geschieht</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>How long it took until the answer began</source>
        <translation>Wie lange es dauerte, bis die Antwort begann</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>How long it took until the answer was complete</source>
        <translation>Wie lange es dauerte, bis die Antwort fertig war</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>Tokens ein</translation>
    </message>
    <message>
        <source>Tokens that the model read, those from the cache included</source>
        <translation>Tokens, die das Modell gelesen hat, die aus dem Cache eingeschlossen</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Tokens of these that came from the cache</source>
        <translation>Wie viele davon aus dem Cache kamen</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Tokens that the model wrote; ≈ is a guess while it writes</source>
        <translation>Tokens, die das Modell geschrieben hat; ≈ ist eine Schätzung, solange es schreibt</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>In US dollars, as Claude Code reports it</source>
        <translation>In US-Dollar, wie Claude Code sie meldet</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Errors, and what else is remarkable</source>
        <translation>Fehler, und was sonst bemerkenswert ist</translation>
    </message>
</context>
<context>
    <name>ui::SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Show the defaults of this page</source>
        <translation>Die Vorgaben dieser Seite anzeigen</translation>
    </message>
    <message>
        <source>R&amp;eset page</source>
        <translation>Seite &amp;zurücksetzen</translation>
    </message>
</context>
<context>
    <name>ui::Tray</name>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Ready at %1</source>
        <translation>Bereit unter %1</translation>
    </message>
    <message numerus="yes">
        <source>Working on %n request(s)</source>
        <translation>
            <numerusform>Bearbeitet %n Anfrage</numerusform>
            <numerusform>Bearbeitet %n Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Claude Code is missing or does not run</source>
        <translation>Claude Code fehlt oder läuft nicht</translation>
    </message>
    <message>
        <source>Claude Code is not logged in</source>
        <translation>Claude Code ist nicht angemeldet</translation>
    </message>
    <message>
        <source>Limit reached</source>
        <translation>Limit erreicht</translation>
    </message>
    <message>
        <source>Limit reached, resets %1</source>
        <translation>Limit erreicht, neu ab %1</translation>
    </message>
    <message>
        <source>5-hour</source>
        <translation>5 Stunden</translation>
    </message>
    <message>
        <source>7-day</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>7-day (%1)</source>
        <translation>7 Tage (%1)</translation>
    </message>
    <message>
        <source>Unknown client</source>
        <translation>Unbekannter Client</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message numerus="yes">
        <source>Today: %n request(s)</source>
        <translation>
            <numerusform>Heute: %n Anfrage</numerusform>
            <numerusform>Heute: %n Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Tokens: %1 in, %2 cached, %3 out</source>
        <translation>Tokens: %1 ein, %2 Cache, %3 aus</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>%1 %2 %, resets %3</source>
        <translation>%1 %2 %, neu ab %3</translation>
    </message>
    <message numerus="yes">
        <source>%n active request(s)</source>
        <translation>
            <numerusform>%n laufende Anfrage</numerusform>
            <numerusform>%n laufende Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens today</source>
        <translation>%1 Tokens heute</translation>
    </message>
</context>
<context>
    <name>ui::TrayMenu</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und eine weitere</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Welcome</name>
    <message>
        <source>Install Claude Code</source>
        <translation>Claude Code installieren</translation>
    </message>
    <message>
        <source>In a terminal:</source>
        <translation>In einem Terminal:</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Start it in a terminal, and type /login there:</source>
        <translation>Starten Sie es in einem Terminal und geben Sie dort /login ein:</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Copy base URL</source>
        <translation>&amp;Basis-URL kopieren</translation>
    </message>
    <message>
        <source>For a claude that is installed somewhere else</source>
        <translation>Für ein claude, das anderswo installiert ist</translation>
    </message>
    <message>
        <source>You are logged in.</source>
        <translation>Sie sind angemeldet.</translation>
    </message>
    <message>
        <source>Nobody is logged in yet.</source>
        <translation>Noch ist niemand angemeldet.</translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Alles in Ordnung</translation>
    </message>
    <message>
        <source>Welcome to claude-relay</source>
        <translation>Willkommen bei claude-relay</translation>
    </message>
    <message>
        <source>Programs that speak the OpenAI API reach Claude Code at
%1</source>
        <translation>Programme, die die OpenAI-API sprechen, erreichen Claude Code unter
%1</translation>
    </message>
    <message>
        <source>It answers through Claude Code, the claude command. This window turns green by itself when claude is there and somebody is logged in.</source>
        <translation>Es antwortet mit Claude Code, dem Befehl claude. Dieses Fenster wird von selbst grün, sobald claude da ist und jemand angemeldet ist.</translation>
    </message>
</context>
<context>
    <name>ui::forms::ClaudePage</name>
    <message>
        <source>Claude</source>
        <translation>Claude</translation>
    </message>
    <message>
        <source>&amp;Command:</source>
        <translation>&amp;Befehl:</translation>
    </message>
    <message>
        <source>claude, where it is usually installed</source>
        <translation>claude, wo es üblicherweise liegt</translation>
    </message>
    <message>
        <source>Working &amp;folder:</source>
        <translation>Arbeits&amp;ordner:</translation>
    </message>
    <message>
        <source>An empty one of claude-relay&apos;s own</source>
        <translation>Ein leerer, der claude-relay gehört</translation>
    </message>
    <message>
        <source>Requests with &amp;tools:</source>
        <translation>Anfragen mit &amp;Werkzeugen:</translation>
    </message>
    <message>
        <source>Only the tools of the request</source>
        <translation>Nur die Werkzeuge der Anfrage</translation>
    </message>
    <message>
        <source>These and Claude Code&apos;s own tools</source>
        <translation>Diese und die von Claude Code</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Show what the model thi&amp;nks</source>
        <translation>Zei&amp;gen, was das Modell denkt</translation>
    </message>
    <message>
        <source>Show what Claude Code &amp;does with its own tools</source>
        <translation>Zeigen, was &amp;Claude Code mit eigenen Werkzeugen tut</translation>
    </message>
    <message>
        <source>As part of what the model thinks.</source>
        <translation>Als Teil dessen, was das Modell denkt.</translation>
    </message>
    <message>
        <source>Parameters of requests</source>
        <translation>Parameter von Anfragen</translation>
    </message>
    <message>
        <source>&amp;Hand temperature and top_p on</source>
        <translation>&amp;temperature und top_p weitergeben</translation>
    </message>
    <message>
        <source>The newest models refuse them; the relay then asks again without.</source>
        <translation>Die neuesten Modelle lehnen sie ab; dann wird ohne sie noch einmal gefragt.</translation>
    </message>
    <message>
        <source>Otherwise the answer names them in a header.</source>
        <translation>Sonst nennt sie die Antwort in einer Kopfzeile.</translation>
    </message>
    <message>
        <source>Ref&amp;use requests with parameters that have no effect</source>
        <translation>Anfragen mit wir&amp;kungslosen Parametern ablehnen</translation>
    </message>
</context>
<context>
    <name>ui::forms::Field</name>
    <message>
        <source>Set by %1 on the command line.</source>
        <translation>Festgelegt durch %1 auf der Befehlszeile.</translation>
    </message>
    <message>
        <source>Set by %1 in the environment.</source>
        <translation>Festgelegt durch %1 in der Umgebung.</translation>
    </message>
</context>
<context>
    <name>ui::forms::GeneralPage</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Start at &amp;login</source>
        <translation>Bei der An&amp;meldung starten</translation>
    </message>
    <message>
        <source>Start the &amp;server when the application starts</source>
        <translation>Den Se&amp;rver mit der Anwendung starten</translation>
    </message>
    <message>
        <source>Show &amp;notifications</source>
        <translation>Benachrichtigungen zei&amp;gen</translation>
    </message>
    <message>
        <source>When the login is lost, a limit is reached or the port is taken.</source>
        <translation>Wenn die Anmeldung verloren geht, ein Limit erreicht oder der Port belegt ist.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Lan&amp;guage:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>The settings are stored in %1.</source>
        <translation>Die Einstellungen stehen in %1.</translation>
    </message>
</context>
<context>
    <name>ui::forms::LogPage</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Request log</source>
        <translation>Anfragenprotokoll</translation>
    </message>
    <message>
        <source>&amp;Texts of requests and answers:</source>
        <translation>&amp;Texte der Anfragen und Antworten:</translation>
    </message>
    <message>
        <source>Don&apos;t keep them</source>
        <translation>Nicht aufheben</translation>
    </message>
    <message>
        <source>The last ones, in memory</source>
        <translation>Die letzten, im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>All, on disk</source>
        <translation>Alle, auf der Festplatte</translation>
    </message>
    <message>
        <source>Keys and other secrets are never kept.</source>
        <translation>Schlüssel und andere Geheimnisse werden nie aufgehoben.</translation>
    </message>
    <message>
        <source>&amp;Keep requests for:</source>
        <translation>Anfragen auf&amp;heben für:</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <source>&amp;Clear log…</source>
        <translation>Protokoll &amp;leeren…</translation>
    </message>
    <message>
        <source>Messages of the program</source>
        <translation>Meldungen des Programms</translation>
    </message>
    <message>
        <source>On &amp;standard error:</source>
        <translation>Auf der &amp;Fehlerausgabe:</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Errors and warnings</source>
        <translation>Fehler und Warnungen</translation>
    </message>
    <message>
        <source>A line for each request too</source>
        <translation>Auch eine Zeile je Anfrage</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Clear log</source>
        <translation>Protokoll leeren</translation>
    </message>
    <message>
        <source>Remove all requests from the log?</source>
        <translation>Alle Anfragen aus dem Protokoll entfernen?</translation>
    </message>
    <message>
        <source>With them goes what the usage page counts. This can&apos;t be undone.</source>
        <translation>Damit geht auch, was die Nutzungsseite zählt. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message numerus="yes">
        <source> day(s)</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> Tag</numerusform>
            <numerusform> Tage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::forms::ModelNames</name>
    <message>
        <source>Asked for</source>
        <translation>Angefragt</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Verwendet</translation>
    </message>
    <message>
        <source>Each row needs both names.</source>
        <translation>Jede Zeile braucht beide Namen.</translation>
    </message>
    <message>
        <source>A name can&apos;t have a comma or an equals sign: %1</source>
        <translation>Ein Name kann kein Komma und kein Gleichheitszeichen haben: %1</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 ist zweimal da.</translation>
    </message>
</context>
<context>
    <name>ui::forms::ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Names for models:</source>
        <translation>&amp;Namen für Modelle:</translation>
    </message>
    <message>
        <source>For programs with names of their own. Any other name goes to claude as it is.</source>
        <translation>Für Programme mit eigenen Namen. Jeder andere Name geht an claude, wie er ist.</translation>
    </message>
</context>
<context>
    <name>ui::forms::Page</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Durchsuchen: %1</translation>
    </message>
</context>
<context>
    <name>ui::forms::ServerPage</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Port:</translation>
    </message>
    <message>
        <source>&amp;Share on the network</source>
        <translation>Im &amp;Netzwerk freigeben</translation>
    </message>
    <message>
        <source>A&amp;ddress:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>127.0.0.1 is this computer alone, 0.0.0.0 all of its networks.</source>
        <translation>127.0.0.1 ist nur dieser Rechner, 0.0.0.0 alle seine Netzwerke.</translation>
    </message>
    <message>
        <source>Everybody who reaches this computer can use your Claude account and Claude Code&apos;s tools: no key is asked for.</source>
        <translation>Alle, die diesen Rechner erreichen, können Ihr Claude-Konto und die Werkzeuge von Claude Code benutzen: Nach einem Schlüssel wird nicht gefragt.</translation>
    </message>
    <message>
        <source>Those of this computer</source>
        <translation>Die dieses Rechners</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>These too</source>
        <translation>Auch diese</translation>
    </message>
    <message>
        <source>Origins of web pages that may ask</source>
        <translation>Adressen der Webseiten, die fragen dürfen</translation>
    </message>
    <message>
        <source>&amp;Web pages that may ask:</source>
        <translation>&amp;Webseiten, die fragen dürfen:</translation>
    </message>
    <message>
        <source>Programs may always ask. This is about pages in a browser.</source>
        <translation>Programme dürfen immer fragen. Hier geht es um Seiten im Browser.</translation>
    </message>
    <message>
        <source>0 takes a free one.</source>
        <translation>0 nimmt einen freien.</translation>
    </message>
    <message>
        <source>Now at %1. Running answers finish when the port changes.</source>
        <translation>Zurzeit %1. Ändert sich der Port, werden laufende Antworten noch fertig.</translation>
    </message>
    <message>
        <source>Name at least one, such as https://chat.example.org.</source>
        <translation>Nennen Sie mindestens eine, etwa https://chat.example.org.</translation>
    </message>
</context>
<context>
    <name>ui::forms::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>Sessions at &amp;most:</source>
        <translation>&amp;Höchstens Sitzungen:</translation>
    </message>
    <message>
        <source>Each is a claude process of about 150 MB.</source>
        <translation>Jede ist ein claude-Prozess mit etwa 150 MB.</translation>
    </message>
    <message>
        <source>Started &amp;ahead:</source>
        <translation>&amp;Vorab gestartet:</translation>
    </message>
    <message>
        <source>An answer begins sooner when a session is ready for it.</source>
        <translation>Eine Antwort beginnt früher, wenn eine Sitzung dafür bereit ist.</translation>
    </message>
    <message>
        <source>Waiting &amp;requests:</source>
        <translation>&amp;Wartende Anfragen:</translation>
    </message>
    <message>
        <source>When all sessions are busy. One more is told to come back later.</source>
        <translation>Wenn alle Sitzungen beschäftigt sind. Eine weitere wird auf später vertröstet.</translation>
    </message>
    <message>
        <source>&amp;Longest answer:</source>
        <translation>&amp;Längste Antwort:</translation>
    </message>
    <message>
        <source>After an answer</source>
        <translation>Nach einer Antwort</translation>
    </message>
    <message>
        <source>&amp;Keep the session for:</source>
        <translation>Sitzung &amp;behalten für:</translation>
    </message>
    <message>
        <source>The next question of its conversation goes on at once. 0: not at all.</source>
        <translation>Die nächste Frage des Gesprächs geht sofort weiter. 0: gar nicht.</translation>
    </message>
    <message>
        <source>Kept at m&amp;ost:</source>
        <translation>Höchstens behal&amp;ten:</translation>
    </message>
    <message>
        <source>While the client runs its tools</source>
        <translation>Während der Client seine Werkzeuge ausführt</translation>
    </message>
    <message>
        <source>&amp;Wait for their results:</source>
        <translation>Auf &amp;Ergebnisse warten:</translation>
    </message>
    <message>
        <source>0: not at all.</source>
        <translation>0: gar nicht.</translation>
    </message>
    <message>
        <source>Waiting at mo&amp;st:</source>
        <translation>Höchstens wa&amp;rtend:</translation>
    </message>
</context>
<context>
    <name>ui::forms::Step</name>
    <message>
        <source>Command of step %1</source>
        <translation>Befehl von Schritt %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command of step %1</source>
        <translation>Den Befehl von Schritt %1 kopieren</translation>
    </message>
</context>
<context>
    <name>ui::forms::Texts</name>
    <message>
        <source>claude %1 at %2</source>
        <translation>claude %1 unter %2</translation>
    </message>
    <message>
        <source>Looked for when the server starts.</source>
        <translation>Wird gesucht, wenn der Server startet.</translation>
    </message>
    <message>
        <source>Looking for claude…</source>
        <translation>claude wird gesucht…</translation>
    </message>
    <message>
        <source>claude was not found.</source>
        <translation>claude wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>%1; in the demo no login is needed.</source>
        <translation>%1; in der Demo ist keine Anmeldung nötig.</translation>
    </message>
    <message>
        <source>%1, logged in.</source>
        <translation>%1, angemeldet.</translation>
    </message>
    <message>
        <source>%1, not logged in.</source>
        <translation>%1, nicht angemeldet.</translation>
    </message>
</context>
</TS>
