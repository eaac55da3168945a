#pragma once

#include "api/api.h"
#include "tests/http/raw_client.h"

// The routes behind a connection, and a client of them. There is no claude, so who gets in is answered with that.
struct RunningApi
{
    explicit RunningApi(settings::Settings wanted = settings::defaults())
        : settings(std::move(wanted)),
          pool(settings.claude, approvals,
              [](const cli::Launch &) { return std::unique_ptr<agent::Channel>(); }),
          api(settings, pool, journal, [] { return api::Health(); }), client(recorder.port)
    {
        pool.setUnavailable(noClaude);
        recorder.handler = [this](const http::Request &received, auto reply) {
            api.handle(received, std::move(reply));
        };
        QObject::connect(&journal, &journal::Journal::added, &parent,
            [this](const journal::Record &record) { records.append(record); });
    }

    const chat::Error noClaude{.kind = chat::ErrorKind::CliMissing, .message = "There is no claude here."};
    settings::Settings settings;
    agent::Approvals approvals;
    agent::Pool pool;
    journal::Journal journal;
    api::Api api;
    Recorder recorder;
    RawClient client;
    QObject parent;
    QList<journal::Record> records;
};
