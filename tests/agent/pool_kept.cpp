#include "pool_fixture.h"

#include <QTest>
QTEST_GUILESS_MAIN(QObject)
