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
    <name>app::Doctor</name>
    <message>
        <source>claude did not answer within %1 seconds</source>
        <translation>claude hat nicht innerhalb von %1 Sekunden geantwortet</translation>
    </message>
    <message>
        <source>run claude in a terminal and see what it waits for</source>
        <translation>starten Sie claude in einem Terminal und sehen Sie nach, worauf es wartet</translation>
    </message>
    <message>
        <source>simulated API</source>
        <translation>simulierte API</translation>
    </message>
    <message>
        <source>port %1 on %2 is this relay&apos;s own</source>
        <translation>Port %1 auf %2 gehört diesem Relay selbst</translation>
    </message>
    <message>
        <source>port %1 on %2 is free</source>
        <translation>Port %1 auf %2 ist frei</translation>
    </message>
    <message>
        <source>another program has it, maybe a claude-relay that runs already; --port 0 takes a free one</source>
        <translation>ein anderes Programm hat ihn, vielleicht ein claude-relay, das schon läuft; --port 0 nimmt einen freien</translation>
    </message>
    <message>
        <source>claude found</source>
        <translation>claude gefunden</translation>
    </message>
    <message>
        <source>claude found at %1</source>
        <translation>claude gefunden unter %1</translation>
    </message>
    <message>
        <source>install Claude Code: npm install -g @anthropic-ai/claude-code; or give its path with --claude</source>
        <translation>installieren Sie Claude Code: npm install -g @anthropic-ai/claude-code; oder nennen Sie seinen Pfad mit --claude</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>this version keeps the roles of a conversation and can be started ahead of need</source>
        <translation>diese Version behält die Rollen eines Gesprächs und kann vorab gestartet werden</translation>
    </message>
    <message>
        <source>this version takes a conversation only as one prompt</source>
        <translation>diese Version nimmt ein Gespräch nur als einen einzigen Prompt</translation>
    </message>
    <message>
        <source>update it: claude update</source>
        <translation>aktualisieren Sie es: claude update</translation>
    </message>
    <message>
        <source>logged in</source>
        <translation>angemeldet</translation>
    </message>
    <message>
        <source>run claude in a terminal and log in with /login</source>
        <translation>starten Sie claude in einem Terminal und melden Sie sich mit /login an</translation>
    </message>
    <message>
        <source>a session starts</source>
        <translation>eine Sitzung startet</translation>
    </message>
    <message>
        <source>a session starts, in %1 ms, and offers %2 models</source>
        <translation>eine Sitzung startet, in %1 ms, und bietet %2 Modelle an</translation>
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
        <source>must be a folder inside, not all of &quot;%1&quot;: Claude would work on everything there</source>
        <translation>muss ein Ordner darin sein, nicht „%1“ als Ganzes: Claude würde mit allem dort arbeiten</translation>
    </message>
    <message>
        <source>must be names of hosts without a port, such as relay.example.org,192.168.1.5, not &quot;%1&quot;</source>
        <translation>müssen Namen von Rechnern ohne Port sein, etwa relay.example.org,192.168.1.5, nicht „%1“</translation>
    </message>
    <message>
        <source>must be off, local, all, or a list of origins such as https://chat.example.org,http://192.168.1.5:3000, not &quot;%1&quot;</source>
        <translation>muss off, local, all oder eine Liste von Ursprüngen sein, etwa https://chat.example.org,http://192.168.1.5:3000, nicht „%1“</translation>
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
    <message>
        <source>Copy API &amp;key</source>
        <translation>API-&amp;Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Set by %1 for this run</source>
        <translation>Für diesen Lauf festgelegt durch %1</translation>
    </message>
    <message>
        <source>What Claude &amp;may do</source>
        <translation>Was Claude &amp;darf</translation>
    </message>
