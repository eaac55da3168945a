#pragma once

#include <QLoggingCategory>

// What becomes of the processes of claude.
Q_DECLARE_LOGGING_CATEGORY(lcProcess)
