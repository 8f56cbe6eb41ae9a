// SPDX-License-Identifier: Apache-2.0
#include "contract.hpp"
#include "holdfast/store/sqlite.hpp"
#include "scratch_folder.hpp"

namespace holdfast::store {
namespace {

OpenedStore open_in_scratch() {
    auto home = std::make_shared<ScratchFolder>();
    auto store = open_sqlite({.path = home->path() / "data" / "holdfast.db",
                              .busy_timeout = std::chrono::seconds(5),
                              .vfs = {},
                              .on_error = [](std::string_view sentence) { ADD_FAILURE() << sentence; }});
    return {.home = home, .store = store ? std::move(*store) : nullptr};
}

}  // namespace

std::vector<StoreFactory> store_factories() {
    return {{.name = "sqlite", .open = open_in_scratch}};
}

}  // namespace holdfast::store