</context>
<context>
    <name>ui::ApprovalWindow</name>
    <message>
        <source>The key %1</source>
        <translation>Der Schlüssel %1</translation>
    </message>
    <message>
        <source>Unknown client</source>
        <translation>Unbekanntes Programm</translation>
    </message>
    <message>
        <source>%1, with the key %2</source>
        <translation>%1, mit dem Schlüssel %2</translation>
    </message>
    <message>
        <source>In its words:</source>
        <translation>In seinen Worten:</translation>
    </message>
    <message>
        <source>Asked because:</source>
        <translation>Gefragt, weil:</translation>
    </message>
    <message>
        <source>Show the &amp;end</source>
        <translation>&amp;Ende zeigen</translation>
    </message>
    <message>
        <source>Allow &amp;once</source>
        <translation>E&amp;inmal erlauben</translation>
    </message>
    <message>
        <source>Allow for this &amp;conversation</source>
        <translation>Für dieses &amp;Gespräch erlauben</translation>
    </message>
    <message>
        <source>Always for this &amp;folder</source>
        <translation>Immer in diesem &amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>&amp;Ablehnen</translation>
    </message>
    <message>
        <source>What Claude wants to do</source>
        <translation>Was Claude tun will</translation>
    </message>
    <message>
        <source>Adds the rules to the Claude Code settings of the folder</source>
        <translation>Nimmt die Regeln in die Claude-Code-Einstellungen des Ordners auf</translation>
    </message>
    <message>
        <source>Asked by:</source>
        <translation>Gefragt von:</translation>
    </message>
    <message>
        <source>In the folder:</source>
        <translation>Im Ordner:</translation>
    </message>
    <message>
        <source>1 of %L1</source>
        <translation>1 von %L1</translation>
    </message>
    <message>
        <source>Also when just the same is wanted again in this conversation</source>
        <translation>Auch wenn in diesem Gespräch genau das Gleiche noch einmal gewünscht wird</translation>
    </message>
    <message>
        <source>As long as this conversation goes on</source>
        <translation>Solange dieses Gespräch dauert</translation>
    </message>
    <message>
        <source>“For this conversation” and “Always” also allow:</source>
        <translation>„Für dieses Gespräch“ und „Immer“ erlauben auch:</translation>
    </message>
    <message>
        <source>“For this conversation” also allows:</source>
        <translation>„Für dieses Gespräch“ erlaubt auch:</translation>
    </message>
    <message>
        <source>Denied in %1</source>
        <translation>Abgelehnt in %1</translation>
    </message>
    <message>
        <source>This is too long to be shown: %L1 more characters. It can only be denied.</source>
        <translation>Das ist zu lang, um gezeigt zu werden: %L1 weitere Zeichen. Es lässt sich nur ablehnen.</translation>
    </message>
    <message>
        <source>There is more below. It can be allowed when its end was to be seen.</source>
        <translation>Unten geht es weiter. Erlauben lässt es sich, wenn das Ende zu sehen war.</translation>
    </message>
    <message>
        <source>⟨U+…⟩ stands for a character that can&apos;t be seen or looks like another one.</source>
        <translation>⟨U+…⟩ steht für ein Zeichen, das nicht zu sehen ist oder aussieht wie ein anderes.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>ui::CliLinesModel</name>
    <message>
        <source>From the relay to Claude Code</source>
        <translation>Vom Relay an Claude Code</translation>
    </message>
    <message>
        <source>From Claude Code to the relay</source>
        <translation>Von Claude Code an das Relay</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
</context>
<context>
    <name>ui::DetailsBody</name>
    <message>
        <source>Readable</source>
        <translation>Lesbar</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>As sent</source>
        <translation>Wie gesendet</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search in this text</source>
        <translation>In diesem Text suchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Vorheriges suchen</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Nächstes suchen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all of it as it was sent</source>
        <translation>Alles kopieren, wie es gesendet wurde</translation>
    </message>
    <message>
        <source>Log settings…</source>
        <translation>Protokolleinstellungen…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>ui::DetailsJson</name>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Selected text</source>
        <translation>Ausgewählter Text</translation>
    </message>
    <message>
        <source>&amp;Copy value</source>
        <translation>Wert &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Unfold all below</source>
        <translation>Alles &amp;darunter aufklappen</translation>
    </message>
    <message>
        <source>&amp;Fold all</source>
        <translation>Alles &amp;zuklappen</translation>
    </message>
    <message>
        <source>This is no valid JSON: %1</source>
        <translation>Das ist kein gültiges JSON: %1</translation>
    </message>
    <message>
        <source>
… %1 more are not shown here. “Copy” takes all.</source>
        <translation>
… %1 mehr werden hier nicht gezeigt. „Kopieren“ nimmt alles.</translation>
    </message>
</context>
<context>
    <name>ui::DetailsLines</name>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Selected line</source>
        <translation>Ausgewählte Zeile</translation>
    </message>
    <message>
        <source>Select a line to see all of it.</source>
        <translation>Wählen Sie eine Zeile, um sie ganz zu sehen.</translation>
    </message>
    <message>
        <source>&amp;Copy lines</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n older line(s) were dropped to save memory.</source>
        <translation>
            <numerusform>%n ältere Zeile wurde verworfen, um Speicher zu sparen.</numerusform>
            <numerusform>%n ältere Zeilen wurden verworfen, um Speicher zu sparen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing went to Claude Code yet.</source>
        <translation>Noch ging nichts an Claude Code.</translation>
    </message>
    <message>
        <source>Nothing went to Claude Code.</source>
        <translation>Es ging nichts an Claude Code.</translation>
    </message>
