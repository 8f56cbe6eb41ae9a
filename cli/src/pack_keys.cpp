// SPDX-License-Identifier: Apache-2.0
#include "pack_keys.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/recovery_file.hpp"
#include "input_lines.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"
#include "owned_descriptor.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using sealing::AgeIdentity;
using sealing::RecoveryError;
using sealing::SecretText;

constexpr std::size_t longest_passphrase = 1024;
constexpr std::string_view identity_beginning = "AGE-SECRET-KEY-";

/// What is typed is not shown for as long as this lives, also when it ends early.
class HiddenTyping {
  public:
    explicit HiddenTyping(int terminal) : terminal_(terminal) {
        known_ = ::tcgetattr(terminal_, &before_) == 0;
        if (!known_) return;
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(terminal_, TCSAFLUSH, &hidden);
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;
    ~HiddenTyping() {
        if (known_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
    }

  private:
    int terminal_;
    bool known_ = false;
    termios before_{};
};

PackResult<SecretText> ask_passphrase(const std::string& name) {
    const OwnedDescriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal)
        return pack_failure(exit_impossible, name +
                                                 " is locked with a passphrase, and there is no terminal to ask for "
                                                 "it on: put it into a file and name that with --passphrase-file.");
    const auto say = [&terminal](const std::string& text) {
        [[maybe_unused]] const ssize_t put = ::write(terminal.get(), text.data(), text.size());
    };
    say("Passphrase of " + name + ": ");
    std::string line;
    bool came = false;
    {
        const HiddenTyping hidden(terminal.get());
        InputLines lines(terminal.get(), longest_passphrase);
        came = lines.next(line);
    }
    say("\n");
    if (is_interrupted()) return std::unexpected(interrupted_failure());
    if (!came) return pack_failure(exit_impossible, "No passphrase was given for " + name + ".");
    return SecretText(std::move(line));
}

PackResult<SecretText> passphrase_for(const std::string& name, const std::string& passphrase_file) {
    if (passphrase_file.empty()) return ask_passphrase(name);
    auto text = read_small_file(passphrase_file, longest_passphrase + 2, "the passphrase");
    if (!text) return std::unexpected(std::move(text.error()));
    const std::size_t end = std::min(text->find_first_of("\r\n"), text->size());
    std::string line = text->substr(0, end);
    sealing::wipe(*text);
    return SecretText(std::move(line));
}

std::string recovery_sentence(const std::string& name, const RecoveryError& error) {
    using enum RecoveryError::Kind;
    switch (error.kind) {
        case empty:
            return name + " holds no key: it is empty.";
        case too_long:
            return name + " is too large to be a key.";
        case needs_passphrase:
            return name + " is locked with a passphrase.";
        case wrong_passphrase:
            return "The passphrase does not open " + name + ".";
        case damaged_file:
            return name + " is a locked key that was cut off or changed.";
        case too_much_work:
            return name + " asks for more work to open it than this command does.";
        case damaged_key:
            return name + " holds a key with a wrong or missing character.";
        case unknown_key:
            return name + " holds a key of another kind than X25519 of age.";
        case several_keys:
        case no_key:
            return name + " holds no key that opens a pack.";
        case words:
            return name + " is neither a key nor the twelve words: " + std::string(to_text(error)) +
                   (error.words.position > 0 ? " (" + std::to_string(error.words.position) + ")" : std::string()) + ".";
    }
    return {};
}

/// The key lines of an age identity file; nothing where it is anything else, or one of them is wrong.
std::optional<std::vector<AgeIdentity>> key_lines(std::string_view text) {
    std::vector<AgeIdentity> found;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#')) continue;
        if (!line.starts_with(identity_beginning)) return std::nullopt;
        auto identity = sealing::age_identity_from_text(line);
        if (!identity) return std::nullopt;
        found.push_back(std::move(*identity));
    }
    if (found.empty()) return std::nullopt;
    return found;
}

}  // namespace

PackResult<std::string> read_small_file(const std::string& path, std::size_t most, const std::string& what) {
    const OpenFile file(path);
    const auto refuse = [&](const std::string& why) {
        return pack_failure(exit_impossible, printable(path) + ": " + what + " cannot be read: " + why + ".");
    };
    if (file.error() != 0) return refuse(reason_of(file.error()));
    std::string text;
    std::array<std::byte, 65'536> piece{};
    for (;;) {
        const ssize_t got = read_unless_interrupted(file.descriptor(), piece);
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (got < 0) return refuse(reason_of(errno));
        if (got == 0) break;
        text.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
        if (text.size() > most) return refuse("it is larger than it may be");
    }
    sealing::wipe(piece);
    return text;
}

