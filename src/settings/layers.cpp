#include "settings/layers.h"

#include "settings/dropped_lines.h"
#include "settings/files.h"
#include "settings/texts.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace settings {

namespace {

constexpr qint64 Growth = 64 * 1024; // bytes: more than the file grows by what is set at once

// A list that somebody has written without quotation marks comes as several values.
QString textOf(const QVariant &value)
{
    return value.toStringList().join(u',');
}

// QSettings writes a new file for everybody to read before it narrows that.
void makePrivate(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return; // what follows says why
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

bool keepCopy(const QString &path)
{
    const auto copy = path + ".bak"_L1;
    QFile::remove(copy);
    return QFile::copy(path, copy);
}

// Does to the keys that are there what makes `wanted` of `before`. A secret tells which is which: one that was edited
// here, and there changed, removed or made anew, stays as it is there.
void carryOver(const QList<Key> &before, const QList<Key> &wanted, QList<Key> &keys)
{
    if (keys == before) {
        keys = wanted; // and in that order
        return;
    }
    for (const auto &old : before) {
        const auto now = std::ranges::find(wanted, old.secret, &Key::secret);
        if (now == wanted.end())
            keys.removeIf([&old](const Key &key) { return key.secret == old.secret; });
        else
            std::ranges::replace(keys, old, *now);
    }
    std::ranges::copy_if(wanted, std::back_inserter(keys), [&before](const Key &key) {
        return std::ranges::find(before, key.secret, &Key::secret) == before.end();
    });
}

} // namespace

base::Expected<Layers, QString> Layers::read(
    const QString &file, const QStringList &arguments, const QProcessEnvironment &environment)
{
    Layers layers;
    layers.m_file = file;
    if (auto error = layers.readFile(); !error.isEmpty())
        return base::Unexpected{error};
    if (auto error = layers.take(environment); !error.isEmpty())
        return base::Unexpected{error};
    if (auto error = layers.take(arguments); !error.isEmpty())
        return base::Unexpected{error};
    return layers;
}

QString Layers::readFile()
{
    if (m_file.isEmpty())
        return {};
    const auto notice = narrowKeys(keysFile());
    auto keys = readKeys(keysFile());
    if (!keys)
        return (notice + u' ' + keys.error()).trimmed();
    m_stored.keys = std::move(*keys);
    if (const auto why = whyUnreadable(m_file); !why.isEmpty())
        return (notice + u" The settings in %1 can't be read: %2."_s.arg(m_file, why)).trimmed();
    readSettings();
    if (!notice.isEmpty())
        m_notices.append(notice);
    return {};
}

void Layers::readSettings()
{
    auto keys = std::move(m_stored.keys);
    m_stored = defaults();
    m_stored.keys = std::move(keys);
    m_notices.clear();
    const QSettings values(m_file, QSettings::IniFormat);
    const auto dropped = droppedLines(m_file);
    for (const int line : dropped.wrong)
        m_notices.append(u"%1, line %2 can't be understood."_s.arg(m_file).arg(line));
    for (const auto &option : options()) {
        const auto key = QString::fromLatin1(option.key);
        if (!option.key || !values.contains(key))
            continue;
        const auto error = option.set(m_stored, textOf(values.value(key)));
        if (error.isEmpty())
            continue;
        m_notices.append(u"%1: %2 %3."_s.arg(m_file, key, error));
        if (option.narrowest)
            option.set(m_stored, QString::fromLatin1(option.narrowest));
    }
    const auto isOption = [](const QString &key) {
        return std::ranges::any_of(options(),
            [&key](const Option &option) { return option.key && key == QLatin1StringView(option.key); });
    };
    for (const auto &key : dropped.repeated) {
        if (isOption(key))
            m_notices.append(u"%1: %2 is set more than once; the last one counts."_s.arg(m_file, key));
    }
    for (const auto &key : values.allKeys()) {
        const bool isComment = key.startsWith(u'#') || key.contains("/#"_L1);
        if (!isOption(key) && !isComment)
            m_notices.append(u"%1: there is no setting %2."_s.arg(m_file, key.left(60).simplified()));
    }
}

QString Layers::take(const QProcessEnvironment &environment)
{
    for (const auto &option : options()) {
        const auto name = environmentName(option);
        if (!environment.contains(name))
            continue;
        if (const auto error = add({&option, environment.value(name), Source::Environment}); !error.isEmpty())
            return name + u' ' + error + u'.';
    }
    return {};
}

QString Layers::take(const QStringList &arguments)
{
    for (qsizetype index = 0; index < arguments.size(); ++index) {
        const auto &argument = arguments[index];
        if (!argument.startsWith("--"_L1))
            return u"\"%1\" is not an option. claude-relay --help lists them."_s.arg(argument);
        const auto cut = argument.indexOf(u'=');
        const auto flag = cut < 0 ? argument : argument.first(cut);
        const auto *option = findOption(QStringView(flag).sliced(2));
        if (!option)
            return u"There is no option %1. claude-relay --help lists them."_s.arg(flag);
        auto text = u"on"_s;
        if (cut >= 0)
            text = argument.sliced(cut + 1);
        else if (option->value && index + 1 < arguments.size())
            text = arguments[++index];
        else if (option->value)
            return u"%1 needs a value: %1 %2"_s.arg(flag, QString::fromUtf8(option->value));
        if (const auto error = add({option, text, Source::CommandLine}); !error.isEmpty())
            return u"%1 %2."_s.arg(flag, error);
    }
    return {};
}

QString Layers::add(const Override &override)
{
    auto trial = defaults();
    auto error = override.option->set(trial, override.text);
    if (error.isEmpty())
        m_overrides.append(override);
    return error;
}

Settings Layers::effective() const
{
    auto settings = m_stored;
    for (const auto &override : m_overrides)
        override.option->set(settings, override.text);
    return settings;
}

const Layers::Override *Layers::overrideOf(const Option &option) const
{
    const auto strongest = std::find_if(m_overrides.rbegin(), m_overrides.rend(),
        [&option](const Override &override) { return override.option == &option; });
    return strongest == m_overrides.rend() ? nullptr : &*strongest;
}

Source Layers::sourceOf(const Option &option) const
{
    if (const auto *override = overrideOf(option))
        return override->source;
    return option.get(m_stored) == option.get(defaults()) ? Source::Default : Source::File;
}

QString Layers::overriddenBy(const Option &option) const
{
    const auto *override = overrideOf(option);
    if (!override)
        return {};
    return override->source == Source::CommandLine ? flagName(option) : environmentName(option);
}

QString Layers::store(const Settings &wanted)
{
    const auto standard = defaults();
    QHash<QString, QString> changes; // by key; null: as by default
    for (const auto &option : options()) {
        const auto text = option.get(wanted);
        if (!option.key || text == option.get(m_stored))
            continue;
        auto trial = standard;
        if (const auto error = option.set(trial, text); !error.isEmpty())
            return u"%1 %2."_s.arg(QLatin1StringView(option.key), error);
        changes.insert(QLatin1StringView(option.key), text == option.get(standard) ? QString() : text);
    }
    if (changes.isEmpty())
        return {};
    if (m_file.isEmpty())
        return u"There is no file for the settings."_s;
    if (isNoFile(m_file))
        return u"The settings can't be written to %1: it is no regular file."_s.arg(m_file);
    if (const auto why = whyNoRoom(m_file, QFileInfo(m_file).size() + Growth); !why.isEmpty())
        return u"The settings can't be written to %1: %2."_s.arg(m_file, why);
    makePrivate(m_file);
    QSettings values(m_file, QSettings::IniFormat);
    if (droppedLines(m_file) != DroppedLines() && !keepCopy(m_file))
        return u"The settings are not written: %1 has lines that would be lost, and no copy of it "
               "can be made."_s.arg(m_file);
    for (const auto &[key, text] : changes.asKeyValueRange()) {
        if (text.isNull())
            values.remove(key);
        else
            values.setValue(key, text);
    }
    values.sync();
    if (values.status() == QSettings::AccessError)
        return u"The settings can't be written to %1."_s.arg(m_file);
    readSettings();
    return {};
}

QString Layers::storeKeys(const QList<Key> &wanted)
{
    auto all = wanted;
    for (auto &key : all) {
        if (!key.folder.isEmpty() && !setFolder(key.folder, key.folder).isEmpty())
            return u"Key %1: \"%2\" is no folder that it may have."_s.arg(
                QString::fromUtf8(key.name), key.folder);
    }
    return changeKeys([&](QList<Key> &keys) {
        carryOver(m_stored.keys, all, keys);
        return QString();
    });
}

QString Layers::changeKeys(
    const std::function<QString(QList<Key> &keys)> &change, std::chrono::milliseconds longest)
{
    if (m_file.isEmpty())
        return u"There is no file for the keys."_s;
    auto keys = settings::changeKeys(keysFile(), longest, change);
    if (!keys)
        return keys.error();
    m_stored.keys = std::move(*keys);
    return {};
}

QString Layers::keysFile() const
{
    return m_file.isEmpty() ? QString() : settings::keysFile(m_file);
}

bool Layers::hasOtherKeys() const
{
    const auto keys = readKeys(keysFile());
    return !keys || *keys != m_stored.keys;
}

QString settingsFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/settings.ini"_L1;
}

} // namespace settings