</context>
<context>
    <name>ui::DetailsOverview</name>
    <message>
        <source>Fresh: started for this request</source>
        <translation>Frisch: für diese Anfrage gestartet</translation>
    </message>
    <message>
        <source>Warm: it had been started ahead</source>
        <translation>Warm: schon vorab gestartet</translation>
    </message>
    <message>
        <source>Kept: it already held the conversation</source>
        <translation>Behalten: sie hatte das Gespräch schon</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>%1 ein</translation>
    </message>
    <message>
        <source>%1 from the cache</source>
        <translation>%1 aus dem Cache</translation>
    </message>
    <message>
        <source>%1 into the cache</source>
        <translation>%1 in den Cache</translation>
    </message>
    <message>
        <source>%1 out</source>
        <translation>%1 aus</translation>
    </message>
    <message>
        <source>%1 of them thinking</source>
        <translation>davon %1 fürs Denken</translation>
    </message>
    <message>
        <source>%1, asked for as %2</source>
        <translation>%1, angefragt als %2</translation>
    </message>
    <message>
        <source>≈ %1 out so far</source>
        <translation>bisher ≈ %1 aus</translation>
    </message>
    <message>
        <source>(Try again in %1.)</source>
        <translation>(In %1 noch einmal versuchen.)</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Streamed</source>
        <translation>Als Strom</translation>
    </message>
    <message>
        <source>In one piece</source>
        <translation>In einem Stück</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Parameters that count</source>
        <translation>Wirksame Parameter</translation>
    </message>
    <message>
        <source>Parameters without effect</source>
        <translation>Wirkungslose Parameter</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Claude may</source>
        <translation>Claude darf</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>ui::DetailsPane</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>CLI lines</source>
        <translation>CLI-Zeilen</translation>
    </message>
    <message>
        <source>Select a request to see it here.</source>
        <translation>Wählen Sie eine Anfrage, um sie hier zu sehen.</translation>
    </message>
    <message>
        <source>The texts of requests are not kept. The log settings can change that.</source>
        <translation>Die Texte von Anfragen werden nicht aufgehoben. Die Protokolleinstellungen können das ändern.</translation>
    </message>
    <message>
        <source>The texts of this request are not known any more: they are kept in memory only, of the last requests. The log settings can keep them on disk.</source>
        <translation>Die Texte dieser Anfrage sind nicht mehr bekannt: Sie werden nur im Arbeitsspeicher aufgehoben, von den letzten Anfragen. Die Protokolleinstellungen können sie auf der Festplatte aufheben.</translation>
    </message>
    <message>
        <source>The texts of this request were not kept.</source>
        <translation>Die Texte dieser Anfrage wurden nicht aufgehoben.</translation>
    </message>
    <message>
        <source>The request has no body.</source>
        <translation>Die Anfrage hat keinen Inhalt.</translation>
    </message>
    <message>
        <source>There was no answer.</source>
        <translation>Es gab keine Antwort.</translation>
    </message>
    <message>
        <source>Nothing has been answered yet.</source>
        <translation>Noch wurde nichts geantwortet.</translation>
    </message>
</context>
<context>
    <name>ui::DetailsTimeline</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Waited for a session %1</source>
        <translation>Auf eine Sitzung gewartet %1</translation>
    </message>
    <message>
        <source>Until the first token %1</source>
        <translation>Bis zum ersten Token %1</translation>
    </message>
    <message>
        <source>Answered %1</source>
        <translation>Geantwortet %1</translation>
    </message>
    <message>
        <source>%1
from %2 to %3</source>
        <translation>%1
von %2 bis %3</translation>
    </message>
</context>
<context>
    <name>ui::DoctorWindow</name>
    <message>
        <source>Doctor</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy all lines, for a bug report</source>
        <translation>Alle Zeilen kopieren, für eine Fehlermeldung</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Passed: %1</source>
        <translation>Bestanden: %1</translation>
    </message>
    <message>
        <source>Failed: %1. %2</source>
        <translation>Fehlgeschlagen: %1. %2</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles in Ordnung.</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found</source>
        <translation>
            <numerusform>%n Problem gefunden</numerusform>
            <numerusform>%n Probleme gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ExportJob</name>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>ui::FilterEdit</name>
    <message>
        <source>Filter: text, status:429, model:opus, client:cursor</source>
        <translation>Filter: Text, status:429, model:opus, client:cursor</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>&lt;p&gt;Words that all must occur: in the ID, client, endpoint, model or note.&lt;/p&gt;&lt;p&gt;&lt;b&gt;model:&lt;/b&gt;opus, &lt;b&gt;client:&lt;/b&gt;cursor, &lt;b&gt;endpoint:&lt;/b&gt;models, &lt;b&gt;note:&lt;/b&gt;limit, &lt;b&gt;id:&lt;/b&gt;…, &lt;b&gt;session:&lt;/b&gt;fresh, warm or kept&lt;br&gt;&lt;b&gt;status:&lt;/b&gt;429, 4xx, ok, error, cancelled or running&lt;br&gt;&lt;b&gt;-&lt;/b&gt;word leaves out, &lt;b&gt;&quot;&lt;/b&gt;two words&lt;b&gt;&quot;&lt;/b&gt; belong together&lt;/p&gt;</source>
        <translation>&lt;p&gt;Wörter, die alle vorkommen müssen: in ID, Client, Endpunkt, Modell oder Hinweis.&lt;/p&gt;&lt;p&gt;&lt;b&gt;model:&lt;/b&gt;opus, &lt;b&gt;client:&lt;/b&gt;cursor, &lt;b&gt;endpoint:&lt;/b&gt;models, &lt;b&gt;note:&lt;/b&gt;limit, &lt;b&gt;id:&lt;/b&gt;…, &lt;b&gt;session:&lt;/b&gt;fresh, warm oder kept&lt;br&gt;&lt;b&gt;status:&lt;/b&gt;429, 4xx, ok, error, cancelled oder running&lt;br&gt;&lt;b&gt;-&lt;/b&gt;Wort schließt aus, &lt;b&gt;&quot;&lt;/b&gt;zwei Wörter&lt;b&gt;&quot;&lt;/b&gt; gehören zusammen&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>ui::Formats</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1:%2 min</source>
        <translation>%1:%2 min</translation>
    </message>
    <message>
        <source>%1:%2 h</source>
        <translation>%1:%2 h</translation>
    </message>
    <message>
        <source>%1 K</source>
        <translation>%1 K</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 Mrd</translation>
    </message>