PackResult<std::vector<AgeIdentity>> read_identities(const std::vector<std::string>& paths,
                                                     const std::string& passphrase_file) {
    std::vector<AgeIdentity> identities;
    for (const std::string& path : paths) {
        auto text = read_small_file(path, sealing::max_recovery_bytes, "the key");
        if (!text) return std::unexpected(std::move(text.error()));
        const SecretText kept(std::move(*text));
        if (auto several = key_lines(kept.view())) {
            for (AgeIdentity& identity : *several) identities.push_back(std::move(identity));
            continue;
        }
        const std::string name = path == "-" ? "Standard input" : printable(path);
        const auto bytes = sealing::as_bytes(kept.view());
        auto recovery = sealing::read_recovery(bytes, std::nullopt);
        if (!recovery && recovery.error().kind == RecoveryError::Kind::needs_passphrase) {
            const auto passphrase = passphrase_for(name, passphrase_file);
            if (!passphrase) return std::unexpected(passphrase.error());
            recovery = sealing::read_recovery(bytes, passphrase->view());
        }
        if (!recovery) return pack_failure(exit_impossible, recovery_sentence(name, recovery.error()));
        identities.push_back(std::move(recovery->identity));
    }
    return identities;
}

PackResult<std::vector<sealing::AgeRecipient>> read_recipients(const std::vector<std::string>& texts) {
    std::vector<sealing::AgeRecipient> recipients;
    for (const std::string& text : texts) {
        const auto recipient = sealing::age_recipient_from_text(text);
        if (!recipient) {
            const char* const why = recipient.error() == sealing::AgeKeyError::bad_checksum
                                        ? " has a wrong or missing character."
                                    : recipient.error() == sealing::AgeKeyError::unknown_kind
                                        ? " is a key of a kind that not every age can read: ask for one of X25519."
                                        : " is no public key of age, which begins with age1.";
            return pack_failure(exit_usage, "--recipient " + printable(text) + why);
        }
        if (std::ranges::find(recipients, *recipient) == recipients.end()) recipients.push_back(*recipient);
    }
    return recipients;
}

PackResult<sealing::MinisignKey> read_signer(const std::string& key, std::string_view option) {
    auto read = sealing::read_minisign_key(key);
    if (!read) {
        const auto text = read_small_file(key, std::size_t{4} << 10U, "the expected key");
        if (!text && text.error().exit != exit_impossible) return std::unexpected(text.error());
        if (text) read = sealing::read_minisign_key(*text);
    }
    if (read) return *read;
    return pack_failure(exit_usage, std::string(option) +
                                        " is a public key of minisign, one line that begins with RW, or the name of "
                                        "a file with one.");
}

PackResult<evidence::PackExpectation> read_expectation(const std::string& key, const std::string& seal) {
    evidence::PackExpectation expected;
    if (!key.empty()) {
        auto read = read_signer(key, "--key");
        if (!read) return std::unexpected(std::move(read.error()));
        expected.key = *read;
    }
    if (!seal.empty()) {
        const auto digest = digest_from_hex(seal);
        if (!digest) return pack_failure(exit_usage, "--seal is 64 hexadecimal digits, as the receipt has them.");
        expected.seal = *digest;
    }
    return expected;
}

PackResult<sealing::NoteKey> read_log_key(const std::string& text) {
    auto read = sealing::read_note_key(text);
    if (!read) {
        auto line = read_small_file(text, std::size_t{4} << 10U, "the log's key");
        if (!line && line.error().exit != exit_impossible) return std::unexpected(std::move(line.error()));
        if (line) {
            while (line->ends_with('\n') || line->ends_with('\r')) line->pop_back();
            read = sealing::read_note_key(*line);
        }
    }
    if (read) return std::move(*read);
    return pack_failure(exit_usage,
                        "--log-key is the key of a log, one line such as helpline.example/seals+10c62798+AQ…, or the "
                        "name of a file with that line alone.");
}

PackResult<void> draw_random(std::span<std::byte> out) {
    while (!out.empty()) {
        const ssize_t got = ::getrandom(out.data(), out.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return pack_failure(exit_impossible, "No random numbers could be had: " + reason_of(errno) + ".");
        out = out.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

}  // namespace holdfast::cli
