// SPDX-License-Identifier: Apache-2.0
// Debian's `age` opens what we write, and we open what it writes. `age` asks for passphrases on a terminal, so it gets
// one.
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "holdfast/sealing/age_file.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/recovery_file.hpp"

namespace holdfast::sealing {
namespace {

class AgeTool : public testing::Test {
  protected:
    std::filesystem::path folder;

    void SetUp() override {
        ASSERT_EQ(std::system("command -v age >/dev/null 2>&1"), 0) << "age is not installed: ./dev install";
        std::string name = (std::filesystem::temp_directory_path() / "holdfast-age-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
    }
    void TearDown() override {
        if (!folder.empty()) std::filesystem::remove_all(folder);
    }

    void write(const std::string& name, std::span<const std::byte> bytes) const {
        std::ofstream(folder / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream in(folder / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    // Runs a command in the folder on a terminal of its own, types `line` at each prompt that ends in ": ", returns its
    // status.
    [[nodiscard]] int run(const std::string& command, const std::string& line = {}) const {
        int terminal = -1;
        const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
        if (child == 0) {
            if (chdir(folder.c_str()) != 0) _exit(126);
            execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            _exit(127);
        }
        std::string shown;
        std::size_t answered = 0;
        std::array<char, 512> piece{};
        for (;;) {
            const ssize_t got = ::read(terminal, piece.data(), piece.size());
            if (got <= 0) break;
            shown.append(piece.data(), static_cast<std::size_t>(got));
            if (!line.empty() && shown.find(": ", answered) != std::string::npos) {
                answered = shown.size();
                const std::string typed = line + "\n";
                EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
            }
        }
        close(terminal);
        int status = 0;
        waitpid(child, &status, 0);
        if (status != 0) std::fprintf(stderr, "%s\n", shown.c_str());
        return status;
    }
};

AgeIdentity identity() {
    return identity_from_root(Secret<16>(std::span<const std::byte>(sha256("a case").bytes).first<16>()));
}

TEST_F(AgeTool, OpensOurFileWithTheRecoveryFileAsIdentity) {
    const std::array to{AgeIdentity(Secret<32>(sha256("helpline").bytes)).recipient(), identity().recipient()};
    auto encryptor = AgeEncryptor::to_recipients(to, std::vector<std::byte>(96, std::byte{5}));
    const std::string plain(200'000, 'p');
    std::vector<std::byte> file;
    encryptor->push(as_bytes(plain), file);
    encryptor->finish(file);
    write("pack.age", file);
    write("recovery.txt", as_bytes(make_recovery_file(identity(), {0}, CaseNumber{}).view()));
    ASSERT_EQ(run("age -d -i recovery.txt -o plain pack.age"), 0);
    EXPECT_EQ(read("plain"), plain);
}

TEST_F(AgeTool, OpensTheLockedRecoveryFileAndUsesItAsIdentity) {
    const auto locked =
        make_locked_recovery_file(identity(), {0}, {}, "two horses", std::array<std::byte, 48>{std::byte{7}});
    write("recovery.age", as_bytes(*locked));
    ASSERT_EQ(run("age -d -o recovery.txt recovery.age", "two horses"), 0);
    EXPECT_EQ(read("recovery.txt"), make_recovery_file(identity(), {0}, {}).view());
    const std::array to{identity().recipient()};
    auto encryptor = AgeEncryptor::to_recipients(to, std::vector<std::byte>(64, std::byte{5}));
    std::vector<std::byte> file;
    encryptor->push(as_bytes("content"), file);
    encryptor->finish(file);
    write("pack.age", file);
    ASSERT_EQ(run("age -d -i recovery.age -o plain pack.age", "two horses"), 0);
    EXPECT_EQ(read("plain"), "content");
}

TEST_F(AgeTool, WritesWhatWeOpen) {
    const std::string plain(150'000, 'q');
    write("plain", as_bytes(plain));
    ASSERT_EQ(run("age -r " + to_text(identity().recipient()) + " -o pack.age plain"), 0);
    const AgeIdentity me = identity();
    auto decryptor = AgeDecryptor::with_identities({&me, 1});
    std::vector<std::byte> back;
    ASSERT_TRUE(decryptor.push(as_bytes(read("pack.age")), back));
    ASSERT_TRUE(decryptor.finish(back));
    EXPECT_TRUE(std::ranges::equal(back, as_bytes(plain)));
}

TEST_F(AgeTool, LocksARecoveryFileThatWeOpen) {
    write("recovery.txt", as_bytes(make_recovery_file(identity(), {0}, {}).view()));
    ASSERT_EQ(run("age -p -a -o recovery.age recovery.txt", "two horses"), 0);
    const std::string locked = read("recovery.age");
    const auto back = read_recovery(as_bytes(locked), "two horses");
    ASSERT_TRUE(back) << to_text(back.error());
    EXPECT_EQ(back->identity.to_text().view(), identity().to_text().view());
}

}  // namespace
}  // namespace holdfast::sealing