</context>
<context>
    <name>ui::JsonModel</name>
    <message>
        <source>… more (Enter reads on)</source>
        <translation>… mehr (Eingabetaste liest weiter)</translation>
    </message>
</context>
<context>
    <name>ui::LogBar</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Laufend</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Which requests are shown</source>
        <translation>Welche Anfragen zu sehen sind</translation>
    </message>
</context>
<context>
    <name>ui::LogWindow</name>
    <message>
        <source>Request log</source>
        <translation>Anfragenprotokoll</translation>
    </message>
    <message>
        <source>Cancel requests</source>
        <translation>Anfragen abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n running request(s)?</source>
        <translation>
            <numerusform>%n laufende Anfrage abbrechen?</numerusform>
            <numerusform>%n laufende Anfragen abbrechen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Their clients get an error.</source>
        <translation>Ihre Clients bekommen einen Fehler.</translation>
    </message>
    <message>
        <source>&amp;Cancel requests</source>
        <translation>Anfragen &amp;abbrechen</translation>
    </message>
    <message>
        <source>&amp;Let them go on</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>The relay is stopped: start it to send the request again.</source>
        <translation>Das Relay ist angehalten: Starten Sie es, um die Anfrage noch einmal zu senden.</translation>
    </message>
    <message>
        <source>The relay has no port to which the request could be sent again, only a socket.</source>
        <translation>Das Relay hat keinen Port, an den die Anfrage noch einmal gesendet werden könnte, nur einen Socket.</translation>
    </message>
    <message>
        <source>Export requests</source>
        <translation>Anfragen exportieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellenkalkulationen (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) written to %1</source>
        <translation>
            <numerusform>%n Anfrage nach %1 geschrieben</numerusform>
            <numerusform>%n Anfragen nach %1 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Requests</source>
        <translation>Anfra&amp;gen</translation>
    </message>
    <message>
        <source>&amp;Usage</source>
        <translation>&amp;Nutzung</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>F&amp;olgen</translation>
    </message>
    <message>
        <source>Keep the newest request in sight. Scrolling away pauses it.</source>
        <translation>Die neueste Anfrage im Blick behalten. Wegrollen unterbricht das.</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>&amp;Unten</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>&amp;Rechts</translation>
    </message>
    <message>
        <source>&amp;Hidden</source>
        <translation>&amp;Verborgen</translation>
    </message>
    <message>
        <source>Re&amp;quest</source>
        <translation>An&amp;frage</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Copy setup for</source>
        <translation>Einrichtung kopieren für</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>No request matches the filter.</source>
        <translation>Keine Anfrage passt zum Filter.</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>The relay is stopped.</source>
        <translation>Das Relay ist angehalten.</translation>
    </message>
    <message>
        <source>Point a program at %1 and its requests appear here.</source>
        <translation>Richten Sie ein Programm auf %1, und seine Anfragen erscheinen hier.</translation>
    </message>
    <message>
        <source>Doctor…</source>
        <translation>Diagnose…</translation>
    </message>
    <message>
        <source>It ends at %1.</source>
        <translation>Ende: %1.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n laufende</numerusform>
            <numerusform>%n laufende</numerusform>
        </translation>
    </message>
    <message>
        <source>Today: %1 tokens in, %2 out</source>
        <translation>Heute: %1 Tokens ein, %2 aus</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>%Ln Anfrage</numerusform>
            <numerusform>%Ln Anfragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 von %Ln Anfrage</numerusform>
            <numerusform>%1 von %Ln Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>This desktop shows no tray, so this window is the application: closing it ends the relay. GNOME shows a tray with the extension “AppIndicator and KStatusNotifierItem Support”.</source>
        <translation>Dieser Desktop zeigt keinen Infobereich, daher ist dieses Fenster die Anwendung: Wenn Sie es schließen, endet das Relay. GNOME zeigt einen Infobereich mit der Erweiterung „AppIndicator and KStatusNotifierItem Support“.</translation>
    </message>
    <message>
        <source>Claude Code is not logged in. Run claude in a terminal and log in with /login.</source>
        <translation>Claude Code ist nicht angemeldet. Starten Sie claude in einem Terminal und melden Sie sich mit /login an.</translation>
    </message>
