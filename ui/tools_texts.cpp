#include "ui/tools_texts.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::Tools)
};

} // namespace

QString titleOf(settings::Tools tools)
{
    switch (tools) {
    case settings::Tools::Chat:
        return Texts::tr("Only answer");
    case settings::Tools::Ask:
        return Texts::tr("What my rules allow, or I do");
    case settings::Tools::Edits:
        return Texts::tr("Change files too");
    case settings::Tools::All:
        return Texts::tr("Everything");
    }
    return {};
}

QString meaningOf(settings::Tools tools)
{
    switch (tools) {
    case settings::Tools::Chat:
        return Texts::tr("Claude has no tools: it reads no files and runs no commands.");
    case settings::Tools::Ask:
        return Texts::tr("What your Claude Code rules allow is done; about the rest you are asked.");
    case settings::Tools::Edits:
        return Texts::tr(
            "Files in the working folder are changed without asking. Else as your rules say, and "
            "about the rest you are asked.");
    case settings::Tools::All:
        return Texts::tr(
            "Every command is run and every file changed without asking; only what your rules deny "
            "is not.");
    }
    return {};
}

} // namespace ui
