<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ui::DetailsLines</name>
    <message numerus="yes">
        <source>%n older line(s) were dropped to save memory.</source>
        <translation>
            <numerusform>%n older line was dropped to save memory.</numerusform>
            <numerusform>%n older lines were dropped to save memory.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DoctorWindow</name>
    <message numerus="yes">
        <source>%n problem(s) found</source>
        <translation>
            <numerusform>%n problem found</numerusform>
            <numerusform>%n problems found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::LogWindow</name>
    <message numerus="yes">
        <source>Cancel %n running request(s)?</source>
        <translation>
            <numerusform>Cancel %n running request?</numerusform>
            <numerusform>Cancel %n running requests?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) written to %1</source>
        <translation>
            <numerusform>%n request written to %1</numerusform>
            <numerusform>%n requests written to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 of %Ln request</numerusform>
            <numerusform>%1 of %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Notifier</name>
    <message numerus="yes">
        <source>It is denied if you do not answer within %n second(s).</source>
        <translation>
            <numerusform>It is denied if you do not answer within a second.</numerusform>
            <numerusform>It is denied if you do not answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Outcome</name>
    <message numerus="yes">
        <source>%n choice(s)</source>
        <translation>
            <numerusform>%n choice</numerusform>
            <numerusform>%n choices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Passages</name>
    <message numerus="yes">
        <source>… %n passage(s) are not shown here. JSON shows all.</source>
        <translation>
            <numerusform>… %n passage is not shown here. JSON shows all.</numerusform>
            <numerusform>… %n passages are not shown here. JSON shows all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Tray</name>
    <message numerus="yes">
        <source>Working on %n request(s)</source>
        <translation>
            <numerusform>Working on %n request</numerusform>
            <numerusform>Working on %n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Today: %n request(s)</source>
        <translation>
            <numerusform>Today: %n request</numerusform>
            <numerusform>Today: %n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n active request(s)</source>
        <translation>
            <numerusform>%n active request</numerusform>
            <numerusform>%n active requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) to you</source>
        <translation>
            <numerusform>%n question to you</numerusform>
            <numerusform>%n questions to you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TrayMenu</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::UsagePage</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens in
%2 tokens out
%Ln request(s)</source>
        <translation>
            <numerusform>%1 tokens in
%2 tokens out
%Ln request</numerusform>
            <numerusform>%1 tokens in
%2 tokens out
%Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::forms::LogPage</name>
    <message numerus="yes">
        <source> day(s)</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> day</numerusform>
            <numerusform> days</numerusform>
        </translation>
    </message>
</context>
</TS>