</context>
<context>
    <name>ui::NewKey</name>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>An API key was made</source>
        <translation>Ein API-Schlüssel wurde erzeugt</translation>
    </message>
    <message>
        <source>Other computers can reach claude-relay now, so each program has to send a key. You find it again in the settings, on the page “Access”, and in the tray&apos;s menu.</source>
        <translation>Andere Rechner erreichen claude-relay jetzt, deshalb muss jedes Programm einen Schlüssel senden. Sie finden ihn in den Einstellungen auf der Seite „Zugang“ wieder und im Menü des Symbols.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
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
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message numerus="yes">
        <source>It is denied if you do not answer within %n second(s).</source>
        <translation>
            <numerusform>Es wird abgelehnt, wenn Sie nicht binnen einer Sekunde antworten.</numerusform>
            <numerusform>Es wird abgelehnt, wenn Sie nicht binnen %n Sekunden antworten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Outcome</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Bereitet vor</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Client left</source>
        <translation>Client ist weg</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1, broken off</source>
        <translation>%1, abgebrochen</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Cut off at the token limit</source>
        <translation>Am Tokenlimit abgeschnitten</translation>
    </message>
    <message>
        <source>Ended by a stop text</source>
        <translation>Durch einen Stopptext beendet</translation>
    </message>
    <message>
        <source>Calls tools</source>
        <translation>Ruft Werkzeuge auf</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message numerus="yes">
        <source>%n choice(s)</source>
        <translation>
            <numerusform>%n Variante</numerusform>
            <numerusform>%n Varianten</numerusform>
        </translation>
    </message>
    <message>
        <source>Ignored: %1</source>
        <translation>Ignoriert: %1</translation>
    </message>
</context>
<context>
    <name>ui::Passages</name>
    <message>
        <source>
… %1 more are not shown here. “Copy” takes all.</source>
        <translation>
… %1 mehr werden hier nicht gezeigt. „Kopieren“ nimmt alles.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Result of a tool</source>
        <translation>Ergebnis eines Werkzeugs</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Calls %1</source>
        <translation>Ruft %1 auf</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denken</translation>
    </message>
    <message>
        <source>Claude Code uses %1</source>
        <translation>Claude Code verwendet %1</translation>
    </message>
    <message>
        <source>Refusal</source>
        <translation>Ablehnung</translation>
    </message>
    <message>
        <source>Choice %1: %2</source>
        <translation>Variante %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>… %n passage(s) are not shown here. JSON shows all.</source>
        <translation>
            <numerusform>… %n Abschnitt wird hier nicht gezeigt. JSON zeigt alles.</numerusform>
            <numerusform>… %n Abschnitte werden hier nicht gezeigt. JSON zeigt alles.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RequestActions</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows as text</source>
        <translation>Die ausgewählten Zeilen als Text kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;ID</source>
        <translation>&amp;ID kopieren</translation>
    </message>
    <message>
        <source>Copy the request ID</source>
        <translation>Die Anfrage-ID kopieren</translation>
    </message>
    <message>
        <source>Copy as c&amp;url</source>
        <translation>Als c&amp;url kopieren</translation>
    </message>
    <message>
        <source>Copy a command that asks the same</source>
        <translation>Einen Befehl kopieren, der dasselbe fragt</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>Noch einmal &amp;senden</translation>
    </message>
    <message>
        <source>Ask the same once more</source>
        <translation>Dasselbe noch einmal fragen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>End the selected requests that are running</source>
        <translation>Die ausgewählten laufenden Anfragen beenden</translation>
    </message>
    <message>
        <source>&amp;Export selection…</source>
        <translation>Auswahl &amp;exportieren…</translation>
    </message>
    <message>
        <source>Write the selected rows to a file</source>
        <translation>Die ausgewählten Zeilen in eine Datei schreiben</translation>
    </message>
</context>
<context>
    <name>ui::RequestHeader</name>
    <message>
        <source>&amp;Reset columns</source>
        <translation>Spalten &amp;zurücksetzen</translation>
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
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>The name of the API key that the request came with</source>
        <translation>Der Name des API-Schlüssels, mit dem die Anfrage kam</translation>
    </message>
    <message>
        <source>Claude may</source>
        <translation>Claude darf</translation>
    </message>
    <message>
        <source>What Claude may do with its own tools</source>
        <translation>Was Claude mit eigenen Werkzeugen tun darf</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Where Claude works</source>
        <translation>Wo Claude arbeitet</translation>
    </message>
