#pragma once

#include <QByteArray>
#include <QString>

#include <span>

namespace ui {

// How a program is pointed at the relay: a text to paste.
struct Setup
{
    enum class Group { Shell, Library, Editor }; // the menu separates them

    Group group = Group::Shell;
    const char *title = ""; // in English
    const char *text = ""; // %1 is the base URL, %2 the key, %3 and %4 what else depends on it
};

// In the menu's order.
std::span<const Setup> setups();

// In the user's language, with the name of the file that the text belongs in, where it does.
QString titleOf(const Setup &setup);

// The text for a base URL such as http://127.0.0.1:8082/v1, with the secret of a key where one is needed. One that would
// have to be quoted is left out.
QString textOf(const Setup &setup, const QString &baseUrl, const QByteArray &key = {});

} // namespace ui
