<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
