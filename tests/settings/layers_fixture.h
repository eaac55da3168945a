#pragma once

#include "settings/layers.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

// A settings file of each test's own.
class LayersFixture : public QObject
{
    Q_OBJECT

protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    void write(const QByteArray &text)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QByteArray written() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    settings::Layers read(const QStringList &arguments = {}, const QProcessEnvironment &environment = {})
    {
        auto layers = settings::Layers::read(m_path, arguments, environment);
        if (!layers)
            qFatal("%s", qPrintable(layers.error()));
        return *layers;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("settings.ini"));
    }
};