</context>
<context>
    <name>ui::RequestTable</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
</context>
<context>
    <name>ui::Resend</name>
    <message>
        <source>The request could not be sent: %1</source>
        <translation>Die Anfrage konnte nicht gesendet werden: %1</translation>
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
    <name>ui::Subject</name>
    <message>
        <source>Everything in the file will be:</source>
        <translation>In der Datei wird nur noch stehen:</translation>
    </message>
    <message>
        <source>Wherever it occurs in the file:</source>
        <translation>Überall, wo es in der Datei vorkommt:</translation>
    </message>
    <message>
        <source>Change %1:</source>
        <translation>Änderung %1:</translation>
    </message>
    <message>
        <source>With these parameters:</source>
        <translation>Mit diesen Parametern:</translation>
    </message>
    <message>
        <source>The cell&apos;s text:</source>
        <translation>Der Text der Zelle:</translation>
    </message>
    <message>
        <source>What is asked about it:</source>
        <translation>Was dazu gefragt wird:</translation>
    </message>
    <message>
        <source>Claude wants to run a command</source>
        <translation>Claude will einen Befehl ausführen</translation>
    </message>
    <message>
        <source>Claude wants to write a file</source>
        <translation>Claude will eine Datei schreiben</translation>
    </message>
    <message>
        <source>Claude wants to change a file</source>
        <translation>Claude will eine Datei ändern</translation>
    </message>
    <message>
        <source>Claude wants to change a notebook</source>
        <translation>Claude will ein Notebook ändern</translation>
    </message>
    <message>
        <source>Claude wants to read a web page</source>
        <translation>Claude will eine Webseite lesen</translation>
    </message>
    <message>
        <source>Claude wants to search the web</source>
        <translation>Claude will im Web suchen</translation>
    </message>
    <message>
        <source>Claude wants to read a file</source>
        <translation>Claude will eine Datei lesen</translation>
    </message>
    <message>
        <source>Claude wants to use %1</source>
        <translation>Claude will %1 benutzen</translation>
    </message>
    <message>
        <source>Claude wants to use %1 of the MCP server %2</source>
        <translation>Claude will %1 des MCP-Servers %2 benutzen</translation>
    </message>
</context>
<context>
    <name>ui::Tools</name>
    <message>
        <source>Only answer</source>
        <translation>Nur antworten</translation>
    </message>
    <message>
        <source>What my rules allow, or I do</source>
        <translation>Was meine Regeln erlauben oder ich</translation>
    </message>
    <message>
        <source>Change files too</source>
        <translation>Auch Dateien ändern</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Claude has no tools: it reads no files and runs no commands.</source>
        <translation>Claude hat keine Werkzeuge: Es liest keine Dateien und führt keine Befehle aus.</translation>
    </message>
    <message>
        <source>What your Claude Code rules allow is done; about the rest you are asked.</source>
        <translation>Was Ihre Claude-Code-Regeln erlauben, geschieht; nach dem Rest werden Sie gefragt.</translation>
    </message>
    <message>
        <source>Files in the working folder are changed without asking. Else as your rules say, and about the rest you are asked.</source>
        <translation>Dateien im Arbeitsordner werden ohne Frage geändert. Sonst gelten Ihre Regeln, und nach dem Rest werden Sie gefragt.</translation>
    </message>
    <message>
        <source>Every command is run and every file changed without asking; only what your rules deny is not.</source>
        <translation>Jeder Befehl wird ohne Frage ausgeführt und jede Datei geändert, nur das nicht, was Ihre Regeln verbieten.</translation>
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
    <message>
        <source>Nothing used today</source>
        <translation>Heute noch nichts genutzt</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) to you</source>
        <translation>
            <numerusform>%n Frage an Sie</numerusform>
            <numerusform>%n Fragen an Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Claude changes files without asking</source>
        <translation>Claude ändert Dateien ohne Frage</translation>
    </message>
    <message>
        <source>Claude does everything without asking</source>
        <translation>Claude tut alles ohne Frage</translation>
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
    <message>
        <source>&amp;Waiting questions (%L1)…</source>
        <translation>&amp;Wartende Fragen (%L1)…</translation>
    </message>
</context>
<context>
    <name>ui::UsageChart</name>
    <message>
        <source>Tokens by day</source>
        <translation>Tokens nach Tagen</translation>
    </message>
    <message>
        <source>Cost by day</source>
        <translation>Kosten nach Tagen</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>%1
%2: %3
All models: %4</source>
        <translation>%1
%2: %3
Alle Modelle: %4</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
</context>
<context>
    <name>ui::UsageModel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>Tokens ein</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
