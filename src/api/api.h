#pragma once

#include "agent/pool.h"
#include "api/access.h"
#include "api/health.h"
#include "cli/catalogue.h"
#include "http/reply.h"
#include "http/request.h"
#include "journal/journal.h"
#include "settings/settings.h"
#include "wire/dialect.h"

#include <QObject>

#include <functional>
#include <memory>

namespace api {

// The routes. Takes every request of the HTTP server and sees that it gets an answer.
class Api : public QObject
{
    Q_OBJECT

public:
    // `pool` and `journal` must outlive this. `health` is asked for the current state.
    Api(settings::Settings settings, agent::Pool &pool, journal::Journal &journal,
        std::function<Health()> health, QObject *parent = nullptr);

    void handle(const http::Request &request, std::unique_ptr<http::Reply> reply);

    // By its head alone: whether it may ask, so that its body is worth waiting for.
    bool wantsBody(const http::Request &request);

    // Hold from the next request on.
    void setSettings(const settings::Settings &settings);
    // What the CLI offers, once it is known.
    void setCatalogue(const QList<cli::CatalogueEntry> &catalogue) { m_catalogue = catalogue; }

Q_SIGNALS:
    // A question is about to be put; the CLI's state should be looked at again if it was bad.
    void asked();

private:
    struct Exchange; // one request and the means to answer it
    struct Route;

    static const Route *routeOf(const QByteArray &path);
    void answer(Exchange &exchange);
    void ask(Exchange &exchange);
    void tellMissing(Exchange &exchange);
    void listModels(Exchange &exchange);
    void describeModel(Exchange &exchange);
    void tellHealth(Exchange &exchange);
    void tellMetrics(Exchange &exchange);
    base::Expected<agent::Permit, chat::Error> permitOf(
        const Exchange &exchange, const journal::Record &record) const;
    void fail(Exchange &exchange, journal::Record record, const chat::Error &error);
    void turnAway(Exchange &exchange, const Refusal &refusal);
    void turnAway(Exchange &exchange, int status, const QByteArray &message, QByteArrayView type,
        QByteArrayView code, const http::Headers &more = {});
    void note(const Exchange &exchange, journal::Record record, const QByteArray &sent);
    static journal::Record recordOf(const Exchange &exchange);
    std::unique_ptr<journal::Details> detailsOf(const Exchange &exchange) const;
    static void sendError(Exchange &exchange, const chat::Error &error, const wire::ErrorReply &reply);
    static void sendJson(
        Exchange &exchange, int status, const QByteArray &body, const http::Headers &more = {});

    settings::Settings m_settings;
    Access m_access;
    agent::Pool &m_pool;
    journal::Journal &m_journal;
    std::function<Health()> m_health;
    QList<cli::CatalogueEntry> m_catalogue;
};

} // namespace api
