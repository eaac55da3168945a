# cmake -DLUPDATE=… -DTO=… -P update.cmake: reads the sources and brings the files in the folder TO up to date.
cmake_minimum_required(VERSION 3.22)

set(root ${CMAKE_CURRENT_LIST_DIR}/../..)
set(options -silent -no-obsolete -locations none)
function(update file)
    execute_process(
        COMMAND ${LUPDATE} ${options} ${ARGN} -I . -I src ui src/settings src/app -ts ${TO}/${file}
        WORKING_DIRECTORY ${root} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

update(claude-relay_de.ts)
update(claude-relay_en.ts -pluralonly)
