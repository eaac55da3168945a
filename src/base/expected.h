#pragma once

#include <utility>
#include <variant>

namespace base {

// Wraps an error so that it can be told from a value of the same type: `return Unexpected{error};`.
template<typename E> struct Unexpected
{
    E error;
};
template<typename E> Unexpected(E) -> Unexpected<E>;

// A value, or the reason why there is none. A small stand-in for C++23's std::expected.
template<typename T, typename E> class [[nodiscard]] Expected
{
public:
    Expected(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    Expected(Unexpected<E> unexpected) : m_state(std::in_place_index<1>, std::move(unexpected.error)) { }

    explicit operator bool() const { return m_state.index() == 0; }

    // Only valid when the Expected is true.
    T &value() { return *std::get_if<0>(&m_state); }
    const T &value() const { return *std::get_if<0>(&m_state); }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    // Only valid when the Expected is false.
    E &error() { return *std::get_if<1>(&m_state); }
    const E &error() const { return *std::get_if<1>(&m_state); }

private:
    std::variant<T, E> m_state;
};

} // namespace base
