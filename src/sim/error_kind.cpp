#include "sim/error_kind.h"

#include <array>

namespace sim {

namespace {

constexpr std::array errorKinds = {
    ErrorKind{400, "invalid_request_error", "The request is invalid."},
    ErrorKind{401, "authentication_error", "invalid x-api-key"},
    ErrorKind{402, "billing_error", "There is a problem with your billing."},
    ErrorKind{403, "permission_error", "Your API key does not have permission to use this resource."},
    ErrorKind{404, "not_found_error", "Not found"},
    ErrorKind{413, "request_too_large", "Request exceeds the maximum size"},
    ErrorKind{
        429, "rate_limit_error", "This request would exceed your account's rate limit. Try again later."},
    ErrorKind{500, "api_error", "Internal server error"},
    ErrorKind{504, "timeout_error", "The request timed out."},
    ErrorKind{529, "overloaded_error", "Overloaded"},
};

} // namespace

ErrorKind errorKind(int status)
{
    for (const ErrorKind &kind : errorKinds) {
        if (kind.status == status)
            return kind;
    }
    return {status, "api_error", "Simulated error"};
}

int errorStatus(QByteArrayView type)
{
    for (const ErrorKind &kind : errorKinds) {
        if (kind.type == type)
            return kind.status;
    }
    return 500;
}

} // namespace sim
