#pragma once

#include <QString>
#include <QStringList>

// Reads the sources of a checkout and tells where they break the layering: a folder that includes one it may
// not use, a pure folder that touches the outside world, a file that is too long.
namespace layering {

struct Report
{
    int files = 0; // that were read
    QStringList findings; // sentences, each beginning with file:line
};

// `root` is the folder that holds src/ and ui/.
Report check(const QString &root);

} // namespace layering
