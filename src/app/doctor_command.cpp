#include "app/doctor_command.h"

#include "app/doctor.h"

#include <QCoreApplication>

#include <cstdio>

namespace app {

namespace {

void print(const Finding &finding)
{
    std::printf("%s  %s\n", finding.good ? "pass" : "FAIL", qPrintable(finding.what));
    if (!finding.mend.isEmpty())
        std::printf("      %s\n", qPrintable(finding.mend));
    std::fflush(stdout);
}

} // namespace

int doctor(int &argc, char **argv, const settings::Settings &settings, agent::Guard &guard)
{
    const QCoreApplication application(argc, argv);
    Doctor checks(settings, 0, guard);
    QObject::connect(&checks, &Doctor::found, &application, &print);
    QObject::connect(
        &checks, &Doctor::finished, &application, [](bool good) { QCoreApplication::exit(good ? 0 : 1); },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &checks, [&checks] { checks.start(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app
