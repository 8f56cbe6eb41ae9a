// SPDX-License-Identifier: Apache-2.0
// START-HERE.html: the page of a pack that an officer opens first, from disk, with no network and no script. It says
// what the pack is, who made it, what is in it, what the seal proves and what it does not, and how to check it with
// stock tools.
//
// Everything from the case is shown as text: nothing in it is a link, a picture or an element. Items are not linked
// either, since some are pages from strangers that would run what is in them.
#pragma once

#include <string>
#include <string_view>

#include "holdfast/evidence/case.hpp"

namespace holdfast::evidence {

struct StartHere {
    std::string_view folder;      ///< of the pack: "HF-7K3Q-9XWM-C-20261122"
    std::string_view software;    ///< "Holdfast 0.1.0"
    std::string_view public_key;  ///< minisign's base64 line of the key that signs the pack
    Moment made;
};

/// UTF-8, one file without anything beside it. The same arguments give the same bytes.
[[nodiscard]] std::string start_here_html(const Case& of, const StartHere& pack);

}  // namespace holdfast::evidence
