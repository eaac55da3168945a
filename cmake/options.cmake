# What every target of the project is compiled with.
add_library(relay_options INTERFACE)
target_include_directories(relay_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
target_compile_options(relay_options INTERFACE
    -Wall -Wextra -Wpedantic -Wno-missing-field-initializers -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
    -Wimplicit-fallthrough -Wextra-semi
    $<$<BOOL:${RELAY_WERROR}>:-Werror>)
target_compile_definitions(relay_options INTERFACE
    RELAY_VERSION="${PROJECT_VERSION}"
    QT_NO_KEYWORDS QT_NO_CAST_FROM_BYTEARRAY QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# What the program's own targets are compiled with besides. Not the tests: Qt's own test macros do not bear it.
add_library(relay_strict INTERFACE)
target_compile_options(relay_strict INTERFACE -Wconversion -Wno-sign-conversion)

if(RELAY_SANITIZE)
    target_compile_options(relay_options INTERFACE -fsanitize=${RELAY_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(relay_options INTERFACE -fsanitize=${RELAY_SANITIZE})
endif()
