#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::StringLiterals;

// Whether the translations have every text of the sources: what is in them after lupdate has read the sources anew
// must be what was in them before, and finished.
class Translations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void complete_data();
    void complete();
    void sameShape();
    void textsAreLiterals();

private:
    QTemporaryDir m_updated;
};

namespace {

struct Message
{
    QString context;
    QString source;
    QString comment;
    bool plural = false;
    QString type; // unfinished, vanished, obsolete; empty when all is well
    QStringList texts; // one, or the plural forms

    QString name() const
    {
        return context + u": "_s + source + (comment.isEmpty() ? u""_s : u" | "_s + comment);
    }
};

Message readMessage(QXmlStreamReader &xml, const QString &context)
{
    Message message{.context = context, .plural = xml.attributes().value("numerus"_L1) == "yes"_L1};
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1) {
            message.source = xml.readElementText();
        } else if (xml.name() == "comment"_L1) {
            message.comment = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            message.type = xml.attributes().value("type"_L1).toString();
            if (!message.plural) {
                message.texts.append(xml.readElementText());
                continue;
            }
            while (xml.readNextStartElement())
                message.texts.append(xml.readElementText());
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QList<Message> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1)
            context = xml.readElementText();
        else if (xml.name() == "message"_L1)
            messages.append(readMessage(xml, context));
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QStringList namesOf(const QList<Message> &messages)
{
    QStringList names;
    for (const auto &message : messages)
        names.append(message.name());
    names.sort();
    return names;
}

// The marks of %1, %L2 and %n, each once.
QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(u"%L?(\\d+|n)"_s);
    QStringList places;
    auto found = place.globalMatch(text);
    while (found.hasNext())
        places.append(found.next().captured());
    places.removeDuplicates();
    places.sort();
    return places;
}

bool hasMnemonic(const QString &text)
{
    static const QRegularExpression mnemonic(u"(?<!&)&[^&\\s]"_s);
    return mnemonic.match(text).hasMatch();
}

QString endOf(const QString &text)
{
    static const QString marks = u"…:.!?"_s;
    return !text.isEmpty() && marks.contains(text.back()) ? QString(text.back()) : QString();
}

} // namespace

void Translations::initTestCase()
{
    const QDir folder(QStringLiteral(TRANSLATIONS));
    for (const auto &name : folder.entryList({u"*.ts"_s}))
        QVERIFY(QFile::copy(folder.filePath(name), m_updated.filePath(name)));
    QProcess update;
    update.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy finished(&update, &QProcess::finished);
    update.start(QStringLiteral(CMAKE),
        {u"-DLUPDATE="_s + QStringLiteral(LUPDATE), u"-DTO="_s + m_updated.path(), u"-P"_s,
            folder.filePath(u"update.cmake"_s)});
    QVERIFY(finished.wait(60'000));
    const auto said = update.readAll();
    QVERIFY2(update.exitCode() == 0, said.constData());
    // Such as a context that it could not tell, under which nothing is found when the program runs.
    QVERIFY2(said.isEmpty(), said.constData());
}

void Translations::complete_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("pluralsOnly");
    QTest::newRow("German") << u"claude-relay_de.ts"_s << false;
    QTest::newRow("English") << u"claude-relay_en.ts"_s << true;
}

void Translations::complete()
{
    QFETCH(QString, file);
    QFETCH(bool, pluralsOnly);
    const auto before = read(QStringLiteral(TRANSLATIONS "/") + file);
    const auto after = read(m_updated.filePath(file));
    QVERIFY(!after.isEmpty());

    QStringList complaints;
    const auto had = namesOf(before);
    const auto wanted = namesOf(after);
    for (const auto &name : wanted) {
        if (!had.contains(name))
            complaints.append(u"is missing: "_s + name);
    }
    for (const auto &name : had) {
        if (!wanted.contains(name))
            complaints.append(u"is in no source any more: "_s + name);
    }
    for (const auto &message : after) {
        const bool isFinished = message.type.isEmpty() && !message.texts.isEmpty()
            && std::ranges::none_of(message.texts, &QString::isEmpty)
            && (!message.plural || message.texts.size() == 2);
        if (!isFinished)
            complaints.append(u"is not finished: "_s + message.name());
        if (pluralsOnly && !message.plural)
            complaints.append(u"has no plural forms: "_s + message.name());
    }
    QVERIFY2(complaints.isEmpty(),
        qPrintable(u"`ninja update_translations` takes them over.\n"_s + complaints.join(u'\n')));
}

// What the code fills in, the underlined letter and the mark at the end are there in each language.
void Translations::sameShape()
{
    QStringList complaints;
    for (const auto *file : {"claude-relay_de.ts", "claude-relay_en.ts"}) {
        for (const auto &message : read(QStringLiteral(TRANSLATIONS "/") + QString::fromLatin1(file))) {
            for (const auto &text : message.texts) {
                if (text.isEmpty())
                    continue;
                auto places = placesIn(text);
                auto wanted = placesIn(message.source);
                if (message.plural) { // "one request" need not say how many
                    for (const auto &number : {u"%n"_s, u"%Ln"_s}) {
                        places.removeAll(number);
                        wanted.removeAll(number);
                    }
                }
                if (places != wanted || hasMnemonic(text) != hasMnemonic(message.source)
                    || endOf(text) != endOf(message.source))
                    complaints.append(message.name() + u" → "_s + text);
            }
        }
    }
    QVERIFY2(complaints.isEmpty(), qPrintable(u'\n' + complaints.join(u'\n')));
}

// What is no literal where it is translated must be marked as a text elsewhere in that file, and not by a macro of its
// own: lupdate reads neither.
void Translations::textsAreLiterals()
{
    static const QRegularExpression call(uR"-(QCoreApplication::translate\(\s*"[^"]*",\s*[^"\s])-"_s);
    static const QRegularExpression mark(
        u"^(?!\\s*#).*QT_TRANSLATE_NOOP"_s, QRegularExpression::MultilineOption);
    QStringList complaints;
    int files = 0;
    for (const auto *folder : {"ui", "src"}) {
        QDirIterator found(QStringLiteral(TRANSLATIONS "/../../") + QString::fromLatin1(folder), {u"*.cpp"_s},
            QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext()) {
            QFile file(found.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto text = QString::fromUtf8(file.readAll());
            ++files;
            if (call.match(text).hasMatch() && !mark.match(text).hasMatch())
                complaints.append(file.fileName());
        }
    }
    QVERIFY(files > 50);
    QVERIFY2(complaints.isEmpty(), qPrintable(u'\n' + complaints.join(u'\n')));
}

QTEST_GUILESS_MAIN(Translations)
#include "translations.moc"
