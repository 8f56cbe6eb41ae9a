// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_pack.hpp"

#include <algorithm>
#include <utility>

#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/digest.hpp"
#include "joined.hpp"

namespace holdfast::evidence {

PackFacts pack_facts(const Case& of, std::string_view number, UnixMillis now, std::string_view version) {
    const std::string& own = facts_of(of).number;
    const std::string_view called = !number.empty() ? number : own.empty() ? unnumbered_case : std::string_view(own);
    return {.case_number = std::string(called), .sealed_at = now, .software = joined({"Holdfast ", version})};
}

std::vector<sealing::AgeRecipient> pack_recipients(const sealing::AgeRecipient& own,
                                                   std::span<const sealing::AgeRecipient> others) {
    std::vector<sealing::AgeRecipient> all;
    if (std::ranges::find(others, own) == others.end()) all.push_back(own);
    for (const sealing::AgeRecipient& each : others) {
        if (std::ranges::find(all, each) == all.end()) all.push_back(each);
    }
    return all;
}

std::expected<CasePack, PackError> CasePack::create(const Case& of, const CustodyLog& log, const PackFacts& facts,
                                                    const Moment& now, std::string_view version,
                                                    const sealing::AgeIdentity& identity, std::vector<PackFile> files) {
    const auto named = PackDraft::create(facts, {});
    if (!named) return std::unexpected(named.error());
    const sealing::CaseKeys keys = derive_case_keys(identity);
    const sealing::MinisignKey key{.id = seal_key_id(keys.pack_sign_public), .key = keys.pack_sign_public};
    std::string key_line = sealing::to_text(key);
    std::vector<Paper> papers = papers_of(
        of, log, {.folder = named->name(), .software = facts.software, .public_key = key_line, .made = now}, version);
    std::vector<PackFile> all;
    all.reserve(papers.size() + files.size());
    for (const Paper& paper : papers)
        all.push_back({.path = paper.path, .digests = digests_of(sealing::as_bytes(paper.text))});
    all.insert(all.end(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
    std::uint64_t bytes = 0;
    for (const PackFile& each : all) bytes += each.digests.size;
    const std::size_t count = all.size();
    auto draft = PackDraft::create(facts, std::move(all));
    if (!draft) return std::unexpected(draft.error());
    if (const auto done = draft->sign(keys.pack_sign_seed); !done) return std::unexpected(done.error());
    const auto seal = draft->digest();
    if (!seal) return std::unexpected(seal.error());
    CasePack pack(*std::move(draft));
    pack.papers_ = std::move(papers);
    pack.key_ = std::move(key_line);
    pack.seal_ = *seal;
    pack.payload_files_ = count;
    pack.payload_bytes_ = bytes;
    return pack;
}

std::optional<std::string_view> CasePack::text_of(const PackEntry& entry) const noexcept {
    if (!entry.file) return entry.text;
    if (*entry.file < papers_.size()) return papers_[*entry.file].text;
    return std::nullopt;
}

std::expected<PackStream, PackError> PackStream::create(const CasePack& pack) {
    auto entries = pack.draft().entries();
    if (!entries) return std::unexpected(entries.error());
    auto zip = pack.draft().zip();
    if (!zip) return std::unexpected(zip.error());
    return PackStream(pack, *std::move(entries), *std::move(zip));
}

std::string PackStream::begin() {
    begun_ = true;
    // Of texts that were laid out with their own sizes and checksums nothing can go wrong.
    return up_to_file().value_or(std::string());
}

const PackEntry* PackStream::file() const noexcept {
    return begun_ && at_ < entries_.size() ? &entries_[at_] : nullptr;
}

std::expected<void, ZipWriteError> PackStream::content(std::span<const std::byte> piece) noexcept {
    if (file() == nullptr) return std::unexpected(ZipWriteError::out_of_turn);
    return zip_.content(piece);
}

std::expected<std::string, ZipWriteError> PackStream::next() {
    if (file() == nullptr) return std::unexpected(ZipWriteError::out_of_turn);
    ++at_;
    return up_to_file();
}

std::expected<std::string, ZipWriteError> PackStream::up_to_file() {
    std::string out;
    for (; at_ < entries_.size(); ++at_) {
        const auto header = zip_.begin_entry();
        if (!header) return std::unexpected(header.error());
        out += *header;
        const auto text = pack_->text_of(entries_[at_]);
        if (!text) return out;
        if (const auto fits = zip_.content(sealing::as_bytes(*text)); !fits) return std::unexpected(fits.error());
        out += *text;
    }
    const auto end = zip_.finish();
    if (!end) return std::unexpected(end.error());
    return out + *end;
}

}  // namespace holdfast::evidence
