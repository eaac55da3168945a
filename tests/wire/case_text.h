#pragma once

#include "wire/dialect.h"

// How a test case is written down.

// Does what a case's `events` says, a line of JSON each:
//     {"started":"MODEL"}  {"withdrawn":"…"}  {"failed":KIND,"message":"…","param":"…"}
//     {"opened":"text|thinking|tool|work|refusal","message":0,"id":"…","name":"…"}
//     {"delta":"…"}  {"signature":"…"}  {"redacted":"…"}  {"closed":true}
//     {"finished":"end_turn|max_tokens|stop_sequence|tool_use|refusal","usage":[input, read, write, output,
//      reasoning]}  {"do":"open|comment|emptyDelta"}
// each for the choice that its "choice" names, else the first, and gives the bytes of the reply.
QByteArray played(const QByteArray &events, wire::ReplyEncoder &encoder);

// A request that was understood, for people to read.
QByteArray described(const wire::Decoded &decoded);
