// SPDX-License-Identifier: Apache-2.0
// What an operator may choose of the API. The caps that are part of the contract stand in limits.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "holdfast/store/types.hpp"

namespace holdfast::server::api {

struct ApiSettings {
    std::string name = "Holdfast";
    std::string operator_name;     ///< both are shown on the page; empty: left out
    std::string operator_contact;  ///< an address or a page; also told to people whose item is held back
    std::string notice;            ///< what everybody is to read now, such as after a restore; empty: nothing

    std::string time_stamp_authority;  ///< address of the authority that time stamps are from; empty: none

    std::uint32_t case_months = 60;  ///< a case that nobody opened for so long ends; 0: never

    std::uint32_t partner_requests_per_second = 200;  ///< for partners without a limit of their own

    /// Proof of work: leading zero bits when all is quiet, and at most. 18 bits take a phone about half a second.
    unsigned least_difficulty = 18;
    unsigned most_difficulty = 24;
    /// Submissions a minute on this node above which the difficulty rises, one bit for each doubling.
    std::uint32_t quiet_submissions_per_minute = 30;
    std::int64_t challenge_millis = std::int64_t{15} * 60'000;

    /// Each item becomes visible in the feed after its own uniformly random delay, up to this long.
    std::int64_t feed_added_spread_millis = store::FeedSpreads{}.added_millis;
    std::int64_t feed_removed_spread_millis = store::FeedSpreads{}.removed_millis;

    /// How long a write may wait until this node has applied it.
    std::int64_t settle_millis = 800;
};

}  // namespace holdfast::server::api