</context>
<context>
    <name>ui::UsagePage</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Usage by model</source>
        <translation>Nutzung nach Modell</translation>
    </message>
    <message>
        <source>Nothing has been used yet</source>
        <translation>Noch wurde nichts genutzt</translation>
    </message>
    <message>
        <source>Tokens and cost of the requests that are answered appear here.</source>
        <translation>Hier erscheinen Tokens und Kosten der beantworteten Anfragen.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>%1 tokens in, of these %2 from the cache; %3 out</source>
        <translation>%1 Tokens ein, davon %2 aus dem Cache; %3 aus</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens in
%2 tokens out
%Ln request(s)</source>
        <translation>
            <numerusform>%1 Tokens ein
%2 Tokens aus
%Ln Anfrage</numerusform>
            <numerusform>%1 Tokens ein
%2 Tokens aus
%Ln Anfragen</numerusform>
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
    <name>ui::forms::AccessPage</name>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Who else</source>
        <translation>Wer noch</translation>
    </message>
    <message>
        <source>&amp;Names of this computer:</source>
        <translation>&amp;Namen dieses Rechners:</translation>
    </message>
    <message>
        <source>Its own alone</source>
        <translation>Nur seine eigenen</translation>
    </message>
    <message>
        <source>By which clients may ask, beside those it has: such as that of a proxy in front.</source>
        <translation>Unter denen Programme fragen dürfen, neben seinen eigenen: etwa der eines vorgeschalteten Proxys.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
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
        <translation>Ursprünge von Webseiten, die fragen dürfen</translation>
    </message>
    <message>
        <source>Name at least one, such as https://chat.example.org.</source>
        <translation>Nennen Sie mindestens einen, etwa https://chat.example.org.</translation>
    </message>
    <message>
        <source>&amp;Web pages that may ask:</source>
        <translation>&amp;Webseiten, die fragen dürfen:</translation>
    </message>
    <message>
        <source>Pages in a browser. Those that are not of this computer always need a key.</source>
        <translation>Seiten im Browser. Die nicht von diesem Rechner sind, brauchen immer einen Schlüssel.</translation>
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
    <message>
        <source>&amp;Or one of these:</source>
        <translation>Oder &amp;in einem von:</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>A request may choose a folder in one of them. Separated by colons.</source>
        <translation>Eine Anfrage darf sich dort einen Ordner aussuchen. Durch Doppelpunkte getrennt.</translation>
    </message>
    <message>
        <source>Claude &amp;may:</source>
        <translation>Claude &amp;darf:</translation>
    </message>
    <message>
        <source>&amp;When it asks you, wait:</source>
        <translation>Bei &amp;Fragen an Sie warten:</translation>
    </message>
    <message>
        <source>Then it is denied.</source>
        <translation>Danach wird abgelehnt.</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>ui::forms::ConfirmAll</name>
    <message>
        <source>What Claude may do</source>
        <translation>Was Claude darf</translation>
    </message>
    <message>
        <source>Let Claude do everything without asking you?</source>
        <translation>Darf Claude alles tun, ohne Sie zu fragen?</translation>
    </message>
    <message>
        <source>Each program that uses claude-relay can then have Claude run any command on this computer in your name: read, change and delete all your files, and send them elsewhere. A text that Claude reads on the way can bring it to that, too. Only what your Claude Code rules deny is not done.</source>
        <translation>Jedes Programm, das claude-relay benutzt, kann Claude dann auf diesem Rechner in Ihrem Namen jeden Befehl ausführen lassen: alle Ihre Dateien lesen, ändern, löschen und anderswohin senden. Auch ein Text, den Claude unterwegs liest, kann es dazu bringen. Nur was Ihre Claude-Code-Regeln verbieten, geschieht nicht.</translation>
    </message>
    <message>
        <source>Allow &amp;everything</source>
        <translation>&amp;Alles erlauben</translation>
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
    <name>ui::forms::KeyModel</name>
    <message>
        <source>As for all</source>
        <translation>Wie für alle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Claude may</source>
        <translation>Claude darf</translation>
    </message>
    <message>
        <source>A name has 1 to 60 letters, digits or the characters - _ .</source>
        <translation>Ein Name hat 1 bis 60 Buchstaben, Ziffern oder die Zeichen - _ .</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 kommt doppelt vor.</translation>
    </message>
    <message>
        <source>The folder of %1: %2</source>
        <translation>Der Ordner von %1: %2</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>In the last 30 days</source>
        <translation>In den letzten 30 Tagen</translation>
    </message>
