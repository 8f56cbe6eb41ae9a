// SPDX-License-Identifier: Apache-2.0
// The service's public log of seals (docs/formats/receipt.md): takes digests, gives receipts, shows its tiles.
//
// Of a seal it keeps its digest and the second in which it came. It grows in the store's own transaction and signs no
// size before it has looked whether the log is still the one that it signed last, so a log that was damaged or put back
// in part is not grown any more, rather than signed a second time in another form.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "holdfast/evidence/log_tiles.hpp"
#include "holdfast/evidence/receipt.hpp"
#include "holdfast/sealing/secret.hpp"
#include "holdfast/sealing/signed_note.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::server {

class SealLog {
  public:
    /// How far the clock may lie behind the newest entry; beyond, no entry is taken: its time would be false.
    static constexpr std::int64_t most_clock_lag_millis = 60'000;

    /// Why there is no log to go on with.
    struct NotOpened {
        bool by_setting = false;  ///< the log is whole and its name a mistake; else damaged, its key lost, or unread
        std::string reason;       ///< a sentence that says what to do
    };
    /// `origin` names the log; empty: a name made of its key. `store` outlives it.
    [[nodiscard]] static std::expected<std::unique_ptr<SealLog>, NotOpened> open(store::Store& store,
                                                                                 sealing::Secret<32> seed,
                                                                                 std::string origin);

    /// Whom receipts are checked with.
    [[nodiscard]] const sealing::NoteKey& key() const noexcept { return key_; }

    struct Taken {
        evidence::Receipt receipt;
        bool is_new = false;  ///< the entry was made for it, and the proof spent; else it was there before
    };
    /// Durable once it returns. A seal that came before gets the receipt for that time. not_allowed: the clock lies
    /// behind the log. corrupt: the log is not as it was signed.
    [[nodiscard]] store::Result<Taken> take(const Digest256& seal, UnixMillis now,
                                            const std::optional<store::SpentProof>& proof);

    /// The newest, as text.
    [[nodiscard]] store::Result<std::string> checkpoint();
    /// The bytes of a tile or of a bundle of entries; nothing where the log has not grown so far.
    [[nodiscard]] store::Result<std::optional<std::string>> tile(const evidence::TilePath& path);

  private:
    SealLog(store::Store& store, sealing::Secret<32> seed, std::string origin);
    [[nodiscard]] store::Result<store::SealGrowth> grow(const store::LoggedSeal& entry, const store::SealHead& before,
                                                        const evidence::KeptHashes& kept) const;
    /// Whether the log is as its newest checkpoint says.
    [[nodiscard]] bool as_signed(const store::SealHead& head, const evidence::KeptHashes& kept) const;

    store::Store& store_;
    sealing::Secret<32> seed_;
    sealing::NoteKey key_;
};

}  // namespace holdfast::server