</context>
<context>
    <name>ui::forms::KeysEdit</name>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>Zei&amp;gen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Den Schlüssel zeigen</translation>
    </message>
    <message>
        <source>As for all</source>
        <translation>Wie für alle</translation>
    </message>
    <message>
        <source>At most: %1</source>
        <translation>Höchstens: %1</translation>
    </message>
    <message>
        <source>All; or names, separated by commas</source>
        <translation>Alle; oder Namen, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>Den Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse: Folder</source>
        <translation>Durchsuchen: Ordner</translation>
    </message>
    <message>
        <source>Na&amp;me:</source>
        <translation>Na&amp;me:</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>&amp;Schlüssel:</translation>
    </message>
    <message>
        <source>C&amp;laude may:</source>
        <translation>C&amp;laude darf:</translation>
    </message>
    <message>
        <source>M&amp;odels:</source>
        <translation>M&amp;odelle:</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>Or&amp;dner:</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>No key: every program on this computer may ask.</source>
        <translation>Kein Schlüssel: Jedes Programm auf diesem Rechner darf fragen.</translation>
    </message>
</context>
<context>
    <name>ui::forms::LimitsPage</name>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> s</translation>
    </message>
    <message>
        <source> MB</source>
        <comment>after a number</comment>
        <translation> MB</translation>
    </message>
    <message>
        <source>Of a request</source>
        <translation>Einer Anfrage</translation>
    </message>
    <message>
        <source>&amp;Body at most:</source>
        <translation>&amp;Rumpf höchstens:</translation>
    </message>
    <message>
        <source>&amp;Headers at most:</source>
        <translation>&amp;Kopfzeilen höchstens:</translation>
    </message>
    <message>
        <source> KB</source>
        <comment>after a number</comment>
        <translation> KB</translation>
    </message>
    <message>
        <source>&amp;Nested at most:</source>
        <translation>&amp;Verschachtelt höchstens:</translation>
    </message>
    <message>
        <source>Objects and lists within each other, in its JSON.</source>
        <translation>Objekte und Listen ineinander, in ihrem JSON.</translation>
    </message>
    <message>
        <source>&amp;Time for its headers:</source>
        <translation>Zei&amp;t für die Kopfzeilen:</translation>
    </message>
    <message>
        <source>&amp;Pause in its body:</source>
        <translation>&amp;Pause im Rumpf:</translation>
    </message>
    <message>
        <source>Of connections</source>
        <translation>Der Verbindungen</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>&amp;Höchstens:</translation>
    </message>
    <message>
        <source>&amp;Kept without a request:</source>
        <translation>&amp;Ohne Anfrage behalten:</translation>
    </message>
    <message>
        <source>&amp;Waiting requests of one client:</source>
        <translation>&amp;Wartende Anfragen eines Programms:</translation>
    </message>
    <message>
        <source>When a client reads slowly</source>
        <translation>Wenn ein Programm langsam liest</translation>
    </message>
    <message>
        <source>Kept &amp;for it:</source>
        <translation>Dafür au&amp;fgehoben:</translation>
    </message>
    <message>
        <source>Beyond that its answer ends.</source>
        <translation>Darüber hinaus endet seine Antwort.</translation>
    </message>
    <message>
        <source>&amp;Longest standstill:</source>
        <translation>&amp;Längster Stillstand:</translation>
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
        <source>None</source>
        <translation>Keine</translation>
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
        <source>Nobody is served: another program has the port, or this computer lacks the address.</source>
        <translation>Niemand wird bedient: Ein anderes Programm hat den Port, oder diesem Rechner fehlt die Adresse.</translation>
    </message>
    <message>
        <source>&amp;Listen there</source>
        <translation>Dort &amp;lauschen</translation>
    </message>
    <message>
        <source>Otherwise only at the socket.</source>
        <translation>Sonst nur am Socket.</translation>
    </message>
    <message>
        <source>Also at a so&amp;cket:</source>
        <translation>Auch an einem So&amp;cket:</translation>
    </message>
    <message>
        <source>Who has a key can use your Claude account, and nothing on the way is encrypted. When there is no key, one is made.</source>
        <translation>Wer einen Schlüssel hat, kann Ihr Claude-Konto nutzen, und unterwegs ist nichts verschlüsselt. Gibt es keinen Schlüssel, wird einer erzeugt.</translation>
    </message>
    <message>
        <source>The path of a Unix socket, for your own programs alone.</source>
        <translation>Der Pfad eines Unix-Sockets, nur für Ihre eigenen Programme.</translation>
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
    <message>
        <source>Longest s&amp;tart:</source>
        <translation>Längster &amp;Start:</translation>
    </message>
    <message>
        <source>One that is silent so long is replaced.</source>
        <translation>Eine, die so lange schweigt, wird ersetzt.</translation>
    </message>
    <message>
        <source>Memor&amp;y of each:</source>
        <translation>Spei&amp;cher jeder Sitzung:</translation>
    </message>
    <message>
        <source>One that takes more is ended. 0: no limit.</source>
        <translation>Eine, die mehr braucht, wird beendet. 0: keine Grenze.</translation>
    </message>
    <message>
        <source> MB</source>
        <comment>after a number</comment>
        <translation> MB</translation>
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
